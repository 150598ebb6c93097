package objects

import "strings"

func setupDict() {
	DictType = Type{
		Name: "dict",
		Doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n" +
			"    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n" +
			"    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n" +
			"    in the keyword argument list.  For example:  dict(one=1, two=2)",
		Flags:  BaseType | DictSubclass | MappingPattern | SelfMatch,
		Layout: LayoutOf[Dict](),
		Slots: Slots{
			New: GenericNew, Init: bindDictInit, Repr: dictRepr, RichCompare: dictCompare, Iter: dictIter,
			Len: dictLen, GetItem: dictGetItem, SetItem: dictSetItem, Contains: dictContains,
			Traverse: traverseDict,
		},
		Methods: dictMethods,
	}
	DictType.Slots.Binary[OpOr] = dictOr
	DictType.Slots.InPlace[OpOr] = dictInPlaceOr
	Ready(&DictType)
	setupDictViews()
	setupOrderedDict()
}

// HashKey gives the hash of a dict's key.
//
// CPython: Objects/dictobject.c dict_unhashable_type
func HashKey(t *Thread, key Object) (int64, error) {
	if TypeOf(key) == &StrType {
		return cast[Str](key).Hash(), nil
	}
	h, err := Hash(t, key)
	if err != nil {
		err = unhashable(t, err, key, "a dict key")
	}
	return h, err
}

// unhashable words the error of a hash for who wanted to keep the key.
func unhashable(t *Thread, err error, key Object, use string) error {
	e, ok := err.(*Exception)
	if !ok || e.Type != &ExcTypeError {
		return err
	}
	s, err := ToStr(t, Of(e))
	if err != nil {
		return err
	}
	return TypeErrorf(t, "cannot use '%s' as %s (%s)", TypeOf(key).FullName(), use, s.s)
}

//py:init dict(self, iterable=<missing>, /, **kwargs)
func dictInit(t *Thread, d *Dict, iterable Object, kwargs *Dict) error {
	return d.updateFrom(t, iterable, kwargs)
}

// D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
// If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
// If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
// In either case, this is followed by: for k in F:  D[k] = F[k]
//
//py:def dict.update(self, iterable=<missing>, /, **kwargs)
func dictUpdate(t *Thread, d *Dict, iterable Object, kwargs *Dict) error {
	return d.updateFrom(t, iterable, kwargs)
}

func (d *Dict) updateFrom(t *Thread, iterable Object, kwargs *Dict) error {
	if iterable.Ref != nil {
		if err := d.Update(t, iterable); err != nil {
			return err
		}
	}
	if kwargs != nil && kwargs.used > 0 {
		return d.mergeDict(t, kwargs)
	}
	return nil
}

var nameKeys = StaticName("keys")

// Update is d.update(arg).
//
// CPython: Objects/dictobject.c dict_update_arg
func (d *Dict) Update(t *Thread, arg Object) error {
	if TypeOf(arg) == &DictType {
		return d.mergeDict(t, cast[Dict](arg))
	}
	keys, err := LookupAttr(t, arg, nameKeys)
	if err != nil {
		return err
	}
	if keys.Ref != nil {
		return d.Merge(t, arg)
	}
	return d.mergePairs(t, arg)
}

// PlainDict gives o as a dict whose items may be read without asking it: one whose class does not iterate in a way of its own. It is
// nil for anything else.
func PlainDict(o Object) *Dict {
	d := AsDict(o)
	if d != nil && d.Type != &DictType && !sameFunc(d.Type.Slots.Iter, UnaryFunc(dictIter)) {
		return nil
	}
	return d
}

// Merge adds the items of a mapping, which has a method keys.
//
// CPython: Objects/dictobject.c dict_merge
func (d *Dict) Merge(t *Thread, mapping Object) error {
	if m := PlainDict(mapping); m != nil {
		return d.mergeDict(t, m)
	}
	keys, err := CallMethod(t, mapping, nameKeys)
	if err != nil {
		return err
	}
	it, err := Iter(t, keys)
	if err != nil {
		return err
	}
	for {
		k, err := Next(t, it)
		if err != nil || k.Ref == nil {
			return err
		}
		v, err := GetItem(t, mapping, k)
		if err != nil {
			return err
		}
		if err := d.Set(t, k, v); err != nil {
			return err
		}
	}
}

// mergeDict adds the items of o.
func (d *Dict) mergeDict(t *Thread, o *Dict) error {
	if d == o || o.used == 0 {
		return nil
	}
	if d.used == 0 && len(o.entries) == o.used {
		d.cloneTable(o)
		return nil
	}
	used := o.used
	for i := 0; i < len(o.entries); i++ {
		e := o.entries[i]
		if e.Key.Ref == nil {
			continue
		}
		if err := d.SetHashed(t, e.Key, o.hashOf(i), e.Val); err != nil {
			return err
		}
		if o.used != used {
			return Errorf(t, &ExcRuntimeError, "dict mutated during update")
		}
	}
	return nil
}

