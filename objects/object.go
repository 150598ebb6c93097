// Package objects holds the values of Python programs: the object model, the built-in types and exceptions, the protocols
// between them, threads and interpreters. It reaches the virtual machine through Runtime alone.
package objects

import (
	"math"
	"unsafe"
)

// Object is a Python value. Ref points at a heap object, whose first field is a Header, or for int (within int64), float
// and bool at that type's static header while Bits holds the value; else Bits is 0. The zero Object is no value at all,
// as C's NULL: an unbound variable, a missing argument, an exhausted iterator.
//
// Two Objects are the same for `is` if they are equal as Go values.
type Object struct {
	Ref  unsafe.Pointer
	Bits uint64
}

// Header begins every heap object.
type Header struct {
	Type *Type
}

// The headers that Objects without heap part point at.
var (
	IntHeader   = Header{&IntType}
	FloatHeader = Header{&FloatType}
	BoolHeader  = Header{&BoolType}
)

// A singleton is an object without content, such as None. Its size is not zero so that its address is its own.
type singleton struct {
	Header
	_ uintptr
}

var (
	// NoneHeader is None's object.
	NoneHeader           = singleton{Header: Header{&NoneType}}
	notImplementedObject = singleton{Header: Header{&NotImplementedType}}
	ellipsisObject       = singleton{Header: Header{&EllipsisType}}
)

// The constants of the language.
var (
	None           = Object{Ref: unsafe.Pointer(&NoneHeader)}
	NotImplemented = Object{Ref: unsafe.Pointer(&notImplementedObject)}
	Ellipsis       = Object{Ref: unsafe.Pointer(&ellipsisObject)}
	False          = Object{Ref: unsafe.Pointer(&BoolHeader), Bits: 0}
	True           = Object{Ref: unsafe.Pointer(&BoolHeader), Bits: 1}
)

// Of wraps a pointer to a heap object. T's first field must be a Header.
func Of[T any](p *T) Object { return Object{Ref: unsafe.Pointer(p)} }

// ObjectOrNull wraps a pointer to a heap object; nil becomes the zero Object.
func ObjectOrNull[T any](p *T) Object { return Object{Ref: unsafe.Pointer(p)} }

// ObjectOrNone wraps a pointer to a heap object; nil becomes None.
func ObjectOrNone[T any](p *T) Object {
	if p == nil {
		return None
	}
	return Object{Ref: unsafe.Pointer(p)}
}

// IsNull reports whether o is no value at all.
func (o Object) IsNull() bool { return o.Ref == nil }

// OrNone gives o, or None where o is no value.
func (o Object) OrNone() Object {
	if o.Ref == nil {
		return None
	}
	return o
}

// Or gives o and no error where err is nil, else no value and err.
func (o Object) Or(err error) (Object, error) {
	if err != nil {
		return Object{}, err
	}
	return o, nil
}

// TypeOf gives the type of o, which must not be null.
func TypeOf(o Object) *Type { return (*Header)(o.Ref).Type }

// Type gives the type of o, which must not be null.
func (o Object) Type() *Type { return (*Header)(o.Ref).Type }

// NewInt makes an int.
func NewInt(x int64) Object { return Object{unsafe.Pointer(&IntHeader), uint64(x)} }

// NewFloat makes a float.
func NewFloat(x float64) Object {
	return Object{unsafe.Pointer(&FloatHeader), math.Float64bits(x)}
}

// NewBool makes a bool.
func NewBool(b bool) Object {
	if b {
		return True
	}
	return False
}

// SmallInt gives the value of an int held in the Object itself; ok is false for anything else (bools, big ints, and instances
// of subclasses among it).
func (o Object) SmallInt() (x int64, ok bool) {
	return int64(o.Bits), o.Ref == unsafe.Pointer(&IntHeader)
}

// ExactFloat gives the value of an exact float; ok is false for anything else.
func (o Object) ExactFloat() (x float64, ok bool) {
	return math.Float64frombits(o.Bits), o.Ref == unsafe.Pointer(&FloatHeader)
}

// IsExactInt reports whether the type of o is int itself, whatever its size.
func IsExactInt(o Object) bool { return TypeOf(o) == &IntType }

// cast gives the heap object of o as a *T. The caller has checked o's type.
func cast[T any](o Object) *T { return (*T)(o.Ref) }

// as gives o as a *T if its type is t or a subclass of it, else nil.
func as[T any](o Object, t *Type) *T {
	if o.Ref == nil {
		return nil
	}
	if h := (*Header)(o.Ref).Type; h == t || h.IsSubtype(t) {
		return (*T)(o.Ref)
	}
	return nil
}
