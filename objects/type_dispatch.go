package objects

import (
	"math"
	"unsafe"
)

// The slots of classes: each calls a special method.

// callSlotMethod calls a special method that a slot is there for; AttributeError if it is gone.
//
// CPython: Objects/typeobject.c vectorcall_method
func callSlotMethod(t *Thread, self Object, name *Str, args ...Object) (Object, error) {
	r, found, err := CallSpecial(t, self, name, args...)
	if err == nil && !found {
		return Object{}, NewException(t, &ExcAttributeError, Of(name))
	}
	return r, err
}

// callSlotMaybe is callSlotMethod for binary operations: NotImplemented if the method is not there.
//
// CPython: Objects/typeobject.c vectorcall_maybe
func callSlotMaybe(t *Thread, self Object, name *Str, args ...Object) (Object, error) {
	r, found, err := CallSpecial(t, self, name, args...)
	if err == nil && !found {
		return NotImplemented, nil
	}
	return r, err
}

// methodIsOverloaded reports whether right's type has another method of this name than left's, which it derives from.
//
// CPython: Objects/typeobject.c method_is_overloaded
func methodIsOverloaded(t *Thread, left, right Object, name *Str) (bool, error) {
	b, err := LookupAttr(t, Of(TypeOf(right)), name)
	if err != nil || b.Ref == nil {
		return false, err
	}
	a, err := LookupAttr(t, Of(TypeOf(left)), name)
	if err != nil || a.Ref == nil {
		return err == nil, err
	}
	return CompareBool(t, a, b, NE)
}

// slotBinary makes the slot for a binary operation of the number protocol.
//
// CPython: Objects/typeobject.c SLOT1BINFULL
func slotBinary(op NumberOp, name, swapped *Str) BinaryFunc {
	var own BinaryFunc
	own = func(t *Thread, a, b Object) (Object, error) {
		ta, tb := TypeOf(a), TypeOf(b)
		do := ta != tb && tb.Slots.Binary[op] != nil && sameFunc(tb.Slots.Binary[op], own)
		if f := ta.Slots.Binary[op]; f != nil && sameFunc(f, own) {
			if do && tb.IsSubtype(ta) {
				overloaded, err := methodIsOverloaded(t, a, b, swapped)
				if err != nil {
					return Object{}, err
				}
				if overloaded {
					r, err := callSlotMaybe(t, b, swapped, a)
					if err != nil || r != NotImplemented {
						return r, err
					}
					do = false
				}
			}
			r, err := callSlotMaybe(t, a, name, b)
			if err != nil || r != NotImplemented || ta == tb {
				return r, err
			}
		}
		if do {
			return callSlotMaybe(t, b, swapped, a)
		}
		return NotImplemented, nil
	}
	return own
}

// slotPower is the slot for __pow__ and __rpow__.
//
// CPython: Objects/typeobject.c slot_nb_power
func slotPower(t *Thread, a, b, mod Object) (Object, error) {
	ta, tb := TypeOf(a), TypeOf(b)
	more := []Object{mod}
	if mod == None {
		more = nil
	}
	do := ta != tb && isSlotPower(tb)
	if isSlotPower(ta) {
		if do && tb.IsSubtype(ta) {
			overloaded, err := methodIsOverloaded(t, a, b, nameRPow)
			if err != nil {
				return Object{}, err
			}
			if overloaded {
				r, err := callSlotMaybe(t, b, nameRPow, append([]Object{a}, more...)...)
				if err != nil || r != NotImplemented {
					return r, err
				}
				do = false
			}
		}
		r, err := callSlotMaybe(t, a, namePow, append([]Object{b}, more...)...)
		if err != nil || r != NotImplemented || ta == tb {
			return r, err
		}
	}
	if do {
		return callSlotMaybe(t, b, nameRPow, append([]Object{a}, more...)...)
	}
	return NotImplemented, nil
}

func isSlotPower(typ *Type) bool {
	return typ.Slots.Power != nil && funcPointer(typ.Slots.Power) == slotPowerPointer
}

// slotPowerPointer is set with slotDefs: slotPower cannot name itself.
var slotPowerPointer unsafe.Pointer

// slotUnary makes the slot for a method without arguments.
func slotUnary(name *Str) UnaryFunc {
	return func(t *Thread, o Object) (Object, error) { return callSlotMethod(t, o, name) }
}

// slotInPlace makes the slot for an in-place operation.
func slotInPlace(name *Str) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) { return callSlotMethod(t, a, name, b) }
}

func slotInPlacePower(t *Thread, a, b, _ Object) (Object, error) {
	return callSlotMethod(t, a, nameIPow, b)
}

// slotBool is __bool__, or __len__.
//
// CPython: Objects/typeobject.c slot_nb_bool
func slotBool(t *Thread, o Object) (bool, error) {
	r, found, err := CallSpecial(t, o, nameBool)
	if err != nil {
		return false, err
	}
	if found {
		if TypeOf(r) != &BoolType {
			return false, TypeErrorf(t, "__bool__ should return bool, returned %.200s", TypeOf(r).Name200())
		}
		return r == True, nil
	}
	if t.Lookup(TypeOf(o), nameLen).Ref == nil {
		return true, nil
	}
	n, err := slotLen(t, o)
	return n > 0, err
}

