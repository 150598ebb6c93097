package objects

import (
	"unsafe"
)

// Dict is a dict: a table that keeps insertion order. Entries lie in a slice; the index, an open-addressed table of 1, 2 or 4
// bytes a place, holds their numbers plus one. Up to smallDict entries are searched one by one without an index.
type Dict struct {
	Header
	entries []dictEntry
	index   unsafe.Pointer // [mask+1]uint8, uint16 or uint32; nil for a small dict
	mask    uint32
	width   uint8  // bytes of an index place
	used    int    // entries that are not deleted
	trimmed uint32 // places of the index whose entries are gone from the end of entries
	version uint32
	// general is set once there was a key that is not an exact str: its __eq__ may have something to say about any key.
	general bool
}

type dictEntry struct {
	hash int64
	Key  Object // null: deleted
	Val  Object
}

const (
	smallDict   = 8
	maxDictSize = 1<<31 - 2
)

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{&DictType}} }

// NewDictSize makes an empty dict with room for n entries.
func NewDictSize(n int) *Dict {
	d := NewDict()
	if n > 0 {
		d.entries = make([]dictEntry, 0, n)
		if n > smallDict {
			d.makeIndex(n)
		}
	}
	return d
}

func newStaticDict() *Dict { return NewDict() }

// Len gives the number of items.
func (d *Dict) Len() int { return d.used }

// Version changes whenever a key is added or removed or entries move; a cached entry number is good while it stays.
func (d *Dict) Version() uint32 { return d.version }

// EntryIndex gives the number of the entry of a str key for EntryValue, -1 if it is absent.
func (d *Dict) EntryIndex(key *Str) int { return d.findStr(key, key.Hash()) }

// EntryValue gives the place of the value of entry i, which EntryIndex gave while Version was what it is.
func (d *Dict) EntryValue(i int) *Object { return &d.entries[i].Val }

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
			d.insertIndex(d.entries[i].hash, uint32(i+1))
		}
	}
}

// capacity gives how many entries fit before the index must grow.
func (d *Dict) capacity() int { return int(uint64(d.mask+1) * 2 / 3) }

func (d *Dict) insertIndex(hash int64, e uint32) {
	h := mixHash(hash)
	i := uint32(h) & d.mask
	for step := uint32(1); d.place(i) != 0; step++ {
		i = (i + step) & d.mask
	}
	d.setPlace(i, e)
}

// mixHash spreads a hash over the bits that the index uses.
func mixHash(h int64) uint64 {
	x := uint64(h) * 0x9E3779B97F4A7C15
	return x ^ x>>32
}

// findStr gives the entry of an exact str key, -1 if there is none. Keys of other types are compared only if their equality
// needs no Python code: a str subclass's __eq__ is reached through find.
func (d *Dict) findStr(k *Str, hash int64) int {
	if d.index == nil {
		for i := range d.entries {
			e := &d.entries[i]
			if e.Key.Ref == unsafe.Pointer(k) || e.hash == hash && e.Key.Ref != nil && strKeyEqual(e.Key, k) {
				return i
			}
		}
		return -1
	}
	i := uint32(mixHash(hash)) & d.mask
	for step := uint32(1); ; step++ {
		p := d.place(i)
		if p == 0 {
			return -1
		}
		e := &d.entries[p-1]
		if e.Key.Ref == unsafe.Pointer(k) || e.hash == hash && e.Key.Ref != nil && strKeyEqual(e.Key, k) {
			return int(p - 1)
		}
		i = (i + step) & d.mask
	}
}

func strKeyEqual(key Object, k *Str) bool {
	return TypeOf(key).Flags&StrSubclass != 0 && cast[Str](key).s == k.s
}

// simpleEqual compares keys whose comparison runs no Python code; known is false if it could.
func simpleEqual(a, b Object) (equal, known bool) {
	if a == b {
		return true, true
	}
	ta, tb := TypeOf(a), TypeOf(b)
	switch ta {
	case &StrType:
		if tb == &StrType {
			return cast[Str](a).s == cast[Str](b).s, true
		}
	case &IntType:
		if tb == &IntType {
			if a.Ref == unsafe.Pointer(&IntHeader) || b.Ref == unsafe.Pointer(&IntHeader) {
				return false, true
			}
			return cast[Int](a).v.Cmp(&cast[Int](b).v) == 0, true
		}
	}
	return false, false
}

// find gives the entry of key, -1 if there is none. It may run Python code, and starts again when that changed the dict.
func (d *Dict) find(t *Thread, k Object, hash int64) (int, error) {
	if !d.general && TypeOf(k) == &StrType {
		return d.findStr(cast[Str](k), hash), nil
	}
restart:
	version := d.version
	var i uint32
	if d.index != nil {
		i = uint32(mixHash(hash)) & d.mask
	}
	for step := uint32(1); ; step++ {
		var n int
		if d.index == nil {
			n = int(step) - 1
			if n >= len(d.entries) {
				return -1, nil
			}
		} else {
			p := d.place(i)
			if p == 0 {
				return -1, nil
			}
			n = int(p - 1)
			i = (i + step) & d.mask
		}
		e := &d.entries[n]
		if e.Key.Ref == nil || e.hash != hash {
			continue
		}
		equal, known := simpleEqual(e.Key, k)
		if !known {
			key := e.Key
			var err error
			equal, err = EqualBool(t, key, k)
			if err != nil {
				return 0, err
			}
			if d.version != version || n >= len(d.entries) || d.entries[n].Key != key {
				goto restart
			}
		}
		if equal {
			return n, nil
		}
	}
}

