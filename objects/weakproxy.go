package objects

// behindProxy gives what a proxy refers to, and any other object as it is.
//
// CPython: Objects/weakrefobject.c proxy_check_ref
func behindProxy(t *Thread, o Object) (Object, error) {
	if typ := TypeOf(o); typ != &WeakProxyType && typ != &WeakCallableProxyType {
		return o, nil
	}
	target := cast[Weakref](o).Target()
	if target.Ref == nil {
		return Object{}, Errorf(t, &ExcReferenceError, "weakly-referenced object no longer exists")
	}
	return target, nil
}

func proxyUnary(f func(t *Thread, o Object) (Object, error)) UnaryFunc {
	return func(t *Thread, o Object) (Object, error) {
		o, err := behindProxy(t, o)
		if err != nil {
			return Object{}, err
		}
		return f(t, o)
	}
}

func proxyBinary(f func(t *Thread, a, b Object) (Object, error)) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		a, err := behindProxy(t, a)
		if err != nil {
			return Object{}, err
		}
		if b, err = behindProxy(t, b); err != nil {
			return Object{}, err
		}
		return f(t, a, b)
	}
}

// proxyMethod calls a special method of what a proxy refers to.
func proxyMethod(name string) UnaryFunc {
	return proxyUnary(func(t *Thread, o Object) (Object, error) { return CallMethod(t, o, t.Interp.Intern(name)) })
}

// proxyCalls calls a built-in type with what a proxy refers to.
func proxyCalls(typ *Type) UnaryFunc {
	return proxyUnary(func(t *Thread, o Object) (Object, error) { return CallArgs(t, Of(typ), o) })
}

//py:def ProxyType.__bytes__(self)
func proxyBytes(t *Thread, o Object) (Object, error) { return proxyMethod("__bytes__")(t, o) }

//py:def ProxyType.__reversed__(self)
func proxyReversed(t *Thread, o Object) (Object, error) { return proxyMethod("__reversed__")(t, o) }

// CPython: Objects/weakrefobject.c proxy_repr
func proxyRepr(_ *Thread, o Object) (Object, error) {
	target := cast[Weakref](o).Target()
	if target.Ref == nil {
		return NewStr("<weakproxy at " + address(o) + "; dead>"), nil
	}
	return NewStr("<weakproxy at " + address(o) + "; to '" + TypeOf(target).Name200() + "' at " + address(target) + ">"), nil
}

// CPython: Objects/weakrefobject.c proxy_iternext
func proxyNext(t *Thread, o Object) (Object, error) {
	if TypeOf(o).Slots.IterNext == nil {
		return Object{}, TypeErrorf(t, "Weakref proxy referenced a non-iterator '%.200s' object", TypeOf(o).Name200())
	}
	return Next(t, o)
}

func setupWeakProxy() {
	slots := Slots{
		Repr: proxyRepr,
		Str: proxyUnary(func(t *Thread, o Object) (Object, error) {
			s, err := ToStr(t, o)
			return ObjectOrNull(s), err
		}),
		GetAttr: func(t *Thread, o Object, name *Str) (Object, error) {
			o, err := behindProxy(t, o)
			if err != nil {
				return Object{}, err
			}
			return GetAttr(t, o, name)
		},
		SetAttr: func(t *Thread, o Object, name *Str, v Object) error {
			o, err := behindProxy(t, o)
			if err != nil {
				return err
			}
			return SetAttr(t, o, name, v)
		},
		RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
			return proxyBinary(func(t *Thread, a, b Object) (Object, error) { return RichCompare(t, a, b, op) })(t, a, b)
		},
		Iter: proxyUnary(Iter), IterNext: proxyUnary(proxyNext),
		Power: func(t *Thread, a, b, mod Object) (Object, error) {
			mod, err := behindProxy(t, mod)
			if err != nil {
				return Object{}, err
			}
			return proxyBinary(func(t *Thread, a, b Object) (Object, error) { return Power(t, a, b, mod) })(t, a, b)
		},
		InPlacePower: func(t *Thread, a, b, _ Object) (Object, error) { return proxyBinary(InPlacePower)(t, a, b) },
		Negative:     proxyMethod("__neg__"), Positive: proxyMethod("__pos__"), Absolute: proxyMethod("__abs__"), Invert: proxyMethod("__invert__"),
		Bool: func(t *Thread, o Object) (bool, error) {
			o, err := behindProxy(t, o)
			if err != nil {
				return false, err
			}
			return Truth(t, o)
		},
		Int: proxyCalls(&IntType), Float: proxyCalls(&FloatType), Index: proxyUnary(Index),
		Len: func(t *Thread, o Object) (int, error) {
			o, err := behindProxy(t, o)
			if err != nil {
				return 0, err
			}
			return Len(t, o)
		},
		GetItem: proxyBinary(GetItem),
		SetItem: func(t *Thread, o, key, v Object) error {
			o, err := behindProxy(t, o)
			if err != nil {
				return err
			}
			return SetItem(t, o, key, v)
		},
		Contains: func(t *Thread, o, v Object) (bool, error) {
			o, err := behindProxy(t, o)
			if err != nil {
				return false, err
			}
			return Contains(t, o, v)
		},
		Traverse: func(o Object, visit func(Object)) { visitObjects(visit, cast[Weakref](o).callback) },
	}
	for op := range NumNumberOps {
		slots.Binary[op] = proxyBinary(func(t *Thread, a, b Object) (Object, error) { return BinaryOp(t, op, a, b) })
		if op != OpDivmod {
			slots.InPlace[op] = proxyBinary(func(t *Thread, a, b Object) (Object, error) { return InPlaceOp(t, op, a, b) })
		}
	}
	WeakProxyType = Type{Name: "weakref.ProxyType", Flags: NoInstantiate, Layout: LayoutOf[Weakref](), Slots: slots, Methods: proxyTypeMethods}
	slots.Call = func(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error) {
		o, err := behindProxy(t, o)
		if err != nil {
			return Object{}, err
		}
		return Call(t, o, args, kwnames)
	}
	WeakCallableProxyType = Type{Name: "weakref.CallableProxyType", Flags: NoInstantiate, Layout: LayoutOf[Weakref](), Slots: slots, Methods: proxyTypeMethods}
	Ready(&WeakProxyType)
	Ready(&WeakCallableProxyType)
}
