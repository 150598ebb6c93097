package objects

import (
	"strings"
	"sync/atomic"
	"unsafe"
)

// Set is a set or a frozenset: an open-addressed table that is probed in CPython's order, so that items come in the same order.
type Set struct {
	Header
	attrs  *Overflow
	table  []setEntry // its length a power of two; nil: empty so far
	fill   int        // entries in use or deleted
	used   int
	finger int   // where pop goes on
	hash   int64 // of a frozenset; 0: not computed yet
}

// setEntry is a place of the table: never used where hash is 0 and key null, deleted where hash is -1 and key null.
type setEntry struct {
	hash int64
	key  Object
}

// setIterator is an iterator over a set.
type setIterator struct {
	Header
	set  *Set // nil when it has ended
	used int  // -1: the set changed
	pos  int
	left int
}

const (
	setMinSize   = 8
	setProbes    = 9
	setPerturb   = 5
	maxSetSize   = 1 << 28
	deletedEntry = -1
)

var (
	setIteratorType Type
	emptyFrozenSet  = &Set{Header: Header{&FrozenSetType}, hash: 133146708735736}
)

func setupSet() {
	layout := LayoutWithDict[Set](unsafe.Offsetof(Set{}.attrs))
	slots := Slots{
		Repr: setRepr, RichCompare: setCompare, Iter: setIter,
		Len: setLen, Contains: setContains,
		Traverse: func(o Object, visit func(Object)) {
			for _, e := range cast[Set](o).table {
				if e.key.Ref != nil {
					visit(e.key)
				}
			}
		},
	}
	slots.Binary[OpSub], slots.Binary[OpAnd], slots.Binary[OpXor], slots.Binary[OpOr] = setSub, setAnd, setXor, setOr
	SetType = Type{
		Name: "set", Doc: setDoc, Flags: BaseType | SetSubclass | SelfMatch | HasWeakrefs, Layout: layout, Slots: slots,
		Methods: setMethods,
	}
	SetType.Slots.New, SetType.Slots.Init = GenericNew, setInit
	in := &SetType.Slots.InPlace
	in[OpSub], in[OpAnd], in[OpXor], in[OpOr] = setInPlaceSub, setInPlaceAnd, setInPlaceXor, setInPlaceOr
	Ready(&SetType)
	FrozenSetType = Type{
		Name: "frozenset", Doc: frozensetDoc, Flags: BaseType | SetSubclass | SelfMatch | HasWeakrefs, Layout: layout, Slots: slots,
		Methods: frozensetMethods,
	}
	FrozenSetType.Slots.New, FrozenSetType.Slots.Hash = bindFrozensetNew, frozenSetHash
	Ready(&FrozenSetType)
	setIteratorType = Type{
		Name: "set_iterator", Flags: NoInstantiate, Layout: LayoutOf[setIterator](),
		Slots: Slots{Iter: selfIter, IterNext: setIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[setIterator](o); it.set != nil {
				visit(Of(it.set))
			}
		}},
		Methods: setIteratorMethods,
	}
	Ready(&setIteratorType)
}

//py:type frozenset FrozenSetType

// NewSet makes an empty set.
func NewSet() *Set { return &Set{Header: Header{&SetType}} }

// AsSet gives o as a *Set if it is a set, a frozenset or an instance of a subclass of one, else nil.
func AsSet(o Object) *Set {
	if o.Ref != nil && TypeOf(o).Flags&SetSubclass != 0 {
		return cast[Set](o)
	}
	return nil
}

// IsFrozen reports whether s is a frozenset.
func (s *Set) IsFrozen() bool { return s.Type == &FrozenSetType || s.Type.IsSubtype(&FrozenSetType) }

// baseType gives the type that operations on s give.
func (s *Set) baseType() *Type {
	if s.IsFrozen() {
		return &FrozenSetType
	}
	return &SetType
}

// Len gives the number of items.
func (s *Set) Len() int { return s.used }

// NewFrozenSet makes a frozenset of hashable items.
func NewFrozenSet(t *Thread, items []Object) (Object, error) {
	s := &Set{Header: Header{&FrozenSetType}}
	for _, v := range items {
		if err := s.Add(t, v); err != nil {
			return Object{}, err
		}
	}
	return Of(s), nil
}

