package objects

import "unsafe"

// The table of a Dict: entries, index and hashes.

func (d *Dict) place(i uint32) uint32 {
	switch d.width {
	case 1:
		return uint32(*(*uint8)(unsafe.Add(d.index, i)))
	case 2:
		return uint32(*(*uint16)(unsafe.Add(d.index, uintptr(i)*2)))
	}
	return *(*uint32)(unsafe.Add(d.index, uintptr(i)*4))
}

func (d *Dict) setPlace(i, e uint32) {
	switch d.width {
	case 1:
		*(*uint8)(unsafe.Add(d.index, i)) = uint8(e)
	case 2:
		*(*uint16)(unsafe.Add(d.index, uintptr(i)*2)) = uint16(e)
	default:
		*(*uint32)(unsafe.Add(d.index, uintptr(i)*4)) = e
	}
}

// makeIndex makes an index for n entries and fills it from those there are.
func (d *Dict) makeIndex(n int) {
	size := uint32(16)
	for uint64(size)*2 < uint64(n)*3+2 {
		size *= 2
	}
	switch {
	case size <= 1<<8:
		b := make([]uint8, size)
		d.index, d.width = unsafe.Pointer(&b[0]), 1
	case size <= 1<<16:
		b := make([]uint16, size)
		d.index, d.width = unsafe.Pointer(&b[0]), 2
	default:
		b := make([]uint32, size)
		d.index, d.width = unsafe.Pointer(&b[0]), 4
	}
	d.mask, d.trimmed = size-1, 0
	for i := range d.entries {
		if d.entries[i].Key.Ref != nil {
			d.insertIndex(d.hashOf(i), uint32(i+1))
		}
	}
}

// capacity gives how many entries fit before the index must grow.
func (d *Dict) capacity() int { return int(uint64(d.mask+1) * 2 / 3) }

// insertIndex takes the first free place for a hash. Places are probed in the order of CPython's dicts: neighbours among ints are
// neighbours in the index.
//
// CPython: Objects/dictobject.c find_empty_slot
func (d *Dict) insertIndex(hash int64, e uint32) {
	i, perturb := uint32(hash)&d.mask, uint64(hash)
	for d.place(i) != 0 {
		perturb >>= dictPerturb
		i = (i*5 + uint32(perturb) + 1) & d.mask
	}
	d.setPlace(i, e)
}

// isSimpleKey reports whether k is an exact str or an int held in its Object.
func isSimpleKey(k Object) bool {
	return k.Ref == unsafe.Pointer(&IntHeader) || TypeOf(k) == &StrType
}

// hashOf gives the hash of entry i, which is not deleted.
func (d *Dict) hashOf(i int) int64 {
	if d.hashes != nil {
		return *d.hashPlace(i)
	}
	k := d.entries[i].Key
	if k.Ref == unsafe.Pointer(&IntHeader) {
		return hashInt(int64(k.Bits))
	}
	return cast[Str](k).Hash()
}

func (d *Dict) hashPlace(i int) *int64 {
	return (*int64)(unsafe.Add(unsafe.Pointer(d.hashes), uintptr(i)*8))
}

// setCapacity moves the entries to where there is room for n of them.
func (d *Dict) setCapacity(n int) {
	entries := make([]dictEntry, len(d.entries), n)
	copy(entries, d.entries)
	if d.hashes != nil {
		hashes := make([]int64, n)
		copy(hashes, unsafe.Slice(d.hashes, len(d.entries)))
		d.hashes = &hashes[0]
	}
	// An inline cache may still point into the old entries, and must not keep their values alive.
	clear(d.entries)
	d.entries = entries
}

// makeGeneral is called before the first key that is not simple is added.
func (d *Dict) makeGeneral() {
	d.general = true
	if cap(d.entries) == 0 {
		d.entries = make([]dictEntry, 0, minEntries)
	}
	hashes := make([]int64, cap(d.entries))
	for i := range d.entries {
		if d.entries[i].Key.Ref != nil {
			hashes[i] = d.hashOf(i)
		}
	}
	d.hashes = &hashes[0]
}

// minEntries is how many entries a dict has room for when it gets its first.
const minEntries = 3

// insert adds an entry for a key that is not there.
func (d *Dict) insert(key Object, h int64, val Object) {
	n := len(d.entries)
	if d.index == nil {
		if n >= smallDict {
			d.compact()
			if n = len(d.entries); n >= smallDict {
				d.makeIndex(2 * smallDict)
			}
		}
	} else if n+int(d.trimmed) >= d.capacity() {
		d.compact()
		n = len(d.entries)
		d.makeIndex(max(d.used*2, smallDict*2))
	}
	if n == cap(d.entries) {
		switch {
		case d.index != nil:
			d.setCapacity(max(d.capacity(), n+1))
		case n < minEntries:
			d.setCapacity(minEntries)
		default:
			d.setCapacity(smallDict)
		}
	}
	if !d.general && !isSimpleKey(key) {
		d.makeGeneral()
	}
	d.entries = d.entries[:n+1]
	d.entries[n] = dictEntry{key, val}
	if d.hashes != nil {
		*d.hashPlace(n) = h
	}
	d.used++
	d.version++
	if d.index != nil {
		d.insertIndex(h, uint32(n+1))
	}
}

// compact removes deleted entries. The index is stale afterwards unless nothing was deleted.
func (d *Dict) compact() {
	if d.used == len(d.entries) {
		return
	}
	live := d.entries[:0]
	old := d.hashes
	if cap(d.entries) > 2*d.used+2*smallDict {
		live = make([]dictEntry, 0, max(d.used+1, smallDict))
		if old != nil {
			d.hashes = &make([]int64, cap(live))[0]
		}
	}
	for i := range d.entries {
		if d.entries[i].Key.Ref != nil {
			if old != nil {
				*d.hashPlace(len(live)) = *(*int64)(unsafe.Add(unsafe.Pointer(old), uintptr(i)*8))
			}
			live = append(live, d.entries[i])
		}
	}
	if len(live) > 0 && &live[0] == &d.entries[0] {
		clear(d.entries[len(live):])
	} else {
		clear(d.entries)
	}
	d.entries = live
	d.version++
}

// deleteEntry removes entry i, which stays without key. Its place in the index points at the first entry from now on: for whom a
// search is good, it finds it there too.
func (d *Dict) deleteEntry(i int) {
	if d.index != nil {
		hash, e := d.hashOf(i), uint32(i+1)
		p, perturb := uint32(hash)&d.mask, uint64(hash)
		for d.place(p) != e {
			perturb >>= dictPerturb
			p = (p*5 + uint32(perturb) + 1) & d.mask
		}
		d.setPlace(p, 1)
	}
	d.entries[i].Key, d.entries[i].Val = Object{}, Object{}
	d.used--
	d.version++
}

// trim takes deleted entries from the end, so that popitem need not search for the last one again and again.
func (d *Dict) trim() {
	if d.used == 0 {
		d.entries, d.hashes, d.index, d.mask, d.trimmed, d.general = d.entries[:0], nil, nil, 0, 0, false
		return
	}
	n := len(d.entries)
	for d.entries[n-1].Key.Ref == nil {
		n--
	}
	if d.index != nil {
		d.trimmed += uint32(len(d.entries) - n)
	}
	d.entries = d.entries[:n]
}
