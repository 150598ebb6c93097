package objects

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/vm/code"
)

//py:type function FunctionType
//py:type method MethodType
//py:type builtin_function_or_method BuiltinFunctionType
//py:type cell CellType

//py:get function.__code__
func functionCode(f *Function) Object { return Of(f.Code) }

// CPython: Objects/funcobject.c func_set_code
//
//py:set function.__code__
func functionSetCode(t *Thread, f *Function, v Object) error {
	c := as[Code](v, &CodeType)
	if c == nil {
		return TypeErrorf(t, "__code__ must be set to a code object")
	}
	n := 0
	if f.Closure != nil {
		n = len(f.Closure.Items)
	}
	if len(c.Freevars) != n {
		return ValueErrorf(t, "%s() requires a code object with %d free vars, not %d", f.Name.s, n, len(c.Freevars))
	}
	if (c.Flags^f.Code.Flags)&code.AnyGenerator != 0 {
		if err := Warn(t, &ExcDeprecationWarning, 1, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"); err != nil {
			return err
		}
	}
	f.Code, f.Exec = c, nil
	f.Version++
	return nil
}

//py:get function.__defaults__
func functionDefaults(f *Function) Object { return ObjectOrNone(f.Defaults) }

//py:set function.__defaults__
func functionSetDefaults(t *Thread, f *Function, v Object) error {
	if v = v.OrNone(); v == None {
		f.Defaults = nil
	} else if f.Defaults = AsTuple(v); f.Defaults == nil {
		return TypeErrorf(t, "__defaults__ must be set to a tuple object")
	}
	f.Version++
	return nil
}

//py:get function.__kwdefaults__
func functionKwDefaults(f *Function) Object { return ObjectOrNone(f.KwDefaults) }

//py:set function.__kwdefaults__
func functionSetKwDefaults(t *Thread, f *Function, v Object) error {
	if v = v.OrNone(); v == None {
		f.KwDefaults = nil
	} else if d := AsDict(v); d != nil {
		f.KwDefaults = d
	} else {
		return TypeErrorf(t, "__kwdefaults__ must be set to a dict object")
	}
	f.Version++
	return nil
}

//py:get function.__name__
func functionName(f *Function) Object { return Of(f.Name) }

//py:set function.__name__
func functionSetName(t *Thread, f *Function, v Object) error {
	s := AsStr(v)
	if s == nil {
		return TypeErrorf(t, "__name__ must be set to a string object")
	}
	f.Name = s
	return nil
}

//py:get function.__qualname__
func functionQualname(f *Function) Object { return Of(f.Qualname) }

//py:set function.__qualname__
func functionSetQualname(t *Thread, f *Function, v Object) error {
	s := AsStr(v)
	if s == nil {
		return TypeErrorf(t, "__qualname__ must be set to a string object")
	}
	f.Qualname = s
	return nil
}

//py:get function.__doc__
func functionDocGet(f *Function) Object { return f.Doc.OrNone() }

//py:set function.__doc__
func functionSetDoc(f *Function, v Object) error {
	f.Doc = v.OrNone()
	return nil
}

//py:get function.__module__
func functionModule(f *Function) Object { return f.Module.OrNone() }

//py:set function.__module__
func functionSetModule(f *Function, v Object) error {
	f.Module = v.OrNone()
	return nil
}

// Dict of annotations in a function object.
//
// CPython: Objects/funcobject.c func_get_annotation_dict
//
//py:get function.__annotations__
func functionAnnotations(t *Thread, f *Function) (Object, error) {
	if f.Annotations.Ref == nil {
		v, err := callAnnotate(t, f.Annotate.OrNone())
		if err != nil {
			return Object{}, err
		}
		f.Annotations = v
	}
	return f.Annotations, nil
}

//py:set function.__annotations__
func functionSetAnnotations(t *Thread, f *Function, v Object) error {
	if v == None {
		v = Object{}
	}
	if v.Ref != nil && AsDict(v) == nil {
		return TypeErrorf(t, "__annotations__ must be set to a dict object")
	}
	f.Annotations, f.Annotate = v, Object{}
	return nil
}

