package marshal

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// The type codes.
const (
	typeNull          = '0'
	typeNone          = 'N'
	typeFalse         = 'F'
	typeTrue          = 'T'
	typeStopIter      = 'S'
	typeEllipsis      = '.'
	typeInt           = 'i'
	typeFloat         = 'f'
	typeBinaryFloat   = 'g'
	typeComplex       = 'x'
	typeBinaryComplex = 'y'
	typeLong          = 'l'
	typeString        = 's'
	typeInterned      = 't'
	typeRef           = 'r'
	typeTuple         = '('
	typeList          = '['
	typeDict          = '{'
	typeCode          = 'c'
	typeUnicode       = 'u'
	typeSet           = '<'
	typeFrozenSet     = '>'
	typeSlice         = ':'
	typeASCII         = 'a'
	typeASCIIInterned = 'A'
	typeSmallTuple    = ')'
	typeShortASCII    = 'z'
	typeShortInterned = 'Z'
	flagRef           = 0x80
	maxDepth          = 2000
)

type writer struct {
	t         *objects.Thread
	b         []byte
	version   int
	allowCode bool
	refs      map[Object]int
	names     map[string]int // of code objects written so far
	depth     int
}

func (w *writer) long(n int) { w.b = binary.LittleEndian.AppendUint32(w.b, uint32(int32(n))) }

func (w *writer) size(n int) error {
	if n > math.MaxInt32 {
		return objects.ValueErrorf(w.t, "unmarshallable object")
	}
	w.long(n)
	return nil
}

// object writes o.
//
// CPython: Python/marshal.c w_object
func (w *writer) object(o Object) error {
	if w.depth++; w.depth > maxDepth {
		return objects.ValueErrorf(w.t, "object too deeply nested to marshal")
	}
	defer func() { w.depth-- }()
	switch o {
	case objects.None:
		w.b = append(w.b, typeNone)
		return nil
	case objects.True:
		w.b = append(w.b, typeTrue)
		return nil
	case objects.False:
		w.b = append(w.b, typeFalse)
		return nil
	case objects.Ellipsis:
		w.b = append(w.b, typeEllipsis)
		return nil
	case objects.Of(&objects.ExcStopIteration):
		w.b = append(w.b, typeStopIter)
		return nil
	}
	if x, ok := o.SmallInt(); ok {
		if x == int64(int32(x)) {
			w.b = append(w.b, typeInt)
			w.long(int(x))
		} else {
			w.bigInt(big.NewInt(x))
		}
		return nil
	}
	flag := byte(0)
	if w.refs != nil && o.Bits == 0 {
		if i, ok := w.refs[o]; ok {
			w.b = append(w.b, typeRef)
			w.long(i)
			return nil
		}
		w.refs[o] = len(w.refs)
		flag = flagRef
	}
	return w.complexObject(o, flag)
}

func (w *writer) bigInt(x *big.Int) {
	w.b = append(w.b, typeLong)
	w.digits(x)
}

func (w *writer) digits(x *big.Int) {
	var digits []uint16
	rest, low, mask := new(big.Int).Abs(x), new(big.Int), big.NewInt(1<<15-1)
	for rest.Sign() != 0 {
		digits = append(digits, uint16(low.And(rest, mask).Uint64()))
		rest.Rsh(rest, 15)
	}
	n := len(digits)
	if x.Sign() < 0 {
		n = -n
	}
	w.long(n)
	for _, d := range digits {
		w.b = binary.LittleEndian.AppendUint16(w.b, d)
	}
}

func (w *writer) float(x float64) { w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(x)) }

func (w *writer) textFloat(x float64) {
	s := strconv.FormatFloat(x, 'g', 17, 64)
	w.b = append(append(w.b, byte(len(s))), s...)
}

