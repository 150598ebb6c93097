package contextlib

import "github.com/gophersnake/gophersnake/objects"

// Where exceptions leave chdir's methods.
const (
	chdirGetcwd = iota
	chdirChange
)

// defineChdir makes chdir.
//
// CPython: Lib/contextlib.py:802-814 chdir
func (m *module) defineChdir(t *objects.Thread) error {
	_, err := m.class(t, class{
		name: "chdir", line: 802, bases: []*objects.Type{m.abstract}, assigned: []string{"_old_cwd", "path"},
		doc: "Context manager that changes the current directory, of the whole process, for the block.",
		methods: []function{
			{def: "__init__(self, path)", line: 805, call: initChdir},
			{def: "__enter__(self)", line: 809, call: m.enterChdir, spots: []objects.Spot{
				chdirGetcwd: {Line: 810, Column: 29, Text: "os.getcwd()"},
				chdirChange: {Line: 811, Column: 8, Text: "os.chdir(self.path)"},
			}},
			{def: "__exit__(self, *excinfo)", line: 813, call: m.exitChdir, raw: true, spots: []objects.Spot{
				chdirGetcwd: {Line: 814, Column: 17, Text: "self._old_cwd.pop()"},
				chdirChange: {Line: 814, Column: 8, Text: "os.chdir(self._old_cwd.pop())"},
			}},
		},
	})
	return err
}

// initChdir notes the directory. The old ones are a list, so that the manager can be entered within its own block.
//
// CPython: Lib/contextlib.py:805-807 chdir.__init__
func initChdir(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	if err := objects.SetAttr(t, args[0], namePath, args[1]); err != nil {
		return Object{}, err
	}
	return objects.None, objects.SetAttr(t, args[0], nameOldCwd, objects.Of(objects.NewList(nil)))
}

// enterChdir changes the directory.
//
// CPython: Lib/contextlib.py:809-811 chdir.__enter__
func (m *module) enterChdir(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	old, err := objects.GetAttr(t, args[0], nameOldCwd)
	if err == nil {
		var wd Object
		if wd, err = objects.CallMethod(t, m.os, nameGetcwd); err == nil {
			_, err = objects.CallMethod(t, old, nameAppend, wd)
		}
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, chdirGetcwd, err)
	}
	path, err := objects.GetAttr(t, args[0], namePath)
	if err == nil {
		_, err = objects.CallMethod(t, m.os, nameChdir, path)
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, chdirChange, err)
	}
	return objects.None, nil
}

// exitChdir goes back to the last old directory.
//
// CPython: Lib/contextlib.py:813-814 chdir.__exit__
func (m *module) exitChdir(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	old, err := objects.GetAttr(t, args[0], nameOldCwd)
	if err == nil {
		old, err = objects.CallMethod(t, old, namePop)
	}
	if err != nil {
		return Object{}, fn.Trace(t, args[:1], chdirGetcwd, err)
	}
	if _, err = objects.CallMethod(t, m.os, nameChdir, old); err != nil {
		return Object{}, fn.Trace(t, args[:1], chdirChange, err)
	}
	return objects.None, nil
}
