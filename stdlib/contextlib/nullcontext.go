package contextlib

import "github.com/gophersnake/gophersnake/objects"

// defineNullContext makes nullcontext.
//
// CPython: Lib/contextlib.py:775-799 nullcontext
//
// Differs: its instances have a layout of their own, see suppress.
func (m *module) defineNullContext(t *objects.Thread) (err error) {
	m.nullcontext, err = m.class(t, class{
		name: "nullcontext", line: 775, bases: []*objects.Type{m.abstract, m.abstractAsync}, assigned: []string{"enter_result"},
		doc: `Context manager that does nothing, sync or async.

It stands in where a block only sometimes has a context manager:

    with lock if shared else nullcontext():
        <block>
`,
		methods: []function{
			{def: "__init__(self, enter_result=None)", line: 786, call: setEnterResult, make: m.makeNullContext, temp: m.tempHolder, defaults: []Object{objects.None}},
			{def: "__enter__(self)", line: 789, call: getEnterResult, spots: []objects.Spot{onlySpot: {Line: 790, Column: 15, Text: "self.enter_result"}}},
			{def: "__exit__(self, *excinfo)", line: 792, call: m.exitNull, raw: true},
			{def: "async __aenter__(self)", line: 795, start: startEnterResult, spots: []objects.Spot{onlySpot: {Line: 796, Column: 15, Text: "self.enter_result"}}},
			{def: "async __aexit__(self, *excinfo)", line: 798, start: finishedNone, raw: true},
		},
	})
	if err == nil {
		hold(m.nullcontext, nameEnterResult)
		m.standardNull = standard(m.nullcontext)
	}
	return err
}

// makeNullContext makes a holder of the argument, None without one.
func (m *module) makeNullContext(typ *objects.Type, args []Object) Object {
	if len(args) == 0 {
		return m.makeHolder(typ, []Object{objects.None})
	}
	return m.makeHolder(typ, args)
}

// exitNull does nothing.
//
// CPython: Lib/contextlib.py:792-793 nullcontext.__exit__
func (m *module) exitNull(_ *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	m.doneHolder(args[0])
	return objects.None, nil
}

// setEnterResult notes what __enter__ gives.
//
// CPython: Lib/contextlib.py:786-787 nullcontext.__init__
func setEnterResult(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	return objects.None, setHeld(t, args[0], nameEnterResult, args[1])
}

// getEnterResult gives what the context manager was made with.
//
// CPython: Lib/contextlib.py:789-790 nullcontext.__enter__
func getEnterResult(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	v, err := held(t, args[0], nameEnterResult)
	if err != nil {
		return Object{}, fn.Trace(t, args, onlySpot, err)
	}
	return v, nil
}

// startEnterResult is the coroutine that gives what the context manager was made with.
//
// CPython: Lib/contextlib.py:795-796 nullcontext.__aenter__
func startEnterResult(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &holding{fn: fn, self: args[0], attribute: nameEnterResult}
}