func (w *writer) items(items []Object) error {
	for _, v := range items {
		if err := w.object(v); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) complexObject(o Object, flag byte) error {
	t := w.t
	switch o.Type() {
	case &objects.IntType:
		w.b = append(w.b, typeLong|flag)
		w.digits(objects.AsBig(o))
	case &objects.FloatType:
		x, _ := o.ExactFloat()
		if w.version > 1 {
			w.b = append(w.b, typeBinaryFloat|flag)
			w.float(x)
		} else {
			w.b = append(w.b, typeFloat|flag)
			w.textFloat(x)
		}
	case &objects.ComplexType:
		c := (*objects.Complex)(o.Ref).V
		if w.version > 1 {
			w.b = append(w.b, typeBinaryComplex|flag)
			w.float(real(c))
			w.float(imag(c))
		} else {
			w.b = append(w.b, typeComplex|flag)
			w.textFloat(real(c))
			w.textFloat(imag(c))
		}
	case &objects.BytesType:
		b := objects.AsBytes(o).Bytes()
		w.b = append(w.b, typeString|flag)
		if err := w.size(len(b)); err != nil {
			return err
		}
		w.b = append(w.b, b...)
	case &objects.StrType:
		return w.str(objects.AsStr(o), flag)
	case &objects.TupleType:
		items := objects.AsTuple(o).Items
		if w.version >= 4 && len(items) < 256 {
			w.b = append(w.b, typeSmallTuple|flag, byte(len(items)))
		} else {
			w.b = append(w.b, typeTuple|flag)
			if err := w.size(len(items)); err != nil {
				return err
			}
		}
		return w.items(items)
	case &objects.ListType:
		items := append([]Object(nil), objects.AsList(o).Items...)
		w.b = append(w.b, typeList|flag)
		if err := w.size(len(items)); err != nil {
			return err
		}
		return w.items(items)
	case &objects.DictType:
		w.b = append(w.b, typeDict|flag)
		d := objects.AsDict(o)
		for pos := 0; ; {
			k, v, next, ok := d.Next(pos)
			if !ok {
				break
			}
			pos = next
			if err := w.items([]Object{k, v}); err != nil {
				return err
			}
		}
		w.b = append(w.b, typeNull)
	case &objects.SetType, &objects.FrozenSetType:
		kind := byte(typeSet)
		if o.Type() == &objects.FrozenSetType {
			kind = typeFrozenSet
		}
		items, err := objects.ToSlice(t, o)
		if err != nil {
			return err
		}
		w.b = append(w.b, kind|flag)
		if err := w.size(len(items)); err != nil {
			return err
		}
		if err := w.sort(items); err != nil {
			return err
		}
		return w.items(items)
	case &objects.SliceType:
		if w.version < 5 {
			return objects.ValueErrorf(t, "unmarshallable object")
		}
		s := (*objects.Slice)(o.Ref)
		w.b = append(w.b, typeSlice|flag)
		return w.items([]Object{s.Start, s.Stop, s.Step})
	case &objects.CodeType:
		if !w.allowCode {
			return objects.ValueErrorf(t, "marshalling code objects is disallowed")
		}
		w.b = append(w.b, typeCode|flag)
		return w.code((*objects.Code)(o.Ref))
	default:
		if b, ok := objects.BytesLike(t, o); ok {
			w.b = append(w.b, typeString|flag)
			if err := w.size(len(b)); err != nil {
				return err
			}
			w.b = append(w.b, b...)
			return nil
		}
		return objects.ValueErrorf(t, "unmarshallable object")
	}
	return nil
}

// sort orders the items of a set so that equal sets are written alike.
func (w *writer) sort(items []Object) error {
	texts := make(map[Object]string, len(items))
	for _, v := range items {
		alone := writer{t: w.t, version: w.version, allowCode: w.allowCode, depth: w.depth}
		if err := alone.object(v); err != nil {
			return err
		}
		texts[v] = string(alone.b)
	}
	slices.SortStableFunc(items, func(a, b Object) int { return strings.Compare(texts[a], texts[b]) })
	return nil
}

func (w *writer) str(s *objects.Str, flag byte) error {
	text := s.String()
	if w.version >= 4 && s.IsASCII() {
		short := len(text) < 256
		kind := byte(typeASCII)
		switch {
		case short && s.Interned():
			kind = typeShortInterned
		case short:
			kind = typeShortASCII
		case s.Interned():
			kind = typeASCIIInterned
		}
		w.b = append(w.b, kind|flag)
		if short {
			w.b = append(w.b, byte(len(text)))
		} else if err := w.size(len(text)); err != nil {
			return err
		}
		w.b = append(w.b, text...)
		return nil
	}
	kind := byte(typeUnicode)
	if w.version >= 3 && s.Interned() {
		kind = typeInterned
	}
	w.b = append(w.b, kind|flag)
	if err := w.size(len(text)); err != nil {
		return err
	}
	w.b = append(w.b, text...)
	return nil
}
