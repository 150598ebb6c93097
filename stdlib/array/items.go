package array

import (
	"encoding/binary"
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

// typeCodes are the codes of items, and their sizes in bytes and machine formats where they lie in memory.
const typeCodes = "bBuwhHiIlLqQfd"

// itemSize gives the size of an item, 0 for a code that is none.
func itemSize(code rune) int {
	switch code {
	case 'b', 'B':
		return 1
	case 'h', 'H':
		return 2
	case 'u', 'w', 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'd':
		return 8
	}
	return 0
}

func isText(code rune) bool { return code == 'u' || code == 'w' }

// get gives the item that b begins with.
func get(t *objects.Thread, code rune, b []byte) (objects.Object, error) {
	n := binary.NativeEndian
	switch code {
	case 'b':
		return objects.NewInt(int64(int8(b[0]))), nil
	case 'B':
		return objects.NewInt(int64(b[0])), nil
	case 'h':
		return objects.NewInt(int64(int16(n.Uint16(b)))), nil
	case 'H':
		return objects.NewInt(int64(n.Uint16(b))), nil
	case 'i':
		return objects.NewInt(int64(int32(n.Uint32(b)))), nil
	case 'I':
		return objects.NewInt(int64(n.Uint32(b))), nil
	case 'l', 'q':
		return objects.NewInt(int64(n.Uint64(b))), nil
	case 'L', 'Q':
		return objects.NewUint64(n.Uint64(b)), nil
	case 'f':
		return objects.NewFloat(float64(math.Float32frombits(n.Uint32(b)))), nil
	case 'd':
		return objects.NewFloat(math.Float64frombits(n.Uint64(b))), nil
	}
	r := n.Uint32(b)
	if r > 0x10FFFF {
		return objects.Object{}, objects.ValueErrorf(t, "character U+%x is not in range [U+0000; U+10ffff]", r)
	}
	return objects.NewStr(string(objects.AppendRune(nil, rune(r)))), nil
}

// put stores v as an item.
//
// CPython: Modules/arraymodule.c b_setitem
func put(t *objects.Thread, code rune, b []byte, v objects.Object) error {
	n := binary.NativeEndian
	switch code {
	case 'u', 'w':
		s := objects.AsStr(v)
		if s == nil {
			return objects.TypeErrorf(t, "array item must be a unicode character, not %.200s", objects.TypeOf(v).Name200())
		}
		if s.Len() != 1 {
			return objects.TypeErrorf(t, "array item must be a unicode character, not a string of length %d", s.Len())
		}
		n.PutUint32(b, uint32(s.At(0)))
		return nil
	case 'f', 'd':
		x, err := objects.AsFloat64(t, v)
		if err != nil {
			return err
		}
		if code == 'f' {
			n.PutUint32(b, math.Float32bits(float32(x)))
		} else {
			n.PutUint64(b, math.Float64bits(x))
		}
		return nil
	}
	i, err := objects.Index(t, v)
	if err != nil {
		return err
	}
	x, big, _ := objects.IntValue(i)
	switch code {
	case 'I', 'L', 'Q':
		u := uint64(x)
		negative := x < 0
		if big != nil {
			negative = big.Sign() < 0
			u = big.Uint64()
		}
		switch {
		case negative && code == 'Q':
			return objects.OverflowErrorf(t, "can't convert negative int to unsigned")
		case negative:
			return objects.OverflowErrorf(t, "can't convert negative value to unsigned int")
		case big != nil && !big.IsUint64() && code == 'Q':
			return objects.OverflowErrorf(t, "int too big to convert")
		case big != nil && !big.IsUint64():
			return objects.OverflowErrorf(t, "Python int too large to convert to C unsigned long")
		case code == 'I' && u > math.MaxUint32:
			return objects.OverflowErrorf(t, "unsigned int is greater than maximum")
		case code == 'I':
			n.PutUint32(b, uint32(u))
		default:
			n.PutUint64(b, u)
		}
		return nil
	}
	if big != nil {
		if code == 'q' {
			return objects.OverflowErrorf(t, "int too big to convert")
		}
		return objects.OverflowErrorf(t, "Python int too large to convert to C long")
	}
	limits := func(low, high int64, what string) error {
		if x < low {
			return objects.OverflowErrorf(t, "%s is less than minimum", what)
		}
		if x > high {
			return objects.OverflowErrorf(t, "%s is greater than maximum", what)
		}
		return nil
	}
	switch code {
	case 'b':
		// It is converted to a short first.
		if err := limits(math.MinInt16, math.MaxInt16, "signed short integer"); err != nil {
			return err
		}
		err = limits(math.MinInt8, math.MaxInt8, "signed char")
	case 'B':
		err = limits(0, math.MaxUint8, "unsigned byte integer")
	case 'h':
		err = limits(math.MinInt16, math.MaxInt16, "signed short integer")
	case 'H':
		if err = limits(math.MinInt32, math.MaxInt32, "signed integer"); err == nil {
			err = limits(0, math.MaxUint16, "unsigned short")
		}
	case 'i':
		err = limits(math.MinInt32, math.MaxInt32, "signed integer")
	}
	if err != nil {
		return err
	}
	switch len(b) {
	case 1:
		b[0] = byte(x)
	case 2:
		n.PutUint16(b, uint16(x))
	case 4:
		n.PutUint32(b, uint32(x))
	default:
		n.PutUint64(b, uint64(x))
	}
	return nil
}

// A machineFormat is how items lie in memory on some machine, as pickles have it.
type machineFormat struct {
	size     int
	signed   bool
	float    bool
	big      bool
	unicode  byte // 16 or 32 for text, else 0
	standard rune // the code of such items here, 0 for text
}

// machineFormats are in the order of the numbers that pickles have for them.
//
// CPython: Modules/arraymodule.c mformat_descriptors
var machineFormats = [...]machineFormat{
	{size: 1, standard: 'B'}, {size: 1, signed: true, standard: 'b'},
	{size: 2, standard: 'H'}, {size: 2, big: true, standard: 'H'},
	{size: 2, signed: true, standard: 'h'}, {size: 2, signed: true, big: true, standard: 'h'},
	{size: 4, standard: 'I'}, {size: 4, big: true, standard: 'I'},
	{size: 4, signed: true, standard: 'i'}, {size: 4, signed: true, big: true, standard: 'i'},
	{size: 8, standard: 'L'}, {size: 8, big: true, standard: 'L'},
	{size: 8, signed: true, standard: 'l'}, {size: 8, signed: true, big: true, standard: 'l'},
	{size: 4, float: true, standard: 'f'}, {size: 4, float: true, big: true, standard: 'f'},
	{size: 8, float: true, standard: 'd'}, {size: 8, float: true, big: true, standard: 'd'},
	{size: 2, unicode: 16}, {size: 2, unicode: 16, big: true},
	{size: 4, unicode: 32}, {size: 4, unicode: 32, big: true},
}

var bigEndian = binary.NativeEndian.Uint16([]byte{0, 1}) == 1

// formatOf gives the number of the machine format of items here.
//
// CPython: Modules/arraymodule.c typecode_to_mformat_code
func formatOf(code rune) int {
	for i, f := range machineFormats {
		if f.big != bigEndian && f.size > 1 {
			continue
		}
		standard := f.standard
		switch code {
		case 'u', 'w':
			if f.unicode == 32 {
				return i
			}
			continue
		case 'q':
			if standard == 'l' {
				return i
			}
		case 'Q':
			if standard == 'L' {
				return i
			}
		}
		if standard == code {
			return i
		}
	}
	return -1
}
