package csv

import (
	"github.com/gophersnake/gophersnake/objects"
)

// The states of a reader.
type readerState uint8

const (
	startRecord readerState = iota
	startField
	escapedChar
	inField
	inQuotedField
	escapeInQuotedField
	quoteInQuotedField
	eatNewline
	afterEscapedNewline
)

// endOfLine is what a reader is given after the last character of a line.
const endOfLine rune = -2

// reader reads records.
type reader struct {
	objects.Header
	dialect  *dialect
	input    objects.Object
	fields   []objects.Object
	field    []byte
	length   int // of field, in characters
	state    readerState
	unquoted bool // the field is not in quotes
	begun    bool // there is a record that is being read
	lines    int64
}

// Return a reader object that will process lines from the given iterable.
//
// The "iterable" argument can be any object that returns a line
// of input for each iteration, such as a file object or a list.  The
// optional "dialect" argument defines a CSV dialect.  The function
// also accepts optional keyword arguments which override settings
// provided by the dialect.
//
// The returned object is an iterator.  Each iteration returns a row
// of the CSV file (which can span multiple input lines).
//
//py:def reader(*args, **kwds)
//py:sig ($module, iterable, /, dialect='excel', **fmtparams)
func newReader(t *objects.Thread, args []objects.Object, kwds *objects.Dict) (objects.Object, error) {
	if err := checkCount(t, "reader", args); err != nil {
		return objects.Object{}, err
	}
	input, err := objects.Iter(t, args[0])
	if err != nil {
		return objects.Object{}, err
	}
	d, err := makeDialect(t, args[1:], kwds)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.Of(&reader{Header: objects.Header{Type: &readerType}, dialect: d, input: input}), nil
}

//py:get reader.dialect
func readerDialect(r *reader) objects.Object { return objects.Of(r.dialect) }

//py:set reader.dialect
func readerSetDialect(t *objects.Thread, _ *reader, _ objects.Object) error { return readOnly(t) }

//py:get reader.line_num
func readerLineNum(r *reader) int64 { return r.lines }

//py:set reader.line_num
func readerSetLineNum(t *objects.Thread, _ *reader, _ objects.Object) error { return readOnly(t) }

func readOnly(t *objects.Thread) error {
	return objects.Errorf(t, &objects.ExcAttributeError, "readonly attribute")
}

// readerNext gives the next record.
//
// CPython: Modules/_csv.c Reader_iternext
func readerNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	r := (*reader)(o.Ref)
	fail := func(err error) (objects.Object, error) { return objects.Object{}, err }
	r.fields, r.field, r.length, r.state, r.unquoted, r.begun = nil, r.field[:0], 0, startRecord, false, true
	for {
		line, err := objects.Next(t, r.input)
		if err != nil {
			return fail(err)
		}
		if !r.begun {
			return fail(failf(t, "iterator has already advanced the reader"))
		}
		if line.IsNull() {
			if r.length == 0 && r.state != inQuotedField {
				return objects.Object{}, nil
			}
			if r.dialect.strict {
				return fail(failf(t, "unexpected end of data"))
			}
			if err := r.save(t); err != nil {
				return fail(err)
			}
			break
		}
		text := objects.AsStr(line)
		if text == nil {
			return fail(failf(t, "iterator should return strings, not %.200s (the file should be opened in text mode)", objects.TypeOf(line).Name200()))
		}
		r.lines++
		limit := stateOf(t).limit
		for s := text.String(); len(s) > 0; {
			c, n := objects.DecodeRune(s)
			if err := r.char(t, c, limit); err != nil {
				return fail(err)
			}
			s = s[n:]
		}
		if err := r.char(t, endOfLine, limit); err != nil {
			return fail(err)
		}
		if r.state == startRecord {
			break
		}
	}
	fields := r.fields
	r.fields, r.begun = nil, false
	return objects.Of(objects.NewList(fields)), nil
}