// Get the code object for a function.
//
//py:get function.__annotate__
func functionAnnotate(f *Function) Object { return f.Annotate.OrNone() }

//py:set function.__annotate__
func functionSetAnnotate(t *Thread, f *Function, v Object) error {
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "__annotate__ cannot be deleted")
	case v == None:
		f.Annotate = v
	case TypeOf(v).Slots.Call != nil:
		f.Annotate, f.Annotations = v, Object{}
	default:
		return TypeErrorf(t, "__annotate__ must be callable or None")
	}
	return nil
}

// Get the declared type parameters for a function.
//
//py:get function.__type_params__
func functionTypeParams(f *Function) Object {
	if f.TypeParams == nil {
		return Of(emptyTuple)
	}
	return Of(f.TypeParams)
}

//py:set function.__type_params__
func functionSetTypeParams(t *Thread, f *Function, v Object) error {
	p := AsTuple(v)
	if p == nil {
		return TypeErrorf(t, "__type_params__ must be set to a tuple")
	}
	f.TypeParams = p
	return nil
}

//py:get function.__globals__
func functionGlobals(f *Function) Object { return Of(f.Globals) }

//py:get function.__builtins__
func functionBuiltins(f *Function) Object { return BuiltinsObject(f.Builtins) }

//py:get function.__closure__
func functionClosure(f *Function) Object { return ObjectOrNone(f.Closure) }

//py:get function.__dict__
func functionDict(t *Thread, f Object) (Object, error) { return instanceDictGet(t, f) }

//py:set function.__dict__
func functionSetDict(t *Thread, f, v Object) error { return genericSetDict(t, f, v) }

// Create a function object.
//
//	code
//	  a code object
//	globals
//	  the globals dictionary
//	name
//	  a string that overrides the name from the code object
//	argdefs
//	  a tuple that specifies the default argument values
//	closure
//	  a tuple that supplies the bindings for free variables
//	kwdefaults
//	  a dictionary that specifies the default keyword argument values
//
// CPython: Objects/funcobject.c func_new_impl
//
//py:new function(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)
func functionNew(t *Thread, _ *Type, c *Code, globals *Dict, name, argdefs, closure, kwdefaults Object) (Object, error) {
	switch {
	case name != None && AsStr(name) == nil:
		return Object{}, TypeErrorf(t, "arg 3 (name) must be None or string")
	case argdefs != None && AsTuple(argdefs) == nil:
		return Object{}, TypeErrorf(t, "arg 4 (defaults) must be None or tuple")
	case kwdefaults != None && AsDict(kwdefaults) == nil:
		return Object{}, TypeErrorf(t, "arg 6 (kwdefaults) must be None or dict")
	}
	cells, n := AsTuple(closure), 0
	if cells == nil {
		if len(c.Freevars) > 0 && closure == None {
			return Object{}, TypeErrorf(t, "arg 5 (closure) must be tuple")
		}
		if closure != None {
			return Object{}, TypeErrorf(t, "arg 5 (closure) must be None or tuple")
		}
	} else {
		n = len(cells.Items)
	}
	if n != len(c.Freevars) {
		return Object{}, ValueErrorf(t, "%s requires closure of length %d, not %d", c.Name, len(c.Freevars), n)
	}
	for i := range n {
		if TypeOf(cells.Items[i]) != &CellType {
			return Object{}, TypeErrorf(t, "arg 5 (closure) expected cell, found %s", TypeOf(cells.Items[i]).Name200())
		}
	}
	f, err := t.Runtime.NewFunction(t, c, globals)
	if err != nil {
		return Object{}, err
	}
	if s := AsStr(name); s != nil {
		f.Name = s
	}
	f.Defaults, f.KwDefaults = AsTuple(argdefs), AsDict(kwdefaults)
	if n > 0 {
		f.Closure = cells
	}
	return Of(f), nil
}

// AsCode gives o as a *Code if it is a code object, else nil.
func AsCode(o Object) *Code { return as[Code](o, &CodeType) }

func functionGet(_ *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil || obj == None {
		return descr, nil
	}
	return NewMethod(descr, obj), nil
}

