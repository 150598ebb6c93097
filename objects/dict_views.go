package objects

type (
	// dictView is what dict.keys, values and items give.
	dictView struct {
		Header
		dict *Dict
	}
	// dictIterator iterates over the keys, values or items of a dict, forwards or backwards: its type says which.
	dictIterator struct {
		Header
		dict *Dict // nil when it has ended
		used int   // the dict's number of items at the beginning; -1: it changed
		pos  int   // of the next entry
		left int   // items to come
	}
)

var (
	dictKeysType, dictValuesType, dictItemsType                   Type
	dictKeyIterType, dictValueIterType, dictItemIterType          Type
	dictRevKeyIterType, dictRevValueIterType, dictRevItemIterType Type
)

func setupDictViews() {
	traverse := func(o Object, visit func(Object)) {
		if v := cast[dictView](o); v.dict != nil {
			visit(Of(v.dict))
		}
	}
	length := func(_ *Thread, o Object) (int, error) { return cast[dictView](o).dict.used, nil }
	iter := func(typ *Type) UnaryFunc {
		return func(_ *Thread, o Object) (Object, error) { return newDictIter(cast[dictView](o).dict, typ), nil }
	}
	dictKeysType = Type{
		Name: "dict_keys", Flags: NoInstantiate, Layout: LayoutOf[dictView](),
		Slots: Slots{
			Repr: dictViewRepr, RichCompare: dictViewCompare, Iter: iter(&dictKeyIterType), Len: length,
			Contains: dictKeysContains, Traverse: traverse,
		},
		Methods: dictKeysMethods, GetSets: dictKeysGetSets,
	}
	dictItemsType = Type{
		Name: "dict_items", Flags: NoInstantiate, Layout: LayoutOf[dictView](),
		Slots: Slots{
			Repr: dictViewRepr, RichCompare: dictViewCompare, Iter: iter(&dictItemIterType), Len: length,
			Contains: dictItemsContains, Traverse: traverse,
		},
		Methods: dictItemsMethods, GetSets: dictItemsGetSets,
	}
	for _, typ := range []*Type{&dictKeysType, &dictItemsType} {
		typ.Slots.Binary[OpSub] = dictViewSub
		typ.Slots.Binary[OpAnd] = dictViewAnd
		typ.Slots.Binary[OpXor] = dictViewXor
		typ.Slots.Binary[OpOr] = dictViewOr
		Ready(typ)
	}
	dictValuesType = Type{
		Name: "dict_values", Flags: NoInstantiate, Layout: LayoutOf[dictView](),
		Slots:   Slots{Repr: dictViewRepr, Iter: iter(&dictValueIterType), Len: length, Traverse: traverse},
		Methods: dictValuesMethods, GetSets: dictValuesGetSets,
	}
	Ready(&dictValuesType)
	for _, d := range []struct {
		typ  *Type
		name string
		next UnaryFunc
		defs []MethodDef
	}{
		{&dictKeyIterType, "dict_keyiterator", dictKeyNext, dictKeyiteratorMethods},
		{&dictValueIterType, "dict_valueiterator", dictValueNext, dictValueiteratorMethods},
		{&dictItemIterType, "dict_itemiterator", dictItemNext, dictItemiteratorMethods},
		{&dictRevKeyIterType, "dict_reversekeyiterator", dictKeyNext, dictReversekeyiteratorMethods},
		{&dictRevValueIterType, "dict_reversevalueiterator", dictValueNext, dictReversevalueiteratorMethods},
		{&dictRevItemIterType, "dict_reverseitemiterator", dictItemNext, dictReverseitemiteratorMethods},
	} {
		*d.typ = Type{
			Name: d.name, Flags: NoInstantiate, Layout: LayoutOf[dictIterator](),
			Slots: Slots{Iter: selfIter, IterNext: d.next, Traverse: func(o Object, visit func(Object)) {
				if it := cast[dictIterator](o); it.dict != nil {
					visit(Of(it.dict))
				}
			}},
			Methods: d.defs,
		}
		Ready(d.typ)
	}
}

func newDictView(d *Dict, typ *Type) Object { return Of(&dictView{Header{typ}, d}) }

func isReverseDictIter(typ *Type) bool {
	return typ == &dictRevKeyIterType || typ == &dictRevValueIterType || typ == &dictRevItemIterType
}

func newDictIter(d *Dict, typ *Type) Object {
	it := &dictIterator{Header: Header{typ}, dict: d, used: d.used, left: d.used}
	if isReverseDictIter(typ) {
		it.pos = len(d.entries) - 1
	}
	return Of(it)
}

