package contextlib

import "github.com/gophersnake/gophersnake/objects"

// Where exceptions leave _RedirectStream's methods.
const (
	redirectAppend = iota
	redirectSet
)

// defineRedirect makes _RedirectStream, redirect_stdout and redirect_stderr.
//
// CPython: Lib/contextlib.py:393-408 _RedirectStream; Lib/contextlib.py:411-424 redirect_stdout; Lib/contextlib.py:427-430 redirect_stderr
func (m *module) defineRedirect(t *objects.Thread) error {
	stream := func(v Object) []attr { return []attr{{"_stream", v}} }
	base, err := m.class(t, class{
		name: "_RedirectStream", line: 393, bases: []*objects.Type{m.abstract}, attrs: stream(objects.None),
		assigned: []string{"_new_target", "_old_targets"},
		methods: []function{
			{def: "__init__(self, new_target)", line: 397, call: initRedirect},
			{def: "__enter__(self)", line: 402, call: m.enterRedirect, spots: []objects.Spot{
				redirectAppend: {Line: 403, Column: 33, Text: "getattr(sys, self._stream)"},
				redirectSet:    {Line: 404, Column: 8, Text: "setattr(sys, self._stream, self._new_target)"},
			}},
			{def: "__exit__(self, exctype, excinst, exctb)", line: 407, call: m.exitRedirect, spots: []objects.Spot{
				redirectAppend: {Line: 408, Column: 35, Text: "self._old_targets.pop()"},
				redirectSet:    {Line: 408, Column: 8, Text: "setattr(sys, self._stream, self._old_targets.pop())"},
			}},
		},
	})
	if err != nil {
		return err
	}
	if _, err = m.class(t, class{
		name: "redirect_stdout", line: 411, bases: []*objects.Type{base}, attrs: stream(objects.NewStr("stdout")),
		doc: `Context manager that sends what the block prints to another file.

    with open("log.txt", "w") as f, redirect_stdout(f):
        help(pow)

It can be entered again within its own block.
`,
	}); err != nil {
		return err
	}
	_, err = m.class(t, class{
		name: "redirect_stderr", line: 427, bases: []*objects.Type{base}, attrs: stream(objects.NewStr("stderr")),
		doc: "Context manager that sends what the block writes to sys.stderr to another file.",
	})
	return err
}

// initRedirect notes the new target. The old ones are a list, so that the manager can be entered within its own block.
//
// CPython: Lib/contextlib.py:397-400 _RedirectStream.__init__
func initRedirect(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	if err := objects.SetAttr(t, args[0], nameNewTarget, args[1]); err != nil {
		return Object{}, err
	}
	return objects.None, objects.SetAttr(t, args[0], nameOldTargets, objects.Of(objects.NewList(nil)))
}

// enterRedirect puts the new target in the stream's place.
//
// CPython: Lib/contextlib.py:402-405 _RedirectStream.__enter__
func (m *module) enterRedirect(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self := args[0]
	old, err := objects.GetAttr(t, self, nameOldTargets)
	if err == nil {
		err = m.withStream(t, self, func(name *objects.Str) error {
			v, err := objects.GetAttr(t, m.sys, name)
			if err == nil {
				_, err = objects.CallMethod(t, old, nameAppend, v)
			}
			return err
		})
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, redirectAppend, err)
	}
	target, err := objects.GetAttr(t, self, nameNewTarget)
	if err == nil {
		err = m.withStream(t, self, func(name *objects.Str) error { return objects.SetAttr(t, m.sys, name, target) })
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, redirectSet, err)
	}
	return target, nil
}

// exitRedirect puts the last old target back.
//
// CPython: Lib/contextlib.py:407-408 _RedirectStream.__exit__
func (m *module) exitRedirect(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self := args[0]
	old, err := objects.GetAttr(t, self, nameOldTargets)
	if err == nil {
		old, err = objects.CallMethod(t, old, namePop)
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, redirectAppend, err)
	}
	err = m.withStream(t, self, func(name *objects.Str) error { return objects.SetAttr(t, m.sys, name, old) })
	if err != nil {
		return Object{}, fn.Trace(t, args, redirectSet, err)
	}
	return objects.None, nil
}

// withStream calls f with the name of the stream that self is about.
func (m *module) withStream(t *objects.Thread, self Object, f func(name *objects.Str) error) error {
	v, err := objects.GetAttr(t, self, nameStream)
	if err != nil {
		return err
	}
	name := objects.AsStr(v)
	if name == nil {
		return objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", v.Type().Name200())
	}
	return f(t.Interp.InternStr(name))
}
