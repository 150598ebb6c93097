package objects

import (
	"sync/atomic"
	"unsafe"
)

// Dict is a dict: a table that keeps insertion order. Entries lie in a slice; the index, an open-addressed table of 1, 2 or 4
// bytes a place, holds their numbers plus one. Up to smallDict entries are searched one by one without an index.
//
// The hashes of strs and of small ints are at hand; those of other keys are kept beside the entries, once there is such a key.
type Dict struct {
	Header
	entries []dictEntry
	index   unsafe.Pointer // [mask+1]uint8, uint16 or uint32; nil for a small dict
	hashes  *int64         // [cap(entries)]int64 of a general dict, else nil
	mask    uint32
	trimmed uint32 // places of the index whose entries are gone from the end of entries
	used    int    // entries that are not deleted
	version uint32
	width   uint8 // bytes of an index place
	// general is set once there was a key that is neither an exact str nor an int held in its Object: its __eq__ may have something to
	// say about any key.
	general bool
}

type dictEntry struct {
	Key Object // null: deleted
	Val Object
}

const (
	smallDict   = 8
	maxDictSize = 1<<31 - 2
	dictPerturb = 5
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

// findStr gives the entry of an exact str key, -1 if there is none. Keys of other types are compared only if their equality
// needs no Python code: a str subclass's __eq__ is reached through find.
func (d *Dict) findStr(k *Str, hash int64) int {
	if d.index == nil {
		for i := range d.entries {
			if d.entries[i].Key.Ref == unsafe.Pointer(k) {
				return i
			}
		}
		for i := range d.entries {
			if strKeyEqual(d.entries[i].Key, k, hash) {
				return i
			}
		}
		return -1
	}
	i, perturb := uint32(hash)&d.mask, uint64(hash)
	for {
		p := d.place(i)
		if p == 0 {
			return -1
		}
		if key := d.entries[p-1].Key; key.Ref == unsafe.Pointer(k) || strKeyEqual(key, k, hash) {
			return int(p - 1)
		}
		perturb >>= dictPerturb
		i = (i*5 + uint32(perturb) + 1) & d.mask
	}
}

// findInt gives the entry of an int held in an Object, -1 if it is not there as one.
func (d *Dict) findInt(key Object) int {
	if d.index == nil {
		for i := range d.entries {
			if d.entries[i].Key == key {
				return i
			}
		}
		return -1
	}
	hash := hashInt(int64(key.Bits))
	i, perturb := uint32(hash)&d.mask, uint64(hash)
	for {
		p := d.place(i)
		if p == 0 {
			return -1
		}
		if d.entries[p-1].Key == key {
			return int(p - 1)
		}
		perturb >>= dictPerturb
		i = (i*5 + uint32(perturb) + 1) & d.mask
	}
}

// strKeyEqual reports whether key, null perhaps, is a str like k.
func strKeyEqual(key Object, k *Str, hash int64) bool {
	if key.Ref == nil || TypeOf(key).Flags&StrSubclass == 0 {
		return false
	}
	s := cast[Str](key)
	return atomic.LoadInt64(&s.hash) == hash && s.s == k.s
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
	if !d.general {
		if k.Ref == unsafe.Pointer(&IntHeader) {
			return d.findInt(k), nil
		}
		if TypeOf(k) == &StrType {
			return d.findStr(cast[Str](k), hash), nil
		}
	}
restart:
	version := d.version
	i, perturb := uint32(hash)&d.mask, uint64(hash)
	for step := 0; ; step++ {
		n := step
		if d.index == nil {
			if n >= len(d.entries) {
				return -1, nil
			}
		} else {
			p := d.place(i)
			if p == 0 {
				return -1, nil
			}
			n = int(p - 1)
			perturb >>= dictPerturb
			i = (i*5 + uint32(perturb) + 1) & d.mask
		}
		key := d.entries[n].Key
		if key.Ref == nil || d.hashOf(n) != hash {
			continue
		}
		equal, known := simpleEqual(key, k)
		if !known {
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

// GetName gives the value of the key that equals name, null if there is none: keys of any type count, whatever their __eq__ does.
func (d *Dict) GetName(t *Thread, name *Str) (Object, error) {
	if v := d.GetStr(name); v.Ref != nil || !d.general {
		return v, nil
	}
	return d.Get(t, Of(name))
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
	d.entries, d.hashes, d.index, d.mask, d.used, d.trimmed, d.general = nil, nil, nil, 0, 0, 0, false
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
			c.insert(e.Key, d.hashOf(i), e.Val)
		}
	}
	return c
}

// cloneTable gives d, which is empty, the items of o, of whose entries none is deleted.
func (d *Dict) cloneTable(o *Dict) {
	d.entries = append(make([]dictEntry, 0, len(o.entries)+len(o.entries)/4), o.entries...)
	d.used, d.general, d.hashes = o.used, o.general, nil
	if o.hashes != nil && cap(d.entries) > 0 {
		hashes := make([]int64, cap(d.entries))
		copy(hashes, unsafe.Slice(o.hashes, len(o.entries)))
		d.hashes = &hashes[0]
	}
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
	d.hashes, d.index, d.mask = nil, nil, 0
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
	i := -1
	if key.Ref == unsafe.Pointer(&IntHeader) {
		i = d.findInt(key)
	} else if TypeOf(key) == &StrType {
		k := cast[Str](key)
		i = d.findStr(k, k.Hash())
	}
	if i < 0 {
		return Object{}, false
	}
	return d.entries[i].Val, true
}

// SetSimple sets the value of a key for which GetSimple would do; done is false if nothing was set.
func (d *Dict) SetSimple(key, val Object) (done bool) {
	i, h := -1, int64(0)
	if key.Ref == unsafe.Pointer(&IntHeader) {
		h = hashInt(int64(key.Bits))
		i = d.findInt(key)
	} else if TypeOf(key) == &StrType {
		k := cast[Str](key)
		h = k.Hash()
		i = d.findStr(k, h)
	} else {
		return false
	}
	if i >= 0 {
		d.entries[i].Val = val
		return true
	}
	if d.general || len(d.entries) == cap(d.entries) && len(d.entries) >= largeAlloc/dictGrowth {
		return false // checkRoom has to look
	}
	d.insert(key, h, val)
	return true
}

// checkRoom gives MemoryError where there is no room for one more entry.
func (d *Dict) checkRoom(t *Thread) error {
	if len(d.entries) < cap(d.entries) {
		return nil
	}
	if len(d.entries) >= maxDictSize {
		return MemoryError(t)
	}
	return CheckAlloc(t, len(d.entries), dictGrowth)
}

// dictGrowth is what a dict that grows allocates for each of its entries at most: two entries with their hashes, and an index.
const dictGrowth = 2*(int(unsafe.Sizeof(dictEntry{}))+8) + 16