// next gives the next entry, nil at the end.
//
// CPython: Objects/dictobject.c dictiter_iternextkey_lock_held
func (it *dictIterator) next(t *Thread) (*dictEntry, error) {
	d := it.dict
	if d == nil {
		return nil, nil
	}
	if it.used != d.used {
		it.used = -1
		return nil, Errorf(t, &ExcRuntimeError, "dictionary changed size during iteration")
	}
	pos := it.pos
	for uint(pos) < uint(len(d.entries)) {
		if e := &d.entries[pos]; e.Key.Ref != nil {
			if it.left == 0 {
				it.dict = nil
				return nil, Errorf(t, &ExcRuntimeError, "dictionary keys changed during iteration")
			}
			it.pos = pos + 1
			it.left--
			return e, nil
		}
		pos++
	}
	it.dict = nil
	return nil, nil
}

// previous is next of a reverse iterator.
func (it *dictIterator) previous(t *Thread) (*dictEntry, error) {
	d := it.dict
	if d == nil {
		return nil, nil
	}
	if it.used != d.used {
		it.used = -1
		return nil, Errorf(t, &ExcRuntimeError, "dictionary changed size during iteration")
	}
	for pos := it.pos; pos >= 0 && pos < len(d.entries); pos-- {
		if e := &d.entries[pos]; e.Key.Ref != nil {
			if it.left == 0 {
				it.dict = nil
				return nil, Errorf(t, &ExcRuntimeError, "dictionary keys changed during iteration")
			}
			it.pos = pos - 1
			it.left--
			return e, nil
		}
	}
	it.dict = nil
	return nil, nil
}

func (it *dictIterator) step(t *Thread) (*dictEntry, error) {
	if isReverseDictIter(it.Type) {
		return it.previous(t)
	}
	return it.next(t)
}

func dictKeyNext(t *Thread, o Object) (Object, error) {
	e, err := cast[dictIterator](o).step(t)
	if e == nil {
		return Object{}, err
	}
	return e.Key, nil
}

func dictValueNext(t *Thread, o Object) (Object, error) {
	e, err := cast[dictIterator](o).step(t)
	if e == nil {
		return Object{}, err
	}
	return e.Val, nil
}

func dictItemNext(t *Thread, o Object) (Object, error) {
	e, err := cast[dictIterator](o).step(t)
	if e == nil {
		return Object{}, err
	}
	r := &tuple2{}
	r.Type, r.Items = &TupleType, r.a[:]
	r.a[0], r.a[1] = e.Key, e.Val
	return Of(r), nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def dict_keyiterator.__length_hint__(self, /)
//py:def dict_valueiterator.__length_hint__(self, /)
//py:def dict_itemiterator.__length_hint__(self, /)
//py:def dict_reversekeyiterator.__length_hint__(self, /)
//py:def dict_reversevalueiterator.__length_hint__(self, /)
//py:def dict_reverseitemiterator.__length_hint__(self, /)
//py:nosig
func (it *dictIterator) lengthHint() int {
	if it.dict != nil && it.used == it.dict.used {
		return it.left
	}
	return 0
}

// Return state information for pickling.
//
//py:def dict_keyiterator.__reduce__(self, /)
//py:def dict_valueiterator.__reduce__(self, /)
//py:def dict_itemiterator.__reduce__(self, /)
//py:def dict_reversekeyiterator.__reduce__(self, /)
//py:def dict_reversevalueiterator.__reduce__(self, /)
//py:def dict_reverseitemiterator.__reduce__(self, /)
//py:nosig
func (it *dictIterator) reduce(t *Thread) (Object, error) {
	rest := *it
	items, err := drain(t, Of(&rest), nil)
	if err != nil {
		return Object{}, err
	}
	return reduceIter(t, nameIterFunc, Of(NewList(items)), Object{})
}

// Return a reverse iterator over the dict keys.
//
//py:def dict_keys.__reversed__(self, /)
//py:nosig
func (v *dictView) reversedKeys() Object { return newDictIter(v.dict, &dictRevKeyIterType) }

// Return a reverse iterator over the dict values.
//
//py:def dict_values.__reversed__(self, /)
//py:nosig
func (v *dictView) reversedValues() Object { return newDictIter(v.dict, &dictRevValueIterType) }

// Return a reverse iterator over the dict items.
//
//py:def dict_items.__reversed__(self, /)
//py:nosig
func (v *dictView) reversedItems() Object { return newDictIter(v.dict, &dictRevItemIterType) }

// dictionary that this view refers to
//
//py:get dict_keys.mapping
//py:get dict_values.mapping
//py:get dict_items.mapping
func (v *dictView) mapping(t *Thread) (Object, error) {
	return CallOne(t, Of(&MappingProxyType), Of(v.dict))
}

func dictKeysContains(t *Thread, o, key Object) (bool, error) {
	return cast[dictView](o).dict.Contains(t, key)
}

// CPython: Objects/dictobject.c dictitems_contains
func dictItemsContains(t *Thread, o, item Object) (bool, error) {
	pair := AsTuple(item)
	if pair == nil || len(pair.Items) != 2 {
		return false, nil
	}
	v, err := cast[dictView](o).dict.Get(t, pair.Items[0])
	if err != nil || v.Ref == nil {
		return false, err
	}
	return EqualBool(t, v, pair.Items[1])
}

func dictViewRepr(t *Thread, o Object) (Object, error) {
	if t.ReprEnter(o) {
		return NewStr("..."), nil
	}
	defer t.ReprLeave(o)
	items, err := ToSlice(t, o)
	if err != nil {
		return Object{}, err
	}
	s, err := Repr(t, Of(NewList(items)))
	if err != nil {
		return Object{}, err
	}
	return NewStr(TypeOf(o).ShortName() + "(" + s.s + ")"), nil
}

func isSetView(o Object) bool {
	return TypeOf(o).IsSubtype(&dictKeysType) || TypeOf(o).IsSubtype(&dictItemsType)
}

// allIn reports whether all items of a are in b.
func allIn(t *Thread, a, b Object) (bool, error) {
	it, err := Iter(t, a)
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
		in, err := Contains(t, b, v)
		if err != nil || !in {
			return false, err
		}
	}
}

