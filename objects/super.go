package objects

import "slices"

//py:type super SuperType

// Super is a super object.
type Super struct {
	Header
	cls      *Type // nil until __init__
	self     Object
	selfType *Type
}

// superCheck gives the class whose MRO a super object of cls and obj searches.
//
// CPython: Objects/typeobject.c supercheck
func superCheck(t *Thread, cls *Type, obj Object) (*Type, error) {
	if typ := AsType(obj); typ != nil && typ.IsSubtype(cls) && (typ != cls || typ.MRO == nil || typ.MRO[0] == cls || slices.Contains(typ.MRO, cls)) {
		return typ, nil
	}
	if TypeOf(obj).IsSubtype(cls) {
		return TypeOf(obj), nil
	}
	c, err := LookupAttr(t, obj, nameClass)
	if err != nil {
		return nil, err
	}
	if typ := AsType(c); typ != nil && typ != TypeOf(obj) && typ.IsSubtype(cls) {
		return typ, nil
	}
	kind, name := "type", ""
	if typ := AsType(obj); typ != nil {
		name = typ.Name200()
	} else {
		kind, name = "instance of", TypeOf(obj).Name200()
	}
	return nil, TypeErrorf(t, "super(type, obj): obj (%s %.200s) is not an instance or subtype of type (%.200s).", kind, name, cls.Name200())
}

// superFind looks name up in the MRO of start behind cls; null if it is not there.
//
// CPython: Objects/typeobject.c _super_lookup_descr
func superFind(cls, start *Type, name *Str) Object {
	mro := start.MRO
	i := 0
	for i < len(mro) && mro[i] != cls {
		i++
	}
	for i++; i < len(mro); i++ {
		if v := mro[i].Dict.GetStr(name); v.Ref != nil {
			return v
		}
	}
	return Object{}
}

// superLookup gives super(cls, self).name.
func superLookup(t *Thread, cls *Type, self Object, name *Str) (Object, error) {
	v, _, err := SuperLookup(t, cls, self, name, false)
	return v, err
}

// SuperLookup gives super(cls, self).name. For a call (method) a function found comes unbound, with self; else bound is null.
//
// CPython: Objects/typeobject.c _PySuper_Lookup
func SuperLookup(t *Thread, cls *Type, self Object, name *Str, method bool) (fn, bound Object, err error) {
	start, err := superCheck(t, cls, self)
	if err != nil {
		return Object{}, Object{}, err
	}
	return superGet(t, cls, self, start, name, method, func() Object {
		return Of(&Super{Header{&SuperType}, cls, self, start})
	})
}

// superGet is the attribute access of a super object, which make gives where it is needed.
//
// CPython: Objects/typeobject.c do_super_lookup
func superGet(t *Thread, cls *Type, self Object, start *Type, name *Str, method bool, super func() Object) (fn, bound Object, err error) {
	if name != nameClass {
		if v := superFind(cls, start, name); v.Ref != nil {
			vt := TypeOf(v)
			if method && vt.Flags&MethodDescr != 0 && self != Of(start) {
				return v, self, nil
			}
			if get := vt.Slots.DescrGet; get != nil {
				obj := self
				if self == Of(start) {
					obj = Object{}
				}
				v, err = get(t, v, obj, Of(start))
			}
			return v, Object{}, err
		}
	}
	fn, err = GenericGetAttr(t, super(), name)
	return fn, Object{}, err
}

func superGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	s := cast[Super](o)
	if s.selfType == nil {
		return GenericGetAttr(t, o, name)
	}
	v, _, err := superGet(t, s.cls, s.self, s.selfType, name, false, func() Object { return o })
	return v, err
}

// CPython: Objects/typeobject.c super_descr_get
func superDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	s := cast[Super](descr)
	if obj.Ref == nil || obj == None || s.self.Ref != nil {
		return descr, nil
	}
	if TypeOf(descr) != &SuperType {
		return CallArgs(t, Of(TypeOf(descr)), ObjectOrNone(s.cls), obj)
	}
	start, err := superCheck(t, s.cls, obj)
	if err != nil {
		return Object{}, err
	}
	return Of(&Super{Header{&SuperType}, s.cls, obj, start}), nil
}

// CPython: Objects/typeobject.c super_init_impl
func superInit(t *Thread, o Object, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) > 0 {
		return TypeErrorf(t, "super() takes no keyword arguments")
	}
	if len(args) > 2 {
		return TypeErrorf(t, "super() expected at most 2 arguments, got %d", len(args))
	}
	var cls *Type
	var obj Object
	if len(args) == 0 {
		var err error
		if cls, obj, err = t.Runtime.SuperArgs(t); err != nil {
			return err
		}
	} else {
		if cls = AsType(args[0]); cls == nil {
			return TypeErrorf(t, "super() argument 1 must be a type, not %.200s", TypeOf(args[0]).Name200())
		}
		if len(args) == 2 && args[1] != None {
			obj = args[1]
		}
	}
	var start *Type
	if obj.Ref != nil {
		var err error
		if start, err = superCheck(t, cls, obj); err != nil {
			return err
		}
	}
	s := cast[Super](o)
	s.cls, s.self, s.selfType = cls, obj, start
	return nil
}

func superNew(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	return NewInstance(cls), nil
}

func superRepr(_ *Thread, o Object) (Object, error) {
	s := cast[Super](o)
	name := "NULL"
	if s.cls != nil {
		name = s.cls.Name200()
	}
	if s.selfType != nil {
		return NewStr("<super: <class '" + name + "'>, <" + s.selfType.Name200() + " object>>"), nil
	}
	return NewStr("<super: <class '" + name + "'>, NULL>"), nil
}

// the class invoking super()
//
//py:get super.__thisclass__
func superThisClass(s *Super) Object { return ObjectOrNone(s.cls) }

// the instance invoking super(); may be None
//
//py:get super.__self__
func superSelf(s *Super) Object { return s.self.OrNone() }

// the type of the instance invoking super(); may be None
//
//py:get super.__self_class__
func superSelfClass(s *Super) Object { return ObjectOrNone(s.selfType) }

func setupSuper() {
	SuperType = Type{
		Name: "super",
		Doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\n" +
			"super(type, obj) -> bound super object; requires isinstance(obj, type)\n" +
			"super(type, type2) -> bound super object; requires issubclass(type2, type)\n" +
			"Typical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\n" +
			"This works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
		Flags:   BaseType,
		Layout:  LayoutOf[Super](),
		GetSets: superGetSets,
		Attrs:   memberAttrs("__thisclass__", "__self__", "__self_class__"),
		Slots: Slots{New: superNew, Init: superInit, Repr: superRepr, GetAttr: superGetAttr, DescrGet: superDescrGet,
			Traverse: func(o Object, visit func(Object)) {
				s := cast[Super](o)
				if s.cls != nil {
					visit(Of(s.cls))
				}
				if s.self.Ref != nil {
					visit(s.self)
				}
				if s.selfType != nil {
					visit(Of(s.selfType))
				}
			}},
	}
	Ready(&SuperType)
}
