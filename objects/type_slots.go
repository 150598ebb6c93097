package objects

import "unsafe"

// A slotDef relates a special method to a slot, both ways: wrapper makes the method out of the slot of a built-in type, function
// is the slot that calls the method of a class. Definitions with the same offset follow each other.
type slotDef struct {
	name      *Str
	offset    uintptr        // of the slot in Slots
	function  unsafe.Pointer // the slot that calls the special method; nil: there is none
	wrapper   wrapperFunc    // nil: the slot makes no such method
	signature string
	doc       string
}

// A wrapperFunc calls a slot with the arguments that its special method got.
type wrapperFunc func(t *Thread, self Object, args []Object, kwnames *Tuple, slot unsafe.Pointer) (Object, error)

// slotDefs is in CPython's order, which decides where several slots make one method. setupType fills it.
var (
	slotDefs      []slotDef
	slotDefsNamed map[*Str][]int // by name: indices of slotDefs
)

// slotWords is the number of slots. Each is a func, which is one pointer.
const slotWords = unsafe.Sizeof(Slots{}) / unsafe.Sizeof(uintptr(0))

// slotAt gives the place of the slot at an offset.
func slotAt(s *Slots, offset uintptr) *unsafe.Pointer {
	return (*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(s), offset))
}

// funcPointer gives a func as the pointer that it is.
func funcPointer[F any](f F) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&f)) }

// pointerFunc gives the func that funcPointer made a pointer of.
func pointerFunc[F any](p unsafe.Pointer) F { return *(*F)(unsafe.Pointer(&p)) }

const (
	getAttrOffset  = unsafe.Offsetof(Slots{}.GetAttr)
	setAttrOffset  = unsafe.Offsetof(Slots{}.SetAttr)
	hashOffset     = unsafe.Offsetof(Slots{}.Hash)
	compareOffset  = unsafe.Offsetof(Slots{}.RichCompare)
	newOffset      = unsafe.Offsetof(Slots{}.New)
	iterNextOffset = unsafe.Offsetof(Slots{}.IterNext)
)

