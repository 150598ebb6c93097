package objects

import "unsafe"

//py:type classmethod ClassMethodType
//py:type staticmethod StaticMethodType

// ClassMethod is a classmethod.
type ClassMethod struct {
	Header
	attrs    *Overflow
	callable Object
}

// StaticMethod is a staticmethod.
type StaticMethod struct {
	Header
	attrs    *Overflow
	callable Object
}

func newClassMethod(f Object) Object {
	return Of(&ClassMethod{Header: Header{&ClassMethodType}, callable: f})
}

func newStaticMethod(f Object) Object {
	return Of(&StaticMethod{Header: Header{&StaticMethodType}, callable: f})
}

// wrapCallable copies the attributes that a function shares with what wraps it.
//
// CPython: Objects/funcobject.c functools_wraps
func wrapCallable(t *Thread, wrapper, f Object) error {
	for _, n := range [...]*Str{nameModule, nameName, nameQualname, nameDoc} {
		v, err := LookupAttr(t, f, n)
		if err != nil {
			return err
		}
		if v.Ref == nil {
			continue
		}
		if err := SetAttr(t, wrapper, n, v); err != nil {
			return err
		}
	}
	return nil
}

func oneCallable(t *Thread, name string, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) > 0 {
		return TypeErrorf(t, "%s() takes no keyword arguments", name)
	}
	if len(args) != 1 {
		return TypeErrorf(t, "%s expected 1 argument, got %d", name, len(args))
	}
	return nil
}

// CPython: Objects/funcobject.c cm_init
func classMethodInit(t *Thread, o Object, args []Object, kwnames *Tuple) error {
	if err := oneCallable(t, "classmethod", args, kwnames); err != nil {
		return err
	}
	cast[ClassMethod](o).callable = args[0]
	return wrapCallable(t, o, args[0])
}

// CPython: Objects/funcobject.c sm_init
func staticMethodInit(t *Thread, o Object, args []Object, kwnames *Tuple) error {
	if err := oneCallable(t, "staticmethod", args, kwnames); err != nil {
		return err
	}
	cast[StaticMethod](o).callable = args[0]
	return wrapCallable(t, o, args[0])
}

func newClassMethodUninitialized(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	o := NewInstance(cls)
	cast[ClassMethod](o).callable = None
	return o, nil
}

func newStaticMethodUninitialized(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	o := NewInstance(cls)
	cast[StaticMethod](o).callable = None
	return o, nil
}

// wrappedCallable gives what a classmethod or staticmethod wraps; None before __init__.
func wrappedCallable(o Object) Object {
	if TypeOf(o).IsSubtype(&ClassMethodType) {
		return cast[ClassMethod](o).callable
	}
	return cast[StaticMethod](o).callable
}

//py:get classmethod.__func__
//py:get staticmethod.__func__
//py:get classmethod.__wrapped__
//py:get staticmethod.__wrapped__
func methodFunc(o Object) Object { return wrappedCallable(o).OrNone() }

//py:get classmethod.__isabstractmethod__
//py:get staticmethod.__isabstractmethod__
func methodIsAbstract(t *Thread, o Object) (bool, error) { return IsAbstract(t, wrappedCallable(o)) }

//py:get classmethod.__dict__
//py:get staticmethod.__dict__
func wrapperDict(t *Thread, o Object) (Object, error) { return instanceDictGet(t, o) }

//py:set classmethod.__dict__
//py:set staticmethod.__dict__
func wrapperSetDict(t *Thread, o, v Object) error { return genericSetDict(t, o, v) }

// genericSetDict replaces __dict__ of a built-in object.
//
// CPython: Objects/object.c PyObject_GenericSetDict
func genericSetDict(t *Thread, o, v Object) error {
	if v.Ref == nil {
		return TypeErrorf(t, "cannot delete __dict__")
	}
	d := AsDict(v)
	if d == nil {
		return TypeErrorf(t, "__dict__ must be set to a dictionary, not a '%.200s'", TypeOf(v).Name200())
	}
	t.SetInstanceDict(o, d)
	return nil
}

//py:get classmethod.__annotations__
//py:get staticmethod.__annotations__
func wrapperAnnotations(t *Thread, o Object) (Object, error) {
	return wrapperForward(t, o, nameAnnotations)
}

//py:set classmethod.__annotations__
//py:set staticmethod.__annotations__
func wrapperSetAnnotations(t *Thread, o, v Object) error {
	return wrapperSetForwarded(t, o, nameAnnotations, v)
}

//py:get classmethod.__annotate__
//py:get staticmethod.__annotate__
func wrapperAnnotate(t *Thread, o Object) (Object, error) { return wrapperForward(t, o, nameAnnotate) }