// setFrom makes a set or frozenset of the items of iterable o.
func setFrom(t *Thread, typ *Type, o Object) (*Set, error) {
	s := cast[Set](NewInstance(typ))
	return s, s.update(t, o)
}

func hashElement(t *Thread, v Object) (int64, error) {
	if TypeOf(v) == &StrType {
		return cast[Str](v).Hash(), nil
	}
	h, err := Hash(t, v)
	if err != nil {
		err = unhashable(t, err, v, "a set element")
	}
	return h, err
}

// probe finds key: the place where it is, or else the unused place where it would go; nil if the table is empty.
//
// CPython: Objects/setobject.c set_add_entry
func (s *Set) probe(t *Thread, key Object, hash int64) (place *setEntry, found bool, err error) {
restart:
	if len(s.table) == 0 {
		return nil, false, nil
	}
	mask := uint64(len(s.table) - 1)
	i := uint64(hash) & mask
	perturb := uint64(hash)
	for {
		end := i
		if i+setProbes <= mask {
			end += setProbes
		}
		for j := i; j <= end; j++ {
			e := &s.table[j]
			if e.key.Ref == nil {
				if e.hash == 0 {
					return e, false, nil
				}
				continue
			}
			if e.hash != hash {
				continue
			}
			equal, known := simpleEqual(e.key, key)
			if !known {
				table, start := unsafe.SliceData(s.table), e.key
				if equal, err = EqualBool(t, start, key); err != nil {
					return nil, false, err
				}
				if unsafe.SliceData(s.table) != table || e.key != start {
					goto restart
				}
			}
			if equal {
				return e, true, nil
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}

// Add adds v.
func (s *Set) Add(t *Thread, v Object) error {
	h, err := hashElement(t, v)
	if err != nil {
		return err
	}
	return s.add(t, v, h)
}

func (s *Set) add(t *Thread, v Object, hash int64) error {
	if s.table == nil {
		s.table = make([]setEntry, setMinSize)
	}
	e, found, err := s.probe(t, v, hash)
	if err != nil || found {
		return err
	}
	if e == nil {
		return s.add(t, v, hash)
	}
	*e = setEntry{hash, v}
	s.fill++
	s.used++
	if s.fill*5 >= (len(s.table)-1)*3 {
		return s.grow(t)
	}
	return nil
}

// AddSimple adds an exact str or an int held in its Object, where that runs no Python code; done is false if nothing was added.
func (s *Set) AddSimple(v Object) (done bool) {
	var hash int64
	switch {
	case v.Ref == unsafe.Pointer(&IntHeader):
		hash = hashInt(int64(v.Bits))
	case TypeOf(v) == &StrType:
		hash = cast[Str](v).Hash()
	default:
		return false
	}
	if s.table == nil {
		s.table = make([]setEntry, setMinSize)
	}
	if s.fill*5 >= (len(s.table)-2)*3 && s.used >= largeAlloc/int(unsafe.Sizeof(setEntry{}))/4 {
		return false // grow has to look
	}
	mask := uint64(len(s.table) - 1)
	i, perturb := uint64(hash)&mask, uint64(hash)
	for {
		end := i
		if i+setProbes <= mask {
			end += setProbes
		}
		for j := i; j <= end; j++ {
			e := &s.table[j]
			if e.key == v {
				return true
			}
			if e.key.Ref == nil {
				if e.hash != 0 {
					continue
				}
				*e = setEntry{hash, v}
				s.fill++
				s.used++
				if s.fill*5 >= (len(s.table)-1)*3 {
					s.resize(s.used * setGrowth(s.used))
				}
				return true
			}
			if e.hash == hash {
				equal, known := simpleEqual(e.key, v)
				if !known {
					return false
				}
				if equal {
					return true
				}
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}

// setGrowth gives by how much a set's table grows.
func setGrowth(used int) int {
	if used > 50000 {
		return 2
	}
	return 4
}

func (s *Set) grow(t *Thread) error {
	if s.used > maxSetSize {
		return MemoryError(t)
	}
	if err := CheckAlloc(t, 4*s.used, int(unsafe.Sizeof(setEntry{}))); err != nil {
		return err
	}
	s.resize(s.used * setGrowth(s.used))
	return nil
}

// resize makes a new table with more than n places.
func (s *Set) resize(n int) {
	size := setMinSize
	for size <= n {
		size *= 2
	}
	old := s.table
	s.table = make([]setEntry, size)
	s.fill = s.used
	for i := range old {
		if old[i].key.Ref != nil {
			s.insertClean(old[i])
		}
	}
}

// insertClean puts an entry that is not there in a table without deleted ones.
//
// CPython: Objects/setobject.c set_insert_clean
func (s *Set) insertClean(e setEntry) {
	mask := uint64(len(s.table) - 1)
	i := uint64(e.hash) & mask
	perturb := uint64(e.hash)
	for {
		end := i
		if i+setProbes <= mask {
			end += setProbes
		}
		for j := i; j <= end; j++ {
			if s.table[j].key.Ref == nil {
				s.table[j] = e
				return
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}

// reserve makes room for n more items.
func (s *Set) reserve(n int) {
	if s.table == nil && n > 0 {
		s.table = make([]setEntry, setMinSize)
	}
	if (s.fill+n)*5 >= (len(s.table)-1)*3 {
		s.resize((s.used + n) * 2)
	}
}

func (s *Set) has(t *Thread, v Object, hash int64) (bool, error) {
	if s.used == 0 {
		return false, nil
	}
	_, found, err := s.probe(t, v, hash)
	return found, err
}

// Has reports whether v is in s.
func (s *Set) Has(t *Thread, v Object) (bool, error) {
	h, err := hashElement(t, v)
	if err != nil {
		return false, err
	}
	return s.has(t, v, h)
}

// delete removes v; found is false if it was not there.
func (s *Set) delete(t *Thread, v Object, hash int64) (found bool, err error) {
	if s.used == 0 {
		return false, nil
	}
	e, found, err := s.probe(t, v, hash)
	if found {
		*e = setEntry{hash: deletedEntry}
		s.used--
	}
	return found, err
}

func (s *Set) reset() { s.table, s.fill, s.used, s.finger = nil, 0, 0, 0 }

// next gives the first item at or after place pos, and the place to go on from.
func (s *Set) next(pos int) (e setEntry, next int, ok bool) {
	for ; pos < len(s.table); pos++ {
		if s.table[pos].key.Ref != nil {
			return s.table[pos], pos + 1, true
		}
	}
	return setEntry{}, pos, false
}

// Items gives the items in a new slice.
func (s *Set) Items() []Object {
	items := make([]Object, 0, s.used)
	for i := range s.table {
		if s.table[i].key.Ref != nil {
			items = append(items, s.table[i].key)
		}
	}
	return items
}

// copyAs makes a set of type typ with the same items.
func (s *Set) copyAs(typ *Type) *Set {
	c := cast[Set](NewInstance(typ))
	c.mergeNew(s)
	return c
}

// mergeNew fills an empty set with the items of o.
//
// CPython: Objects/setobject.c set_merge_lock_held
func (s *Set) mergeNew(o *Set) {
	if o.used == 0 {
		return
	}
	s.reserve(o.used)
	s.fill, s.used = o.used, o.used
	if len(s.table) == len(o.table) && o.fill == o.used {
		copy(s.table, o.table)
		return
	}
	for i := range o.table {
		if o.table[i].key.Ref != nil {
			s.insertClean(o.table[i])
		}
	}
}

// update adds the items of iterable o.
//
// CPython: Objects/setobject.c set_update_internal
func (s *Set) update(t *Thread, o Object) error {
	if x := AsSet(o); x != nil {
		if x == s || x.used == 0 {
			return nil
		}
		if s.fill == 0 {
			s.mergeNew(x)
			return nil
		}
		s.reserve(x.used)
		for pos := 0; ; {
			e, next, ok := x.next(pos)
			if !ok {
				return nil
			}
			if err := s.add(t, e.key, e.hash); err != nil {
				return err
			}
			pos = next
		}
	}
	if TypeOf(o) == &DictType {
		d := cast[Dict](o)
		s.reserve(d.used)
		for i := 0; i < len(d.entries); i++ {
			if e := d.entries[i]; e.Key.Ref != nil {
				if err := s.add(t, e.Key, d.hashOf(i)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return Iterate(t, o, func(v Object) error { return s.Add(t, v) })
}

// elementHash hashes v to look for it: a set is looked for as the frozenset that is equal to it.
//
// CPython: Objects/setobject.c set_contains_lock_held
func elementHash(t *Thread, v Object) (int64, error) {
	h, err := hashElement(t, v)
	if err != nil {
		if x := AsSet(v); x != nil && !x.IsFrozen() && Matches(err, &ExcTypeError) {
			return x.hashItems(), nil
		}
	}
	return h, err
}

func setLen(_ *Thread, o Object) (int, error) { return cast[Set](o).used, nil }

// True if object is in the set.
//
//py:def set.__contains__(self, object, /)
//py:def frozenset.__contains__(self, object, /)
func setContains(t *Thread, o, v Object) (bool, error) {
	h, err := elementHash(t, v)
	if err != nil {
		return false, err
	}
	return cast[Set](o).has(t, v, h)
}

func shuffleBits(h uint64) uint64 { return (h ^ 89869747 ^ h<<16) * 3644798167 }

// CPython: Objects/setobject.c frozenset_hash_impl
func (s *Set) hashItems() int64 {
	var h uint64
	for i := range s.table {
		if e := &s.table[i]; e.key.Ref != nil {
			h ^= shuffleBits(uint64(e.hash))
		}
	}
	h ^= (uint64(s.used) + 1) * 1927868237
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == 1<<64-1 {
		h = 590923713
	}
	return int64(h)
}

func frozenSetHash(_ *Thread, o Object) (int64, error) {
	s := cast[Set](o)
	if h := atomic.LoadInt64(&s.hash); h != 0 {
		return h, nil
	}
	h := s.hashItems()
	atomic.StoreInt64(&s.hash, h)
	return h, nil
}

func setRepr(t *Thread, o Object) (Object, error) {
	s := cast[Set](o)
	name := s.Type.ShortName()
	if t.ReprEnter(o) {
		return NewStr(name + "(...)"), nil
	}
	defer t.ReprLeave(o)
	if s.used == 0 {
		return NewStr(name + "()"), nil
	}
	var b strings.Builder
	open, end := "{", "}"
	if s.Type != &SetType {
		open, end = name+"({", "})"
	}
	b.WriteString(open)
	for i, v := range s.Items() {
		if i > 0 {
			b.WriteString(", ")
		}
		r, err := Repr(t, v)
		if err != nil {
			return Object{}, err
		}
		b.WriteString(r.s)
	}
	b.WriteString(end)
	return NewStr(b.String()), nil
}

func setIter(_ *Thread, o Object) (Object, error) {
	s := cast[Set](o)
	return Of(&setIterator{Header: Header{&setIteratorType}, set: s, used: s.used, left: s.used}), nil
}

func setIterNext(t *Thread, o Object) (Object, error) {
	it := cast[setIterator](o)
	if it.set == nil {
		return Object{}, nil
	}
	if it.used != it.set.used {
		it.used = -1
		return Object{}, Errorf(t, &ExcRuntimeError, "Set changed size during iteration")
	}
	e, next, ok := it.set.next(it.pos)
	it.pos = next
	it.left--
	if !ok {
		it.set = nil
		return Object{}, nil
	}
	return e.key, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def set_iterator.__length_hint__(self, /)
//py:nosig
func (it *setIterator) lengthHint() int {
	if it.set != nil && it.used == it.set.used {
		return max(it.left, 0)
	}
	return 0
}

// Return state information for pickling.
//
//py:def set_iterator.__reduce__(self, /)
//py:nosig
func (it *setIterator) reduce(t *Thread) (Object, error) {
	rest := *it
	items, err := drain(t, Of(&rest), nil)
	if err != nil {
		return Object{}, err
	}
	return reduceIter(t, nameIterFunc, Of(NewList(items)), Object{})
}