// Get gives the value of key, null if it is absent.
func (d *Dict) Get(t *Thread, key Object) (Object, error) {
	h, err := HashKey(t, key)
	if err != nil {
		return Object{}, err
	}
	i, err := d.find(t, key, h)
	if err != nil || i < 0 {
		return Object{}, err
	}
	return d.entries[i].Val, nil
}

// GetHashed gives the value of a key whose hash is known, null if it is absent.
func (d *Dict) GetHashed(t *Thread, key Object, hash int64) (Object, error) {
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return Object{}, err
	}
	return d.entries[i].Val, nil
}

// GetStr gives the value of a str key, null if it is absent.
func (d *Dict) GetStr(key *Str) Object {
	if i := d.findStr(key, key.Hash()); i >= 0 {
		return d.entries[i].Val
	}
	return Object{}
}

// Set sets the value of key.
func (d *Dict) Set(t *Thread, key, val Object) error {
	h, err := HashKey(t, key)
	if err != nil {
		return err
	}
	return d.SetHashed(t, key, h, val)
}

// SetHashed sets the value of a key whose hash is known.
func (d *Dict) SetHashed(t *Thread, key Object, h int64, val Object) error {
	i, err := d.find(t, key, h)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.entries[i].Val = val
		return nil
	}
	if err := d.checkRoom(t); err != nil {
		return err
	}
	d.insert(key, h, val)
	return nil
}

// SetStr sets the value of a str key.
func (d *Dict) SetStr(key *Str, val Object) {
	h := key.Hash()
	if i := d.findStr(key, h); i >= 0 {
		d.entries[i].Val = val
		return
	}
	d.insert(Of(key), h, val)
}

func (d *Dict) setStatic(key *Str, val Object) { d.SetStr(key, val) }

// insert adds an entry for a key that is not there.
func (d *Dict) insert(key Object, h int64, val Object) {
	if n := len(d.entries); d.index == nil {
		if n >= smallDict {
			d.compact()
			if n = len(d.entries); n >= smallDict {
				d.makeIndex(2 * smallDict)
			}
		}
	} else if n+int(d.trimmed) >= d.capacity() {
		d.compact()
		d.makeIndex(max(d.used*2, smallDict*2))
		if c := d.capacity(); cap(d.entries) < c {
			entries := make([]dictEntry, len(d.entries), c)
			copy(entries, d.entries)
			d.entries = entries
		}
	}
	if TypeOf(key) != &StrType {
		d.general = true
	}
	d.entries = append(d.entries, dictEntry{h, key, val})
	d.used++
	d.version++
	if d.index != nil {
		d.insertIndex(h, uint32(len(d.entries)))
	}
}

// checkRoom gives MemoryError where there is no room for one more entry.
func (d *Dict) checkRoom(t *Thread) error {
	if len(d.entries) >= maxDictSize {
		return MemoryError(t)
	}
	return checkGrow(t, len(d.entries), cap(d.entries), int(unsafe.Sizeof(dictEntry{})))
}

// compact removes deleted entries. The index is stale afterwards unless nothing was deleted.
func (d *Dict) compact() {
	if d.used == len(d.entries) {
		return
	}
	live := d.entries[:0]
	if cap(d.entries) > 2*d.used+2*smallDict {
		live = make([]dictEntry, 0, max(d.used+1, smallDict))
	}
	for i := range d.entries {
		if d.entries[i].Key.Ref != nil {
			live = append(live, d.entries[i])
		}
	}
	if len(live) > 0 && &live[0] == &d.entries[0] {
		clear(d.entries[len(live):])
	}
	d.entries = live
	d.version++
}

// deleteEntry removes entry i, which stays without key but with its hash.
func (d *Dict) deleteEntry(i int) {
	d.entries[i].Key, d.entries[i].Val = Object{}, Object{}
	d.used--
	d.version++
}

// trim takes deleted entries from the end, so that popitem need not search for the last one again and again.
func (d *Dict) trim() {
	if d.used == 0 {
		d.entries, d.index, d.mask, d.trimmed, d.general = d.entries[:0], nil, 0, 0, false
		return
	}
	n := len(d.entries)
	for d.entries[n-1].Key.Ref == nil {
		if d.index != nil {
			d.redirect(d.entries[n-1].hash, uint32(n))
		}
		n--
	}
	d.entries = d.entries[:n]
}

