package objects

import "unsafe"

// OrderedDict is a collections.OrderedDict: a dict with a list that keeps the order of its keys apart from the table.
type OrderedDict struct {
	Dict
	attrs       *Overflow
	nodes       Dict // the node of each key
	first, last *orderedNode
	state       uint // changes with the list
}

// orderedNode is a key in the list of an OrderedDict.
type orderedNode struct {
	Header
	key        Object
	hash       int64
	prev, next *orderedNode
}

// orderedIter is an iterator over an OrderedDict.
type orderedIter struct {
	Header
	dict           *OrderedDict // nil when it has ended
	node           *orderedNode
	state          uint
	size           int // -1: the dict changed
	keys, values   bool
	reversed, done bool
}

// The types of OrderedDict.
var (
	OrderedDictType                                      Type
	orderedKeysType, orderedValuesType, orderedItemsType Type
	orderedIterType                                      Type
)

//py:type OrderedDict OrderedDictType

func setupOrderedDict() {
	OrderedDictType = Type{
		Name: "collections.OrderedDict", Doc: "Dictionary that remembers insertion order", Base: &DictType,
		Flags:  BaseType | HasInstDict | HasWeakrefs,
		Layout: LayoutWithDict[OrderedDict](unsafe.Offsetof(OrderedDict{}.attrs)),
		Slots: Slots{
			New: orderedNew, Init: orderedInit, Repr: orderedRepr, RichCompare: orderedCompare, Iter: orderedKeyIter,
			SetItem: orderedSetItem,
			Traverse: func(o Object, visit func(Object)) {
				traverseDict(o, visit)
				for n := cast[OrderedDict](o).first; n != nil; n = n.next {
					visit(n.key)
				}
			},
		},
		Methods: orderedDictMethods, GetSets: []GetSetDef{GenericDictDef},
	}
	OrderedDictType.Slots.Binary[OpOr] = orderedOr
	OrderedDictType.Slots.InPlace[OpOr] = func(t *Thread, a, b Object) (Object, error) { return a, updateMapping(t, a, b) }
	Ready(&OrderedDictType)
	for _, v := range []struct {
		typ, base    *Type
		name         string
		keys, values bool
		defs         []MethodDef
	}{
		{&orderedKeysType, &dictKeysType, "odict_keys", true, false, odictKeysMethods},
		{&orderedValuesType, &dictValuesType, "odict_values", false, true, odictValuesMethods},
		{&orderedItemsType, &dictItemsType, "odict_items", true, true, odictItemsMethods},
	} {
		*v.typ = Type{
			Name: v.name, Base: v.base, Flags: NoInstantiate, Layout: LayoutOf[dictView](), Methods: v.defs,
			Slots: Slots{Iter: func(_ *Thread, o Object) (Object, error) {
				return newOrderedIter(viewedOrdered(o), v.keys, v.values, false), nil
			}},
		}
		Ready(v.typ)
	}
	orderedIterType = Type{
		Name: "odict_iterator", Flags: NoInstantiate, Layout: LayoutOf[orderedIter](),
		Slots: Slots{Iter: selfIter, IterNext: orderedIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[orderedIter](o); it.dict != nil {
				visit(Of(it.dict))
			}
		}},
		Methods: odictIteratorMethods,
	}
	Ready(&orderedIterType)
}

func viewedOrdered(o Object) *OrderedDict {
	return (*OrderedDict)(unsafe.Pointer(cast[dictView](o).dict))
}

func orderedNew(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	o := NewInstance(cls)
	cast[OrderedDict](o).nodes.Type = &DictType
	return o, nil
}

func newOrderedDict() *OrderedDict {
	d := &OrderedDict{}
	d.Type, d.nodes.Type = &OrderedDictType, &DictType
	return d
}

// findNode gives the node of key, nil if there is none.
func (d *OrderedDict) findNode(t *Thread, key Object, hash int64) (*orderedNode, error) {
	i, err := d.nodes.find(t, key, hash)
	if err != nil || i < 0 {
		return nil, err
	}
	return cast[orderedNode](d.nodes.entries[i].Val), nil
}

func (d *OrderedDict) linkLast(n *orderedNode) {
	n.prev, n.next = d.last, nil
	if d.last != nil {
		d.last.next = n
	} else {
		d.first = n
	}
	d.last = n
	d.state++
}

func (d *OrderedDict) linkFirst(n *orderedNode) {
	n.prev, n.next = nil, d.first
	if d.first != nil {
		d.first.prev = n
	} else {
		d.last = n
	}
	d.first = n
	d.state++
}

func (d *OrderedDict) unlink(n *orderedNode) {
	if n.prev != nil {
		n.prev.next = n.next
	} else {
		d.first = n.next
	}
	if n.next != nil {
		n.next.prev = n.prev
	} else {
		d.last = n.prev
	}
	d.state++
}