// slotLen is __len__.
//
// CPython: Objects/typeobject.c slot_sq_length
func slotLen(t *Thread, o Object) (int, error) {
	r, err := callSlotMethod(t, o, nameLen)
	if err != nil {
		return 0, err
	}
	if r, err = Index(t, r); err != nil {
		return 0, err
	}
	small, b, _ := IntValue(r)
	if small < 0 || b != nil && b.Sign() < 0 {
		return 0, ValueErrorf(t, "__len__() should return >= 0")
	}
	return AsSsize(t, r, &ExcOverflowError)
}

func slotGetItem(t *Thread, o, key Object) (Object, error) {
	return callSlotMethod(t, o, nameGetItem, key)
}

func slotSetItem(t *Thread, o, key, v Object) error {
	var err error
	if v.Ref == nil {
		_, err = callSlotMethod(t, o, nameDelItem, key)
	} else {
		_, err = callSlotMethod(t, o, nameSetItem, key, v)
	}
	return err
}

func slotSeqItem(t *Thread, o Object, i int) (Object, error) {
	return callSlotMethod(t, o, nameGetItem, NewInt(int64(i)))
}

func slotSeqSetItem(t *Thread, o Object, i int, v Object) error {
	return slotSetItem(t, o, NewInt(int64(i)), v)
}

// slotContains is __contains__; without one the items are searched.
//
// CPython: Objects/typeobject.c slot_sq_contains
func slotContains(t *Thread, o, v Object) (bool, error) {
	f, self, err := LookupSpecial(t, o, nameContains)
	if err != nil {
		return false, err
	}
	if f == None {
		return false, TypeErrorf(t, "'%.200s' object is not a container", TypeOf(o).Name200())
	}
	if f.Ref == nil {
		return iterContains(t, o, v)
	}
	r, err := callBound(t, f, self, []Object{v}, nil)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// slotRepr is __repr__.
//
// CPython: Objects/typeobject.c slot_tp_repr
func slotRepr(t *Thread, o Object) (Object, error) {
	r, found, err := CallSpecial(t, o, nameRepr)
	if err == nil && !found {
		return defaultRepr(o), nil
	}
	return r, err
}

func slotStr(t *Thread, o Object) (Object, error) { return callSlotMethod(t, o, nameStr) }

// slotHash is __hash__.
//
// CPython: Objects/typeobject.c slot_tp_hash
func slotHash(t *Thread, o Object) (int64, error) {
	f, self, err := LookupSpecial(t, o, nameHash)
	if err != nil {
		return 0, err
	}
	if f.Ref == nil || f == None {
		return hashNotImplemented(t, o)
	}
	r, err := callBound(t, f, self, nil, nil)
	if err != nil {
		return 0, err
	}
	small, b, ok := IntValue(r)
	if !ok {
		return 0, TypeErrorf(t, "__hash__ method should return an integer")
	}
	if b != nil {
		return IntType.Slots.Hash(t, NewBigInt(b))
	}
	if small == -1 {
		small = -2
	}
	return small, nil
}

func slotCall(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error) {
	f, self, err := LookupSpecial(t, o, nameCall)
	if err != nil {
		return Object{}, err
	}
	if f.Ref == nil {
		return Object{}, NewException(t, &ExcAttributeError, Of(nameCall))
	}
	if err := t.Enter(" while calling a Python object"); err != nil {
		return Object{}, err
	}
	defer t.Leave()
	return callBound(t, f, self, args, kwnames)
}

// slotGetAttrHook is __getattribute__ and, where that finds nothing, __getattr__.
//
// CPython: Objects/typeobject.c _Py_slot_tp_getattr_hook
func slotGetAttrHook(t *Thread, o Object, name *Str) (Object, error) {
	typ := TypeOf(o)
	getattr := t.Lookup(typ, nameGetAttr)
	if getattr.Ref == nil {
		return callSlotMethod(t, o, nameGetAttribute, Of(name))
	}
	getattribute := t.Lookup(typ, nameGetAttribute)
	var r Object
	var err error
	if w := as[WrapperDescriptor](getattribute, &WrapperDescriptorType); getattribute.Ref == nil || w != nil && w.slot == genericGetPointer {
		r, err = genericGetAttr(t, o, name, true)
		if err != nil || r.Ref != nil {
			return r, err
		}
	} else {
		r, err = callSlotMethod(t, o, nameGetAttribute, Of(name))
		if err == nil || !Matches(err, &ExcAttributeError) {
			return r, err
		}
	}
	return callSlotMethod(t, o, nameGetAttr, Of(name))
}

var genericGetPointer = funcPointer(GetAttrFunc(GenericGetAttr))

func slotSetAttr(t *Thread, o Object, name *Str, v Object) error {
	var err error
	if v.Ref == nil {
		_, err = callSlotMethod(t, o, nameDelAttr, Of(name))
	} else {
		_, err = callSlotMethod(t, o, nameSetAttr, Of(name), v)
	}
	return err
}

// slotRichCompare is __lt__ and the others. One that cannot be had, since a descriptor raised, is as good as none.
//
// CPython: Objects/typeobject.c slot_tp_richcompare
func slotRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	f, self, err := LookupSpecial(t, a, compareNames[op])
	if err != nil && !Matches(err, &ExcAttributeError) {
		return Object{}, err
	}
	if err != nil || f.Ref == nil {
		return NotImplemented, nil
	}
	return callBound(t, f, self, []Object{b}, nil)
}

