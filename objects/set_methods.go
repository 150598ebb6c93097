package objects

// Build an unordered collection of unique elements.
//
// CPython: Objects/setobject.c set_init
//
//py:init set(self, iterable=(), /)
func setInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	// Unlike other types' this takes no keywords even for a subclass with its own __new__.
	if kwCount(kwnames) > 0 {
		return TypeErrorf(t, "set() takes no keyword arguments")
	}
	if len(args) > 1 {
		return TypeErrorf(t, "set expected at most 1 argument, got %d", len(args))
	}
	s := cast[Set](self)
	s.reset()
	if len(args) == 0 {
		return nil
	}
	return s.update(t, args[0])
}

// Build an immutable unordered collection of unique elements.
//
//py:new frozenset(cls, iterable=<missing>, /)
func frozensetNew(t *Thread, cls *Type, iterable Object) (*Set, error) {
	if cls == &FrozenSetType {
		if iterable.Ref == nil {
			return emptyFrozenSet, nil
		}
		if TypeOf(iterable) == &FrozenSetType {
			return cast[Set](iterable), nil
		}
	}
	s := cast[Set](NewInstance(cls))
	if iterable.Ref == nil {
		return s, nil
	}
	if err := s.update(t, iterable); err != nil {
		return nil, err
	}
	if s.used == 0 && cls == &FrozenSetType {
		return emptyFrozenSet, nil
	}
	return s, nil
}

// Add an element to a set.
//
// This has no effect if the element is already present.
//
//py:def set.add(self, object, /)
func (s *Set) addMethod(t *Thread, v Object) error { return s.Add(t, v) }

// Remove all elements from this set.
//
//py:def set.clear(self, /)
func (s *Set) clear() { s.reset() }

// Return a shallow copy of a set.
//
//py:def set.copy(self, /)
//py:def frozenset.copy(self, /)
func (s *Set) copy() *Set {
	if s.Type == &FrozenSetType {
		return s
	}
	return s.copyAs(s.baseType())
}

// Remove an element from a set if it is a member.
//
// Unlike set.remove(), the discard() method does not raise
// an exception when an element is missing from the set.
//
//py:def set.discard(self, object, /)
func (s *Set) discard(t *Thread, v Object) error {
	h, err := elementHash(t, v)
	if err != nil {
		return err
	}
	_, err = s.delete(t, v, h)
	return err
}

// Remove an element from a set; it must be a member.
//
// If the element is not a member, raise a KeyError.
//
//py:def set.remove(self, object, /)
func (s *Set) remove(t *Thread, v Object) error {
	h, err := elementHash(t, v)
	if err != nil {
		return err
	}
	found, err := s.delete(t, v, h)
	if err == nil && !found {
		err = KeyError(t, v)
	}
	return err
}

// Remove and return an arbitrary set element.
//
// Raises KeyError if the set is empty.
//
// CPython: Objects/setobject.c set_pop_impl
//
//py:def set.pop(self, /)
func (s *Set) pop(t *Thread) (Object, error) {
	if s.used == 0 {
		return Object{}, KeyError(t, NewStr("pop from an empty set"))
	}
	mask := len(s.table) - 1
	i := s.finger & mask
	for s.table[i].key.Ref == nil {
		i = (i + 1) & mask
	}
	v := s.table[i].key
	s.table[i] = setEntry{hash: deletedEntry}
	s.used--
	s.finger = i + 1
	return v, nil
}

// Update the set, adding elements from all others.
//
//py:def set.update(self, /, *others)
//py:borrow
func (s *Set) updateMethod(t *Thread, others []Object) error {
	for _, o := range others {
		if err := s.update(t, o); err != nil {
			return err
		}
	}
	return nil
}

