package marshal

import (
	"encoding/binary"
	"math"
	"math/big"

	"github.com/gophersnake/gophersnake/internal/decimal"
	"github.com/gophersnake/gophersnake/objects"
)

type reader struct {
	t         *objects.Thread
	b         []byte
	file      Object
	allowCode bool
	refs      []Object
	names     []*objects.Str // of code objects read so far
	trusted   bool           // code need not be verified, and gets the file name
	filename  *objects.Str
	depth     int
}

// take gives the next n bytes.
func (r *reader) take(n int) ([]byte, error) {
	if n < 0 {
		return nil, objects.ValueErrorf(r.t, "bad marshal data (bytes object size out of range)")
	}
	if !r.file.IsNull() {
		v, err := objects.CallMethod(r.t, r.file, r.t.Interp.Intern("read"), objects.NewInt(int64(n)))
		if err != nil {
			return nil, err
		}
		b := objects.AsBytes(v)
		if b == nil {
			return nil, objects.TypeErrorf(r.t, "file.read() returned not bytes but %.100s", v.Type().Name200())
		}
		if len(b.Bytes()) > n {
			return nil, objects.ValueErrorf(r.t, "read() returned too much data: %d bytes requested, %d returned", n, len(b.Bytes()))
		}
		if len(b.Bytes()) < n {
			return nil, r.eof()
		}
		return b.Bytes(), nil
	}
	if len(r.b) < n {
		return nil, r.eof()
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b, nil
}

func (r *reader) eof() error {
	return objects.Errorf(r.t, &objects.ExcEOFError, "marshal data too short")
}

func (r *reader) byte() (byte, error) {
	b, err := r.take(1)
	if err != nil {
		return 0, objects.Errorf(r.t, &objects.ExcEOFError, "EOF read where object expected")
	}
	return b[0], nil
}

func (r *reader) long() (int, error) {
	b, err := r.take(4)
	if err != nil {
		return 0, err
	}
	return int(int32(binary.LittleEndian.Uint32(b))), nil
}

func (r *reader) float() (float64, error) {
	b, err := r.take(8)
	if err != nil {
		return 0, err
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
}

func (r *reader) textFloat() (float64, error) {
	n, err := r.byte()
	if err != nil {
		return 0, err
	}
	b, err := r.take(int(n))
	if err != nil {
		return 0, err
	}
	x, perr := decimal.ParseFloat(string(b))
	if perr != nil {
		return 0, objects.ValueErrorf(r.t, "could not convert string to float: '%s'", b)
	}
	return x, nil
}

func (r *reader) top() (Object, error) {
	o, err := r.object()
	if err == nil && o.IsNull() {
		err = objects.TypeErrorf(r.t, "NULL object in marshal data for object")
	}
	return o, err
}

// item reads an object that must be there.
func (r *reader) item(what string) (Object, error) {
	o, err := r.object()
	if err == nil && o.IsNull() {
		err = objects.TypeErrorf(r.t, "NULL object in marshal data for %s", what)
	}
	return o, err
}

func (r *reader) bigInt() (Object, error) {
	n, err := r.long()
	if err != nil {
		return Object{}, err
	}
	count := n
	if count < 0 {
		count = -count
	}
	b, err := r.take(count * 2)
	if err != nil {
		return Object{}, err
	}
	x := new(big.Int)
	for i := count - 1; i >= 0; i-- {
		d := binary.LittleEndian.Uint16(b[2*i:])
		if d >= 1<<15 {
			return Object{}, objects.ValueErrorf(r.t, "bad marshal data (digit out of range in long)")
		}
		x.Lsh(x, 15)
		x.Or(x, big.NewInt(int64(d)))
	}
	if count > 0 && binary.LittleEndian.Uint16(b[2*count-2:]) == 0 {
		return Object{}, objects.ValueErrorf(r.t, "bad marshal data (unnormalized long data)")
	}
	if n < 0 {
		x.Neg(x)
	}
	return objects.NewBigInt(x), nil
}

// object reads a value; null for the code that stands for none.
//
// CPython: Python/marshal.c r_object
func (r *reader) object() (Object, error) {
	t := r.t
	if r.depth++; r.depth > maxDepth {
		return Object{}, objects.ValueErrorf(t, "recursion limit exceeded")
	}
	o, err := r.body()
	r.depth--
	return o, err
}

// body reads what object counts the depth of.
func (r *reader) body() (Object, error) {
	t := r.t
	c, err := r.byte()
	if err != nil {
		return Object{}, err
	}
	flag := c&flagRef != 0
	at := -1
	if flag {
		at = len(r.refs)
	}
	keep := func(o Object, err error) (Object, error) {
		if err == nil && at >= 0 {
			if at == len(r.refs) {
				r.refs = append(r.refs, o)
			} else {
				r.refs[at] = o
			}
		}
		return o, err
	}
	reserve := func() {
		if at >= 0 {
			r.refs = append(r.refs, Object{})
		}
	}
	switch c &^ flagRef {
	case typeNull:
		return Object{}, nil
	case typeNone:
		return objects.None, nil
	case typeTrue:
		return objects.True, nil
	case typeFalse:
		return objects.False, nil
	case typeEllipsis:
		return objects.Ellipsis, nil
	case typeStopIter:
		return objects.Of(&objects.ExcStopIteration), nil
	case typeInt:
		n, err := r.long()
		return keep(objects.NewInt(int64(n)), err)
	case typeLong:
		return keep(r.bigInt())
	case typeFloat:
		x, err := r.textFloat()
		return keep(objects.NewFloat(x), err)
	case typeBinaryFloat:
		x, err := r.float()
		return keep(objects.NewFloat(x), err)
	case typeComplex, typeBinaryComplex:
		read := r.float
		if c&^flagRef == typeComplex {
			read = r.textFloat
		}
		re, err := read()
		if err != nil {
			return Object{}, err
		}
		im, err := read()
		return keep(objects.NewComplex(complex(re, im)), err)
	case typeString:
		n, err := r.long()
		if err != nil {
			return Object{}, err
		}
		b, err := r.take(n)
		return keep(objects.NewBytes(append([]byte(nil), b...)), err)
	case typeShortASCII, typeShortInterned:
		n, err := r.byte()
		if err != nil {
			return Object{}, err
		}
		return keep(r.str(int(n), c&^flagRef == typeShortInterned))
	case typeASCII, typeASCIIInterned, typeUnicode, typeInterned:
		n, err := r.long()
		if err != nil {
			return Object{}, err
		}
		k := c &^ flagRef
		return keep(r.str(n, k == typeASCIIInterned || k == typeInterned))
	case typeSmallTuple, typeTuple:
		n, err := r.count(c&^flagRef == typeSmallTuple, "tuple")
		if err != nil {
			return Object{}, err
		}
		reserve()
		items, err := r.items(n, "tuple")
		return keep(objects.NewTuple(items...), err)
	case typeList:
		n, err := r.count(false, "list")
		if err != nil {
			return Object{}, err
		}
		l := objects.NewList(nil)
		if _, err := keep(objects.Of(l), nil); err != nil {
			return Object{}, err
		}
		l.Items, err = r.items(n, "list")
		return objects.Of(l), err
	case typeDict:
		d := objects.NewDict()
		if _, err := keep(objects.Of(d), nil); err != nil {
			return Object{}, err
		}
		for {
			k, err := r.object()
			if err != nil || k.IsNull() {
				return objects.Of(d), err
			}
			v, err := r.object()
			if err != nil || v.IsNull() {
				return objects.Of(d), err
			}
			if err := d.Set(t, k, v); err != nil {
				return Object{}, err
			}
		}
	case typeSet, typeFrozenSet:
		n, err := r.count(false, "set")
		if err != nil {
			return Object{}, err
		}
		if c&^flagRef == typeFrozenSet {
			reserve()
			items, err := r.items(n, "set")
			if err != nil {
				return Object{}, err
			}
			return keep(objects.NewFrozenSet(t, items))
		}
		s := objects.NewSet()
		if _, err := keep(objects.Of(s), nil); err != nil {
			return Object{}, err
		}
		items, err := r.items(n, "set")
		if err != nil {
			return Object{}, err
		}
		for _, v := range items {
			if err := s.Add(t, v); err != nil {
				return Object{}, err
			}
		}
		return objects.Of(s), nil
	case typeSlice:
		reserve()
		items, err := r.items(3, "slice")
		if err != nil {
			return Object{}, err
		}
		return keep(objects.NewSlice(items[0], items[1], items[2]), nil)
	case typeRef:
		n, err := r.long()
		if err != nil {
			return Object{}, err
		}
		if n < 0 || n >= len(r.refs) || r.refs[n].IsNull() {
			return Object{}, objects.ValueErrorf(t, "bad marshal data (invalid reference)")
		}
		return r.refs[n], nil
	case typeCode:
		if !r.allowCode {
			return Object{}, objects.ValueErrorf(t, "unmarshalling code objects is disallowed")
		}
		reserve()
		return keep(r.code())
	}
	return Object{}, objects.ValueErrorf(t, "bad marshal data (unknown type code)")
}

func (r *reader) count(small bool, what string) (int, error) {
	if small {
		n, err := r.byte()
		return int(n), err
	}
	n, err := r.long()
	if err == nil && n < 0 {
		err = objects.ValueErrorf(r.t, "bad marshal data (%s size out of range)", what)
	}
	return n, err
}

func (r *reader) items(n int, what string) ([]Object, error) {
	items := make([]Object, 0, min(n, 1024))
	for range n {
		v, err := r.item(what)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return items, nil
}

func (r *reader) str(n int, intern bool) (Object, error) {
	if n < 0 {
		return Object{}, objects.ValueErrorf(r.t, "bad marshal data (string size out of range)")
	}
	b, err := r.take(n)
	if err != nil {
		return Object{}, err
	}
	if !r.trusted && !validText(b) {
		return Object{}, objects.ValueErrorf(r.t, "bad marshal data (invalid UTF-8)")
	}
	if intern {
		return objects.Of(r.t.Interp.InternBytes(b)), nil
	}
	return objects.NewStr(string(b)), nil
}

// validText reports whether b is UTF-8, surrogates allowed.
func validText(b []byte) bool {
	for i, c := range b {
		if c >= 0x80 {
			for s := string(b[i:]); s != ""; {
				c, w := objects.DecodeRune(s)
				if w == 1 && c >= 0x80 {
					return false
				}
				s = s[w:]
			}
			return true
		}
	}
	return true
}
