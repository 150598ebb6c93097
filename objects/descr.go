package objects

import "unsafe"

//py:type wrapper_descriptor WrapperDescriptorType
//py:type method_wrapper MethodWrapperType
//py:type method_descriptor MethodDescriptorType
//py:type classmethod_descriptor ClassMethodDescriptorType
//py:type getset_descriptor GetSetDescriptorType
//py:type member_descriptor MemberDescriptorType

// WrapperDescriptor is a special method of a built-in type: it calls a slot.
type WrapperDescriptor struct {
	Header
	def   *slotDef
	Owner *Type
	slot  unsafe.Pointer
}

// MethodWrapper is a WrapperDescriptor bound to an object.
type MethodWrapper struct {
	Header
	descr *WrapperDescriptor
	self  Object
}

// checkDescriptor is the TypeError for an object that a descriptor of owner does not apply to.
//
// CPython: Objects/descrobject.c descr_check
func checkDescriptor(t *Thread, name string, owner *Type, o Object) error {
	if TypeOf(o).IsSubtype(owner) {
		return nil
	}
	return TypeErrorf(t, "descriptor '%s' for '%.100s' objects doesn't apply to a '%.100s' object", name, owner.Name200(), TypeOf(o).Name200())
}

// descrParts gives what the descriptors of built-in types have in common.
func descrParts(o Object) (owner *Type, name *Str, doc, signature string) {
	switch TypeOf(o) {
	case &WrapperDescriptorType:
		d := cast[WrapperDescriptor](o)
		return d.Owner, d.def.name, d.def.doc, d.def.signature
	case &MethodDescriptorType:
		d := cast[MethodDescriptor](o)
		return d.Owner, d.name, d.Def.Doc, d.Def.Signature
	case &ClassMethodDescriptorType:
		d := cast[ClassMethodDescriptor](o)
		return d.Owner, d.name, d.Def.Doc, d.Def.Signature
	case &GetSetDescriptorType:
		d := cast[GetSetDescriptor](o)
		return d.Owner, d.name, d.Def.Doc, ""
	}
	d := cast[MemberDescriptor](o)
	if d.def != nil {
		doc = d.def.Doc
	}
	return d.Owner, d.Name, doc, ""
}

//py:get wrapper_descriptor.__objclass__
//py:get method_descriptor.__objclass__
//py:get classmethod_descriptor.__objclass__
//py:get getset_descriptor.__objclass__
//py:get member_descriptor.__objclass__
func descrObjclass(o Object) Object {
	owner, _, _, _ := descrParts(o)
	return Of(owner)
}

//py:get wrapper_descriptor.__name__
//py:get method_descriptor.__name__
//py:get classmethod_descriptor.__name__
//py:get getset_descriptor.__name__
//py:get member_descriptor.__name__
func descrName(o Object) Object {
	_, name, _, _ := descrParts(o)
	return Of(name)
}

//py:get wrapper_descriptor.__qualname__
//py:get method_descriptor.__qualname__
//py:get classmethod_descriptor.__qualname__
//py:get getset_descriptor.__qualname__
//py:get member_descriptor.__qualname__
func descrQualname(t *Thread, o Object) (Object, error) {
	owner, name, _, _ := descrParts(o)
	return qualifiedBy(t, owner, name)
}

// qualifiedBy gives the __qualname__ of owner's attribute name.
//
// CPython: Objects/descrobject.c calculate_qualname
func qualifiedBy(t *Thread, owner *Type, name *Str) (Object, error) {
	q, err := GetAttr(t, Of(owner), nameQualname)
	if err != nil {
		return Object{}, err
	}
	s := AsStr(q)
	if s == nil {
		return Object{}, TypeErrorf(t, "<descriptor>.__objclass__.__qualname__ is not a unicode object")
	}
	return NewStr(s.s + "." + name.s), nil
}

//py:get wrapper_descriptor.__doc__
//py:get method_descriptor.__doc__
//py:get classmethod_descriptor.__doc__
//py:get getset_descriptor.__doc__
//py:get member_descriptor.__doc__
func descrDoc(o Object) Object {
	_, _, doc, _ := descrParts(o)
	return strOrNone(doc)
}

//py:get wrapper_descriptor.__text_signature__
//py:get method_descriptor.__text_signature__
//py:get classmethod_descriptor.__text_signature__
func descrTextSignature(o Object) Object {
	_, _, _, signature := descrParts(o)
	return strOrNone(signature)
}

// strOrNone makes a str, or None of "".
func strOrNone(s string) Object {
	if s == "" {
		return None
	}
	return NewStr(s)
}

