package objects

import "unsafe"

//py:type bool BoolType

func setupBool() {
	BoolType = Type{
		Name: "bool",
		Doc:  boolDoc,
		Base: &IntType,
		// Its instances are the two constants: no layout is ever allocated.
		Flags: SelfMatch | IntSubclass,
		Slots: Slots{
			New:    bindBoolNew,
			Repr:   boolRepr,
			Invert: boolInvert,
			Binary: [NumNumberOps]BinaryFunc{OpAnd: boolAnd, OpOr: boolOr, OpXor: boolXor},
		},
	}
	Ready(&BoolType)
}

// boolNew returns True when the argument is true, False otherwise.
//
// The builtins True and False are the only two instances of the class bool.
// The class bool is a subclass of the class int, and cannot be subclassed.
//
//py:new bool(cls, object=False, /)
func boolNew(t *Thread, cls *Type, o Object) (bool, error) { return Truth(t, o) }

var (
	strTrue  = StaticName("True")
	strFalse = StaticName("False")
)

func boolRepr(_ *Thread, o Object) (Object, error) {
	if o == True {
		return Of(strTrue), nil
	}
	return Of(strFalse), nil
}

// boolInvert is ~o, which is deprecated.
//
// CPython: Objects/boolobject.c bool_invert
func boolInvert(t *Thread, o Object) (Object, error) {
	if err := Warn(t, &ExcDeprecationWarning, 1, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. "+
		"This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. "+
		"Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."); err != nil {
		return Object{}, err
	}
	return NewInt(^int64(o.Bits)), nil
}

func bothBools(a, b Object) bool {
	return a.Ref == unsafe.Pointer(&BoolHeader) && b.Ref == unsafe.Pointer(&BoolHeader)
}

func boolAnd(t *Thread, a, b Object) (Object, error) {
	if !bothBools(a, b) {
		return intAnd(t, a, b)
	}
	return NewBool(a.Bits&b.Bits != 0), nil
}

func boolOr(t *Thread, a, b Object) (Object, error) {
	if !bothBools(a, b) {
		return intOr(t, a, b)
	}
	return NewBool(a.Bits|b.Bits != 0), nil
}

func boolXor(t *Thread, a, b Object) (Object, error) {
	if !bothBools(a, b) {
		return intXor(t, a, b)
	}
	return NewBool(a.Bits != b.Bits), nil
}