// redirect makes the place of entry number e-1, which had the hash, point at the first entry.
func (d *Dict) redirect(hash int64, e uint32) {
	i := uint32(mixHash(hash)) & d.mask
	for step := uint32(1); d.place(i) != e; step++ {
		i = (i + step) & d.mask
	}
	d.setPlace(i, 1)
	d.trimmed++
}

// Del deletes key; found is false if it was absent.
func (d *Dict) Del(t *Thread, key Object) (found bool, err error) {
	h, err := HashKey(t, key)
	if err != nil {
		return false, err
	}
	i, err := d.find(t, key, h)
	if err != nil || i < 0 {
		return false, err
	}
	d.deleteEntry(i)
	return true, nil
}

// DelHashed deletes a key whose hash is known.
func (d *Dict) DelHashed(t *Thread, key Object, hash int64) (found bool, err error) {
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return false, err
	}
	d.deleteEntry(i)
	return true, nil
}

// DelStr deletes a str key; found is false if it was absent.
func (d *Dict) DelStr(key *Str) (found bool) {
	i := d.findStr(key, key.Hash())
	if i >= 0 {
		d.deleteEntry(i)
	}
	return i >= 0
}

// Clear removes all items.
func (d *Dict) Clear() {
	d.entries, d.index, d.mask, d.used, d.trimmed, d.general = nil, nil, 0, 0, 0, false
	d.version++
}

// Next gives the first item at or after entry position pos, and the position to go on from; ok is false at the end.
func (d *Dict) Next(pos int) (key, val Object, next int, ok bool) {
	for ; pos < len(d.entries); pos++ {
		if e := &d.entries[pos]; e.Key.Ref != nil {
			return e.Key, e.Val, pos + 1, true
		}
	}
	return Object{}, Object{}, pos, false
}

// Copy makes a dict with the same items.
func (d *Dict) Copy() *Dict {
	c := NewDict()
	if len(d.entries) == d.used {
		c.cloneTable(d)
		return c
	}
	c.reserve(d.used)
	for i := range d.entries {
		if e := &d.entries[i]; e.Key.Ref != nil {
			c.insert(e.Key, e.hash, e.Val)
		}
	}
	return c
}

// cloneTable gives d, which is empty, the items of o, of whose entries none is deleted.
func (d *Dict) cloneTable(o *Dict) {
	d.entries = append(make([]dictEntry, 0, len(o.entries)+len(o.entries)/4), o.entries...)
	d.used, d.general = o.used, o.general
	d.index, d.mask, d.trimmed = nil, 0, 0
	d.version++
	if o.index == nil {
		return
	}
	n := int(o.mask) + 1
	switch o.width {
	case 1:
		b := append([]uint8(nil), unsafe.Slice((*uint8)(o.index), n)...)
		d.index = unsafe.Pointer(&b[0])
	case 2:
		b := append([]uint16(nil), unsafe.Slice((*uint16)(o.index), n)...)
		d.index = unsafe.Pointer(&b[0])
	default:
		b := append([]uint32(nil), unsafe.Slice((*uint32)(o.index), n)...)
		d.index = unsafe.Pointer(&b[0])
	}
	d.mask, d.width, d.trimmed = o.mask, o.width, o.trimmed
}

// reserve makes room for n entries in a dict that is empty.
func (d *Dict) reserve(n int) {
	d.entries = make([]dictEntry, 0, n)
	d.index, d.mask = nil, 0
	if n > smallDict {
		d.makeIndex(n)
	}
}

func traverseDict(o Object, visit func(Object)) {
	d := cast[Dict](o)
	for i := range d.entries {
		if e := &d.entries[i]; e.Key.Ref != nil {
			visit(e.Key)
			visit(e.Val)
		}
	}
}

// GetSimple gives the value of an exact str or of an int held in an Object, where finding it runs no Python code; found is false if
// the key is absent, of another type, or must be compared the long way.
func (d *Dict) GetSimple(key Object) (v Object, found bool) {
	if i := d.findSimple(key); i >= 0 {
		return d.entries[i].Val, true
	}
	return Object{}, false
}

// SetSimple sets the value of a key that is there and that GetSimple would find.
func (d *Dict) SetSimple(key, val Object) (found bool) {
	i := d.findSimple(key)
	if i < 0 {
		return false
	}
	d.entries[i].Val = val
	return true
}

func (d *Dict) findSimple(key Object) int {
	if key.Ref == unsafe.Pointer(&IntHeader) {
		if d.index == nil {
			for i := range d.entries {
				if d.entries[i].Key == key {
					return i
				}
			}
			return -1
		}
		i := uint32(mixHash(hashInt(int64(key.Bits)))) & d.mask
		for step := uint32(1); ; step++ {
			p := d.place(i)
			if p == 0 {
				return -1
			}
			if d.entries[p-1].Key == key {
				return int(p - 1)
			}
			i = (i + step) & d.mask
		}
	}
	if TypeOf(key) == &StrType {
		k := cast[Str](key)
		return d.findStr(k, k.Hash())
	}
	return -1
}