// removeNode takes the node of key from the list.
func (d *OrderedDict) removeNode(t *Thread, key Object, hash int64) error {
	i, err := d.nodes.find(t, key, hash)
	if err != nil || i < 0 {
		return err
	}
	n := cast[orderedNode](d.nodes.entries[i].Val)
	d.nodes.deleteEntry(i)
	d.unlink(n)
	return nil
}

func (d *OrderedDict) set(t *Thread, key Object, hash int64, v Object) error {
	if err := d.SetHashed(t, key, hash, v); err != nil {
		return err
	}
	n, err := d.findNode(t, key, hash)
	if err != nil || n != nil {
		return err
	}
	// Equality may have run code that added it; then the later node is the one that is found.
	n = &orderedNode{Header: Header{&ObjectType}, key: key, hash: hash}
	if err := d.nodes.SetHashed(t, key, hash, Of(n)); err != nil {
		return err
	}
	d.linkLast(n)
	return nil
}

// CPython: Objects/odictobject.c odict_mp_ass_sub
func orderedSetItem(t *Thread, o, key, v Object) error {
	d := cast[OrderedDict](o)
	h, err := HashKey(t, key)
	if err != nil {
		return err
	}
	if v.Ref != nil {
		return d.set(t, key, h, v)
	}
	if err := d.removeNode(t, key, h); err != nil {
		return err
	}
	found, err := d.DelHashed(t, key, h)
	if err == nil && !found {
		err = KeyError(t, key)
	}
	return err
}

// value gives the value of n's key, which code that went round the list may have deleted: KeyError.
func (d *OrderedDict) value(t *Thread, n *orderedNode) (Object, error) {
	// As CPython does this hashes again, and so notices keys whose hash changes.
	v, err := d.Get(t, n.key)
	if err == nil && v.Ref == nil {
		err = KeyError(t, n.key)
	}
	return v, err
}

// changed is the error of a loop over the list during which it changed.
func (d *OrderedDict) changed(t *Thread) error {
	return Errorf(t, &ExcRuntimeError, "OrderedDict mutated during iteration")
}

