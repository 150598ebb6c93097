// Package marshal is the marshal module: values to and from bytes. The format is CPython's version 5; code objects have a layout
// of our own.
//
//py:module marshal
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package marshal

import (
	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

const version = 5

// Module declares the marshal module.
var Module = objects.ModuleDef{
	Name: "marshal",
	Doc: "This module contains functions that can read and write Python values in\n" +
		"a binary format. The format is specific to Python, but independent of\n" +
		"machine architecture issues.",
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "version", objects.NewInt(version))
		return nil
	},
}

// Return the bytes object that would be written to a file by dump(value, file).
//
//	value
//	  Must be a supported type.
//	version
//	  Indicates the data format that dumps should use.
//
//py:def dumps(value, version=5, /, *, allow_code=True)
func dumps(t *objects.Thread, value objects.Object, v int32, allowCode bool) (objects.Object, error) {
	w := writer{t: t, version: int(v), allowCode: allowCode}
	if v >= 3 {
		w.refs = map[Object]int{}
	}
	if err := w.object(value); err != nil {
		return objects.Object{}, err
	}
	return objects.NewBytes(w.b), nil
}

// Write the value on the open file.
//
//	value
//	  Must be a supported type.
//	file
//	  Must be a writeable binary file.
//	version
//	  Indicates the data format that dump should use.
//
//py:def dump(value, file, version=5, /, *, allow_code=True)
func dump(t *objects.Thread, value, file objects.Object, v int32, allowCode bool) (objects.Object, error) {
	b, err := dumps(t, value, v, allowCode)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.CallMethod(t, file, t.Interp.Intern("write"), b)
}

// Convert the bytes-like object to a value.
//
//py:def loads(bytes, /, *, allow_code=True)
func loads(t *objects.Thread, data []byte, allowCode bool) (objects.Object, error) {
	r := reader{t: t, b: data, allowCode: allowCode}
	return r.top()
}

// LoadCode reads a code object that dumps wrote for this very machine: it is not verified. It gets the file name.
func LoadCode(t *objects.Thread, data []byte, filename *objects.Str) (*objects.Code, error) {
	r := reader{t: t, b: data, allowCode: true, trusted: true, filename: t.Interp.InternStr(filename)}
	o, err := r.top()
	if err != nil {
		return nil, err
	}
	if o.Type() != &objects.CodeType {
		return nil, objects.TypeErrorf(t, "not a code object")
	}
	return (*objects.Code)(o.Ref), nil
}

// Read one value from the open file and return it.
//
//py:def load(file, /, *, allow_code=True)
func load(t *objects.Thread, file objects.Object, allowCode bool) (objects.Object, error) {
	// Values do not say how long they are: read as many bytes as each part needs.
	r := reader{t: t, file: file, allowCode: allowCode}
	return r.top()
}
