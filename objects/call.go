package objects

import "slices"

// Call calls f with positional arguments and, named by kwnames, keyword values at the end of args.
func Call(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	switch TypeOf(f) {
	case &FunctionType:
		return t.Runtime.CallFunction(t, cast[Function](f), args, kwnames)
	case &BuiltinFunctionType:
		return callBuiltin(t, f, args, kwnames)
	}
	call := TypeOf(f).Slots.Call
	if call == nil {
		return Object{}, TypeErrorf(t, "'%s' object is not callable", TypeOf(f).Name200())
	}
	return call(t, f, args, kwnames)
}

// Name200 gives the type's name as error messages word it: __name__ of heap types, the full static name else.
func (t *Type) Name200() string {
	if t.HeapPart != nil {
		return t.HeapPart.Name.s
	}
	return t.Name
}

// FullName gives the type's name with its module unless that is builtins or __main__, as %T in CPython's messages.
//
// CPython: Objects/typeobject.c _PyType_GetFullyQualifiedName
func (t *Type) FullName() string {
	if t.HeapPart == nil {
		return t.Name
	}
	name := t.HeapPart.Qualname.s
	if m := AsStr(t.Dict.GetStr(nameModule)); m != nil && m.s != "builtins" && m.s != "__main__" {
		return m.s + "." + name
	}
	return name
}

// CallArgs calls f with positional arguments.
func CallArgs(t *Thread, f Object, args ...Object) (Object, error) {
	return callBound(t, f, Object{}, args, nil)
}

// CallMethod calls o.name with positional arguments, without making a bound method.
func CallMethod(t *Thread, o Object, name *Str, args ...Object) (Object, error) {
	f, self, err := LoadMethod(t, o, name)
	if err != nil {
		return Object{}, err
	}
	return callBound(t, f, self, args, nil)
}

// callBound calls f with self, unless that is null, before args. It keeps them in the thread's storage, so that the slice of the caller,
// often of variadic arguments, need not be in the heap.
func callBound(t *Thread, f, self Object, args []Object, kwnames *Tuple) (Object, error) {
	base := len(t.args)
	if self.Ref != nil {
		t.args = append(t.args, self)
	}
	t.args = append(t.args, args...)
	r, err := Call(t, f, t.args[base:len(t.args):len(t.args)], kwnames)
	clear(t.args[base:])
	t.args = t.args[:base]
	return r, err
}

// LookupSpecial finds a special method on o's type and binds it to o as CallMethod does: self is null if the result is bound
// already; f is null if there is no such method.
//
// CPython: Objects/typeobject.c lookup_maybe_method
func LookupSpecial(t *Thread, o Object, name *Str) (f, self Object, err error) {
	typ := TypeOf(o)
	v := t.Lookup(typ, name)
	if v.Ref == nil {
		return Object{}, Object{}, nil
	}
	vt := TypeOf(v)
	if vt.Flags&MethodDescr != 0 {
		return v, o, nil
	}
	if get := vt.Slots.DescrGet; get != nil {
		v, err = get(t, v, o, Of(typ))
	}
	return v, Object{}, err
}

// CallSpecial calls a special method looked up on o's type; found is false if there is none.
func CallSpecial(t *Thread, o Object, name *Str, args ...Object) (r Object, found bool, err error) {
	f, self, err := LookupSpecial(t, o, name)
	if err != nil || f.Ref == nil {
		return Object{}, false, err
	}
	r, err = callBound(t, f, self, args, nil)
	return r, true, err
}

// LoadMethod gets attribute name of o for a call: a method found on the type comes unbound, with self; else self is null.
//
// CPython: Objects/object.c _PyObject_GetMethod
func LoadMethod(t *Thread, o Object, name *Str) (f, self Object, err error) {
	typ := TypeOf(o)
	if typ.HasGenericGetAttr() {
		v := t.Lookup(typ, name)
		if v.Ref != nil {
			vt := TypeOf(v)
			method := vt.Flags&MethodDescr != 0
			if !method && vt.Slots.DescrGet != nil && vt.Slots.DescrSet != nil {
				v, err = vt.Slots.DescrGet(t, v, o, Of(typ))
				return v, Object{}, err
			}
			if a := t.InstanceAttr(o, name); a.Ref != nil {
				return a, Object{}, nil
			}
			if method {
				return v, o, nil
			}
			if vt == &ClassMethodType {
				if c := cast[ClassMethod](v); c.callable.Ref != nil {
					return c.callable, Of(typ), nil
				}
			}
			if vt.Slots.DescrGet != nil {
				v, err = vt.Slots.DescrGet(t, v, o, Of(typ))
			}
			return v, Object{}, err
		}
	}
	if funcPointer(typ.Slots.GetAttr) == typeGetAttrPointer {
		// A class: what is found in the class itself comes before all of the metaclass but data descriptors.
		if d := t.Lookup(typ, name); d.Ref == nil || TypeOf(d).Slots.DescrSet == nil {
			if v := t.Lookup(cast[Type](o), name); v.Ref != nil && TypeOf(v) == &ClassMethodType {
				if c := cast[ClassMethod](v); c.callable.Ref != nil {
					return c.callable, o, nil
				}
			}
		}
	}
	v, err := GetAttr(t, o, name)
	return v, Object{}, err
}