// CPython: Objects/dictobject.c dictview_richcompare
func dictViewCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if AsSet(b) == nil && !isSetView(b) {
		return NotImplemented, nil
	}
	n, err := Len(t, a)
	if err != nil {
		return Object{}, err
	}
	m, err := Len(t, b)
	if err != nil {
		return Object{}, err
	}
	ok := false
	switch op {
	case NE, EQ:
		if n == m {
			ok, err = allIn(t, a, b)
		}
		if op == NE && err == nil {
			ok = !ok
		}
	case LT:
		if n < m {
			ok, err = allIn(t, a, b)
		}
	case LE:
		if n <= m {
			ok, err = allIn(t, a, b)
		}
	case GT:
		if n > m {
			ok, err = allIn(t, b, a)
		}
	case GE:
		if n >= m {
			ok, err = allIn(t, b, a)
		}
	}
	if err != nil {
		return Object{}, err
	}
	return NewBool(ok), nil
}

func dictViewSub(t *Thread, a, b Object) (Object, error) {
	s, err := setFrom(t, &SetType, a)
	if err != nil {
		return Object{}, err
	}
	if err := s.differenceUpdate(t, b); err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

func dictViewOr(t *Thread, a, b Object) (Object, error) {
	s, err := setFrom(t, &SetType, a)
	if err != nil {
		return Object{}, err
	}
	if err := s.update(t, b); err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

// CPython: Objects/dictobject.c _PyDictView_Intersect
func dictViewAnd(t *Thread, a, b Object) (Object, error) {
	if !isSetView(a) || isSetView(b) && cast[dictView](b).dict.used > cast[dictView](a).dict.used {
		a, b = b, a
	}
	if !isSetView(a) {
		a, b = b, a
	}
	// a is a view, and not the shorter of two.
	if o := AsSet(b); o != nil && TypeOf(b) == &SetType && cast[dictView](a).dict.used <= o.used {
		r, err := o.intersection(t, a)
		return ObjectOrNull(r), err
	}
	r := NewSet()
	it, err := Iter(t, b)
	if err != nil {
		return Object{}, err
	}
	for {
		v, err := Next(t, it)
		if err != nil {
			return Object{}, err
		}
		if v.Ref == nil {
			return Of(r), nil
		}
		in, err := TypeOf(a).Slots.Contains(t, a, v)
		if err != nil {
			return Object{}, err
		}
		if in {
			if err := r.Add(t, v); err != nil {
				return Object{}, err
			}
		}
	}
}

func dictViewXor(t *Thread, a, b Object) (Object, error) {
	s, err := setFrom(t, &SetType, a)
	if err != nil {
		return Object{}, err
	}
	if err := s.symmetricDifferenceUpdate(t, b); err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

// Return True if the view and the given iterable have a null intersection.
//
// CPython: Objects/dictobject.c dictviews_isdisjoint
//
//py:def dict_keys.isdisjoint(self, other, /)
//py:def dict_items.isdisjoint(self, other, /)
//py:nosig
func (v *dictView) isDisjoint(t *Thread, other Object) (bool, error) {
	self := Of(v)
	if self == other {
		return v.dict.used == 0, nil
	}
	if AsSet(other) != nil || isSetView(other) {
		n, err := Len(t, other)
		if err != nil {
			return false, err
		}
		if n > v.dict.used {
			self, other = other, self
		}
	}
	it, err := Iter(t, other)
	if err != nil {
		return false, err
	}
	for {
		x, err := Next(t, it)
		if err != nil {
			return false, err
		}
		if x.Ref == nil {
			return true, nil
		}
		in, err := Contains(t, self, x)
		if err != nil || in {
			return false, err
		}
	}
}