// slotIter is __iter__; without one a sequence iterator if there is __getitem__.
//
// CPython: Objects/typeobject.c slot_tp_iter
func slotIter(t *Thread, o Object) (Object, error) {
	f, self, err := LookupSpecial(t, o, nameIter)
	if err != nil {
		return Object{}, err
	}
	if f == None || f.Ref == nil && t.Lookup(TypeOf(o), nameGetItem).Ref == nil {
		return Object{}, TypeErrorf(t, "'%.200s' object is not iterable", TypeOf(o).Name200())
	}
	if f.Ref == nil {
		return newSeqIter(o), nil
	}
	return callBound(t, f, self, nil, nil)
}

func slotIterNext(t *Thread, o Object) (Object, error) { return callSlotMethod(t, o, nameNext) }

// slotDescrGet is __get__.
//
// CPython: Objects/typeobject.c slot_tp_descr_get
func slotDescrGet(t *Thread, descr, obj, typ Object) (Object, error) {
	get := t.Lookup(TypeOf(descr), nameGet)
	if get.Ref == nil {
		return descr, nil
	}
	return CallArgs(t, get, descr, obj.OrNone(), typ.OrNone())
}

func slotDescrSet(t *Thread, descr, obj, v Object) error {
	var err error
	if v.Ref == nil {
		_, err = callSlotMethod(t, descr, nameDelete, obj)
	} else {
		_, err = callSlotMethod(t, descr, nameSet, obj, v)
	}
	return err
}

// slotInit is __init__.
//
// CPython: Objects/typeobject.c slot_tp_init
func slotInit(t *Thread, o Object, args []Object, kwnames *Tuple) error {
	f, self, err := LookupSpecial(t, o, nameInit)
	if err != nil {
		return err
	}
	if f.Ref == nil {
		return NewException(t, &ExcAttributeError, Of(nameInit))
	}
	r, err := callBound(t, f, self, args, kwnames)
	if err == nil && r != None {
		err = TypeErrorf(t, "__init__() should return None, not '%.200s'", TypeOf(r).Name200())
	}
	return err
}

// slotNew is __new__.
//
// CPython: Objects/typeobject.c slot_tp_new
func slotNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	f, err := GetAttr(t, Of(cls), nameNew)
	if err != nil {
		return Object{}, err
	}
	return callBound(t, f, Of(cls), args, kwnames)
}

func slotDel(t *Thread, o Object) error {
	_, _, err := CallSpecial(t, o, nameDel)
	return err
}

func slotAwait(t *Thread, o Object) (Object, error) { return slotAsync(t, o, nameAwait) }
func slotAIter(t *Thread, o Object) (Object, error) { return slotAsync(t, o, nameAIter) }
func slotANext(t *Thread, o Object) (Object, error) { return slotAsync(t, o, nameANext) }

func slotAsync(t *Thread, o Object, name *Str) (Object, error) {
	r, found, err := CallSpecial(t, o, name)
	if err == nil && !found {
		err = Errorf(t, &ExcAttributeError, "object %.50s does not have %s method", TypeOf(o).Name200(), name.s)
	}
	return r, err
}

// slotBuffer is __buffer__, and __release_buffer__ when the loan ends.
//
// CPython: Objects/typeobject.c slot_bf_getbuffer
func slotBuffer(t *Thread, o Object, flags BufferFlags) (*Buffer, error) {
	if flags > math.MaxInt32 {
		return nil, OverflowErrorf(t, "buffer flags out of range")
	}
	view, err := callSlotMethod(t, o, nameBuffer, NewInt(int64(flags)))
	if err != nil {
		return nil, err
	}
	if !TypeOf(view).IsSubtype(&MemoryViewType) {
		return nil, TypeErrorf(t, "__buffer__ returned non-memoryview object")
	}
	b, err := TypeOf(view).Slots.Buffer(t, view, flags)
	if err != nil {
		return nil, err
	}
	release := b.Release
	lent := *b
	lent.Object = o
	lent.Release = func() {
		if release != nil {
			release()
		}
		// Nobody could take an exception from here.
		_, _, _ = CallSpecial(t, o, nameReleaseBuffer, view)
	}
	return &lent, nil
}
