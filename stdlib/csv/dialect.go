package csv

import (
	"math"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// notSet is a character that there is none of.
const notSet rune = -1

// dialect are the settings of readers and writers.
type dialect struct {
	objects.Header
	delimiter, quote, escape              rune
	quoting                               int
	doubleQuote, skipInitialSpace, strict bool
	lineTerminator                        *objects.Str
}

// settings are the keywords of a dialect, in the order of the parameters after the first.
var settings = [...]string{"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}

const (
	setDelimiter = iota
	setDoubleQuote
	setEscape
	setLineTerminator
	setQuote
	setQuoting
	setSkipInitialSpace
	setStrict
)

// makeDialect makes a dialect of one to begin with, if there is one, and settings.
//
// CPython: Modules/_csv.c _call_dialect
func makeDialect(t *objects.Thread, base []objects.Object, kwds *objects.Dict) (*dialect, error) {
	o, err := objects.CallDict(t, objects.Of(&dialectType), base, kwds)
	if err != nil {
		return nil, err
	}
	return (*dialect)(o.Ref), nil
}

// CPython: Modules/_csv.c dialect_new
func newDialect(t *objects.Thread, cls *objects.Type, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	fail := func(err error) (objects.Object, error) { return objects.Object{}, err }
	var given [len(settings) + 1]objects.Object
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if len(args) > len(given) {
		return fail(objects.TypeErrorf(t, "function takes at most %d arguments (%d given)", len(given), len(args)))
	}
	copy(given[:], args[:n])
	for i, v := range args[n:] {
		name := objects.AsStr(kwnames.Items[i])
		at := -1
		if name.String() == "dialect" {
			at = 0
		}
		for k, s := range settings {
			if name.String() == s {
				at = k + 1
			}
		}
		switch {
		case at < 0:
			return fail(objects.TypeErrorf(t, "this function got an unexpected keyword argument '%s'", name.String()))
		case at < n:
			return fail(objects.TypeErrorf(t, "argument for function given by name ('%s') and position (%d)", name.String(), at+1))
		}
		given[at] = v
	}
	base, s := given[0], given[1:]
	if !base.IsNull() {
		if objects.AsStr(base) != nil {
			var err error
			if base, err = getDialect(t, base); err != nil {
				return fail(err)
			}
		}
		bare := objects.TypeOf(base).IsSubtype(&dialectType)
		for _, v := range s {
			bare = bare && v.IsNull()
		}
		if bare {
			return base, nil
		}
	}
	quotingGiven := !s[setQuoting].IsNull()
	if !base.IsNull() {
		for i, name := range settings {
			if !s[i].IsNull() {
				continue
			}
			v, err := objects.GetAttr(t, base, t.Interp.Intern(name))
			if err != nil {
				if objects.AsExc(t, err).Hard() {
					return fail(err)
				}
				v = objects.Object{}
			}
			s[i] = v
			quotingGiven = quotingGiven || i == setQuoting && !v.IsNull()
		}
	}
	o := objects.NewInstance(cls)
	d := (*dialect)(o.Ref)
	if err := d.set(t, s, quotingGiven); err != nil {
		return fail(err)
	}
	return o, nil
}

// set takes the settings over and checks them.
func (d *dialect) set(t *objects.Thread, s []objects.Object, quotingGiven bool) (err error) {
	if d.delimiter, err = setChar(t, s, setDelimiter, ','); err != nil {
		return err
	}
	if d.doubleQuote, err = setBool(t, s, setDoubleQuote, true); err != nil {
		return err
	}
	if d.escape, err = setChar(t, s, setEscape, notSet); err != nil {
		return err
	}
	if v := s[setLineTerminator]; v.IsNull() {
		d.lineTerminator = objects.MakeStr("\r\n")
	} else if d.lineTerminator = objects.AsStr(v); d.lineTerminator == nil {
		return objects.TypeErrorf(t, "\"lineterminator\" must be a string, not %s", objects.TypeOf(v).FullName())
	}
	if d.quote, err = setChar(t, s, setQuote, '"'); err != nil {
		return err
	}
	if v := s[setQuoting]; !v.IsNull() {
		if objects.TypeOf(v) != &objects.IntType {
			return objects.TypeErrorf(t, "\"quoting\" must be an integer, not %s", objects.TypeOf(v).FullName())
		}
		n, big, _ := objects.IntValue(v)
		if big != nil || n < math.MinInt32 || n > math.MaxInt32 {
			return objects.OverflowErrorf(t, "Python int too large to convert to C int")
		}
		d.quoting = int(n)
	}
	if d.skipInitialSpace, err = setBool(t, s, setSkipInitialSpace, false); err != nil {
		return err
	}
	if d.strict, err = setBool(t, s, setStrict, false); err != nil {
		return err
	}
	if d.quoting < 0 || d.quoting >= quotingEnd {
		return objects.TypeErrorf(t, "bad \"quoting\" value")
	}
	if s[setQuote] == objects.None && !quotingGiven {
		d.quoting = quoteNone
	}
	if d.quoting != quoteNone && d.quote == notSet {
		return objects.TypeErrorf(t, "quotechar must be set if quoting enabled")
	}
	for _, c := range []struct {
		name  string
		c     rune
		space bool
	}{{"delimiter", d.delimiter, true}, {"escapechar", d.escape, !d.skipInitialSpace}, {"quotechar", d.quote, !d.skipInitialSpace}} {
		if c.c == '\r' || c.c == '\n' || c.c == ' ' && !c.space {
			return objects.ValueErrorf(t, "bad %s value", c.name)
		}
		if d.endsLines(c.c) {
			return objects.ValueErrorf(t, "bad %s or lineterminator value", c.name)
		}
	}
	switch {
	case d.delimiter == d.escape:
		return objects.ValueErrorf(t, "bad delimiter or escapechar value")
	case d.delimiter == d.quote:
		return objects.ValueErrorf(t, "bad delimiter or quotechar value")
	case d.escape == d.quote && d.quote != notSet:
		return objects.ValueErrorf(t, "bad escapechar or quotechar value")
	}
	return nil
}

// endsLines reports whether c is in the line terminator.
func (d *dialect) endsLines(c rune) bool {
	return c != notSet && strings.Contains(d.lineTerminator.String(), string(objects.AppendRune(nil, c)))
}

// CPython: Modules/_csv.c _set_char_or_none, _set_char
func setChar(t *objects.Thread, s []objects.Object, which int, otherwise rune) (rune, error) {
	v := s[which]
	orNone := " or None"
	if which == setDelimiter {
		orNone = ""
	}
	switch {
	case v.IsNull():
		return otherwise, nil
	case v == objects.None && which != setDelimiter:
		return notSet, nil
	}
	text := objects.AsStr(v)
	if text == nil {
		return 0, objects.TypeErrorf(t, "\"%s\" must be a unicode character%s, not %s", settings[which], orNone, objects.TypeOf(v).FullName())
	}
	if text.Len() != 1 {
		return 0, objects.TypeErrorf(t, "\"%s\" must be a unicode character%s, not a string of length %d", settings[which], orNone, text.Len())
	}
	return text.At(0), nil
}

func setBool(t *objects.Thread, s []objects.Object, which int, otherwise bool) (bool, error) {
	if s[which].IsNull() {
		return otherwise, nil
	}
	return objects.Truth(t, s[which])
}

func charOrNone(c rune) objects.Object {
	if c == notSet {
		return objects.None
	}
	return objects.NewStr(string(objects.AppendRune(nil, c)))
}

//py:get Dialect.delimiter
func dialectDelimiter(d *dialect) objects.Object { return charOrNone(d.delimiter) }

//py:get Dialect.escapechar
func dialectEscape(d *dialect) objects.Object { return charOrNone(d.escape) }

//py:get Dialect.quotechar
func dialectQuote(d *dialect) objects.Object { return charOrNone(d.quote) }

//py:get Dialect.lineterminator
func dialectLineTerminator(d *dialect) *objects.Str { return d.lineTerminator }

//py:get Dialect.quoting
func dialectQuoting(d *dialect) int { return d.quoting }

//py:get Dialect.doublequote
func dialectDoubleQuote(d *dialect) bool { return d.doubleQuote }

//py:get Dialect.skipinitialspace
func dialectSkipInitialSpace(d *dialect) bool { return d.skipInitialSpace }

//py:get Dialect.strict
func dialectStrict(d *dialect) bool { return d.strict }

// Raises an exception: a dialect cannot be pickled.
//
// CPython: Modules/_csv.c Dialect_reduce
//
//py:def Dialect.__reduce__(self, /)
func dialectReduce(t *objects.Thread, self objects.Object) (objects.Object, error) {
	return objects.Object{}, objects.TypeErrorf(t, "cannot pickle '%.100s' instances", objects.TypeOf(self).ShortName())
}

// Raises an exception: a dialect cannot be pickled.
//
//py:def Dialect.__reduce_ex__(self, protocol, /)
func dialectReduceEx(t *objects.Thread, self, _ objects.Object) (objects.Object, error) {
	return dialectReduce(t, self)
}
