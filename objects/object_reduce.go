package objects

// Helper for pickle.
//
// CPython: Objects/typeobject.c object___reduce___impl
//
//py:def object.__reduce__(self, /)
func objectReduce(t *Thread, o Object) (Object, error) { return commonReduce(t, o, 0) }

// Helper for pickle.
//
// CPython: Objects/typeobject.c object___reduce_ex___impl
//
//py:def object.__reduce_ex__(self, protocol, /)
func objectReduceEx(t *Thread, o Object, protocol int32) (Object, error) {
	reduce, err := LookupAttr(t, o, nameReduce)
	if err != nil {
		return Object{}, err
	}
	if reduce.Ref != nil {
		own, err := GetAttr(t, Of(TypeOf(o)), nameReduce)
		if err != nil {
			return Object{}, err
		}
		if own != ObjectType.Dict.GetStr(nameReduce) {
			return CallArgs(t, reduce)
		}
	}
	return commonReduce(t, o, protocol)
}

func copyreg(t *Thread, name string) (Object, error) {
	m, err := t.Runtime.Import(t, "copyreg")
	if err != nil {
		return Object{}, err
	}
	return GetAttr(t, m, t.Interp.Intern(name))
}

func commonReduce(t *Thread, o Object, protocol int32) (Object, error) {
	if protocol >= 2 {
		return reduceNewObj(t, o)
	}
	f, err := copyreg(t, "_reduce_ex")
	if err != nil {
		return Object{}, err
	}
	return CallArgs(t, f, o, NewInt(int64(protocol)))
}