//py:def wrapper_descriptor.__reduce__(self)
//py:def method_descriptor.__reduce__(self)
//py:def member_descriptor.__reduce__(self)
func descrReduce(t *Thread, o Object) (Object, error) {
	owner, name, _, _ := descrParts(o)
	getattr, err := builtinNamed(t, "getattr")
	return NewTuple(getattr, NewTuple(Of(owner), Of(name))), err
}

// builtinNamed gives an attribute of the builtins module.
func builtinNamed(t *Thread, name string) (Object, error) {
	return Builtin(t, t.Interp.Intern(name))
}

func descrRepr(kind string) UnaryFunc {
	return func(_ *Thread, o Object) (Object, error) {
		owner, name, _, _ := descrParts(o)
		return NewStr("<" + kind + " '" + name.s + "' of '" + owner.Name200() + "' objects>"), nil
	}
}

// CPython: Objects/descrobject.c method_get
func methodDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil {
		return descr, nil
	}
	d := cast[MethodDescriptor](descr)
	if err := checkDescriptor(t, d.Def.Name, d.Owner, obj); err != nil {
		return Object{}, err
	}
	return Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: d.Def, Self: obj}), nil
}

// CPython: Objects/descrobject.c classmethod_get
func classMethodDescrGet(t *Thread, descr, obj, typ Object) (Object, error) {
	d := cast[ClassMethodDescriptor](descr)
	if typ.Ref == nil {
		if obj.Ref == nil {
			return Object{}, TypeErrorf(t, "descriptor '%s' for type '%.100s' needs either an object or a type", d.name.s, d.Owner.Name200())
		}
		typ = Of(TypeOf(obj))
	}
	cls := AsType(typ)
	if cls == nil {
		return Object{}, TypeErrorf(t, "descriptor '%s' for type '%.100s' needs a type, not a '%.100s' as arg 2", d.name.s, d.Owner.Name200(), TypeOf(typ).Name200())
	}
	if !cls.IsSubtype(d.Owner) {
		return Object{}, TypeErrorf(t, "descriptor '%s' requires a subtype of '%.100s' but received '%.100s'", d.name.s, d.Owner.Name200(), cls.Name200())
	}
	return Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: d.Def, Self: typ}), nil
}

// CPython: Objects/descrobject.c classmethoddescr_call
func callClassMethodDescr(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	d := cast[ClassMethodDescriptor](f)
	if len(args)-kwCount(kwnames) < 1 {
		return Object{}, TypeErrorf(t, "descriptor '%s' of '%.100s' object needs an argument", d.name.s, d.Owner.Name200())
	}
	bound, err := classMethodDescrGet(t, f, Object{}, args[0])
	if err != nil {
		return Object{}, err
	}
	return Call(t, bound, args[1:], kwnames)
}

// CPython: Objects/descrobject.c getset_get
func getSetDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil {
		return descr, nil
	}
	d := cast[GetSetDescriptor](descr)
	if err := checkDescriptor(t, d.name.s, d.Owner, obj); err != nil {
		return Object{}, err
	}
	if d.Def.Get == nil {
		return Object{}, Errorf(t, &ExcAttributeError, "attribute '%s' of '%.100s' objects is not readable", d.name.s, d.Owner.Name200())
	}
	return d.Def.Get(t, obj)
}

// CPython: Objects/descrobject.c getset_set
func getSetDescrSet(t *Thread, descr, obj, v Object) error {
	d := cast[GetSetDescriptor](descr)
	if err := checkDescriptor(t, d.name.s, d.Owner, obj); err != nil {
		return err
	}
	if d.Def.Set == nil {
		return Errorf(t, &ExcAttributeError, "attribute '%s' of '%.100s' objects is not writable", d.name.s, d.Owner.Name200())
	}
	return d.Def.Set(t, obj, v)
}

// CPython: Python/structmember.c PyMember_GetOne
func memberDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil {
		return descr, nil
	}
	d := cast[MemberDescriptor](descr)
	if err := checkDescriptor(t, d.Name.s, d.Owner, obj); err != nil {
		return Object{}, err
	}
	if d.def != nil {
		return d.def.Get(t, obj)
	}
	if p := valuePlace(obj, TypeOf(obj), d.Index); p != nil && p.Ref != nil {
		return *p, nil
	}
	return Object{}, attributeError(t, obj, d.Name, "'%s' object has no attribute '%s'", TypeOf(obj).FullName(), d.Name.s)
}

