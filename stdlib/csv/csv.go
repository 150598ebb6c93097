// Package csv is the module _csv: comma-separated values, for the module csv.
package csv

import (
	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// What is quoted.
const (
	quoteMinimal = iota
	quoteAll
	quoteNonNumeric
	quoteNone
	quoteStrings
	quoteNotNull
	quotingEnd
)

// Module declares the _csv module.
var Module = objects.ModuleDef{
	Name: "_csv", Doc: "CSV parsing and writing.\n", Functions: moduleFunctions,
	Init: func() {
		objects.Ready(&errorType)
		dialectType = objects.Type{
			Name: "_csv.Dialect", Doc: "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n", Flags: objects.BaseType,
			Layout: objects.LayoutOf[dialect](), Methods: dialectMethods, GetSets: dialectGetSets,
			Slots: objects.Slots{
				New: newDialect,
				Traverse: func(o objects.Object, visit func(objects.Object)) {
					visit(objects.ObjectOrNone((*dialect)(o.Ref).lineTerminator))
				},
			},
		}
		objects.Ready(&dialectType)
		readerType = objects.Type{
			Name: "_csv.reader", Doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
			Flags: objects.BaseType | objects.NoInstantiate, Layout: objects.LayoutOf[reader](), GetSets: readerGetSets,
			Slots: objects.Slots{
				Iter:     func(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil },
				IterNext: readerNext,
				Traverse: func(o objects.Object, visit func(objects.Object)) {
					r := (*reader)(o.Ref)
					visit(objects.Of(r.dialect))
					visit(r.input)
					for _, f := range r.fields {
						visit(f)
					}
				},
			},
		}
		objects.Ready(&readerType)
		writerType = objects.Type{
			Name: "_csv.writer", Doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
			Flags: objects.BaseType | objects.NoInstantiate, Layout: objects.LayoutOf[writer](), Methods: writerMethods, GetSets: writerGetSets,
			Slots: objects.Slots{Traverse: func(o objects.Object, visit func(objects.Object)) {
				w := (*writer)(o.Ref)
				visit(objects.Of(w.dialect))
				visit(w.write)
			}},
		}
		objects.Ready(&writerType)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "_dialects", objects.Of(stateOf(t).dialects))
		for i, name := range []string{"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL"} {
			m.Add(t, name, objects.NewInt(int64(i)))
		}
		m.Add(t, "Dialect", objects.Of(&dialectType))
		m.Add(t, "Reader", objects.Of(&readerType))
		m.Add(t, "Writer", objects.Of(&writerType))
		m.Add(t, "Error", objects.Of(&errorType))
		return nil
	},
}

var (
	errorType                           = objects.Type{Name: "_csv.Error", Base: &objects.ExcException, Flags: objects.BaseType}
	dialectType, readerType, writerType objects.Type
)

//py:type Dialect dialectType
//py:type reader readerType
//py:type writer writerType

// state is an interpreter's.
type state struct {
	dialects *objects.Dict
	limit    int // of the characters of a field
}

type stateKey struct{}

func stateOf(t *objects.Thread) *state {
	return t.Interp.State(stateKey{}, func() any { return &state{objects.NewDict(), 128 << 10} }).(*state)
}

func failf(t *objects.Thread, format string, args ...any) error {
	return objects.Errorf(t, &errorType, format, args...)
}

// checkCount checks the number of positional arguments of what takes one or two.
//
// CPython: Python/getargs.c unpack_stack
func checkCount(t *objects.Thread, name string, args []objects.Object) error {
	if len(args) < 1 {
		return objects.TypeErrorf(t, "%s expected at least 1 argument, got %d", name, len(args))
	}
	if len(args) > 2 {
		return objects.TypeErrorf(t, "%s expected at most 2 arguments, got %d", name, len(args))
	}
	return nil
}

// Return a list of all known dialect names.
//
//	names = csv.list_dialects()
//
//py:def list_dialects()
func listDialects(t *objects.Thread) objects.Object {
	var names []objects.Object
	d := stateOf(t).dialects
	for pos := 0; ; {
		k, _, next, ok := d.Next(pos)
		if !ok {
			return objects.Of(objects.NewList(names))
		}
		names = append(names, k)
		pos = next
	}
}

// Create a mapping from a string name to a CVS dialect.
//
// The optional "dialect" argument specifies the base dialect instance
// or the name of the registered dialect.  "fmtparams" are the settings.
//
//py:def register_dialect(*args, **kwds)
//py:sig ($module, name, /, dialect='excel', **fmtparams)
func registerDialect(t *objects.Thread, args []objects.Object, kwds *objects.Dict) error {
	if err := checkCount(t, "register_dialect", args); err != nil {
		return err
	}
	if objects.AsStr(args[0]) == nil {
		return objects.TypeErrorf(t, "dialect name must be a string")
	}
	d, err := makeDialect(t, args[1:], kwds)
	if err != nil {
		return err
	}
	return stateOf(t).dialects.Set(t, args[0], objects.Of(d))
}

// Delete the name/dialect mapping associated with a string name.
//
//py:def unregister_dialect(name)
func unregisterDialect(t *objects.Thread, name objects.Object) error {
	d := stateOf(t).dialects
	if v, err := d.Get(t, name); err != nil {
		return err
	} else if v.IsNull() {
		return failf(t, "unknown dialect")
	}
	return objects.SetItem(t, objects.Of(d), name, objects.Object{})
}

// Return the dialect instance associated with name.
//
//py:def get_dialect(name)
func getDialect(t *objects.Thread, name objects.Object) (objects.Object, error) {
	v, err := stateOf(t).dialects.Get(t, name)
	if err == nil && v.IsNull() {
		err = failf(t, "unknown dialect")
	}
	return v, err
}

// Sets an upper limit on parsed fields.
//
// Returns old limit. If limit is not given, no new limit is set and
// the old limit is returned
//
//py:def field_size_limit(new_limit=<unrepresentable>)
func fieldSizeLimit(t *objects.Thread, limit objects.Object) (int, error) {
	s := stateOf(t)
	old := s.limit
	if limit.IsNull() {
		return old, nil
	}
	if objects.TypeOf(limit) != &objects.IntType {
		return 0, objects.TypeErrorf(t, "limit must be an integer")
	}
	n, big, _ := objects.IntValue(limit)
	if big != nil {
		return 0, objects.OverflowErrorf(t, "Python int too large to convert to C ssize_t")
	}
	s.limit = int(n)
	return old, nil
}
