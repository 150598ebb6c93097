package objects

import (
	"math/big"
	"unsafe"
)

// Int is an int that does not fit in an Object, or an instance of a subclass of int.
type Int struct {
	Header
	v big.Int
}

// Float is an instance of a subclass of float.
type Float struct {
	Header
	v float64
}

// Bytes is a bytes object. Like those of a Str its bytes may end inside a buffer with room behind them.
type Bytes struct {
	Header
	b    []byte
	hash int64
	tail *strTail
}

// Tuple is a tuple. Items is not changed once the tuple was seen by a program.
type Tuple struct {
	Header
	Items []Object
	hash  int64
}

// List is a list.
type List struct {
	Header
	Items []Object // nil while sort runs
}

// Iterators that the eval loop steps itself. A list iterator that has ended has a nil List.
type (
	// RangeIter is an iterator over a range of ints that fit in an Object: N more values from Cur by Step.
	RangeIter struct {
		Header
		Cur, N, Step int64
	}
	// ListIter is an iterator over a list.
	ListIter struct {
		Header
		List *List
		Pos  int
	}
	// TupleIter is an iterator over a tuple.
	TupleIter struct {
		Header
		Tuple *Tuple
		Pos   int
	}
)

// Cell is a variable shared by a function and the functions within it.
type Cell struct {
	Header
	V Object
}

// NewCell makes a cell.
func NewCell(v Object) *Cell { return &Cell{Header{&CellType}, v} }

type (
	tuple1 struct {
		Tuple
		a [1]Object
	}
	tuple2 struct {
		Tuple
		a [2]Object
	}
	tuple3 struct {
		Tuple
		a [3]Object
	}
	tuple4 struct {
		Tuple
		a [4]Object
	}
)

var emptyTuple = &Tuple{Header: Header{&TupleType}}

// MakeTuple makes a tuple of n items, to be filled in before anybody sees it.
func MakeTuple(n int) *Tuple {
	switch n {
	case 0:
		return emptyTuple
	case 1:
		p := &tuple1{}
		p.Type, p.Items = &TupleType, p.a[:]
		return &p.Tuple
	case 2:
		p := &tuple2{}
		p.Type, p.Items = &TupleType, p.a[:]
		return &p.Tuple
	case 3:
		p := &tuple3{}
		p.Type, p.Items = &TupleType, p.a[:]
		return &p.Tuple
	case 4:
		p := &tuple4{}
		p.Type, p.Items = &TupleType, p.a[:]
		return &p.Tuple
	}
	return &Tuple{Header: Header{&TupleType}, Items: make([]Object, n)}
}

// NewTuple makes a tuple of a copy of items.
func NewTuple(items ...Object) Object { return Of(TupleFrom(items)) }

// TupleFrom makes a tuple of a copy of items.
func TupleFrom(items []Object) *Tuple {
	t := MakeTuple(len(items))
	copy(t.Items, items)
	return t
}

// NewList makes a list that takes items over.
func NewList(items []Object) *List { return &List{Header: Header{&ListType}, Items: items} }

// NewBytes makes a bytes object that takes b over.
func NewBytes(b []byte) Object { return Of(&Bytes{Header: Header{&BytesType}, b: b}) }

// Bytes gives the content, which must not be changed.
func (b *Bytes) Bytes() []byte { return b.b }

// NewBigInt makes an int of a copy of x.
func NewBigInt(x *big.Int) Object {
	if x.IsInt64() {
		return NewInt(x.Int64())
	}
	r := &Int{Header: Header{&IntType}}
	r.v.Set(x)
	return Of(r)
}

// takeBigInt makes an int that may take x over.
func takeBigInt(x *big.Int) Object {
	if x.IsInt64() {
		return NewInt(x.Int64())
	}
	r := &Int{Header: Header{&IntType}}
	r.v = *x
	return Of(r)
}

// IntValue gives the value of an int, of a bool or of an instance of a subclass of int: either small (isSmall) or big.
// ok is false for anything else.
func IntValue(o Object) (small int64, big *big.Int, ok bool) {
	if o.Ref == unsafe.Pointer(&IntHeader) || o.Ref == unsafe.Pointer(&BoolHeader) {
		return int64(o.Bits), nil, true
	}
	if o.Ref == nil || TypeOf(o).Flags&IntSubclass == 0 {
		return 0, nil, false
	}
	v := &cast[Int](o).v
	if v.IsInt64() {
		return v.Int64(), nil, true
	}
	return 0, v, true
}

// FloatValue gives the value of a float or of an instance of a subclass of float; ok is false for anything else.
func FloatValue(o Object) (x float64, ok bool) {
	if x, ok := o.ExactFloat(); ok {
		return x, true
	}
	if o.Ref != nil && TypeOf(o).Flags&FloatSubclass != 0 {
		return cast[Float](o).v, true
	}
	return 0, false
}

// AsTuple gives o as a *Tuple if it is a tuple or an instance of a subclass, else nil.
func AsTuple(o Object) *Tuple {
	if o.Ref != nil && TypeOf(o).Flags&TupleSubclass != 0 {
		return cast[Tuple](o)
	}
	return nil
}

// AsList gives o as a *List if it is a list or an instance of a subclass, else nil.
func AsList(o Object) *List {
	if o.Ref != nil && TypeOf(o).Flags&ListSubclass != 0 {
		return cast[List](o)
	}
	return nil
}

// AsDict gives o as a *Dict if it is a dict or an instance of a subclass, else nil.
func AsDict(o Object) *Dict {
	if o.Ref != nil && TypeOf(o).Flags&DictSubclass != 0 {
		return cast[Dict](o)
	}
	return nil
}

// AsBytes gives o as a *Bytes if it is a bytes object or an instance of a subclass, else nil.
func AsBytes(o Object) *Bytes {
	if o.Ref != nil && TypeOf(o).Flags&BytesSubclass != 0 {
		return cast[Bytes](o)
	}
	return nil
}

// AsType gives o as a *Type if it is a type, else nil.
func AsType(o Object) *Type {
	if o.Ref != nil && TypeOf(o).Flags&TypeSubclass != 0 {
		return cast[Type](o)
	}
	return nil
}

// AsException gives o as an *Exception if it is an instance of BaseException, else nil.
func AsException(o Object) *Exception {
	if o.Ref != nil && TypeOf(o).Flags&ExceptionSubclass != 0 {
		return cast[Exception](o)
	}
	return nil
}
