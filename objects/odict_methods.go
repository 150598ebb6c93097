package objects

// Create a new ordered dictionary with keys from iterable and values set to value.
//
//py:classmethod OrderedDict.fromkeys(cls, /, iterable, value=None)
func orderedFromKeys(t *Thread, cls *Type, iterable, value Object) (Object, error) {
	return dictFromKeys(t, cls, iterable, value)
}

//py:def OrderedDict.__sizeof__(self, /)
func (d *OrderedDict) sizeof() int { return d.Dict.sizeof() + d.nodes.sizeof() + 56*d.nodes.used }

// Return state information for pickling
//
// CPython: Objects/odictobject.c OrderedDict___reduce___impl
//
//py:def OrderedDict.__reduce__(self, /)
func (d *OrderedDict) reduce(t *Thread) (Object, error) {
	state, err := CallMethod(t, Of(d), nameGetState)
	if err != nil {
		return Object{}, err
	}
	items, err := CallMethod(t, Of(d), nameItems)
	if err != nil {
		return Object{}, err
	}
	it, err := Iter(t, items)
	if err != nil {
		return Object{}, err
	}
	return NewTuple(Of(d.Type), Of(emptyTuple), state, None, it), nil
}

// Insert key with a value of default if key is not in the dictionary.
//
// Return the value for key if key is in the dictionary, else default.
//
//py:def OrderedDict.setdefault(self, /, key, default=None)
func (d *OrderedDict) setDefault(t *Thread, key, def Object) (Object, error) {
	if d.Type == &OrderedDictType {
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
		return def, d.set(t, key, h, def)
	}
	in, err := Contains(t, Of(d), key)
	if err != nil {
		return Object{}, err
	}
	if in {
		return GetItem(t, Of(d), key)
	}
	return def, SetItem(t, Of(d), key, def)
}

// od.pop(key[,default]) -> v, remove specified key and return the corresponding value.
//
// If the key is not found, return the default if given; otherwise,
// raise a KeyError.
//
//py:def OrderedDict.pop(self, /, key, default=<unrepresentable>)
func (d *OrderedDict) pop(t *Thread, key, def Object) (Object, error) {
	h, err := HashKey(t, key)
	if err != nil {
		return Object{}, err
	}
	return d.popHashed(t, key, h, def)
}

// CPython: Objects/odictobject.c _odict_popkey_hash
func (d *OrderedDict) popHashed(t *Thread, key Object, hash int64, def Object) (Object, error) {
	if err := d.removeNode(t, key, hash); err != nil {
		return Object{}, err
	}
	i, err := d.find(t, key, hash)
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

// Remove and return a (key, value) pair from the dictionary.
//
// Pairs are returned in LIFO order if last is true or FIFO order if
// false.
//
//py:def OrderedDict.popitem(self, /, last=True)
func (d *OrderedDict) popItem(t *Thread, last bool) (Object, error) {
	n := d.first
	if last {
		n = d.last
	}
	if n == nil {
		return Object{}, KeyError(t, NewStr("dictionary is empty"))
	}
	v, err := d.popHashed(t, n.key, n.hash, Object{})
	if err != nil {
		return Object{}, err
	}
	return NewTuple(n.key, v), nil
}

// Remove all items from ordered dict.
//
//py:def OrderedDict.clear(self, /)
func (d *OrderedDict) clear() {
	d.Dict.Clear()
	d.nodes.Clear()
	d.first, d.last = nil, nil
	d.state++
}

// A shallow copy of ordered dict.
//
// CPython: Objects/odictobject.c OrderedDict_copy_impl
//
//py:def OrderedDict.copy(self, /)
func (d *OrderedDict) copy(t *Thread) (Object, error) {
	exact := d.Type == &OrderedDictType
	r := Of(newOrderedDict())
	if !exact {
		var err error
		if r, err = Call(t, Of(d.Type), nil, nil); err != nil {
			return Object{}, err
		}
	}
	state := d.state
	for n := d.first; n != nil; n = n.next {
		var err error
		if exact {
			var v Object
			if v, err = d.value(t, n); err == nil {
				err = cast[OrderedDict](r).set(t, n.key, n.hash, v)
			}
		} else {
			var v Object
			if v, err = GetItem(t, Of(d), n.key); err == nil {
				err = SetItem(t, r, n.key, v)
			}
		}
		if err == nil && d.state != state {
			err = d.changed(t)
		}
		if err != nil {
			return Object{}, err
		}
	}
	return r, nil
}

// od.__reversed__() <==> reversed(od)
//
//py:def OrderedDict.__reversed__(self, /)
func (d *OrderedDict) reversed() Object { return newOrderedIter(d, true, false, true) }

// Move an existing element to the end (or beginning if last is false).
//
// Raise KeyError if the element does not exist.
//
// CPython: Objects/odictobject.c OrderedDict_move_to_end_impl
//
//py:def OrderedDict.move_to_end(self, /, key, last=True)
func (d *OrderedDict) moveToEnd(t *Thread, key Object, last bool) error {
	if d.first == nil {
		return KeyError(t, key)
	}
	h, err := HashKey(t, key)
	if err != nil {
		return err
	}
	n, err := d.findNode(t, key, h)
	if err != nil {
		return err
	}
	if n == nil {
		return KeyError(t, key)
	}
	switch {
	case last && n != d.last:
		d.unlink(n)
		d.linkLast(n)
	case !last && n != d.first:
		d.unlink(n)
		d.linkFirst(n)
	}
	return nil
}

//py:def OrderedDict.keys(self, /)
func (d *OrderedDict) keys() Object { return newDictView(&d.Dict, &orderedKeysType) }

//py:def OrderedDict.values(self, /)
func (d *OrderedDict) values() Object { return newDictView(&d.Dict, &orderedValuesType) }

//py:def OrderedDict.items(self, /)
func (d *OrderedDict) items() Object { return newDictView(&d.Dict, &orderedItemsType) }

//py:def odict_keys.__reversed__(self, /)
//py:nosig
func orderedKeysReversed(o Object) Object { return newOrderedIter(viewedOrdered(o), true, false, true) }

//py:def odict_values.__reversed__(self, /)
//py:nosig
func orderedValuesReversed(o Object) Object {
	return newOrderedIter(viewedOrdered(o), false, true, true)
}

//py:def odict_items.__reversed__(self, /)
//py:nosig
func orderedItemsReversed(o Object) Object {
	return newOrderedIter(viewedOrdered(o), true, true, true)
}