//py:set classmethod.__annotate__
//py:set staticmethod.__annotate__
func wrapperSetAnnotate(t *Thread, o, v Object) error {
	return wrapperSetForwarded(t, o, nameAnnotate, v)
}

// wrapperForward gets an attribute of the wrapped callable and keeps it in the wrapper's dict.
//
// CPython: Objects/funcobject.c descriptor_get_wrapped_attribute
func wrapperForward(t *Thread, o Object, name *Str) (Object, error) {
	d := t.instanceDict(o)
	if v := d.GetStr(name); v.Ref != nil {
		return v, nil
	}
	v, err := GetAttr(t, wrappedCallable(o).OrNone(), name)
	if err != nil {
		return Object{}, err
	}
	d.SetStr(name, v)
	return v, nil
}

// CPython: Objects/funcobject.c descriptor_set_wrapped_attribute
func wrapperSetForwarded(t *Thread, o Object, name *Str, v Object) error {
	d := t.instanceDict(o)
	if v.Ref != nil {
		d.SetStr(name, v)
		return nil
	}
	if !d.DelStr(name) {
		return attributeError(t, o, name, "'%.200s' object has no attribute '%s'", TypeOf(o).Name200(), name.s)
	}
	return nil
}

//py:classmethod classmethod.__class_getitem__(cls, object, /)
//py:classmethod staticmethod.__class_getitem__(cls, object, /)
func wrapperClassGetItem(t *Thread, cls *Type, item Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), item)
}

func wrapperRepr(name string) UnaryFunc {
	return func(t *Thread, o Object) (Object, error) {
		s, err := Repr(t, wrappedCallable(o))
		if err != nil {
			return Object{}, err
		}
		return NewStr("<" + name + "(" + s.s + ")>"), nil
	}
}

// CPython: Objects/funcobject.c cm_descr_get
func classMethodGet(t *Thread, descr, obj, typ Object) (Object, error) {
	c := cast[ClassMethod](descr)
	if typ.Ref == nil {
		typ = Of(TypeOf(obj))
	}
	return NewMethod(c.callable, typ), nil
}

// CPython: Objects/funcobject.c sm_descr_get
func staticMethodGet(t *Thread, descr, _, _ Object) (Object, error) {
	s := cast[StaticMethod](descr)
	return s.callable, nil
}

func callStaticMethod(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	s := cast[StaticMethod](f)
	return Call(t, s.callable, args, kwnames)
}

func setupClassMethod() {
	traverse := func(o Object, visit func(Object)) {
		if f := wrappedCallable(o); f.Ref != nil {
			visit(f)
		}
	}
	ClassMethodType = Type{
		Name: "classmethod", Signature: "(function, /)",
		Doc: "Convert a function to be a class method.\n\nA class method receives the class as implicit first argument,\n" +
			"just like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n" +
			"      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n" +
			"(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is called for a derived class, the derived class\n" +
			"object is passed as the implied first argument.\n\nClass methods are different than C++ or Java static methods.\n" +
			"If you want those, see the staticmethod builtin.",
		Flags: BaseType | HasInstDict, Layout: LayoutWithDict[ClassMethod](unsafe.Offsetof(ClassMethod{}.attrs)),
		Methods: classmethodMethods, GetSets: classmethodGetSets, Attrs: memberAttrs("__func__", "__wrapped__"),
		Slots: Slots{New: newClassMethodUninitialized, Init: classMethodInit, Repr: wrapperRepr("classmethod"), DescrGet: classMethodGet,
			GetAttr: GenericGetAttr, Traverse: traverse},
	}
	StaticMethodType = Type{
		Name: "staticmethod", Signature: "(function, /)",
		Doc: "Convert a function to be a static method.\n\nA static method does not receive an implicit first argument.\n" +
			"To declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\n" +
			"It can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\n" +
			"neither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\n" +
			"For a more advanced concept, see the classmethod builtin.",
		Flags: BaseType | HasInstDict, Layout: LayoutWithDict[StaticMethod](unsafe.Offsetof(StaticMethod{}.attrs)),
		Methods: staticmethodMethods, GetSets: staticmethodGetSets, Attrs: memberAttrs("__func__", "__wrapped__"),
		Slots: Slots{New: newStaticMethodUninitialized, Init: staticMethodInit, Repr: wrapperRepr("staticmethod"), DescrGet: staticMethodGet,
			Call: callStaticMethod, GetAttr: GenericGetAttr, Traverse: traverse},
	}
	Ready(&ClassMethodType)
	Ready(&StaticMethodType)
}