// CPython: Python/structmember.c PyMember_SetOne
func memberDescrSet(t *Thread, descr, obj, v Object) error {
	d := cast[MemberDescriptor](descr)
	if err := checkDescriptor(t, d.Name.s, d.Owner, obj); err != nil {
		return err
	}
	if d.def != nil {
		if d.def.Set == nil {
			return Errorf(t, &ExcAttributeError, "readonly attribute")
		}
		return d.def.Set(t, obj, v)
	}
	p := valuePlace(obj, TypeOf(obj), d.Index)
	if v.Ref == nil {
		if p == nil || p.Ref == nil {
			return attributeError(t, obj, d.Name, "%s", d.Name.s)
		}
		*p = Object{}
		return nil
	}
	setValue(obj, TypeOf(obj), d.Index, v)
	return nil
}

// memberAttrs makes member descriptors of some of a built-in type's attributes: those that CPython has in its struct.
func memberAttrs(names ...string) func(*Type) {
	return func(t *Type) {
		for _, n := range names {
			key := dictKey(n)
			d := as[GetSetDescriptor](t.Dict.GetStr(key), &GetSetDescriptorType)
			if d == nil {
				panic("objects: no attribute " + n + " of " + t.Name)
			}
			t.Dict.setStatic(key, Of(&MemberDescriptor{Header: Header{&MemberDescriptorType}, Owner: t, Name: key, Index: -1, def: d.Def}))
		}
	}
}

// CPython: Objects/descrobject.c wrapperdescr_get
func wrapperDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil {
		return descr, nil
	}
	d := cast[WrapperDescriptor](descr)
	if err := checkDescriptor(t, d.def.name.s, d.Owner, obj); err != nil {
		return Object{}, err
	}
	return Of(&MethodWrapper{Header{&MethodWrapperType}, d, obj}), nil
}

// CPython: Objects/descrobject.c wrapperdescr_call
func callWrapperDescr(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	d := cast[WrapperDescriptor](f)
	if len(args)-kwCount(kwnames) < 1 {
		return Object{}, TypeErrorf(t, "descriptor '%s' of '%.100s' object needs an argument", d.def.name.s, d.Owner.Name200())
	}
	if !TypeOf(args[0]).IsSubtype(d.Owner) {
		return Object{}, TypeErrorf(t, "descriptor '%s' requires a '%.100s' object but received a '%.100s'", d.def.name.s, d.Owner.Name200(), TypeOf(args[0]).Name200())
	}
	return d.call(t, args[0], args[1:], kwnames)
}

// CPython: Objects/descrobject.c wrapperdescr_raw_call
func (d *WrapperDescriptor) call(t *Thread, self Object, args []Object, kwnames *Tuple) (Object, error) {
	if kwnames != nil && len(kwnames.Items) > 0 {
		if d.def.name != nameCall && d.def.name != nameInit {
			return Object{}, TypeErrorf(t, "wrapper %s() takes no keyword arguments", d.def.name.s)
		}
	} else {
		kwnames = nil
	}
	r, err := d.def.wrapper(t, self, args, kwnames, d.slot)
	if err != nil {
		return Object{}, err
	}
	return r, nil
}

func callMethodWrapper(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	w := cast[MethodWrapper](f)
	return w.descr.call(t, w.self, args, kwnames)
}

//py:get method_wrapper.__self__
func methodWrapperSelf(w *MethodWrapper) Object { return w.self }

//py:get method_wrapper.__objclass__
func methodWrapperObjclass(w *MethodWrapper) Object { return Of(w.descr.Owner) }

//py:get method_wrapper.__name__
func methodWrapperName(w *MethodWrapper) Object { return Of(w.descr.def.name) }

//py:get method_wrapper.__qualname__
func methodWrapperQualname(t *Thread, w *MethodWrapper) (Object, error) {
	return descrQualname(t, Of(w.descr))
}

//py:get method_wrapper.__doc__
func methodWrapperDoc(w *MethodWrapper) Object { return strOrNone(w.descr.def.doc) }

//py:get method_wrapper.__text_signature__
func methodWrapperTextSignature(w *MethodWrapper) Object { return strOrNone(w.descr.def.signature) }

//py:def method_wrapper.__reduce__(self)
func methodWrapperReduce(t *Thread, w *MethodWrapper) (Object, error) {
	getattr, err := builtinNamed(t, "getattr")
	return NewTuple(getattr, NewTuple(w.self, Of(w.descr.def.name))), err
}

func methodWrapperRepr(_ *Thread, o Object) (Object, error) {
	w := cast[MethodWrapper](o)
	return NewStr("<method-wrapper '" + w.descr.def.name.s + "' of " + TypeOf(w.self).Name200() + " object at " + address(w.self) + ">"), nil
}

