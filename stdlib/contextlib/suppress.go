package contextlib

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// suppressor is an instance of suppress.
type suppressor struct {
	objects.Header
	attrs *objects.Overflow
	// The attribute _exceptions: a tuple, or the only item of one that nobody asked for.
	one   Object
	tuple *objects.Tuple
	temp  bool // only a with statement knows it
}

var suppressLayout = objects.LayoutWithDict[suppressor](unsafe.Offsetof(suppressor{}.attrs))

// Where exceptions leave suppress.__exit__.
const (
	suppressMatch = iota
	suppressSplit
	suppressRaise
)

// defineSuppress makes suppress.
//
// CPython: Lib/contextlib.py:433-469 suppress
//
// Differs: its instances have a layout of their own, so no class can have suppress and another such class (closing, nullcontext,
// ExitStack) among its bases.
func (m *module) defineSuppress(t *objects.Thread) (err error) {
	m.suppress, err = m.class(t, class{
		name: "suppress", line: 433, bases: []*objects.Type{m.abstract}, assigned: []string{"_exceptions"},
		doc: `Context manager that suppresses exceptions of the given classes.

    with suppress(FileNotFoundError):
        os.remove(path)

The program goes on behind the block. Of an exception group those
parts are taken out that match.
`,
		methods: []function{
			{def: "__init__(self, *exceptions)", line: 444, call: initSuppress, make: m.makeSuppressor, temp: m.tempSuppressor, raw: true},
			{def: "__enter__(self)", line: 447, call: returnNone},
			{def: "__exit__(self, exctype, excinst, exctb)", line: 450, call: m.exitSuppress, spots: []objects.Spot{
				suppressMatch: {Line: 462, Column: 11, Text: "issubclass(exctype, self._exceptions)"},
				suppressSplit: {Line: 465, Column: 26, Text: "excinst.split(self._exceptions)"},
				suppressRaise: {Line: 468, Column: 12, Text: "raise rest"},
			}},
		},
	})
	if err != nil {
		return err
	}
	m.suppress.SetNativeFields(suppressLayout, func(o Object, visit func(Object)) {
		s := (*suppressor)(o.Ref)
		if !s.one.IsNull() {
			visit(s.one)
		}
		if s.tuple != nil {
			visit(objects.Of(s.tuple))
		}
	}, &objects.NativeFields{
		Names: []*objects.Str{nameExceptions},
		Spill: func(_ *objects.Thread, o Object, d *objects.Dict) {
			s := (*suppressor)(o.Ref)
			switch {
			case s.tuple != nil:
				d.SetStr(nameExceptions, objects.Of(s.tuple))
			case !s.one.IsNull():
				d.SetStr(nameExceptions, objects.NewTuple(s.one))
			}
			s.one, s.tuple, s.temp = Object{}, nil, false
		},
		Share: func(o Object) { (*suppressor)(o.Ref).temp = false },
	})
	m.standardSuppress = standard(m.suppress)
	return nil
}

// makeSuppressor makes a suppressor of one class.
func (m *module) makeSuppressor(typ *objects.Type, args []Object) Object {
	if len(args) != 1 || !typ.LayoutIs(&suppressLayout) {
		return Object{}
	}
	s := m.spareSuppressors.get()
	*s = suppressor{Header: objects.Header{Type: typ}, one: args[0]}
	return objects.Of(s)
}

// tempSuppressor notes that only a with statement knows a suppressor.
func (m *module) tempSuppressor(o Object) {
	if m.standardSuppress.made(o) {
		(*suppressor)(o.Ref).temp = true
	}
}

// doneSuppressor is called when nothing more happens to a suppressor whose with statement is over.
func (m *module) doneSuppressor(o Object) {
	if !o.Type().LayoutIs(&suppressLayout) {
		return
	}
	if s := (*suppressor)(o.Ref); s.temp && s.attrs == nil {
		s.one, s.temp = Object{}, false
		m.spareSuppressors.put(s)
	}
}

// initSuppress notes the classes of exceptions.
//
// CPython: Lib/contextlib.py:444-445 suppress.__init__
func initSuppress(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, exceptions := args[0], args[1:]
	if self.Type().LayoutIs(&suppressLayout) {
		if s := (*suppressor)(self.Ref); !s.attrs.Spilled() {
			if len(exceptions) == 1 {
				s.one, s.tuple = exceptions[0], nil
			} else {
				s.one, s.tuple = Object{}, objects.TupleFrom(exceptions)
			}
			return objects.None, nil
		}
	}
	return objects.None, objects.SetAttr(t, self, nameExceptions, objects.NewTuple(exceptions...))
}

// exitSuppress suppresses what matches. It asks issubclass, as CPython's own handlers do not: hooks of classes are heard.
//
// CPython: Lib/contextlib.py:450-469 suppress.__exit__
func (m *module) exitSuppress(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, typ, exc := args[0], args[1], args[2]
	if typ == objects.None {
		m.doneSuppressor(self)
		return objects.None, nil
	}
	var exceptions Object
	one := false
	if self.Type().LayoutIs(&suppressLayout) {
		switch s := (*suppressor)(self.Ref); {
		case s.tuple != nil:
			exceptions = objects.Of(s.tuple)
		case !s.one.IsNull():
			exceptions, one = s.one, true
		}
	}
	if exceptions.IsNull() {
		v, err := objects.GetAttr(t, self, nameExceptions)
		if err != nil {
			return Object{}, fn.Trace(t, args, suppressMatch, err)
		}
		exceptions = v
	}
	if e := objects.AsException(exc); e != nil && e.Hard() {
		return objects.False, nil
	}
	match, err := objects.IsSubclass(t, typ, exceptions)
	if err != nil {
		return Object{}, fn.Trace(t, args, suppressMatch, err)
	}
	if match {
		m.doneSuppressor(self)
		return objects.True, nil
	}
	if match, err = objects.IsSubclass(t, typ, objects.Of(&objects.ExcBaseExceptionGroup)); err != nil || !match {
		return objects.False.Or(err)
	}
	if one {
		exceptions = objects.NewTuple(exceptions)
	}
	rest, err := split(t, exc, exceptions)
	switch {
	case err != nil:
		return Object{}, fn.Trace(t, args, suppressSplit, err)
	case rest == objects.None:
		return objects.True, nil
	}
	return Object{}, fn.Trace(t, args, suppressRaise, raise(t, rest))
}

// split gives what of a group does not match: None if all does.
func split(t *objects.Thread, group, exceptions Object) (Object, error) {
	parts, err := objects.CallMethod(t, group, nameSplit, exceptions)
	if err != nil {
		return Object{}, err
	}
	items, err := objects.ToSlice(t, parts)
	if err != nil {
		return Object{}, err
	}
	switch n := len(items); {
	case n < 2:
		return Object{}, objects.ValueErrorf(t, "not enough values to unpack (expected 2, got %d)", n)
	case n > 2:
		return Object{}, objects.ValueErrorf(t, "too many values to unpack (expected 2, got %d)", n)
	}
	return items[1], nil
}

// raise is the error of `raise v` for something that is not known to be an exception.
func raise(t *objects.Thread, v Object) error {
	exc := objects.AsException(v)
	if exc == nil {
		return objects.TypeErrorf(t, "exceptions must derive from BaseException")
	}
	return objects.Raise(t, exc)
}