// mergePairs adds the items of an iterable of pairs.
//
// CPython: Objects/dictobject.c PyDict_MergeFromSeq2
func (d *Dict) mergePairs(t *Thread, pairs Object) error {
	it, err := Iter(t, pairs)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		item, err := Next(t, it)
		if err != nil || item.Ref == nil {
			return err
		}
		pair, err := fastItems(t, item, "object is not iterable")
		if err != nil {
			if e, ok := err.(*Exception); ok && Matches(err, &ExcTypeError) {
				note := NewStr("Cannot convert dictionary update sequence element #" + itoa(i) + " to a sequence")
				if _, err := CallMethod(t, Of(e), nameAddNote, note); err != nil {
					return err
				}
			}
			return err
		}
		if len(pair) != 2 {
			return ValueErrorf(t, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		}
		if err := d.Set(t, pair[0], pair[1]); err != nil {
			return err
		}
		if i%1024 == 1023 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return err
			}
		}
	}
}

func dictLen(_ *Thread, o Object) (int, error) { return cast[Dict](o).used, nil }

// Return self[key].
//
// CPython: Objects/dictobject.c dict_subscript
//
//py:def dict.__getitem__(self, key, /)
func dictGetItem(t *Thread, o, key Object) (Object, error) {
	d := cast[Dict](o)
	v, err := d.Get(t, key)
	if v.Ref != nil || err != nil {
		return v, err
	}
	if d.Type != &DictType {
		v, found, err := CallSpecial(t, o, nameMissing, key)
		if found || err != nil {
			return v, err
		}
	}
	return Object{}, KeyError(t, key)
}

func dictSetItem(t *Thread, o, key, v Object) error {
	d := cast[Dict](o)
	if v.Ref != nil {
		return d.Set(t, key, v)
	}
	found, err := d.Del(t, key)
	if err == nil && !found {
		err = KeyError(t, key)
	}
	return err
}

// True if the dictionary has the specified key, else False.
//
//py:def dict.__contains__(self, key, /)
func dictContains(t *Thread, o, key Object) (bool, error) { return cast[Dict](o).Contains(t, key) }

// Contains reports whether key is in d.
func (d *Dict) Contains(t *Thread, key Object) (bool, error) {
	h, err := HashKey(t, key)
	if err != nil {
		return false, err
	}
	i, err := d.find(t, key, h)
	return i >= 0, err
}

func dictRepr(t *Thread, o Object) (Object, error) {
	d := cast[Dict](o)
	if d.used == 0 {
		return NewStr("{}"), nil
	}
	if t.ReprEnter(o) {
		return NewStr("{...}"), nil
	}
	var b strings.Builder
	b.WriteByte('{')
	err := d.writeItems(t, &b)
	t.ReprLeave(o)
	if err != nil {
		return Object{}, err
	}
	b.WriteByte('}')
	return NewStr(b.String()), nil
}

func (d *Dict) writeItems(t *Thread, b *strings.Builder) error {
	first := true
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			return nil
		}
		if !first {
			b.WriteString(", ")
		}
		first, pos = false, next
		s, err := Repr(t, k)
		if err != nil {
			return err
		}
		b.WriteString(s.s)
		b.WriteString(": ")
		if s, err = Repr(t, v); err != nil {
			return err
		}
		b.WriteString(s.s)
	}
}

// CPython: Objects/dictobject.c dict_richcompare
func dictCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsDict(a), AsDict(b)
	if x == nil || y == nil || op != EQ && op != NE {
		return NotImplemented, nil
	}
	equal, err := x.equal(t, y)
	if err != nil {
		return Object{}, err
	}
	return NewBool(equal == (op == EQ)), nil
}

// CPython: Objects/dictobject.c dict_equal_lock_held
func (d *Dict) equal(t *Thread, o *Dict) (bool, error) {
	if d.used != o.used {
		return false, nil
	}
	for i := 0; i < len(d.entries); i++ {
		e := d.entries[i]
		if e.Key.Ref == nil {
			continue
		}
		j, err := o.find(t, e.Key, d.hashOf(i))
		if err != nil || j < 0 {
			return false, err
		}
		equal, err := EqualBool(t, e.Val, o.entries[j].Val)
		if err != nil || !equal {
			return false, err
		}
	}
	return true, nil
}