func functionRepr(_ *Thread, o Object) (Object, error) {
	return NewStr("<function " + cast[Function](o).Qualname.s + " at " + address(o) + ">"), nil
}

func visitObjects(visit func(Object), objects ...Object) {
	for _, o := range objects {
		if o.Ref != nil {
			visit(o)
		}
	}
}

func traverseFunction(o Object, visit func(Object)) {
	f := cast[Function](o)
	visitObjects(visit, ObjectOrNull(f.Code), ObjectOrNull(f.Globals), ObjectOrNull(f.Builtins), ObjectOrNull(f.Name), ObjectOrNull(f.Qualname),
		f.Doc, f.Module, ObjectOrNull(f.Defaults), ObjectOrNull(f.KwDefaults), ObjectOrNull(f.Closure), f.Annotations, f.Annotate,
		ObjectOrNull(f.TypeParams))
}

// the function (or other callable) implementing a method
//
//py:get method.__func__
func methodFunction(m *Method) Object { return m.Func }

// the instance to which a method is bound
//
//py:get method.__self__
func methodSelf(m *Method) Object { return m.Self }

//py:get method.__doc__
func methodDocGet(t *Thread, m *Method) (Object, error) {
	doc, err := LookupAttr(t, m.Func, nameDoc)
	return doc.OrNone(), err
}

//py:def method.__reduce__(self, /)
func methodReduce(t *Thread, m *Method) (Object, error) {
	getattr, err := builtinNamed(t, "getattr")
	if err != nil {
		return Object{}, err
	}
	name, err := GetAttr(t, m.Func, nameName)
	return NewTuple(getattr, NewTuple(m.Self, name)), err
}

// Create a bound instance method object.
//
// CPython: Objects/classobject.c method_new_impl
//
//py:new method(cls, function, instance, /)
func methodNew(t *Thread, _ *Type, f, self Object) (Object, error) {
	if TypeOf(f).Slots.Call == nil {
		return Object{}, TypeErrorf(t, "first argument must be callable")
	}
	if self == None {
		return Object{}, TypeErrorf(t, "instance must not be None")
	}
	return NewMethod(f, self), nil
}

// methodGetAttr gets the method's own attributes, else the function's.
//
// CPython: Objects/classobject.c method_getattro
func methodGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	m := cast[Method](o)
	if d := t.Lookup(m.Type, name); d.Ref != nil {
		if get := TypeOf(d).Slots.DescrGet; get != nil {
			return get(t, d, o, Of(m.Type))
		}
		return d, nil
	}
	return GetAttr(t, m.Func, name)
}

// CPython: Objects/classobject.c method_repr
func methodRepr(t *Thread, o Object) (Object, error) {
	m := cast[Method](o)
	name, err := LookupAttr(t, m.Func, nameQualname)
	if err == nil && name.Ref == nil {
		name, err = LookupAttr(t, m.Func, nameName)
	}
	if err != nil {
		return Object{}, err
	}
	text := "?"
	if s := AsStr(name); s != nil {
		text = s.s
	}
	self, err := Repr(t, m.Self)
	if err != nil {
		return Object{}, err
	}
	return NewStr("<bound method " + text + " of " + self.s + ">"), nil
}

// CPython: Objects/classobject.c method_richcompare
func methodCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE || TypeOf(a) != &MethodType || TypeOf(b) != &MethodType {
		return NotImplemented, nil
	}
	m, n := cast[Method](a), cast[Method](b)
	eq, err := CompareBool(t, m.Func, n.Func, EQ)
	return NewBool((eq && m.Self == n.Self) == (op == EQ)), err
}

func methodHash(t *Thread, o Object) (int64, error) {
	m := cast[Method](o)
	x, _ := identityHash(t, m.Self)
	y, err := Hash(t, m.Func)
	if x ^= y; x == -1 {
		x = -2
	}
	return x, err
}

// isModule reports whether o is a module.
func isModule(o Object) bool { return o.Ref != nil && TypeOf(o).IsSubtype(&ModuleType) }

// owner gives what a built-in function belongs to: the object it is bound to, its module or class.
func (b *BuiltinFunction) owner() Object {
	if b.Self.Ref != nil {
		return b.Self
	}
	return b.Owner
}