// setupSlotDefs fills slotDefs.
//
// CPython: Objects/typeobject.c slotdefs
func setupSlotDefs() {
	var s Slots
	const pointer = unsafe.Sizeof(uintptr(0))
	add := func(name string, offset uintptr, function unsafe.Pointer, wrapper wrapperFunc, signature, doc string) {
		slotDefs = append(slotDefs, slotDef{StaticName(name), offset, function, wrapper, signature, doc})
	}

	add("__repr__", unsafe.Offsetof(s.Repr), funcPointer(UnaryFunc(slotRepr)), wrapUnary, "($self, /)", "Return repr(self).")
	add("__hash__", hashOffset, funcPointer(HashFunc(slotHash)), wrapHash, "($self, /)", "Return hash(self).")
	add("__call__", unsafe.Offsetof(s.Call), funcPointer(CallFunc(slotCall)), wrapCall, "($self, /, *args, **kwargs)", "Call self as a function.")
	add("__str__", unsafe.Offsetof(s.Str), funcPointer(UnaryFunc(slotStr)), wrapUnary, "($self, /)", "Return str(self).")
	getattr := funcPointer(GetAttrFunc(slotGetAttrHook))
	add("__getattribute__", getAttrOffset, getattr, wrapGetAttr, "($self, name, /)", "Return getattr(self, name).")
	add("__getattr__", getAttrOffset, getattr, nil, "", "")
	setattr := funcPointer(SetAttrFunc(slotSetAttr))
	add("__setattr__", unsafe.Offsetof(s.SetAttr), setattr, wrapSetAttr, "($self, name, value, /)", "Implement setattr(self, name, value).")
	add("__delattr__", unsafe.Offsetof(s.SetAttr), setattr, wrapDelAttr, "($self, name, /)", "Implement delattr(self, name).")
	compare := funcPointer(CompareFunc(slotRichCompare))
	for op, name := range compareNames {
		add(name.s, compareOffset, compare, wrapCompare[op], "($self, value, /)", "Return self"+CompareOp(op).String()+"value.")
	}
	add("__iter__", unsafe.Offsetof(s.Iter), funcPointer(UnaryFunc(slotIter)), wrapUnary, "($self, /)", "Implement iter(self).")
	add("__next__", iterNextOffset, funcPointer(UnaryFunc(slotIterNext)), wrapNext, "($self, /)", "Implement next(self).")
	add("__get__", unsafe.Offsetof(s.DescrGet), funcPointer(DescrGetFunc(slotDescrGet)), wrapDescrGet,
		"($self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.")
	descrSet := funcPointer(DescrSetFunc(slotDescrSet))
	add("__set__", unsafe.Offsetof(s.DescrSet), descrSet, wrapDescrSet, "($self, instance, value, /)", "Set an attribute of instance to value.")
	add("__delete__", unsafe.Offsetof(s.DescrSet), descrSet, wrapDescrDelete, "($self, instance, /)", "Delete an attribute of instance.")
	add("__init__", unsafe.Offsetof(s.Init), funcPointer(InitFunc(slotInit)), wrapInit,
		"($self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.")
	add("__new__", newOffset, funcPointer(NewFunc(slotNew)), nil, "", "")
	add("__del__", unsafe.Offsetof(s.Del), funcPointer(slotDel), wrapDel, "($self, /)", "Called when the instance is about to be destroyed.")
	buffer := funcPointer(BufferFunc(slotBuffer))
	add("__buffer__", unsafe.Offsetof(s.Buffer), buffer, wrapBuffer, "($self, flags, /)", "Return a buffer object that exposes the underlying memory of the object.")
	add("__release_buffer__", unsafe.Offsetof(s.Buffer), buffer, wrapReleaseBuffer, "($self, buffer, /)", "Release the buffer object that exposes the underlying memory of the object.")
	add("__await__", unsafe.Offsetof(s.Await), funcPointer(UnaryFunc(slotAwait)), wrapUnary, "($self, /)", "Return an iterator to be used in await expression.")
	add("__aiter__", unsafe.Offsetof(s.AIter), funcPointer(UnaryFunc(slotAIter)), wrapUnary, "($self, /)", "Return an awaitable, that resolves in asynchronous iterator.")
	add("__anext__", unsafe.Offsetof(s.ANext), funcPointer(UnaryFunc(slotANext)), wrapUnary, "($self, /)", "Return a value or raise StopAsyncIteration.")

	const value = "($self, value, /)"
	for op := range NumNumberOps {
		name := binaryMethods[op]
		expression, swapped := "self"+binarySymbols[op]+"value", "value"+binarySymbols[op]+"self"
		if op == OpDivmod {
			expression, swapped = "divmod(self, value)", "divmod(value, self)"
		}
		offset := unsafe.Offsetof(s.Binary) + uintptr(op)*pointer
		function := funcPointer(slotBinary(op, StaticName("__"+name+"__"), StaticName("__r"+name+"__")))
		add("__"+name+"__", offset, function, wrapBinaryLeft, value, "Return "+expression+".")
		add("__r"+name+"__", offset, function, wrapBinaryRight, value, "Return "+swapped+".")
	}
	power := funcPointer(TernaryFunc(slotPower))
	add("__pow__", unsafe.Offsetof(s.Power), power, wrapTernaryLeft, "($self, value, mod=None, /)", "Return pow(self, value, mod).")
	add("__rpow__", unsafe.Offsetof(s.Power), power, wrapTernaryRight, "($self, value, mod=None, /)", "Return pow(value, self, mod).")
	unary := func(name string, offset uintptr, doc string) {
		add(name, offset, funcPointer(slotUnary(StaticName(name))), wrapUnary, "($self, /)", doc)
	}
	unary("__neg__", unsafe.Offsetof(s.Negative), "-self")
	unary("__pos__", unsafe.Offsetof(s.Positive), "+self")
	unary("__abs__", unsafe.Offsetof(s.Absolute), "abs(self)")
	add("__bool__", unsafe.Offsetof(s.Bool), funcPointer(InquiryFunc(slotBool)), wrapInquiry, "($self, /)", "True if self else False")
	unary("__invert__", unsafe.Offsetof(s.Invert), "~self")
	unary("__int__", unsafe.Offsetof(s.Int), "int(self)")
	unary("__float__", unsafe.Offsetof(s.Float), "float(self)")
	for op := range NumNumberOps {
		if op == OpDivmod {
			continue
		}
		name := "__i" + binaryMethods[op] + "__"
		add(name, unsafe.Offsetof(s.InPlace)+uintptr(op)*pointer, funcPointer(slotInPlace(StaticName(name))), wrapBinary,
			value, "Return self"+inplaceSymbols[op]+"value.")
	}
	add("__ipow__", unsafe.Offsetof(s.InPlacePower), funcPointer(TernaryFunc(slotInPlacePower)), wrapTernary, "($self, value, /)", "Return self**=value.")
	unary("__index__", unsafe.Offsetof(s.Index), "Return self converted to an integer, if self is suitable for use as an index into a list.")

	add("__len__", unsafe.Offsetof(s.Len), funcPointer(LenFunc(slotLen)), wrapLen, "($self, /)", "Return len(self).")
	add("__getitem__", unsafe.Offsetof(s.GetItem), funcPointer(BinaryFunc(slotGetItem)), wrapBinary, "($self, key, /)", "Return self[key].")
	setitem := funcPointer(SetItemFunc(slotSetItem))
	add("__setitem__", unsafe.Offsetof(s.SetItem), setitem, wrapSetItem, "($self, key, value, /)", "Set self[key] to value.")
	add("__delitem__", unsafe.Offsetof(s.SetItem), setitem, wrapDelItem, "($self, key, /)", "Delete self[key].")
	add("__add__", unsafe.Offsetof(s.Concat), nil, wrapBinary, value, "Return self+value.")
	add("__mul__", unsafe.Offsetof(s.Repeat), nil, wrapRepeat, value, "Return self*value.")
	add("__rmul__", unsafe.Offsetof(s.Repeat), nil, wrapRepeat, value, "Return value*self.")
	add("__getitem__", unsafe.Offsetof(s.SeqItem), funcPointer(slotSeqItem), wrapSeqItem, "($self, key, /)", "Return self[key].")
	seqset := funcPointer(slotSeqSetItem)
	add("__setitem__", unsafe.Offsetof(s.SeqSetItem), seqset, wrapSeqSetItem, "($self, key, value, /)", "Set self[key] to value.")
	add("__delitem__", unsafe.Offsetof(s.SeqSetItem), seqset, wrapSeqDelItem, "($self, key, /)", "Delete self[key].")
	add("__contains__", unsafe.Offsetof(s.Contains), funcPointer(ContainsFunc(slotContains)), wrapContains, "($self, key, /)", "Return bool(key in self).")
	add("__iadd__", unsafe.Offsetof(s.InPlaceConcat), nil, wrapBinary, value, "Implement self+=value.")
	add("__imul__", unsafe.Offsetof(s.InPlaceRepeat), nil, wrapRepeat, value, "Implement self*=value.")

	slotDefsNamed = map[*Str][]int{}
	for i := range slotDefs {
		slotDefsNamed[slotDefs[i].name] = append(slotDefsNamed[slotDefs[i].name], i)
	}
}