// toDict makes a dict with the items in the order of the list.
func (d *OrderedDict) toDict(t *Thread) (*Dict, error) {
	r := NewDictSize(d.used)
	state := d.state
	for n := d.first; n != nil; n = n.next {
		v, err := d.value(t, n)
		if err == nil {
			err = r.SetHashed(t, n.key, n.hash, v)
		}
		if err == nil && d.state != state {
			err = d.changed(t)
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

var nameItems = StaticName("items")

// CPython: Objects/odictobject.c odict_repr
func orderedRepr(t *Thread, o Object) (Object, error) {
	d := cast[OrderedDict](o)
	if d.used == 0 {
		return NewStr(d.Type.ShortName() + "()"), nil
	}
	if t.ReprEnter(o) {
		return NewStr("..."), nil
	}
	defer t.ReprLeave(o)
	var plain *Dict
	var err error
	if d.Type == &OrderedDictType {
		plain, err = d.toDict(t)
	} else {
		plain = NewDict()
		var items Object
		if items, err = CallMethod(t, o, nameItems); err == nil {
			err = plain.Update(t, items)
		}
	}
	if err != nil {
		return Object{}, err
	}
	s, err := Repr(t, Of(plain))
	if err != nil {
		return Object{}, err
	}
	return NewStr(d.Type.ShortName() + "(" + s.s + ")"), nil
}

// CPython: Objects/odictobject.c odict_richcompare
func orderedCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	y := AsDict(b)
	if y == nil || op != EQ && op != NE {
		return NotImplemented, nil
	}
	equal, err := cast[Dict](a).equal(t, y)
	if err == nil && equal && y.Type.IsSubtype(&OrderedDictType) {
		equal, err = cast[OrderedDict](a).sameOrder(t, cast[OrderedDict](b))
	}
	if err != nil {
		return Object{}, err
	}
	return NewBool(equal == (op == EQ)), nil
}

// sameOrder compares the keys of two lists.
//
// CPython: Objects/odictobject.c _odict_keys_equal
func (d *OrderedDict) sameOrder(t *Thread, o *OrderedDict) (bool, error) {
	s1, s2 := d.state, o.state
	m, n := d.first, o.first
	for m != nil && n != nil {
		equal, err := EqualBool(t, m.key, n.key)
		if err != nil || !equal {
			return false, err
		}
		if d.state != s1 || o.state != s2 {
			return false, d.changed(t)
		}
		m, n = m.next, n.next
	}
	return m == nil && n == nil, nil
}

// CPython: Objects/odictobject.c odict_or
func orderedOr(t *Thread, a, b Object) (Object, error) {
	typ, other := TypeOf(a), b
	if !typ.IsSubtype(&OrderedDictType) {
		typ, other = TypeOf(b), a
	}
	if AsDict(other) == nil {
		return NotImplemented, nil
	}
	r, err := CallOne(t, Of(typ), a)
	if err != nil {
		return Object{}, err
	}
	return r, updateMapping(t, r, b)
}

func orderedInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if n := len(args) - kwCount(kwnames); n > 1 {
		return TypeErrorf(t, "expected at most 1 argument, got %d", n)
	}
	return updateArgs(t, self, args, kwnames)
}

//py:def OrderedDict.update(self, /, *args, **kwargs)
//py:nosig
func orderedUpdate(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	if n := len(args) - 1 - kwCount(kwnames); n > 1 {
		return Object{}, TypeErrorf(t, "update() takes at most 1 positional argument (%d given)", n)
	}
	return None, updateArgs(t, args[0], args[1:], kwnames)
}

// updateArgs updates a mapping from the arguments of a call.
//
// CPython: Objects/odictobject.c mutablemapping_update
func updateArgs(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	positional, kwargs := KeywordDict(args, kwnames)
	if len(positional) > 0 {
		if err := updateMapping(t, self, positional[0]); err != nil {
			return err
		}
	}
	if kwargs != nil {
		return updateMapping(t, self, Of(kwargs))
	}
	return nil
}

// updateMapping updates a mapping through its __setitem__.
//
// CPython: Objects/odictobject.c mutablemapping_update_arg
func updateMapping(t *Thread, self, arg Object) error {
	if TypeOf(arg) == &DictType {
		return addPairs(t, self, newDictView(cast[Dict](arg), &dictItemsType))
	}
	keys, err := LookupAttr(t, arg, nameKeys)
	if err != nil {
		return err
	}
	if keys.Ref != nil {
		keys, err = Call(t, keys, nil, nil)
		if err != nil {
			return err
		}
		return Iterate(t, keys, func(k Object) error {
			v, err := GetItem(t, arg, k)
			if err != nil {
				return err
			}
			return SetItem(t, self, k, v)
		})
	}
	items, err := LookupAttr(t, arg, nameItems)
	if err != nil {
		return err
	}
	if items.Ref != nil {
		if arg, err = Call(t, items, nil, nil); err != nil {
			return err
		}
	}
	return addPairs(t, self, arg)
}

// CPython: Objects/odictobject.c mutablemapping_add_pairs
func addPairs(t *Thread, self, pairs Object) error {
	return Iterate(t, pairs, func(pair Object) error {
		if p := AsTuple(pair); p != nil && p.Type == &TupleType && len(p.Items) == 2 {
			return SetItem(t, self, p.Items[0], p.Items[1])
		}
		it, err := Iter(t, pair)
		if err != nil {
			return err
		}
		var got [3]Object
		for i := range got {
			if got[i], err = Next(t, it); err != nil {
				return err
			}
			if got[i].Ref != nil {
				continue
			}
			if i < 2 {
				return ValueErrorf(t, "need more than %d value%s to unpack", i, plural(i))
			}
			return SetItem(t, self, got[0], got[1])
		}
		return ValueErrorf(t, "too many values to unpack (expected 2)")
	})
}

func newOrderedIter(d *OrderedDict, keys, values, reversed bool) Object {
	it := &orderedIter{Header: Header{&orderedIterType}, dict: d, node: d.first, state: d.state, size: d.used, keys: keys, values: values, reversed: reversed}
	if reversed {
		it.node = d.last
	}
	return Of(it)
}

func orderedKeyIter(_ *Thread, o Object) (Object, error) {
	return newOrderedIter(cast[OrderedDict](o), true, false, false), nil
}

// CPython: Objects/odictobject.c odictiter_nextkey_lock_held
func orderedIterNext(t *Thread, o Object) (Object, error) {
	it := cast[orderedIter](o)
	d := it.dict
	if d == nil || it.node == nil {
		it.dict, it.node = nil, nil
		return Object{}, nil
	}
	if d.state != it.state {
		it.dict, it.node = nil, nil
		return Object{}, d.changed(t)
	}
	if it.size != d.used {
		it.size = -1
		return Object{}, Errorf(t, &ExcRuntimeError, "OrderedDict changed size during iteration")
	}
	n := it.node
	v, err := d.value(t, n)
	if err != nil {
		it.dict, it.node = nil, nil
		return Object{}, err
	}
	if it.node = n.next; it.reversed {
		it.node = n.prev
	}
	switch {
	case !it.values:
		return n.key, nil
	case !it.keys:
		return v, nil
	}
	return NewTuple(n.key, v), nil
}

// Return state information for pickling
//
//py:def odict_iterator.__reduce__(self, /)
//py:nosig
func (it *orderedIter) reduce(t *Thread) (Object, error) {
	rest := *it
	items, err := drain(t, Of(&rest), nil)
	if err != nil {
		return Object{}, err
	}
	return reduceIter(t, nameIterFunc, Of(NewList(items)), Object{})
}
