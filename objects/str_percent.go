package objects

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

const (
	percentLeft = 1 << iota
	percentSign
	percentBlank
	percentAlt
	percentZero
)

// A percentFormatter is a use of % for formatting under way, of a str or of bytes.
type percentFormatter struct {
	t     *Thread
	text  bool
	s     string
	pos   int
	out   []byte
	args  []Object // what is still to be formatted
	tuple bool     // the right operand is a tuple
	dict  Object   // the right operand where it is a mapping, else null
}

// A percentSpec is a conversion specification.
type percentSpec struct {
	flags       int
	width, prec int // -1: not given
	ch          byte
	sign        bool // the value may begin with a sign
	zero        bool // is filled up with zeros where asked for
}

func strMod(t *Thread, a, b Object) (Object, error) {
	s := AsStr(a)
	if s == nil {
		return NotImplemented, nil
	}
	out, err := percentFormat(t, s.s, b, true)
	if err != nil {
		return Object{}, err
	}
	return Of(makeStrShort(bytesString(out), CodePoints(bytesString(out)))), nil
}

func bytesMod(t *Thread, a, b Object) (Object, error) {
	if AsBytes(a) == nil {
		return NotImplemented, nil
	}
	out, err := percentFormat(t, string(cast[Bytes](a).b), b, false)
	if err != nil {
		return Object{}, err
	}
	return newBytesShort(out), nil
}

func byteArrayMod(t *Thread, a, b Object) (Object, error) {
	if AsByteArray(a) == nil {
		return NotImplemented, nil
	}
	defer keepSize(a)()
	out, err := percentFormat(t, string(cast[ByteArray](a).b), b, false)
	if err != nil {
		return Object{}, err
	}
	return Of(newByteArray(out)), nil
}

// percentFormat is format % args.
//
// CPython: Objects/unicode_format.c PyUnicode_Format
func percentFormat(t *Thread, format string, args Object, text bool) ([]byte, error) {
	f := percentFormatter{t: t, text: text, s: format, out: make([]byte, 0, len(format)+32)}
	if tuple := AsTuple(args); tuple != nil {
		f.args, f.tuple = append([]Object(nil), tuple.Items...), true
	} else {
		f.args = []Object{args}
		isText := AsStr(args) != nil || !text && (AsBytes(args) != nil || AsByteArray(args) != nil)
		if !isText && TypeOf(args).Slots.GetItem != nil {
			f.dict = args
		}
	}
	for f.pos < len(f.s) {
		i := strings.IndexByte(f.s[f.pos:], '%')
		if i < 0 {
			f.out = append(f.out, f.s[f.pos:]...)
			break
		}
		f.out = append(f.out, f.s[f.pos:f.pos+i]...)
		f.pos += i + 1
		if err := f.conversion(); err != nil {
			return nil, err
		}
	}
	if len(f.args) > 0 && f.dict.IsNull() {
		kind := "bytes"
		if text {
			kind = "string"
		}
		return nil, TypeErrorf(t, "not all arguments converted during %s formatting", kind)
	}
	return f.out, nil
}

// next takes the next argument.
func (f *percentFormatter) next() (Object, error) {
	if len(f.args) == 0 {
		return Object{}, TypeErrorf(f.t, "not enough arguments for format string")
	}
	v := f.args[0]
	f.args = f.args[1:]
	return v, nil
}

// char takes the next byte of the format.
func (f *percentFormatter) char() (byte, error) {
	if f.pos >= len(f.s) {
		return 0, ValueErrorf(f.t, "incomplete format")
	}
	c := f.s[f.pos]
	f.pos++
	return c, nil
}

