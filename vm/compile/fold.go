package compile

import (
	"math"
	"math/big"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Limits on the size of what constant folding makes, as in CPython's flowgraph.
const (
	maxFoldInt        = 128  // bits
	maxFoldCollection = 256  // items
	maxFoldString     = 4096 // characters
	maxFoldItems      = 1024 // including nested collections
)

type foldResult struct {
	k  code.Const
	ok bool
}

// constant returns the value of an expression that is constant after folding.
func (c *compiler) constant(e syntax.Expr) (code.Const, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		return literal(e.Value), true
	case *syntax.Name:
		if e.ID == "__debug__" && e.Ctx == syntax.Load {
			return c.opts.Optimize == 0, true
		}
		return nil, false
	case *syntax.BinOp, *syntax.UnaryOp, *syntax.Tuple, *syntax.Subscript:
		if r, ok := c.folded[e]; ok {
			return r.k, r.ok
		}
		k, ok := c.fold(e)
		c.folded[e] = foldResult{k, ok}
		return k, ok
	}
	return nil, false
}

// literal converts the value of a Constant node.
func literal(v any) code.Const {
	switch v := v.(type) {
	case syntax.Bytes:
		return code.Bytes(v)
	case syntax.EllipsisValue:
		return code.Ellipsis{}
	}
	return v
}

func (c *compiler) fold(e syntax.Expr) (code.Const, bool) {
	switch e := e.(type) {
	case *syntax.BinOp:
		l, ok := c.constant(e.Left)
		if !ok {
			return nil, false
		}
		r, ok := c.constant(e.Right)
		if !ok {
			return nil, false
		}
		return foldBinary(e.Op, l, r)
	case *syntax.UnaryOp:
		v, ok := c.constant(e.Operand)
		if !ok {
			return nil, false
		}
		return foldUnary(e.Op, v)
	case *syntax.Tuple:
		if e.Ctx != syntax.Load {
			return nil, false
		}
		t := make(code.Tuple, len(e.Elts))
		for i, x := range e.Elts {
			k, ok := c.constant(x)
			if !ok {
				return nil, false
			}
			t[i] = k
		}
		return t, true
	case *syntax.Subscript:
		if e.Ctx != syntax.Load {
			return nil, false
		}
		v, ok := c.constant(e.Value)
		if !ok {
			return nil, false
		}
		i, ok := c.constant(e.Slice)
		if !ok {
			return nil, false
		}
		return foldItem(v, i)
	}
	return nil, false
}

func foldItem(v, i code.Const) (code.Const, bool) {
	n, ok := i.(int64)
	if !ok {
		return nil, false
	}
	at := func(length int) int {
		if n < 0 {
			n += int64(length)
		}
		if n < 0 || n >= int64(length) {
			return -1
		}
		return int(n)
	}
	switch v := v.(type) {
	case code.Tuple:
		if j := at(len(v)); j >= 0 {
			return v[j], true
		}
	case code.Bytes:
		if j := at(len(v)); j >= 0 {
			return int64(v[j]), true
		}
	case string:
		for k := 0; k < len(v); k++ {
			if v[k] >= 0x80 {
				return nil, false
			}
		}
		if j := at(len(v)); j >= 0 {
			return v[j : j+1], true
		}
	}
	return nil, false
}

// truth is the truth value of a constant.
func truth(k code.Const) bool {
	switch k := k.(type) {
	case nil:
		return false
	case bool:
		return k
	case int64:
		return k != 0
	case *big.Int:
		return k.Sign() != 0
	case float64:
		return k != 0
	case complex128:
		return k != 0
	case string:
		return k != ""
	case code.Bytes:
		return k != ""
	case code.Tuple:
		return len(k) > 0
	case code.FrozenSet:
		return len(k) > 0
	}
	return true
}