// save ends a field.
//
// CPython: Modules/_csv.c parse_save_field
func (r *reader) save(t *objects.Thread) error {
	quoting := r.dialect.quoting
	field := objects.None
	if !r.unquoted || r.length > 0 || quoting != quoteNotNull && quoting != quoteStrings {
		field = objects.NewStr(string(r.field))
		if r.unquoted && r.length > 0 && (quoting == quoteNonNumeric || quoting == quoteStrings) {
			var err error
			if field, err = objects.ToFloat(t, field); err != nil {
				return err
			}
		}
		r.field, r.length = r.field[:0], 0
	}
	r.fields = append(r.fields, field)
	return nil
}

// add appends a character to the field.
func (r *reader) add(t *objects.Thread, c rune, limit int) error {
	if r.length >= limit {
		return failf(t, "field larger than field limit (%d)", limit)
	}
	r.length++
	if c >= 0 && c < 0x80 {
		r.field = append(r.field, byte(c))
	} else {
		r.field = objects.AppendRune(r.field, c)
	}
	return nil
}

// endField ends a field, and the record if c ends the line.
func (r *reader) endField(t *objects.Thread, c rune) error {
	switch c {
	case endOfLine:
		r.state = startRecord
	case '\n', '\r':
		r.state = eatNewline
	default:
		r.state = startField
	}
	return r.save(t)
}

// char takes the next character.
//
// CPython: Modules/_csv.c parse_process_char
func (r *reader) char(t *objects.Thread, c rune, limit int) error {
	d := r.dialect
	newline := c == '\n' || c == '\r'
	ends := newline || c == endOfLine
	switch r.state {
	case startRecord, startField:
		if r.state == startRecord {
			if c == endOfLine {
				return nil
			}
			if newline {
				r.state = eatNewline
				return nil
			}
			r.state = startField
		}
		r.unquoted = true
		switch {
		case ends:
			return r.endField(t, c)
		case c == d.quote && d.quoting != quoteNone:
			r.unquoted = false
			r.state = inQuotedField
		case c == d.escape:
			r.state = escapedChar
		case c == ' ' && d.skipInitialSpace:
		case c == d.delimiter:
			return r.endField(t, c)
		default:
			r.state = inField
			return r.add(t, c, limit)
		}
	case escapedChar:
		r.state = inField
		if newline {
			r.state = afterEscapedNewline
		} else if c == endOfLine {
			c = '\n'
		}
		return r.add(t, c, limit)
	case afterEscapedNewline, inField:
		if r.state == afterEscapedNewline && c == endOfLine {
			return nil
		}
		switch {
		case ends || c == d.delimiter:
			return r.endField(t, c)
		case c == d.escape:
			r.state = escapedChar
		default:
			r.state = inField
			return r.add(t, c, limit)
		}
	case inQuotedField:
		switch {
		case c == endOfLine:
		case c == d.escape:
			r.state = escapeInQuotedField
		case c == d.quote && d.quoting != quoteNone:
			r.state = inField
			if d.doubleQuote {
				r.state = quoteInQuotedField
			}
		default:
			return r.add(t, c, limit)
		}
	case escapeInQuotedField:
		if c == endOfLine {
			c = '\n'
		}
		r.state = inQuotedField
		return r.add(t, c, limit)
	case quoteInQuotedField:
		switch {
		case d.quoting != quoteNone && c == d.quote:
			r.state = inQuotedField
			return r.add(t, c, limit)
		case ends || c == d.delimiter:
			return r.endField(t, c)
		case !d.strict:
			r.state = inField
			return r.add(t, c, limit)
		}
		return failf(t, "'%s' expected after '%s'", string(objects.AppendRune(nil, d.delimiter)), string(objects.AppendRune(nil, d.quote)))
	case eatNewline:
		if c == endOfLine {
			r.state = startRecord
		} else if !newline {
			return failf(t, "new-line character seen in unquoted field - do you need to open the file with newline=''?")
		}
	}
	return nil
}