// CPython: Objects/descrobject.c wrapper_richcompare
func methodWrapperCompare(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE || TypeOf(a) != &MethodWrapperType || TypeOf(b) != &MethodWrapperType {
		return NotImplemented, nil
	}
	v, w := cast[MethodWrapper](a), cast[MethodWrapper](b)
	return NewBool((v.descr == w.descr && v.self == w.self) == (op == EQ)), nil
}

func methodWrapperHash(t *Thread, o Object) (int64, error) {
	w := cast[MethodWrapper](o)
	x, _ := identityHash(t, w.self)
	y, _ := hashPointer(t, Of(w.descr))
	if x ^= y; x == -1 {
		x = -2
	}
	return x, nil
}

func setupDescriptors() {
	readonly := func(get DescrGetFunc) Slots {
		return Slots{DescrGet: get, GetAttr: GenericGetAttr, Traverse: func(o Object, visit func(Object)) {
			owner, _, _, _ := descrParts(o)
			visit(Of(owner))
		}}
	}
	WrapperDescriptorType = Type{Name: "wrapper_descriptor", Flags: MethodDescr | NoInstantiate, Layout: LayoutOf[WrapperDescriptor](),
		Slots: readonly(wrapperDescrGet), Methods: wrapperDescriptorMethods, GetSets: wrapperDescriptorGetSets,
		Attrs: memberAttrs("__objclass__", "__name__")}
	WrapperDescriptorType.Slots.Call = callWrapperDescr
	WrapperDescriptorType.Slots.Repr = descrRepr("slot wrapper")
	MethodDescriptorType = Type{Name: "method_descriptor", Flags: MethodDescr | NoInstantiate, Layout: LayoutOf[MethodDescriptor](),
		Slots: readonly(methodDescrGet), Methods: methodDescriptorMethods, GetSets: methodDescriptorGetSets,
		Attrs: memberAttrs("__objclass__", "__name__")}
	MethodDescriptorType.Slots.Call = callMethodDescriptor
	MethodDescriptorType.Slots.Repr = descrRepr("method")
	ClassMethodDescriptorType = Type{Name: "classmethod_descriptor", Flags: NoInstantiate, Layout: LayoutOf[ClassMethodDescriptor](),
		Slots: readonly(classMethodDescrGet), GetSets: classmethodDescriptorGetSets,
		Attrs: memberAttrs("__objclass__", "__name__")}
	ClassMethodDescriptorType.Slots.Call = callClassMethodDescr
	ClassMethodDescriptorType.Slots.Repr = descrRepr("method")
	GetSetDescriptorType = Type{Name: "getset_descriptor", Flags: NoInstantiate, Layout: LayoutOf[GetSetDescriptor](),
		Slots: readonly(getSetDescrGet), GetSets: getsetDescriptorGetSets,
		Attrs: memberAttrs("__objclass__", "__name__")}
	GetSetDescriptorType.Slots.DescrSet = getSetDescrSet
	GetSetDescriptorType.Slots.Repr = descrRepr("attribute")
	MemberDescriptorType = Type{Name: "member_descriptor", Flags: NoInstantiate, Layout: LayoutOf[MemberDescriptor](),
		Slots: readonly(memberDescrGet), Methods: memberDescriptorMethods, GetSets: memberDescriptorGetSets,
		Attrs: memberAttrs("__objclass__", "__name__")}
	MemberDescriptorType.Slots.DescrSet = memberDescrSet
	MemberDescriptorType.Slots.Repr = descrRepr("member")
	MethodWrapperType = Type{Name: "method-wrapper", Flags: NoInstantiate, Layout: LayoutOf[MethodWrapper](),
		Methods: methodWrapperMethods, GetSets: methodWrapperGetSets,
		Slots: Slots{Call: callMethodWrapper, Repr: methodWrapperRepr, RichCompare: methodWrapperCompare, Hash: methodWrapperHash,
			GetAttr: GenericGetAttr, Traverse: func(o Object, visit func(Object)) {
				w := cast[MethodWrapper](o)
				visit(Of(w.descr))
				visit(w.self)
			}},
		Attrs: memberAttrs("__self__"),
	}
	for _, t := range []*Type{&WrapperDescriptorType, &MethodDescriptorType, &ClassMethodDescriptorType, &GetSetDescriptorType,
		&MemberDescriptorType, &MethodWrapperType} {
		Ready(t)
	}
	setupClassMethod()
	setupProperty()
	setupSuper()
	setupMappingProxy()
}