//py:get builtin_function_or_method.__name__
func builtinName(b *BuiltinFunction) Object { return NewStr(b.Def.Name) }

// CPython: Objects/methodobject.c meth_get__qualname__
//
//py:get builtin_function_or_method.__qualname__
func builtinQualname(t *Thread, b *BuiltinFunction) (Object, error) {
	self := b.owner()
	if self.Ref == nil || isModule(self) {
		return NewStr(b.Def.Name), nil
	}
	typ := AsType(self)
	if typ == nil {
		typ = TypeOf(self)
	}
	q, err := GetAttr(t, Of(typ), nameQualname)
	if err != nil {
		return Object{}, err
	}
	s := AsStr(q)
	if s == nil {
		return Object{}, TypeErrorf(t, "<method>.__class__.__qualname__ is not a unicode object")
	}
	return NewStr(s.s + "." + b.Def.Name), nil
}

//py:get builtin_function_or_method.__doc__
func builtinDoc(b *BuiltinFunction) Object { return strOrNone(b.Def.Doc) }

//py:get builtin_function_or_method.__text_signature__
func builtinTextSignature(b *BuiltinFunction) Object { return strOrNone(b.Def.Signature) }

//py:get builtin_function_or_method.__self__
func builtinSelf(b *BuiltinFunction) Object {
	if b.Def.Kind == MethodStatic {
		return None
	}
	return b.owner().OrNone()
}

//py:get builtin_function_or_method.__module__
func builtinModule(b *BuiltinFunction) Object { return b.Module.OrNone() }

//py:set builtin_function_or_method.__module__
func builtinSetModule(b *BuiltinFunction, v Object) error {
	b.Module = v.OrNone()
	return nil
}

// CPython: Objects/methodobject.c meth_reduce
//
//py:def builtin_function_or_method.__reduce__(self)
func builtinReduce(t *Thread, b *BuiltinFunction) (Object, error) {
	self := b.owner()
	if self.Ref == nil || isModule(self) {
		return NewStr(b.Def.Name), nil
	}
	getattr, err := builtinNamed(t, "getattr")
	return NewTuple(getattr, NewTuple(self, NewStr(b.Def.Name))), err
}

// CPython: Objects/methodobject.c meth_repr
func builtinRepr(_ *Thread, o Object) (Object, error) {
	b := cast[BuiltinFunction](o)
	self := b.owner()
	if self.Ref == nil || isModule(self) {
		return NewStr("<built-in function " + b.Def.Name + ">"), nil
	}
	return NewStr("<built-in method " + b.Def.Name + " of " + TypeOf(self).Name200() + " object at " + address(self) + ">"), nil
}

// CPython: Objects/methodobject.c meth_richcompare
func builtinCompare(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE || TypeOf(a) != &BuiltinFunctionType || TypeOf(b) != &BuiltinFunctionType {
		return NotImplemented, nil
	}
	x, y := cast[BuiltinFunction](a), cast[BuiltinFunction](b)
	return NewBool((x.owner() == y.owner() && x.Def == y.Def) == (op == EQ)), nil
}

func builtinHash(t *Thread, o Object) (int64, error) {
	b := cast[BuiltinFunction](o)
	y, _ := hashPointer(t, Object{Ref: unsafe.Pointer(b.Def)})
	if self := b.owner(); self.Ref != nil {
		x, _ := identityHash(t, self)
		y ^= x
	}
	if y == -1 {
		y = -2
	}
	return y, nil
}

//py:get cell.cell_contents
func cellContents(t *Thread, c *Cell) (Object, error) {
	if c.V.Ref == nil {
		return Object{}, ValueErrorf(t, "Cell is empty")
	}
	return c.V, nil
}

//py:set cell.cell_contents
func cellSetContents(c *Cell, v Object) error {
	c.V = v
	return nil
}

// Create a new cell object.
//
//	 contents
//	   the contents of the cell. If not specified, the cell will be empty,
//	   and
//	further attempts to access its cell_contents attribute will
//	   raise a ValueError.
//
//py:new cell(cls, contents=<unrepresentable>, /)
//py:nosig
func cellNew(_ *Type, contents Object) Object { return Of(NewCell(contents)) }

