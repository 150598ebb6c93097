package objects

//py:type NoneType NoneType
//py:type NotImplementedType NotImplementedType
//py:type ellipsis EllipsisType

// The type of the None singleton.
//
//py:new NoneType(cls)
func noneNew(_ *Type) Object { return None }

// The type of the NotImplemented singleton.
//
//py:new NotImplementedType(cls)
func notImplementedNew(_ *Type) Object { return NotImplemented }

// The type of the Ellipsis singleton.
//
//py:new ellipsis(cls)
func ellipsisNew(_ *Type) Object { return Ellipsis }

//py:def NotImplementedType.__reduce__(self)
func notImplementedReduce(_ Object) Object { return NewStr("NotImplemented") }

//py:def ellipsis.__reduce__(self)
func ellipsisReduce(_ Object) Object { return NewStr("Ellipsis") }

func setupSingletons() {
	repr := func(s string) UnaryFunc {
		o := staticStr(s)
		return func(*Thread, Object) (Object, error) { return o, nil }
	}
	NoneType = Type{Name: "NoneType", Doc: noneTypeDoc, Signature: "()", Layout: LayoutOf[singleton](),
		Slots: Slots{New: bindNoneTypeNew, Repr: repr("None"), RichCompare: objectRichCompare, GetAttr: GenericGetAttr,
			Bool: func(*Thread, Object) (bool, error) { return false, nil },
			// Not the address: it is the same in every process.
			Hash: func(*Thread, Object) (int64, error) { return 0xfca86420, nil }}}
	NotImplementedType = Type{Name: "NotImplementedType", Doc: notImplementedTypeDoc, Signature: "()", Layout: LayoutOf[singleton](), Methods: notImplementedTypeMethods,
		Slots: Slots{New: bindNotImplementedTypeNew, Repr: repr("NotImplemented"), GetAttr: GenericGetAttr,
			Bool: func(t *Thread, _ Object) (bool, error) {
				return false, TypeErrorf(t, "NotImplemented should not be used in a boolean context")
			}}}
	EllipsisType = Type{Name: "ellipsis", Doc: ellipsisDoc, Signature: "()", Layout: LayoutOf[singleton](), Methods: ellipsisMethods,
		Slots: Slots{New: bindEllipsisNew, Repr: repr("Ellipsis"), GetAttr: GenericGetAttr}}
	for _, t := range []*Type{&NoneType, &NotImplementedType, &EllipsisType} {
		Ready(t)
	}
}
