package csv

import (
	"github.com/gophersnake/gophersnake/objects"
)

// writer writes records.
type writer struct {
	objects.Header
	dialect *dialect
	write   objects.Object
}

// Return a writer object that will write user data on the given file object.
//
// The "fileobj" argument can be any object that supports the file API.
// The optional "dialect" argument defines a CSV dialect.  The function
// also accepts optional keyword arguments which override settings
// provided by the dialect.
//
//py:def writer(*args, **kwds)
//py:sig ($module, fileobj, /, dialect='excel', **fmtparams)
func newWriter(t *objects.Thread, args []objects.Object, kwds *objects.Dict) (objects.Object, error) {
	if err := checkCount(t, "writer", args); err != nil {
		return objects.Object{}, err
	}
	write, err := objects.LookupAttr(t, args[0], t.Interp.Intern("write"))
	if err != nil {
		return write, err
	}
	if write.IsNull() || !objects.Callable(write) {
		return objects.Object{}, objects.TypeErrorf(t, "argument 1 must have a \"write\" method")
	}
	d, err := makeDialect(t, args[1:], kwds)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.Of(&writer{objects.Header{Type: &writerType}, d, write}), nil
}

//py:get writer.dialect
func writerDialect(w *writer) objects.Object { return objects.Of(w.dialect) }

//py:set writer.dialect
func writerSetDialect(t *objects.Thread, _ *writer, _ objects.Object) error { return readOnly(t) }

// record is a record that is being made.
type record struct {
	*dialect
	text   []byte
	fields int
}

// add adds a field; text is nil for None.
//
// CPython: Modules/_csv.c join_append_data
func (r *record) add(t *objects.Thread, text *objects.Str, quoted bool) error {
	s := ""
	if text != nil {
		s = text.String()
	}
	if s == "" && r.delimiter == ' ' && r.skipInitialSpace {
		if r.quoting == quoteNone || text == nil && (r.quoting == quoteStrings || r.quoting == quoteNotNull) {
			return failf(t, "empty field must be quoted if delimiter is a space and skipinitialspace is true")
		}
		quoted = true
	}
	if r.fields > 0 {
		r.text = objects.AppendRune(r.text, r.delimiter)
	}
	start := len(r.text)
	for len(s) > 0 {
		c, n := objects.DecodeRune(s)
		if c == r.delimiter || c == r.escape || c == r.quote || c == '\n' || c == '\r' || r.endsLines(c) {
			escape := r.quoting == quoteNone
			if !escape {
				switch c {
				case r.quote:
					if r.doubleQuote {
						r.text = objects.AppendRune(r.text, r.quote)
					} else {
						escape = true
					}
				case r.escape:
					escape = true
				}
				if !escape {
					quoted = true
				}
			}
			if escape {
				if r.escape == notSet {
					return failf(t, "need to escape, but no escapechar set")
				}
				r.text = objects.AppendRune(r.text, r.escape)
			}
		}
		r.text = append(r.text, s[:n]...)
		s = s[n:]
	}
	if quoted {
		mark := objects.AppendRune(nil, r.quote)
		r.text = append(r.text, mark...)
		r.text = append(r.text, mark...)
		copy(r.text[start+len(mark):], r.text[start:])
		copy(r.text[start:], mark)
	}
	r.fields++
	return nil
}

// writerow(iterable)
//
// Construct and write a CSV record from an iterable of fields.  Non-string
// elements will be converted to string.
//
// CPython: Modules/_csv.c csv_writerow
//
//py:def writer.writerow(self, row, /)
//py:nosig
func (w *writer) writeRow(t *objects.Thread, row objects.Object) (objects.Object, error) {
	fail := func(err error) (objects.Object, error) { return objects.Object{}, err }
	it, err := objects.Iter(t, row)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			err = failf(t, "iterable expected, not %.200s", objects.TypeOf(row).Name200())
		}
		return fail(err)
	}
	r := record{dialect: w.dialect}
	null := false
	for {
		field, err := objects.Next(t, it)
		if err != nil {
			return fail(err)
		}
		if field.IsNull() {
			break
		}
		text := objects.AsStr(field)
		var quoted bool
		switch r.quoting {
		case quoteNonNumeric:
			quoted = !isNumber(field)
		case quoteAll:
			quoted = true
		case quoteStrings:
			quoted = text != nil
		case quoteNotNull:
			quoted = field != objects.None
		}
		null = field == objects.None
		if text == nil && !null {
			if text, err = objects.ToStr(t, field); err != nil {
				return fail(err)
			}
		}
		if err := r.add(t, text, quoted); err != nil {
			return fail(err)
		}
	}
	if r.fields > 0 && len(r.text) == 0 {
		if r.quoting == quoteNone || null && (r.quoting == quoteStrings || r.quoting == quoteNotNull) {
			return fail(failf(t, "single empty field record must be quoted"))
		}
		r.fields--
		if err := r.add(t, nil, true); err != nil {
			return fail(err)
		}
	}
	r.text = append(r.text, r.lineTerminator.String()...)
	return objects.CallArgs(t, w.write, objects.NewStr(string(r.text)))
}

// isNumber reports whether o counts as a number.
//
// CPython: Objects/abstract.c PyNumber_Check
func isNumber(o objects.Object) bool {
	s := &objects.TypeOf(o).Slots
	return s.Index != nil || s.Int != nil || s.Float != nil || objects.TypeOf(o).IsSubtype(&objects.ComplexType)
}

// writerows(iterable of iterables)
//
// Construct and write a series of iterables to a csv file.  Non-string
// elements will be converted to string.
//
//py:def writer.writerows(self, rows, /)
//py:nosig
func (w *writer) writeRows(t *objects.Thread, rows objects.Object) error {
	it, err := objects.Iter(t, rows)
	if err != nil {
		return err
	}
	for {
		row, err := objects.Next(t, it)
		if err != nil || row.IsNull() {
			return err
		}
		if _, err := w.writeRow(t, row); err != nil {
			return err
		}
	}
}