// callBuiltin is the call slot of built-in functions and bound native methods.
func callBuiltin(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	b := cast[BuiltinFunction](f)
	if b.Self.Ref == nil {
		return b.Def.Fn(t, args, kwnames)
	}
	base := len(t.args)
	t.args = append(append(t.args, b.Self), args...)
	r, err := b.Def.Fn(t, t.args[base:len(t.args):len(t.args)], kwnames)
	clear(t.args[base:])
	t.args = t.args[:base]
	return r, err
}

// callMethodObject is the call slot of bound methods.
func callMethodObject(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	m := cast[Method](f)
	if TypeOf(m.Func) != &MethodType {
		return callBound(t, m.Func, m.Self, args, kwnames)
	}
	if err := t.Enter(" while calling a Python object"); err != nil {
		return Object{}, err
	}
	defer t.Leave()
	return callBound(t, m.Func, m.Self, args, kwnames)
}

// callMethodDescriptor is the call slot of unbound native methods.
//
// CPython: Objects/descrobject.c method_check_args
func callMethodDescriptor(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	d := cast[MethodDescriptor](f)
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n < 1 {
		return Object{}, TypeErrorf(t, "unbound method %s.%s() needs an argument", d.Owner.ShortName(), d.Def.Name)
	}
	if !TypeOf(args[0]).IsSubtype(d.Owner) {
		return Object{}, d.wrongSelf(t, args[0])
	}
	return d.Def.Fn(t, args, kwnames)
}

func (d *MethodDescriptor) wrongSelf(t *Thread, self Object) error {
	return TypeErrorf(t, "descriptor '%s' for '%.100s' objects doesn't apply to a '%.100s' object", d.Def.Name, d.Owner.Name200(), TypeOf(self).Name200())
}

// Invoke calls the method with args[0] as self, whose type must have been checked: the fast path of the eval loop.
func (d *MethodDescriptor) Invoke(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	if len(args) == 0 || TypeOf(args[0]) != d.Owner {
		return callMethodDescriptor(t, Of(d), args, kwnames)
	}
	return d.Def.Fn(t, args, kwnames)
}

// callType is the call slot of types: __new__, then __init__ if the result is an instance.
//
// CPython: Objects/typeobject.c type_call
func callType(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
	typ := cast[Type](f)
	if typ == &TypeType {
		// type(x) with one argument is the type of x.
		if len(args) == 1 && kwnames == nil {
			return Of(TypeOf(args[0])), nil
		}
		if n := len(args) - kwCount(kwnames); n != 3 {
			return Object{}, TypeErrorf(t, "type() takes 1 or 3 arguments")
		}
	}
	if typ.Slots.New == nil || typ.Flags&NoInstantiate != 0 {
		return Object{}, TypeErrorf(t, "cannot create '%s' instances", typ.Name200())
	}
	o, err := typ.Slots.New(t, typ, args, kwnames)
	if err != nil {
		return Object{}, err
	}
	ot := TypeOf(o)
	if ot.Slots.Del != nil {
		t.linkInstance(o)
	}
	if !ot.IsSubtype(typ) || ot.Slots.Init == nil {
		return o, nil
	}
	if err := ot.Slots.Init(t, o, args, kwnames); err != nil {
		return Object{}, err
	}
	return o, nil
}

func kwCount(kwnames *Tuple) int {
	if kwnames == nil {
		return 0
	}
	return len(kwnames.Items)
}

// CallDict calls f with positional arguments and a dict of keywords (nil: none), whose keys must be str.
func CallDict(t *Thread, f Object, args []Object, kwargs *Dict) (Object, error) {
	if kwargs == nil || kwargs.Len() == 0 {
		return Call(t, f, args, nil)
	}
	all, kwnames, err := FlattenKeywords(t, args, kwargs)
	if err != nil {
		return Object{}, err
	}
	return Call(t, f, all, kwnames)
}

// FlattenKeywords makes the argument list of a call from positional arguments and a dict of keywords.
func FlattenKeywords(t *Thread, args []Object, kwargs *Dict) ([]Object, *Tuple, error) {
	if kwargs == nil || kwargs.Len() == 0 {
		return args, nil, nil
	}
	all := make([]Object, len(args), len(args)+kwargs.Len())
	copy(all, args)
	names := MakeTuple(kwargs.Len())
	i := 0
	for pos := 0; ; {
		k, v, next, ok := kwargs.Next(pos)
		if !ok {
			break
		}
		if AsStr(k) == nil {
			return nil, nil, TypeErrorf(t, "keywords must be strings")
		}
		names.Items[i] = k
		all = append(all, v)
		pos, i = next, i+1
	}
	return all, names, nil
}

// KeywordDict makes a dict of the keyword values at the end of args, and gives the positional ones.
func KeywordDict(args []Object, kwnames *Tuple) (positional []Object, kwargs *Dict) {
	if kwnames == nil {
		return args, nil
	}
	n := len(args) - len(kwnames.Items)
	d := NewDictSize(len(kwnames.Items))
	for i, k := range kwnames.Items {
		d.SetStr(cast[Str](k), args[n+i])
	}
	return args[:n], d
}

// BorrowArgs gives room for n arguments in the thread's storage, until GiveBackArgs: what is borrowed last is given back first.
func (t *Thread) BorrowArgs(n int) []Object {
	base := len(t.args)
	t.args = slices.Grow(t.args, n)[:base+n]
	return t.args[base : base+n : base+n]
}

// GiveBackArgs ends the loan of n arguments.
func (t *Thread) GiveBackArgs(n int) {
	base := len(t.args) - n
	clear(t.args[base:])
	t.args = t.args[:base]
}