// key parses a mapping key behind its opening parenthesis, and makes its value the argument.
func (f *percentFormatter) key() error {
	t := f.t
	if f.dict.IsNull() {
		return TypeErrorf(t, "format requires a mapping")
	}
	start := f.pos
	for depth := 1; depth > 0; f.pos++ {
		if f.pos >= len(f.s) {
			return ValueErrorf(t, "incomplete format key")
		}
		switch f.s[f.pos] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	name := f.s[start : f.pos-1]
	var key Object
	if f.text {
		key = NewStr(name)
	} else {
		key = newBytesShort([]byte(name))
	}
	v, err := GetItem(t, f.dict, key)
	if err != nil {
		return err
	}
	f.args, f.tuple = []Object{v}, false
	return nil
}

// number parses a width or precision, which begins with c: digits or a star, which takes an argument. It gives the character behind it.
func (f *percentFormatter) number(c byte, limit int, what string) (value int, next byte, err error) {
	t := f.t
	if c == '*' {
		v, err := f.next()
		if err != nil {
			return 0, 0, err
		}
		x, b, ok := IntValue(v)
		if !ok {
			return 0, 0, TypeErrorf(t, "* wants int")
		}
		if b != nil || int(x) > limit || int(x) < -limit-1 {
			return 0, 0, OverflowErrorf(t, "Python int too large to convert to C %s", map[string]string{"width": "ssize_t", "precision": "int"}[what])
		}
		if int(x) < -limit && what == "width" {
			return 0, 0, OverflowErrorf(t, "width too big")
		}
		next, err = f.char()
		return int(x), next, err
	}
	for c-'0' < 10 {
		d := int(c - '0')
		if value > (limit-d)/10 {
			return 0, 0, ValueErrorf(t, "%s too big", what)
		}
		value = value*10 + d
		if c, err = f.char(); err != nil {
			return 0, 0, err
		}
	}
	return value, c, nil
}

// conversion parses a conversion specification behind its percent sign and carries it out.
func (f *percentFormatter) conversion() error {
	spec := percentSpec{width: -1, prec: -1}
	c, err := f.char()
	if err != nil {
		return err
	}
	if c == '%' {
		f.out = append(f.out, '%')
		return nil
	}
	if c == '(' {
		if err := f.key(); err != nil {
			return err
		}
		if c, err = f.char(); err != nil {
			return err
		}
	}
	for {
		i := strings.IndexByte("-+ #0", c)
		if i < 0 {
			break
		}
		spec.flags |= 1 << i
		if c, err = f.char(); err != nil {
			return err
		}
	}
	if c == '*' || c-'0' < 10 {
		if spec.width, c, err = f.number(c, math.MaxInt, "width"); err != nil {
			return err
		}
		if spec.width < 0 {
			spec.flags |= percentLeft
			spec.width = -spec.width
		}
	}
	if c == '.' {
		if c, err = f.char(); err != nil {
			return err
		}
		if spec.prec, c, err = f.number(c, math.MaxInt32, "precision"); err != nil {
			return err
		}
		spec.prec = max(spec.prec, 0)
	}
	if c == 'h' || c == 'l' || c == 'L' {
		if c, err = f.char(); err != nil {
			return err
		}
	}
	v, err := f.next()
	if err != nil {
		return err
	}
	spec.ch = c
	value, err := f.value(v, &spec)
	if err != nil {
		return err
	}
	return f.write(value, &spec)
}

// value formats v, but for its width.
func (f *percentFormatter) value(v Object, spec *percentSpec) (string, error) {
	t := f.t
	switch c := spec.ch; c {
	case 's', 'r', 'a', 'b':
		if !f.text {
			return f.bytesValue(v, spec)
		}
		if c == 'b' {
			break
		}
		var s *Str
		var err error
		switch c {
		case 's':
			s, err = ToStr(t, v)
		case 'r':
			s, err = Repr(t, v)
		case 'a':
			s, err = ASCII(t, v)
		}
		if err != nil {
			return "", err
		}
		if spec.prec >= 0 && s.Len() > spec.prec {
			return s.Slice(0, spec.prec), nil
		}
		return s.s, nil
	case 'd', 'i', 'u', 'o', 'x', 'X':
		spec.sign, spec.zero = true, true
		return f.intValue(v, spec)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		spec.sign, spec.zero = true, true
		x, ok := FloatValue(v)
		if !ok {
			var err error
			if x, err = AsFloat64(t, v); err != nil {
				if !f.text && Matches(err, &ExcTypeError) {
					err = TypeErrorf(t, "float argument required, not %.200s", TypeOf(v).Name200())
				}
				return "", err
			}
		}
		prec := spec.prec
		if prec < 0 {
			prec = 6
		}
		if err := CheckAlloc(t, prec, 1); err != nil {
			return "", err
		}
		flags := FloatFlags(0)
		if spec.flags&percentAlt != 0 {
			flags = FloatAlt
		}
		return FormatFloat(x, c, prec, flags), nil
	case 'c':
		return f.charValue(v)
	}
	pos := f.pos - 1
	r, _ := DecodeRune(f.s[pos:])
	if f.text {
		pos = CodePoints(f.s[:pos])
	} else {
		r = rune(spec.ch)
	}
	shown := r
	if r <= 31 || r >= 127 {
		shown = '?'
	}
	return "", ValueErrorf(t, "unsupported format character '%c' (0x%x) at index %d", shown, r, pos)
}

// CPython: Objects/unicode_format.c mainformatlong
func (f *percentFormatter) intValue(v Object, spec *percentSpec) (string, error) {
	t := f.t
	wrong := func() error {
		if spec.ch == 'o' || spec.ch == 'x' || spec.ch == 'X' {
			return TypeErrorf(t, "%%%c format: an integer is required, not %.200s", spec.ch, TypeOf(v).Name200())
		}
		return TypeErrorf(t, "%%%c format: a real number is required, not %.200s", spec.ch, TypeOf(v).Name200())
	}
	i := v
	if _, _, ok := IntValue(v); !ok {
		slots := &TypeOf(v).Slots
		var err error
		switch {
		case spec.ch == 'o' || spec.ch == 'x' || spec.ch == 'X':
			i, err = Index(t, v)
		case slots.Int != nil:
			i, err = slots.Int(t, v)
		case slots.Index != nil:
			i, err = Index(t, v)
		default:
			return "", wrong()
		}
		if err != nil {
			if Matches(err, &ExcTypeError) {
				err = wrong()
			}
			return "", err
		}
		if _, _, ok := IntValue(i); !ok {
			return "", wrong()
		}
	}
	if err := CheckAlloc(t, max(spec.prec, 0), 1); err != nil {
		return "", err
	}
	return intText(t, i, spec.ch, spec.prec, spec.flags&percentAlt != 0)
}

// intText formats an int as % does: at least prec digits, with a prefix where alt is set.
//
// CPython: Objects/unicode_format.c _PyUnicode_FormatLong
func intText(t *Thread, i Object, code byte, prec int, alt bool) (string, error) {
	small, b, _ := IntValue(i)
	base, prefix := 10, ""
	switch code {
	case 'o':
		base, prefix = 8, "0o"
	case 'x', 'X':
		base, prefix = 16, "0x"
	}
	var digits string
	switch {
	case b == nil:
		digits = strconv.FormatInt(small, base)
	case base == 10:
		// The limit on the number of digits is repr's to check.
		r, err := IntType.Slots.Repr(t, exactInt(i))
		if err != nil {
			return "", err
		}
		digits = cast[Str](r).s
	default:
		digits = new(big.Int).Set(b).Text(base)
	}
	digits, negative := strings.CutPrefix(digits, "-")
	if len(digits) < prec {
		digits = strings.Repeat("0", prec-len(digits)) + digits
	}
	if alt {
		digits = prefix + digits
	}
	if negative {
		digits = "-" + digits
	}
	if code == 'X' {
		digits = strings.ToUpper(digits)
	}
	return digits, nil
}

func (f *percentFormatter) charValue(v Object) (string, error) {
	t := f.t
	if !f.text {
		b := []byte(nil)
		kind := ""
		if p := AsBytes(v); p != nil {
			b, kind = p.b, "bytes object"
		} else if p := AsByteArray(v); p != nil {
			b, kind = p.b, "bytearray object"
		}
		if kind != "" {
			if len(b) != 1 {
				return "", TypeErrorf(t, "%%c requires an integer in range(256) or a single byte, not a %s of length %d", kind, len(b))
			}
			return string(b), nil
		}
		if TypeOf(v).Slots.Index == nil {
			return "", TypeErrorf(t, "%%c requires an integer in range(256) or a single byte, not %s", TypeOf(v).FullName())
		}
		x, err := AsSsize(t, v, nil)
		if err == nil && (x < 0 || x > 255) {
			err = OverflowErrorf(t, "%c arg not in range(256)")
		}
		return string([]byte{byte(x)}), err
	}
	if s := AsStr(v); s != nil {
		if s.Len() != 1 {
			return "", TypeErrorf(t, "%%c requires an int or a unicode character, not a string of length %d", s.Len())
		}
		return s.s, nil
	}
	if TypeOf(v).Slots.Index == nil {
		return "", TypeErrorf(t, "%%c requires an int or a unicode character, not %s", TypeOf(v).FullName())
	}
	x, err := AsSsize(t, v, nil)
	if err != nil {
		return "", err
	}
	if x < 0 || x > 0x10ffff {
		return "", OverflowErrorf(t, "%c arg not in range(0x110000)")
	}
	return string(AppendRune(nil, rune(x))), nil
}

// bytesValue formats what is neither number nor character for bytes.
//
// CPython: Objects/bytesobject.c format_obj
func (f *percentFormatter) bytesValue(v Object, spec *percentSpec) (string, error) {
	t := f.t
	var text string
	switch spec.ch {
	case 'r', 'a':
		s, err := ASCII(t, v)
		if err != nil {
			return "", err
		}
		text = s.s
	default:
		if b := AsBytes(v); b != nil {
			text = bytesString(b.b)
		} else if b := AsByteArray(v); b != nil {
			text = string(b.b)
		} else {
			r, found, err := CallSpecial(t, v, nameBytes)
			switch {
			case err != nil:
				return "", err
			case found && AsBytes(r) == nil:
				return "", TypeErrorf(t, "__bytes__ returned non-bytes (type %.200s)", TypeOf(r).Name200())
			case found:
				text = bytesString(AsBytes(r).b)
			case TypeOf(v).Slots.Buffer != nil:
				content, err := copyBuffer(t, v)
				if err != nil {
					return "", err
				}
				text = bytesString(content)
			default:
				return "", TypeErrorf(t, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%.100s'", TypeOf(v).Name200())
			}
		}
	}
	if spec.prec >= 0 && len(text) > spec.prec {
		text = text[:spec.prec]
	}
	return text, nil
}

// write appends a formatted value, filled up to the width.
//
// CPython: Objects/unicode_format.c unicode_format_arg_output
func (f *percentFormatter) write(value string, spec *percentSpec) error {
	n := len(value)
	if f.text {
		n = CodePoints(value)
	}
	sign := ""
	if spec.sign {
		switch {
		case value[0] == '-' || value[0] == '+':
			sign, value = value[:1], value[1:]
			n--
		case spec.flags&percentSign != 0:
			sign = "+"
		case spec.flags&percentBlank != 0:
			sign = " "
		}
	}
	if spec.flags&percentAlt != 0 && (spec.ch == 'x' || spec.ch == 'X' || spec.ch == 'o') {
		sign += value[:2]
		value = value[2:]
		n -= 2
	}
	fill := max(spec.width-n-len(sign), 0)
	if err := CheckAlloc(f.t, len(f.out)+len(value)+fill, 1); err != nil {
		return err
	}
	switch {
	case spec.flags&percentLeft != 0:
		f.out = append(append(f.out, sign...), value...)
		f.fill(' ', fill)
	case spec.zero && spec.flags&percentZero != 0:
		f.out = append(f.out, sign...)
		f.fill('0', fill)
		f.out = append(f.out, value...)
	default:
		f.fill(' ', fill)
		f.out = append(append(f.out, sign...), value...)
	}
	return nil
}

func (f *percentFormatter) fill(c byte, n int) {
	for ; n > 0; n-- {
		f.out = append(f.out, c)
	}
}