// newArguments asks __getnewargs_ex__ and __getnewargs__; both results are nil without these.
//
// CPython: Objects/typeobject.c _PyObject_GetNewArguments
func newArguments(t *Thread, o Object) (args *Tuple, kwargs *Dict, err error) {
	r, found, err := CallSpecial(t, o, t.Interp.Intern("__getnewargs_ex__"))
	if err != nil {
		return nil, nil, err
	}
	if found {
		pair := AsTuple(r)
		if pair == nil {
			return nil, nil, TypeErrorf(t, "__getnewargs_ex__ should return a tuple, not '%.200s'", TypeOf(r).Name200())
		}
		if len(pair.Items) != 2 {
			return nil, nil, ValueErrorf(t, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(pair.Items))
		}
		if args = AsTuple(pair.Items[0]); args == nil {
			return nil, nil, TypeErrorf(t, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%.200s'", TypeOf(pair.Items[0]).Name200())
		}
		if kwargs = AsDict(pair.Items[1]); kwargs == nil {
			return nil, nil, TypeErrorf(t, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%.200s'", TypeOf(pair.Items[1]).Name200())
		}
		return args, kwargs, nil
	}
	r, found, err = CallSpecial(t, o, t.Interp.Intern("__getnewargs__"))
	if err != nil || !found {
		return nil, nil, err
	}
	if args = AsTuple(r); args == nil {
		return nil, nil, TypeErrorf(t, "__getnewargs__ should return a tuple, not '%.200s'", TypeOf(r).Name200())
	}
	return args, nil, nil
}

// reduceNewObj reduces o for protocol 2 and up.
//
// CPython: Objects/typeobject.c reduce_newobj
func reduceNewObj(t *Thread, o Object) (Object, error) {
	typ := TypeOf(o)
	if typ.Slots.New == nil {
		return Object{}, TypeErrorf(t, "cannot pickle '%.200s' object", typ.Name200())
	}
	args, kwargs, err := newArguments(t, o)
	if err != nil {
		return Object{}, err
	}
	var newobj Object
	var newargs *Tuple
	switch {
	case kwargs == nil || kwargs.Len() == 0:
		if newobj, err = copyreg(t, "__newobj__"); err != nil {
			return Object{}, err
		}
		items := []Object{Of(typ)}
		if args != nil {
			items = append(items, args.Items...)
		}
		newargs = TupleFrom(items)
	default:
		if newobj, err = copyreg(t, "__newobj_ex__"); err != nil {
			return Object{}, err
		}
		newargs = TupleFrom([]Object{Of(typ), Of(args), Of(kwargs)})
	}
	required := args == nil && typ.Flags&(ListSubclass|DictSubclass) == 0
	state, err := objectState(t, o, required)
	if err != nil {
		return Object{}, err
	}
	listItems, dictItems := None, None
	if typ.Flags&ListSubclass != 0 {
		if listItems, err = Iter(t, o); err != nil {
			return Object{}, err
		}
	}
	if typ.Flags&DictSubclass != 0 {
		items, err := CallMethod(t, o, t.Interp.Intern("items"))
		if err != nil {
			return Object{}, err
		}
		if dictItems, err = Iter(t, items); err != nil {
			return Object{}, err
		}
	}
	return NewTuple(newobj, Of(newargs), state, listItems, dictItems), nil
}

// CPython: Objects/typeobject.c object_getstate
func objectState(t *Thread, o Object, required bool) (Object, error) {
	f, err := GetAttr(t, o, nameGetState)
	if err != nil {
		return Object{}, err
	}
	if b := as[BuiltinFunction](f, &BuiltinFunctionType); b != nil && b.Self == o && b.Def == objectGetStateDef() {
		return defaultState(t, o, required)
	}
	return CallArgs(t, f)
}

func objectGetStateDef() *MethodDef {
	return cast[MethodDescriptor](ObjectType.Dict.GetStr(nameGetState)).Def
}

// Helper for pickle.
//
//py:def object.__getstate__(self, /)
func objectGetState(t *Thread, o Object) (Object, error) { return defaultState(t, o, false) }

// CPython: Objects/typeobject.c object_getstate_default
func defaultState(t *Thread, o Object, required bool) (Object, error) {
	typ := TypeOf(o)
	if required && typeItemsize(typ) != 0 {
		return Object{}, TypeErrorf(t, "cannot pickle %.200s objects", typ.Name200())
	}
	state := None
	if typ.Flags&HasInstDict != 0 {
		if d := t.instanceDict(o); d.Len() > 0 {
			state = Of(d)
		}
	}
	slotNames, err := slotNamesOf(t, typ)
	if err != nil {
		return Object{}, err
	}
	if required && typ.Layout.of != ObjectType.Layout.of && typ.Flags&hasNativeFields == 0 {
		return Object{}, TypeErrorf(t, "cannot pickle '%.200s' object", typ.Name200())
	}
	if len(slotNames) > 0 {
		slots := NewDict()
		for _, n := range slotNames {
			s := AsStr(n)
			if s == nil {
				continue
			}
			v, err := LookupAttr(t, o, s)
			if err != nil {
				return Object{}, err
			}
			if v.Ref != nil {
				slots.SetStr(s, v)
			}
		}
		if slots.Len() > 0 {
			state = NewTuple(state, Of(slots))
		}
	}
	return state, nil
}

// slotNamesOf gives copyreg._slotnames(typ), which is kept in the class.
//
// CPython: Objects/typeobject.c _PyType_GetSlotNames
func slotNamesOf(t *Thread, typ *Type) ([]Object, error) {
	r := typ.Dict.GetStr(t.Interp.Intern("__slotnames__"))
	if r.Ref == nil {
		f, err := copyreg(t, "_slotnames")
		if err != nil {
			return nil, err
		}
		if r, err = CallArgs(t, f, Of(typ)); err != nil {
			return nil, err
		}
		if r != None && AsList(r) == nil {
			return nil, TypeErrorf(t, "copyreg._slotnames didn't return a list or None")
		}
	}
	if r == None {
		return nil, nil
	}
	l := AsList(r)
	if l == nil {
		return nil, TypeErrorf(t, "%.200s.__slotnames__ should be a list or None, not %.200s", typ.Name200(), TypeOf(r).Name200())
	}
	return append([]Object(nil), l.Items...), nil
}
