package objects

//py:type mappingproxy MappingProxyType

// MappingProxy is a read-only view of a mapping.
type MappingProxy struct {
	Header
	mapping Object
}

func newMappingProxy(mapping Object) Object {
	return Of(&MappingProxy{Header{&MappingProxyType}, mapping})
}

// Read-only proxy of a mapping.
//
// CPython: Objects/descrobject.c mappingproxy_new_impl
//
//py:new mappingproxy(cls, mapping)
func mappingProxyNew(t *Thread, cls *Type, mapping Object) (Object, error) {
	if s := &TypeOf(mapping).Slots; s.GetItem == nil || TypeOf(mapping).Flags&(ListSubclass|TupleSubclass) != 0 {
		return Object{}, TypeErrorf(t, "mappingproxy() argument must be a mapping, not %s", TypeOf(mapping).Name200())
	}
	p := newMappingProxy(mapping)
	cast[MappingProxy](p).Type = cls
	return p, nil
}

func (p *MappingProxy) call(t *Thread, name string, args ...Object) (Object, error) {
	return CallMethod(t, p.mapping, t.Interp.Intern(name), args...)
}

// Return the value for key if key is in the mapping, else default.
//
//py:def mappingproxy.get(self, key, default=None, /)
func mappingProxyGet(t *Thread, p *MappingProxy, key, def Object) (Object, error) {
	return p.call(t, "get", key, def)
}

// D.keys() -> a set-like object providing a view on D's keys
//
//py:def mappingproxy.keys(self)
func mappingProxyKeys(t *Thread, p *MappingProxy) (Object, error) { return p.call(t, "keys") }

// D.values() -> an object providing a view on D's values
//
//py:def mappingproxy.values(self)
func mappingProxyValues(t *Thread, p *MappingProxy) (Object, error) { return p.call(t, "values") }

// D.items() -> a set-like object providing a view on D's items
//
//py:def mappingproxy.items(self)
func mappingProxyItems(t *Thread, p *MappingProxy) (Object, error) { return p.call(t, "items") }

// D.copy() -> a shallow copy of D
//
//py:def mappingproxy.copy(self)
func mappingProxyCopy(t *Thread, p *MappingProxy) (Object, error) { return p.call(t, "copy") }

// D.__reversed__() -> reverse iterator
//
//py:def mappingproxy.__reversed__(self)
func mappingProxyReversed(t *Thread, p *MappingProxy) (Object, error) {
	return p.call(t, "__reversed__")
}

// mappingproxy objects are generic over two types, signifying (respectively) the types of their keys and values
//
//py:classmethod mappingproxy.__class_getitem__(cls, object, /)
func mappingProxyClassGetItem(t *Thread, cls *Type, item Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), item)
}

func setupMappingProxy() {
	mapping := func(o Object) Object { return cast[MappingProxy](o).mapping }
	MappingProxyType = Type{
		Name: "mappingproxy", Doc: mappingproxyDoc, Signature: mappingproxySignature,
		Flags: MappingPattern, Layout: LayoutOf[MappingProxy](), Methods: mappingproxyMethods,
		Slots: Slots{
			New:     bindMappingproxyNew,
			GetItem: func(t *Thread, o, key Object) (Object, error) { return GetItem(t, mapping(o), key) },
			Len:     func(t *Thread, o Object) (int, error) { return Len(t, mapping(o)) },
			Contains: func(t *Thread, o, key Object) (bool, error) {
				if d := mapping(o); TypeOf(d) == &DictType {
					v, err := cast[Dict](d).Get(t, key)
					return v.Ref != nil, err
				}
				return Contains(t, mapping(o), key)
			},
			Iter: func(t *Thread, o Object) (Object, error) { return Iter(t, mapping(o)) },
			Hash: func(t *Thread, o Object) (int64, error) { return Hash(t, mapping(o)) },
			Str: func(t *Thread, o Object) (Object, error) {
				s, err := ToStr(t, mapping(o))
				return ObjectOrNull(s), err
			},
			Repr: func(t *Thread, o Object) (Object, error) {
				s, err := Repr(t, mapping(o))
				if err != nil {
					return Object{}, err
				}
				return NewStr("mappingproxy(" + s.s + ")"), nil
			},
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				if p := as[MappingProxy](b, &MappingProxyType); p != nil {
					b = p.mapping
				}
				return RichCompare(t, mapping(a), b, op)
			},
			GetAttr:  GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) { visit(mapping(o)) },
		},
	}
	// A proxy's mapping is shown to those who subclass dict only through copies.
	MappingProxyType.Slots.Binary[OpOr] = func(t *Thread, a, b Object) (Object, error) {
		if p := as[MappingProxy](a, &MappingProxyType); p != nil {
			a = p.mapping
		}
		if p := as[MappingProxy](b, &MappingProxyType); p != nil {
			b = p.mapping
		}
		return BinaryOp(t, OpOr, a, b)
	}
	MappingProxyType.Slots.InPlace[OpOr] = func(t *Thread, a, _ Object) (Object, error) {
		return Object{}, TypeErrorf(t, "'|=' is not supported by %s; use '|' instead", TypeOf(a).Name200())
	}
	Ready(&MappingProxyType)
}
