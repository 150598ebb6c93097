package objects

//py:type NoneType NoneType
//py:type NotImplementedType NotImplementedType
//py:type ellipsis EllipsisType

// The type of the None singleton.
//
//py:new NoneType(cls)
//py:nosig
func noneNew(_ *Type) Object { return None }

// The type of the NotImplemented singleton.
//
//py:new NotImplementedType(cls)
//py:nosig
func notImplementedNew(_ *Type) Object { return NotImplemented }

// The type of the Ellipsis singleton.
//
//py:new ellipsis(cls)
//py:nosig
func ellipsisNew(_ *Type) Object { return Ellipsis }

//py:def NotImplementedType.__reduce__(self)
//py:nosig
func notImplementedReduce(_ Object) Object { return NewStr("NotImplemented") }

//py:def ellipsis.__reduce__(self)
//py:nosig
func ellipsisReduce(_ Object) Object { return NewStr("Ellipsis") }

func setupSingletons() {
	repr := func(s string) UnaryFunc {
		o := staticStr(s)
		return func(*Thread, Object) (Object, error) { return o, nil }
	}
	NoneType = Type{Name: "NoneType", Doc: noneTypeDoc, Layout: LayoutOf[singleton](),
		Slots: Slots{New: bindNoneTypeNew, Repr: repr("None"), GetAttr: GenericGetAttr,
			Bool: func(*Thread, Object) (bool, error) { return false, nil },
			// Not the address: it is the same in every process.
			Hash: func(*Thread, Object) (int64, error) { return 0xfca86420, nil }}}
	NoneType.Slots.Binary[OpOr] = typeOr
	NotImplementedType = Type{Name: "NotImplementedType", Doc: notImplementedTypeDoc, Layout: LayoutOf[singleton](), Methods: notImplementedTypeMethods,
		Slots: Slots{New: bindNotImplementedTypeNew, Repr: repr("NotImplemented"), GetAttr: GenericGetAttr,
			Bool: func(t *Thread, _ Object) (bool, error) {
				return false, TypeErrorf(t, "NotImplemented should not be used in a boolean context")
			}}}
	EllipsisType = Type{Name: "ellipsis", Doc: ellipsisDoc, Layout: LayoutOf[singleton](), Methods: ellipsisMethods,
		Slots: Slots{New: bindEllipsisNew, Repr: repr("Ellipsis"), GetAttr: GenericGetAttr}}
	for _, t := range []*Type{&NoneType, &NotImplementedType, &EllipsisType} {
		Ready(t)
	}
}