func cellRepr(_ *Thread, o Object) (Object, error) {
	c := cast[Cell](o)
	if c.V.Ref == nil {
		return NewStr("<cell at " + address(o) + ": empty>"), nil
	}
	return NewStr("<cell at " + address(o) + ": " + TypeOf(c.V).Name200() + " object at " + address(c.V) + ">"), nil
}

// CPython: Objects/cellobject.c cell_richcompare
func cellCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a) != &CellType || TypeOf(b) != &CellType {
		return NotImplemented, nil
	}
	x, y := cast[Cell](a).V, cast[Cell](b).V
	if x.Ref != nil && y.Ref != nil {
		return RichCompare(t, x, y, op)
	}
	// An empty cell comes first.
	n := func(o Object) int64 {
		if o.Ref == nil {
			return 0
		}
		return 1
	}
	return RichCompare(t, NewInt(n(x)), NewInt(n(y)), op)
}

func setupFunctions() {
	FunctionType = Type{
		Name: "function", Doc: "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n" +
			"    a string that overrides the name from the code object\n  argdefs\n" +
			"    a tuple that specifies the default argument values\n  closure\n" +
			"    a tuple that supplies the bindings for free variables\n  kwdefaults\n" +
			"    a dictionary that specifies the default keyword argument values", Signature: functionSignature, Flags: MethodDescr | HasInstDict | HasWeakrefs,
		Layout:  LayoutWithDict[Function](unsafe.Offsetof(Function{}.attrs)),
		GetSets: functionGetSets, Attrs: memberAttrs("__closure__", "__globals__", "__builtins__"),
		Slots: Slots{New: bindFunctionNew, Repr: functionRepr, DescrGet: functionGet, GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
			Traverse: traverseFunction,
			Call: func(t *Thread, f Object, args []Object, kwnames *Tuple) (Object, error) {
				return t.Runtime.CallFunction(t, cast[Function](f), args, kwnames)
			}},
	}
	MethodType = Type{
		Name: "method", Doc: methodDoc, Signature: methodSignature, Flags: HasWeakrefs,
		Layout:  LayoutOf[Method](),
		Methods: methodMethods, GetSets: methodGetSets, Attrs: memberAttrs("__func__", "__self__"),
		Slots: Slots{New: bindMethodNew, Repr: methodRepr, Hash: methodHash, RichCompare: methodCompare, Call: callMethodObject,
			GetAttr: methodGetAttr, SetAttr: GenericSetAttr,
			DescrGet: func(_ *Thread, m, _, _ Object) (Object, error) { return m, nil },
			Traverse: func(o Object, visit func(Object)) { visitObjects(visit, cast[Method](o).Func, cast[Method](o).Self) }},
	}
	BuiltinFunctionType = Type{
		Name: "builtin_function_or_method", Flags: HasWeakrefs | NoInstantiate,
		Layout:  LayoutOf[BuiltinFunction](),
		Methods: builtinFunctionOrMethodMethods, GetSets: builtinFunctionOrMethodGetSets, Attrs: memberAttrs("__module__"),
		Slots: Slots{Repr: builtinRepr, Hash: builtinHash, RichCompare: builtinCompare, Call: callBuiltin, GetAttr: GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				b := cast[BuiltinFunction](o)
				visitObjects(visit, b.Self, b.Module, b.Owner)
			}},
	}
	CellType = Type{
		Name: "cell", Doc: "Create a new cell object.\n\n  contents\n" +
			"    the contents of the cell. If not specified, the cell will be empty,\n" +
			"    and further attempts to access its cell_contents attribute will\n    raise a ValueError.", Layout: LayoutOf[Cell](), GetSets: cellGetSets,
		Slots: Slots{New: bindCellNew, Repr: cellRepr, RichCompare: cellCompare, GetAttr: GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) { visitObjects(visit, cast[Cell](o).V) }},
	}
	for _, t := range []*Type{&FunctionType, &MethodType, &BuiltinFunctionType, &CellType} {
		Ready(t)
	}
	setupCode()
	setupModule()
	setupGenericAlias()
	setupTypeVar()
	setupWeakref()
}