var (
	compareNames = [...]*Str{StaticName("__lt__"), StaticName("__le__"), nameEq, StaticName("__ne__"), StaticName("__gt__"), StaticName("__ge__")}
	// binaryMethods are the names of the operations without underscores.
	binaryMethods = [NumNumberOps]string{"add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "lshift", "rshift", "and", "xor", "or"}
)

// inheritSlots takes over the slots that base defines (rather than inherits) and t does not have.
//
// CPython: Objects/typeobject.c inherit_slots
func inheritSlots(t, base *Type) {
	// The two go together: a type that redefines equality is not hashed as its base is.
	if t.Slots.RichCompare == nil && t.Slots.Hash == nil && t.Dict.GetStr(nameEq).Ref == nil && t.Dict.GetStr(nameHash).Ref == nil {
		t.Slots.RichCompare, t.Slots.Hash = base.Slots.RichCompare, base.Slots.Hash
	}
	for i := range slotWords {
		offset := i * unsafe.Sizeof(uintptr(0))
		if offset == newOffset || offset == hashOffset || offset == compareOffset {
			continue
		}
		place, inherited := slotAt(&t.Slots, offset), *slotAt(&base.Slots, offset)
		if *place == nil && inherited != nil && (base.Base == nil || *slotAt(&base.Base.Slots, offset) != inherited) {
			*place = inherited
		}
	}
	if !t.IsHeap() && base.Flags&MethodDescr != 0 && t.Slots.DescrGet != nil && sameFunc(t.Slots.DescrGet, base.Slots.DescrGet) {
		t.Flags |= MethodDescr
	}
}

// noteAttrSlots keeps in t's flags whether attribute access is the generic one: the hottest paths ask.
func (t *Type) noteAttrSlots() {
	t.Flags &^= genericGet | genericSet
	if t.Slots.GetAttr != nil && sameFunc(t.Slots.GetAttr, GenericGetAttr) {
		t.Flags |= genericGet
	}
	if t.Slots.SetAttr != nil && sameFunc(t.Slots.SetAttr, GenericSetAttr) {
		t.Flags |= genericSet
	}
}

// HasGenericGetAttr reports whether attribute access on instances is GenericGetAttr.
func (t *Type) HasGenericGetAttr() bool { return t.Flags&genericGet != 0 }

// HasGenericSetAttr reports whether setting attributes of instances is GenericSetAttr.
func (t *Type) HasGenericSetAttr() bool { return t.Flags&genericSet != 0 }

// updateSlotGroup sets the slot of heap type typ that slotDefs[i] and those after it with the same offset are about, from the special
// methods that its MRO has. It returns the index behind the group.
//
// CPython: Objects/typeobject.c update_one_slot
func updateSlotGroup(typ *Type, i int) int {
	offset := slotDefs[i].offset
	place := slotAt(&typ.Slots, offset)
	var specific, generic unsafe.Pointer
	useGeneric := false
	for ; i < len(slotDefs) && slotDefs[i].offset == offset; i++ {
		def := &slotDefs[i]
		descr := typ.lookup(def.name)
		if descr.Ref == nil {
			continue
		}
		if w := as[WrapperDescriptor](descr, &WrapperDescriptorType); w != nil && w.def.name == def.name {
			if only := resolveDuplicates(typ, def.name); only == nil || only == place {
				generic = def.function
			}
			if (specific == nil || specific == w.slot) && def.wrapper != nil && sameFunc(w.def.wrapper, def.wrapper) && typ.IsSubtype(w.Owner) {
				specific = w.slot
			} else {
				useGeneric = true
			}
			continue
		}
		if offset == newOffset && isNewWrapper(descr) {
			// The inherited slot does what the built-in __new__ would, without the checks.
			specific = funcPointer(typ.Slots.New)
			continue
		}
		if offset == hashOffset && descr == None {
			specific = funcPointer(HashFunc(hashNotImplemented))
			continue
		}
		useGeneric = true
		generic = def.function
	}
	if specific != nil && !useGeneric {
		*place = specific
	} else {
		*place = generic
	}
	return i
}

// resolveDuplicates gives the one slot of typ in use among those that make a method of this name, nil if there are several or none.
//
// CPython: Objects/typeobject.c resolve_slotdups
func resolveDuplicates(typ *Type, name *Str) *unsafe.Pointer {
	var found *unsafe.Pointer
	for _, i := range slotDefsNamed[name] {
		place := slotAt(&typ.Slots, slotDefs[i].offset)
		if *place == nil {
			continue
		}
		if found != nil {
			return nil
		}
		found = place
	}
	return found
}

// fixupSlots sets all slots of a new heap type.
//
// CPython: Objects/typeobject.c fixup_slot_dispatchers
func fixupSlots(typ *Type) {
	for i := 0; i < len(slotDefs); {
		i = updateSlotGroup(typ, i)
	}
	typ.noteAttrSlots()
}

// updateSlots sets the slots of typ and its subclasses that the special method name is about, after it changed in typ's dict.
//
// CPython: Objects/typeobject.c update_slot
func (t *Thread) updateSlots(typ *Type, name *Str) {
	defs := slotDefsNamed[name]
	if len(defs) == 0 {
		return
	}
	for _, i := range defs {
		for i > 0 && slotDefs[i-1].offset == slotDefs[i].offset {
			i--
		}
		updateSlotGroup(typ, i)
	}
	typ.noteAttrSlots()
	for _, sub := range t.subclasses(typ) {
		if sub.IsHeap() && sub.Dict.GetStr(name).Ref == nil {
			t.updateSlots(sub, name)
		}
	}
}

// updateAllSlots sets all slots of typ and its subclasses anew, after its bases changed.
func (t *Thread) updateAllSlots(typ *Type) {
	fixupSlots(typ)
	for _, sub := range t.subclasses(typ) {
		if sub.IsHeap() {
			t.updateAllSlots(sub)
		}
	}
}

// dictKey gives the key for a name in the dict of a built-in type. Only while this package is initialized may it be interned for
// all interpreters.
func dictKey(name string) *Str {
	if !staticNamesComplete {
		return StaticName(name)
	}
	if s, ok := staticNames[name]; ok {
		return s
	}
	s := MakeStr(name)
	s.Hash()
	return s
}

// fillTypeDict gives a built-in type's dict a descriptor for each slot, method and attribute.
//
// CPython: Objects/typeobject.c type_ready_fill_dict
func fillTypeDict(t *Type) {
	for i := range slotDefs {
		def := &slotDefs[i]
		slot := *slotAt(&t.Slots, def.offset)
		if def.wrapper == nil || slot == nil || t.Dict.GetStr(def.name).Ref != nil {
			continue
		}
		if t.Base != nil && slot == *slotAt(&ObjectType.Slots, def.offset) && (def.offset == getAttrOffset || def.offset == setAttrOffset) {
			continue // what it would inherit
		}
		if def.offset == hashOffset && sameFunc(t.Slots.Hash, hashNotImplemented) {
			t.Dict.setStatic(def.name, None)
			continue
		}
		t.Dict.setStatic(def.name, Of(&WrapperDescriptor{Header{&WrapperDescriptorType}, def, t, slot}))
	}
	for i := range t.Methods {
		def := &t.Methods[i]
		name := dictKey(def.Name)
		t.Dict.setStatic(name, methodFromDef(t, def, name))
	}
	for i := range t.GetSets {
		def := &t.GetSets[i]
		name := dictKey(def.Name)
		t.Dict.setStatic(name, Of(&GetSetDescriptor{Header{&GetSetDescriptorType}, def, t, name}))
	}
	if t.Attrs != nil {
		t.Attrs(t)
	}
	if t.Dict.GetStr(nameDoc).Ref == nil {
		if t.Doc != "" {
			t.Dict.setStatic(nameDoc, staticStr(t.Doc))
		} else {
			t.Dict.setStatic(nameDoc, None)
		}
	}
}

// staticStr makes a str that interpreters share.
func staticStr(s string) Object {
	p := MakeStr(s)
	p.Hash()
	return Of(p)
}

// methodFromDef makes the entry of t's dict for a native method.
func methodFromDef(t *Type, def *MethodDef, name *Str) Object {
	switch def.Kind {
	case MethodClass:
		return Of(&ClassMethodDescriptor{Header{&ClassMethodDescriptorType}, def, t, name})
	case MethodStatic:
		return Of(&StaticMethod{Header: Header{&StaticMethodType}, callable: Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: def, Owner: Of(t)})})
	}
	return Of(&MethodDescriptor{Header{&MethodDescriptorType}, def, t, name})
}

// setNew gives a built-in type that has a constructor its __new__, and takes over the base's for others. A type right below object
// without one cannot be called.
//
// CPython: Objects/typeobject.c type_ready_set_new
func setNew(t *Type) {
	switch {
	case t.Slots.New == nil && t.Base == &ObjectType && !t.IsHeap(), t.Flags&NoInstantiate != 0:
		t.Flags |= NoInstantiate
		t.Slots.New = nil
	case t.Slots.New == nil:
		t.Slots.New = t.Base.Slots.New
	case !t.IsHeap() && t.Dict.GetStr(nameNew).Ref == nil && (t == &ObjectType || !sameFunc(t.Slots.New, ObjectType.Slots.New)):
		t.Dict.setStatic(nameNew, Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: &newWrapperDef, Self: Of(t)}))
	}
}
