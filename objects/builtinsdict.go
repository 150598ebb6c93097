package objects

// foreignBuiltins stands for a __builtins__ that is no dict where the machine wants one: a dict without entries, of a type whose items are
// the mapping's.
type foreignBuiltins struct {
	Dict
	mapping Object
}

var foreignBuiltinsType Type

func setupForeignBuiltins() {
	foreignBuiltinsType = Type{
		Name: "builtins_mapping", Flags: NoInstantiate, Layout: LayoutOf[foreignBuiltins](),
		Slots: Slots{
			GetItem: func(t *Thread, o, key Object) (Object, error) {
				return GetItem(t, cast[foreignBuiltins](o).mapping, key)
			},
			Traverse: func(o Object, visit func(Object)) {
				traverseDict(o, visit)
				visit(cast[foreignBuiltins](o).mapping)
			},
		},
	}
	Ready(&foreignBuiltinsType)
}

// BuiltinsDict gives what code looks its builtins up in where __builtins__ is b: of a module its dict.
//
// CPython: Python/ceval.c _PyEval_BuiltinsFromGlobals
func BuiltinsDict(b Object) *Dict {
	if TypeOf(b).IsSubtype(&ModuleType) {
		return cast[Module](b).Dict
	}
	if d := AsDict(b); d != nil {
		return d
	}
	f := &foreignBuiltins{mapping: b}
	f.Type = &foreignBuiltinsType
	return &f.Dict
}

// BuiltinsObject gives what Python sees of builtins: None without any.
func BuiltinsObject(d *Dict) Object {
	if d != nil && d.Type == &foreignBuiltinsType {
		return cast[foreignBuiltins](Of(d)).mapping
	}
	return ObjectOrNone(d)
}

// Builtin gives the current value of a name in the builtins of the running code. Odd keys there may have an __eq__ that changes anything.
//
// CPython: Python/ceval.c _PyEval_GetBuiltin
func Builtin(t *Thread, name *Str) (Object, error) {
	d := t.Runtime.Builtins(t)
	var v Object
	var err error
	if d.Type == &DictType {
		v, err = d.Get(t, Of(name))
	} else if v, err = GetItem(t, Of(d), Of(name)); err != nil && Matches(err, &ExcKeyError) {
		v, err = Object{}, nil
	}
	if v.Ref == nil && err == nil {
		err = Errorf(t, &ExcAttributeError, "%s", name.s)
	}
	return v, err
}