// bigOf gives the value of an int or bool constant.
func bigOf(k code.Const) (*big.Int, bool) {
	switch k := k.(type) {
	case bool:
		if k {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	case int64:
		return big.NewInt(k), true
	case *big.Int:
		return k, true
	}
	return nil, false
}

func normInt(b *big.Int) code.Const {
	if b.IsInt64() {
		return b.Int64()
	}
	return b
}

func foldUnary(op syntax.UnaryOperator, v code.Const) (code.Const, bool) {
	if op == syntax.UnaryNot {
		return !truth(v), true
	}
	if _, ok := v.(bool); ok && op == syntax.UnaryInvert {
		return nil, false // warns at run time
	}
	if b, ok := bigOf(v); ok {
		switch op {
		case syntax.UnaryUSub:
			return normInt(new(big.Int).Neg(b)), true
		case syntax.UnaryUAdd:
			return normInt(b), true
		default:
			return normInt(new(big.Int).Not(b)), true
		}
	}
	switch v := v.(type) {
	case float64:
		if op == syntax.UnaryUSub {
			return -v, true
		}
		return v, op == syntax.UnaryUAdd
	case complex128:
		if op == syntax.UnaryUSub {
			return complex(-real(v), -imag(v)), true
		}
		return v, op == syntax.UnaryUAdd
	}
	return nil, false
}

func foldBinary(op syntax.Operator, l, r code.Const) (code.Const, bool) {
	a, aInt := bigOf(l)
	b, bInt := bigOf(r)
	if aInt && bInt {
		if _, ok := l.(bool); ok {
			if _, ok := r.(bool); ok && (op == syntax.OpBitAnd || op == syntax.OpBitOr || op == syntax.OpBitXor) {
				switch op {
				case syntax.OpBitAnd:
					return l.(bool) && r.(bool), true
				case syntax.OpBitOr:
					return l.(bool) || r.(bool), true
				}
				return l.(bool) != r.(bool), true
			}
		}
		return foldInts(op, a, b)
	}
	switch op {
	case syntax.OpMult:
		if aInt {
			return foldRepeat(r, a)
		}
		if bInt {
			if k, ok := foldRepeat(l, b); ok {
				return k, true
			}
		}
	case syntax.OpAdd:
		switch x := l.(type) {
		case string:
			if y, ok := r.(string); ok {
				return x + y, true
			}
		case code.Bytes:
			if y, ok := r.(code.Bytes); ok {
				return x + y, true
			}
		case code.Tuple:
			if y, ok := r.(code.Tuple); ok {
				return append(append(code.Tuple{}, x...), y...), true
			}
		}
	}
	if x, ok := l.(complex128); ok {
		return foldComplex(op, x, r)
	}
	if y, ok := r.(complex128); ok {
		if x, ok := realOf(l); ok {
			switch op {
			case syntax.OpAdd:
				return complex(x+real(y), imag(y)), true
			case syntax.OpSub:
				return complex(x-real(y), -imag(y)), true
			}
		}
		return nil, false
	}
	x, ok1 := realOf(l)
	y, ok2 := realOf(r)
	if !ok1 || !ok2 {
		return nil, false
	}
	switch op {
	case syntax.OpAdd:
		return x + y, true
	case syntax.OpSub:
		return x - y, true
	case syntax.OpMult:
		return x * y, true
	case syntax.OpDiv:
		if y != 0 {
			return x / y, true
		}
	}
	return nil, false
}

func realOf(k code.Const) (float64, bool) {
	switch k := k.(type) {
	case float64:
		return k, true
	}
	if b, ok := bigOf(k); ok && b.BitLen() <= 53 {
		return float64(b.Int64()), true
	}
	return 0, false
}

func foldComplex(op syntax.Operator, x complex128, r code.Const) (code.Const, bool) {
	if y, ok := r.(complex128); ok {
		switch op {
		case syntax.OpAdd:
			return complex(real(x)+real(y), imag(x)+imag(y)), true
		case syntax.OpSub:
			return complex(real(x)-real(y), imag(x)-imag(y)), true
		}
		return nil, false
	}
	if y, ok := realOf(r); ok {
		switch op {
		case syntax.OpAdd:
			return complex(real(x)+y, imag(x)), true
		case syntax.OpSub:
			return complex(real(x)-y, imag(x)), true
		}
	}
	return nil, false
}

func foldInts(op syntax.Operator, a, b *big.Int) (code.Const, bool) {
	z := new(big.Int)
	switch op {
	case syntax.OpAdd:
		z.Add(a, b)
	case syntax.OpSub:
		z.Sub(a, b)
	case syntax.OpMult:
		if a.BitLen()+b.BitLen() > maxFoldInt && a.Sign() != 0 && b.Sign() != 0 {
			return nil, false
		}
		z.Mul(a, b)
	case syntax.OpDiv:
		if b.Sign() == 0 || a.BitLen() > 53 || b.BitLen() > 53 {
			return nil, false
		}
		return float64(a.Int64()) / float64(b.Int64()), true
	case syntax.OpFloorDiv, syntax.OpMod:
		if b.Sign() == 0 {
			return nil, false
		}
		m := new(big.Int)
		z.QuoRem(a, b, m)
		if m.Sign() != 0 && m.Sign() != b.Sign() {
			z.Sub(z, big.NewInt(1))
			m.Add(m, b)
		}
		if op == syntax.OpMod {
			z = m
		}
	case syntax.OpPow:
		if b.Sign() < 0 || !b.IsInt64() || a.Sign() != 0 && int64(a.BitLen()) > maxFoldInt/max(b.Int64(), 1) {
			return nil, false
		}
		z.Exp(a, b, nil)
	case syntax.OpLShift:
		if b.Sign() < 0 || !b.IsInt64() || a.Sign() != 0 && (b.Int64() > maxFoldInt || a.BitLen() > maxFoldInt-int(b.Int64())) {
			return nil, false
		}
		if a.Sign() != 0 {
			z.Lsh(a, uint(b.Int64()))
		}
	case syntax.OpRShift:
		if b.Sign() < 0 {
			return nil, false
		}
		n := uint(math.MaxInt32)
		if b.IsInt64() && b.Int64() < math.MaxInt32 {
			n = uint(b.Int64())
		}
		z.Rsh(a, n)
	case syntax.OpBitAnd:
		z.And(a, b)
	case syntax.OpBitOr:
		z.Or(a, b)
	case syntax.OpBitXor:
		z.Xor(a, b)
	default:
		return nil, false
	}
	return normInt(z), true
}

func items(t code.Tuple, limit int) int {
	n := len(t)
	for _, e := range t {
		if s, ok := e.(code.Tuple); ok {
			n += items(s, limit-n)
		}
		if n > limit {
			return n
		}
	}
	return n
}

// foldRepeat is a sequence times n.
func foldRepeat(s code.Const, b *big.Int) (code.Const, bool) {
	if !b.IsInt64() {
		return nil, false
	}
	n := b.Int64()
	fits := func(length, limit int) bool { return n <= 0 || length == 0 || n <= int64(limit/length) }
	rep := int(min(max(n, 0), maxFoldString))
	switch s := s.(type) {
	case string:
		if fits(len(s), maxFoldString) && s != "" {
			return repeatString(s, rep), true
		}
	case code.Bytes:
		if fits(len(s), maxFoldString) && s != "" {
			return code.Bytes(repeatString(string(s), rep)), true
		}
	case code.Tuple:
		if fits(len(s), maxFoldCollection) && len(s) > 0 && fits(items(s, maxFoldItems), maxFoldItems) {
			t := code.Tuple{}
			for i := 0; i < rep; i++ {
				t = append(t, s...)
			}
			return t, true
		}
	}
	return nil, false
}

func repeatString(s string, n int) string {
	b := make([]byte, 0, len(s)*n)
	for i := 0; i < n; i++ {
		b = append(b, s...)
	}
	return string(b)
}