func dictOr(t *Thread, a, b Object) (Object, error) {
	x, y := AsDict(a), AsDict(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	r := x.Copy()
	if err := r.Update(t, b); err != nil {
		return Object{}, err
	}
	return Of(r), nil
}

func dictInPlaceOr(t *Thread, a, b Object) (Object, error) {
	return a, cast[Dict](a).Update(t, b)
}

// Create a new dictionary with keys from iterable and values set to value.
//
// CPython: Objects/dictobject.c _PyDict_FromKeys
//
//py:classmethod dict.fromkeys(cls, iterable, value=None, /)
func dictFromKeys(t *Thread, cls *Type, iterable, value Object) (Object, error) {
	o, err := Call(t, Of(cls), nil, nil)
	if err != nil {
		return Object{}, err
	}
	d := AsDict(o)
	if d != nil && d.Type != &DictType {
		d = nil
	}
	// The hashes of a dict's keys and of a set's items are known.
	if d != nil && TypeOf(iterable) == &DictType {
		from := cast[Dict](iterable)
		for i := 0; i < len(from.entries); i++ {
			if e := from.entries[i]; e.Key.Ref != nil {
				if err := d.SetHashed(t, e.Key, from.hashOf(i), value); err != nil {
					return Object{}, err
				}
			}
		}
		return o, nil
	}
	if s := AsSet(iterable); d != nil && s != nil && sameFunc(s.Type.Slots.Iter, UnaryFunc(setIter)) {
		for pos := 0; ; {
			e, next, ok := s.next(pos)
			if !ok {
				return o, nil
			}
			if err := d.SetHashed(t, e.key, e.hash, value); err != nil {
				return Object{}, err
			}
			pos = next
		}
	}
	it, err := Iter(t, iterable)
	if err != nil {
		return Object{}, err
	}
	for n := uint(1); ; n++ {
		k, err := Next(t, it)
		if err == nil && n%1024 == 0 && t.Breaker.Load() != 0 {
			err = t.Runtime.Poll(t)
		}
		if err != nil {
			return Object{}, err
		}
		if k.Ref == nil {
			return o, nil
		}
		if d != nil {
			err = d.Set(t, k, value)
		} else {
			err = SetItem(t, o, k, value)
		}
		if err != nil {
			return Object{}, err
		}
	}
}

// Return the value for key if key is in the dictionary, else default.
//
//py:def dict.get(self, key, default=None, /)
func (d *Dict) get(t *Thread, key, def Object) (Object, error) {
	v, err := d.Get(t, key)
	if v.Ref == nil {
		v = def
	}
	return v, err
}

// Insert key with a value of default if key is not in the dictionary.
//
// Return the value for key if key is in the dictionary, else default.
//
//py:def dict.setdefault(self, key, default=None, /)
func (d *Dict) SetDefault(t *Thread, key, def Object) (Object, error) {
	h, err := HashKey(t, key)
	if err != nil {
		return Object{}, err
	}
	i, err := d.find(t, key, h)
	if err != nil {
		return Object{}, err
	}
	if i >= 0 {
		return d.entries[i].Val, nil
	}
	if err := d.checkRoom(t); err != nil {
		return Object{}, err
	}
	d.insert(key, h, def)
	return def, nil
}

// D.pop(k[,d]) -> v, remove specified key and return the corresponding value.
//
// If the key is not found, return the default if given; otherwise,
// raise a KeyError.
//
//py:def dict.pop(self, key, default=<unrepresentable>, /)
func (d *Dict) pop(t *Thread, key, def Object) (Object, error) {
	h, err := HashKey(t, key)
	if err != nil {
		return Object{}, err
	}
	i, err := d.find(t, key, h)
	if err != nil {
		return Object{}, err
	}
	if i >= 0 {
		v := d.entries[i].Val
		d.deleteEntry(i)
		return v, nil
	}
	if def.Ref == nil {
		return Object{}, KeyError(t, key)
	}
	return def, nil
}

// Remove and return a (key, value) pair as a 2-tuple.
//
// Pairs are returned in LIFO (last-in, first-out) order.
// Raises KeyError if the dict is empty.
//
//py:def dict.popitem(self, /)
func (d *Dict) popItem(t *Thread) (Object, error) {
	if d.used == 0 {
		return Object{}, KeyError(t, NewStr("popitem(): dictionary is empty"))
	}
	d.trim()
	i := len(d.entries) - 1
	r := MakeTuple(2)
	r.Items[0], r.Items[1] = d.entries[i].Key, d.entries[i].Val
	d.deleteEntry(i)
	d.trim()
	return Of(r), nil
}

// Remove all items from the dict.
//
//py:def dict.clear(self, /)
func (d *Dict) clear() { d.Clear() }

// Return a shallow copy of the dict.
//
//py:def dict.copy(self, /)
func (d *Dict) copy() *Dict { return d.Copy() }

// Return a reverse iterator over the dict keys.
//
//py:def dict.__reversed__(self, /)
func (d *Dict) reversed() Object { return newDictIter(d, &dictRevKeyIterType) }

// Return the size of the dict in memory.
//
//py:def dict.__sizeof__(self, /)
func (d *Dict) sizeof() int {
	n := 64 + 24*cap(d.entries)
	if d.index != nil {
		n += int(d.mask+1) * int(d.width)
	}
	return n
}

// Return a set-like object providing a view on the dict's keys.
//
//py:def dict.keys(self, /)
func (d *Dict) keys() Object { return newDictView(d, &dictKeysType) }

// Return a set-like object providing a view on the dict's items.
//
//py:def dict.items(self, /)
func (d *Dict) items() Object { return newDictView(d, &dictItemsType) }

// Return an object providing a view on the dict's values.
//
//py:def dict.values(self, /)
func (d *Dict) values() Object { return newDictView(d, &dictValuesType) }

func dictIter(_ *Thread, o Object) (Object, error) {
	return newDictIter(cast[Dict](o), &dictKeyIterType), nil
}