// Return a new set with elements from the set and all others.
//
//py:def set.union(self, /, *others)
//py:def frozenset.union(self, /, *others)
//py:borrow
func (s *Set) union(t *Thread, others []Object) (*Set, error) {
	r := s.copyAs(s.baseType())
	for _, o := range others {
		if Of(s) == o {
			continue
		}
		if err := r.update(t, o); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// intersection gives a set of what is in s and in iterable o.
//
// CPython: Objects/setobject.c set_intersection
func (s *Set) intersection(t *Thread, o Object) (*Set, error) {
	if Of(s) == o {
		return s.copyAs(s.baseType()), nil
	}
	r := cast[Set](NewInstance(s.baseType()))
	if x := AsSet(o); x != nil {
		in := s
		if x.used > s.used {
			in, x = x, s
		}
		for pos := 0; ; {
			e, next, ok := x.next(pos)
			if !ok {
				return r, nil
			}
			pos = next
			found, err := in.has(t, e.key, e.hash)
			if err != nil {
				return nil, err
			}
			if found {
				if err := r.add(t, e.key, e.hash); err != nil {
					return nil, err
				}
			}
		}
	}
	err := Iterate(t, o, func(v Object) error {
		h, err := hashElement(t, v)
		if err != nil {
			return err
		}
		found, err := s.has(t, v, h)
		if err != nil || !found {
			return err
		}
		return r.add(t, v, h)
	})
	return r, err
}

// Return a new set with elements common to the set and all others.
//
//py:def set.intersection(self, /, *others)
//py:def frozenset.intersection(self, /, *others)
//py:borrow
func (s *Set) intersectionMulti(t *Thread, others []Object) (*Set, error) {
	if len(others) == 0 {
		return s.copyAs(s.baseType()), nil
	}
	r := s
	for _, o := range others {
		var err error
		if r, err = r.intersection(t, o); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// take makes the content of o that of s.
func (s *Set) take(o *Set) {
	s.table, s.fill, s.used, s.finger = o.table, o.fill, o.used, o.finger
}

// Update the set, keeping only elements found in it and all others.
//
//py:def set.intersection_update(self, /, *others)
//py:borrow
func (s *Set) intersectionUpdate(t *Thread, others []Object) error {
	r, err := s.intersectionMulti(t, others)
	if err == nil {
		s.take(r)
	}
	return err
}

// differenceUpdate removes the items of iterable o.
//
// CPython: Objects/setobject.c set_difference_update_internal
func (s *Set) differenceUpdate(t *Thread, o Object) error {
	if Of(s) == o {
		s.reset()
		return nil
	}
	if x := AsSet(o); x != nil {
		if x.used>>3 > s.used {
			common, err := s.intersection(t, o)
			if err != nil {
				return err
			}
			x = common
		}
		for pos := 0; ; {
			e, next, ok := x.next(pos)
			if !ok {
				break
			}
			pos = next
			if _, err := s.delete(t, e.key, e.hash); err != nil {
				return err
			}
		}
	} else {
		err := Iterate(t, o, func(v Object) error {
			h, err := hashElement(t, v)
			if err == nil {
				_, err = s.delete(t, v, h)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if s.fill-s.used <= (len(s.table)-1)/4 {
		return nil
	}
	return s.grow(t)
}

// Update the set, removing elements found in others.
//
//py:def set.difference_update(self, /, *others)
//py:borrow
func (s *Set) differenceUpdateMulti(t *Thread, others []Object) error {
	for _, o := range others {
		if err := s.differenceUpdate(t, o); err != nil {
			return err
		}
	}
	return nil
}

// difference gives a set of what is in s but not in iterable o.
//
// CPython: Objects/setobject.c set_difference
func (s *Set) difference(t *Thread, o Object) (*Set, error) {
	x, d := AsSet(o), (*Dict)(nil)
	n := 0
	if x != nil {
		n = x.used
	} else if d = AsDict(o); d != nil {
		n = d.used
	}
	if x == nil && d == nil || s.used>>2 > n {
		r := s.copyAs(s.baseType())
		return r, r.differenceUpdate(t, o)
	}
	r := cast[Set](NewInstance(s.baseType()))
	for pos := 0; ; {
		e, next, ok := s.next(pos)
		if !ok {
			return r, nil
		}
		pos = next
		var found bool
		var err error
		if d != nil {
			var i int
			i, err = d.find(t, e.key, e.hash)
			found = i >= 0
		} else {
			found, err = x.has(t, e.key, e.hash)
		}
		if err == nil && !found {
			err = r.add(t, e.key, e.hash)
		}
		if err != nil {
			return nil, err
		}
	}
}

// Return a new set with elements in the set that are not in the others.
//
//py:def set.difference(self, /, *others)
//py:def frozenset.difference(self, /, *others)
//py:borrow
func (s *Set) differenceMulti(t *Thread, others []Object) (*Set, error) {
	if len(others) == 0 {
		return s.copyAs(s.baseType()), nil
	}
	r, err := s.difference(t, others[0])
	if err != nil {
		return nil, err
	}
	return r, r.differenceUpdateMulti(t, others[1:])
}

// Update the set, keeping only elements found in either set, but not in both.
//
// CPython: Objects/setobject.c set_symmetric_difference_update_set
//
//py:def set.symmetric_difference_update(self, other, /)
func (s *Set) symmetricDifferenceUpdate(t *Thread, o Object) error {
	if Of(s) == o {
		s.reset()
		return nil
	}
	x := AsSet(o)
	if x == nil {
		var err error
		if x, err = setFrom(t, s.baseType(), o); err != nil {
			return err
		}
	}
	for pos := 0; ; {
		e, next, ok := x.next(pos)
		if !ok {
			return nil
		}
		pos = next
		found, err := s.delete(t, e.key, e.hash)
		if err == nil && !found {
			err = s.add(t, e.key, e.hash)
		}
		if err != nil {
			return err
		}
	}
}

// Return a new set with elements in either the set or other but not both.
//
//py:def set.symmetric_difference(self, other, /)
//py:def frozenset.symmetric_difference(self, other, /)
func (s *Set) symmetricDifference(t *Thread, o Object) (*Set, error) {
	r, err := setFrom(t, s.baseType(), o)
	if err != nil {
		return nil, err
	}
	return r, r.symmetricDifferenceUpdate(t, Of(s))
}

// Return True if two sets have a null intersection.
//
//py:def set.isdisjoint(self, other, /)
//py:def frozenset.isdisjoint(self, other, /)
func (s *Set) isDisjoint(t *Thread, o Object) (bool, error) {
	if Of(s) == o {
		return s.used == 0, nil
	}
	if x := AsSet(o); x != nil {
		in := s
		if x.used > s.used {
			in, x = x, s
		}
		for pos := 0; ; {
			e, next, ok := x.next(pos)
			if !ok {
				return true, nil
			}
			pos = next
			found, err := in.has(t, e.key, e.hash)
			if err != nil || found {
				return false, err
			}
		}
	}
	it, err := Iter(t, o)
	if err != nil {
		return false, err
	}
	for {
		v, err := Next(t, it)
		if err != nil {
			return false, err
		}
		if v.Ref == nil {
			return true, nil
		}
		found, err := s.Has(t, v)
		if err != nil || found {
			return false, err
		}
	}
}

// Report whether another set contains this set.
//
//py:def set.issubset(self, other, /)
//py:def frozenset.issubset(self, other, /)
func (s *Set) isSubset(t *Thread, o Object) (bool, error) {
	x := AsSet(o)
	if x == nil {
		common, err := s.intersection(t, o)
		if err != nil {
			return false, err
		}
		return common.used == s.used, nil
	}
	if s.used > x.used {
		return false, nil
	}
	for pos := 0; ; {
		e, next, ok := s.next(pos)
		if !ok {
			return true, nil
		}
		pos = next
		found, err := x.has(t, e.key, e.hash)
		if err != nil || !found {
			return false, err
		}
	}
}

// Report whether this set contains another set.
//
//py:def set.issuperset(self, other, /)
//py:def frozenset.issuperset(self, other, /)
func (s *Set) isSuperset(t *Thread, o Object) (bool, error) {
	if x := AsSet(o); x != nil {
		return x.isSubset(t, Of(s))
	}
	it, err := Iter(t, o)
	if err != nil {
		return false, err
	}
	for {
		v, err := Next(t, it)
		if err != nil {
			return false, err
		}
		if v.Ref == nil {
			return true, nil
		}
		found, err := s.Has(t, v)
		if err != nil || !found {
			return false, err
		}
	}
}

// Return state information for pickling.
//
//py:def set.__reduce__(self, /)
//py:def frozenset.__reduce__(self, /)
func (s *Set) reduce(t *Thread) (Object, error) {
	state, err := CallMethod(t, Of(s), nameGetState)
	if err != nil {
		return Object{}, err
	}
	return NewTuple(Of(s.Type), NewTuple(Of(NewList(s.Items()))), state), nil
}

// S.__sizeof__() -> size of S in memory, in bytes.
//
//py:def set.__sizeof__(self, /)
//py:def frozenset.__sizeof__(self, /)
func (s *Set) sizeof() int { return 200 + 16*max(len(s.table)-setMinSize, 0) }

// CPython: Objects/setobject.c set_richcompare
func setCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := cast[Set](a), AsSet(b)
	if y == nil {
		return NotImplemented, nil
	}
	ok := false
	var err error
	switch op {
	case EQ, NE:
		switch {
		case x.used != y.used:
		case x.hash != 0 && y.hash != 0 && x.hash != y.hash:
		default:
			ok, err = x.isSubset(t, b)
		}
		if op == NE {
			ok = !ok
		}
	case LE:
		ok, err = x.isSubset(t, b)
	case GE:
		ok, err = y.isSubset(t, a)
	case LT:
		if x.used < y.used {
			ok, err = x.isSubset(t, b)
		}
	case GT:
		if x.used > y.used {
			ok, err = y.isSubset(t, a)
		}
	}
	if err != nil {
		return Object{}, err
	}
	return NewBool(ok), nil
}

func setResult(s *Set, err error) (Object, error) {
	if err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

func setSub(t *Thread, a, b Object) (Object, error) {
	x, y := AsSet(a), AsSet(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	return setResult(x.difference(t, b))
}

func setAnd(t *Thread, a, b Object) (Object, error) {
	x, y := AsSet(a), AsSet(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	return setResult(x.intersection(t, b))
}

func setXor(t *Thread, a, b Object) (Object, error) {
	x, y := AsSet(a), AsSet(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	return setResult(x.symmetricDifference(t, b))
}

func setOr(t *Thread, a, b Object) (Object, error) {
	x, y := AsSet(a), AsSet(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	r := x.copyAs(x.baseType())
	return setResult(r, r.update(t, b))
}

func setInPlaceSub(t *Thread, a, b Object) (Object, error) {
	if AsSet(b) == nil {
		return NotImplemented, nil
	}
	return a, cast[Set](a).differenceUpdate(t, b)
}

func setInPlaceAnd(t *Thread, a, b Object) (Object, error) {
	if AsSet(b) == nil {
		return NotImplemented, nil
	}
	r, err := cast[Set](a).intersection(t, b)
	if err == nil {
		cast[Set](a).take(r)
	}
	return a, err
}

func setInPlaceXor(t *Thread, a, b Object) (Object, error) {
	if AsSet(b) == nil {
		return NotImplemented, nil
	}
	return a, cast[Set](a).symmetricDifferenceUpdate(t, b)
}

func setInPlaceOr(t *Thread, a, b Object) (Object, error) {
	if AsSet(b) == nil {
		return NotImplemented, nil
	}
	return a, cast[Set](a).update(t, b)
}
