package operator

import "github.com/gophersnake/gophersnake/objects"

// Same as a + b.
//
//py:def add(a, b, /)
func opAdd(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpAdd, a, b)
}

// Same as a += b.
//
//py:def iadd(a, b, /)
func inPlaceAdd(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpAdd, a, b)
}

// Same as a - b.
//
//py:def sub(a, b, /)
func opSub(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpSub, a, b)
}

// Same as a -= b.
//
//py:def isub(a, b, /)
func inPlaceSub(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpSub, a, b)
}

// Same as a * b.
//
//py:def mul(a, b, /)
func opMul(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpMul, a, b)
}

// Same as a *= b.
//
//py:def imul(a, b, /)
func inPlaceMul(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpMul, a, b)
}

// Same as a @ b.
//
//py:def matmul(a, b, /)
func opMatMul(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpMatMul, a, b)
}

// Same as a @= b.
//
//py:def imatmul(a, b, /)
func inPlaceMatMul(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpMatMul, a, b)
}

// Same as a // b.
//
//py:def floordiv(a, b, /)
func opFloorDiv(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpFloorDiv, a, b)
}

// Same as a //= b.
//
//py:def ifloordiv(a, b, /)
func inPlaceFloorDiv(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpFloorDiv, a, b)
}

// Same as a / b.
//
//py:def truediv(a, b, /)
func opTrueDiv(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpTrueDiv, a, b)
}

// Same as a /= b.
//
//py:def itruediv(a, b, /)
func inPlaceTrueDiv(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpTrueDiv, a, b)
}

// Same as a % b.
//
//py:def mod(a, b, /)
func opMod(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpMod, a, b)
}

// Same as a %= b.
//
//py:def imod(a, b, /)
func inPlaceMod(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpMod, a, b)
}

// Same as a << b.
//
//py:def lshift(a, b, /)
func opLshift(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpLshift, a, b)
}

// Same as a <<= b.
//
//py:def ilshift(a, b, /)
func inPlaceLshift(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpLshift, a, b)
}

// Same as a >> b.
//
//py:def rshift(a, b, /)
func opRshift(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpRshift, a, b)
}

// Same as a >>= b.
//
//py:def irshift(a, b, /)
func inPlaceRshift(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpRshift, a, b)
}

// Same as a & b.
//
//py:def and_(a, b, /)
func opAnd(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpAnd, a, b)
}

// Same as a &= b.
//
//py:def iand(a, b, /)
func inPlaceAnd(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpAnd, a, b)
}

// Same as a ^ b.
//
//py:def xor(a, b, /)
func opXor(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpXor, a, b)
}

// Same as a ^= b.
//
//py:def ixor(a, b, /)
func inPlaceXor(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpXor, a, b)
}

// Same as a | b.
//
//py:def or_(a, b, /)
func opOr(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpOr, a, b)
}

// Same as a |= b.
//
//py:def ior(a, b, /)
func inPlaceOr(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlaceOp(t, objects.OpOr, a, b)
}

// Same as a < b.
//
//py:def lt(a, b, /)
func compareLT(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.LT)
}

// Same as a <= b.
//
//py:def le(a, b, /)
func compareLE(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.LE)
}

// Same as a == b.
//
//py:def eq(a, b, /)
func compareEQ(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.EQ)
}

// Same as a != b.
//
//py:def ne(a, b, /)
func compareNE(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.NE)
}

// Same as a > b.
//
//py:def gt(a, b, /)
func compareGT(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.GT)
}

// Same as a >= b.
//
//py:def ge(a, b, /)
func compareGE(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.RichCompare(t, a, b, objects.GE)
}

// Same as abs(a).
//
//py:def abs(a, /)
func opAbsolute(t *objects.Thread, a objects.Object) (objects.Object, error) {
	return objects.Absolute(t, a)
}

// Same as -a.
//
//py:def neg(a, /)
func opNegative(t *objects.Thread, a objects.Object) (objects.Object, error) {
	return objects.Negative(t, a)
}

// Same as +a.
//
//py:def pos(a, /)
func opPositive(t *objects.Thread, a objects.Object) (objects.Object, error) {
	return objects.Positive(t, a)
}

// Same as ~a.
//
//py:def inv(a, /)
//py:def invert(a, /)
func opInvert(t *objects.Thread, a objects.Object) (objects.Object, error) {
	return objects.Invert(t, a)
}

// Same as a ** b.
//
//py:def pow(a, b, /)
func opPow(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.Power(t, a, b, objects.None)
}

// Same as a **= b.
//
//py:def ipow(a, b, /)
func inPlacePow(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.InPlacePower(t, a, b)
}
