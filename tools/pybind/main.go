// Pybind writes the argument binding of native functions. It reads the Go files of one package for
// directives in doc comments and writes pybind_gen.go beside them: for each function a binder in
// [objects.NativeFunc]'s convention with CPython's error messages, and per type and module the
// tables that hold name, binder, docstring and text signature.
//
// Each package that uses it has, in one of its files,
//
//	//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
//
// and the output is committed; a test of this package says that every one is current. Files under
// build constraints and test files may not hold directives.
//
// # Directives
//
// They stand in a Go function's doc comment, gofmt puts them last. One function may have several.
// TYPE is the Python type's __qualname__, without module; a parameter list is written as in a Python def: defaults, /, *,
// *args, **kw.
//
//	//py:def TYPE.NAME(self, ...)           method
//	//py:classmethod TYPE.NAME(cls, ...)    class method; the Go parameter is *objects.Type or Object
//	//py:staticmethod TYPE.NAME(...)        static method, no self
//	//py:def NAME(...)                      module function
//	//py:new TYPE(cls, ...)                 constructor; first Go parameter *objects.Type
//	//py:init TYPE(self, ...)               initializer
//	//py:get TYPE.NAME                      attribute getter: func([t,] self) result
//	//py:set TYPE.NAME                      attribute setter: func([t,] self, value objects.Object) error,
//	                                        value.IsNull() on deletion; needs a getter
//
// Modifiers, for all the directives of the function they stand on:
//
//	//py:borrow       *args is passed without copying: the function must neither keep nor write it
//	//py:nosig        __text_signature__ is None
//	//py:vectorcall   a constructor that words too many positional arguments as CPython's vectorcalls do
//	//py:sig TEXT     __text_signature__ is TEXT, where the parameter list cannot say it
//	//py:python       see below
//
// In any comment of a file, or on a struct type:
//
//	//py:module NAME          this file's module functions belong to NAME. On the package clause it
//	                          is the default for the package; without, that is the package's name.
//	//py:type TYPE            (on a Go struct) the struct is the layout of instances of TYPE; its type
//	                          object is the variable FooType or fooType for a struct Foo
//	//py:type TYPE GOVAR      elsewhere: the type object of TYPE is the variable GOVAR
//	//py:python               (on a package clause) for every function of the package
//
// Binding and its messages follow Argument Clinic's choice of calling convention: no parameters
// ("list.clear() takes no arguments (1 given)"), exactly one positional-only ("list.append() takes
// exactly one argument (0 given)"), positional-only ("pop expected at most 1 argument, got 2") and
// keywords ("sort() got an unexpected keyword argument 'x'"). py:python asks instead for the rules and
// messages of a function written in Python, for ports of what is Python in CPython
// ("ExitStack.push() missing 1 required positional argument: 'exit'").
// A constructor without keywords takes and drops those meant for a subclass's __init__, and an
// initializer those meant for its __new__.
//
// # Go parameters
//
// The first may be t *objects.Thread (leave it out if unused). Then self (any pointer to the struct, or
// Object; the cast is not checked: descriptors do that), cls, or for a module function optionally
// m *objects.Module. Then one for each parameter, whose type asks for the conversion:
//
//	Object            none (a package may alias objects' types: type Object = objects.Object)
//	*T                the object, of Python type T or a subclass, or TypeError: "f() argument 1 must be
//	                  str, not int". T is a type of package objects, a struct of this package, or
//	                  one of an imported package; AsT (or asT) and TType (or tType) must exist. pybind
//	                  writes asT itself for structs with py:type. With the default None, None gives nil.
//	string            str
//	int               index, as Py_ssize_t            int32, int64     as C int, long
//	uint8...uint64    index, as C uintN_t             SliceIndex       slice bound, see below
//	float64           real number                     bool             truth value
//	rune              str of one character            []byte           bytes-like object, valid for the call only
//	[]Object          *args                           *Dict            **kw, always a fresh dict
//
// A SliceIndex saturates. With a default like 0 or sys.maxsize it must be an int; with None or <missing> for
// default None is 0, or the largest int if the parameter is called stop or end.
//
// Defaults: None, True, False, Ellipsis, numbers, sys.maxsize, plain string and bytes literals, ();
// <unrepresentable> passes the zero Object or nil and stands in the text signature; <missing> does the same but
// leaves no text signature, as functions with optional groups in CPython have none.
//
// A function whose Go signature is already the table's (NativeFunc, NewFunc, InitFunc: args and kwnames) is
// put there as it is, and binds its own arguments.
//
// # Go results
//
// Nothing or error (None), or one of Object, *T, []Object (a tuple), string, bool, int, int32, int64,
// uint8...uint64, float64, optionally followed by error. A nil *T is None. Initializers and setters: error or nothing.
//
// # Docstrings
//
// The doc comment, without directives and the lines "CPython: ..." and "Differs: ..." and what
// continues them. A leading Go function name is dropped: "listAppend adds x" becomes "Adds x".
//
// # Generated names
//
// For a Python type list_iterator the prefix is listIterator:
//
//	listIteratorMethods []MethodDef     listIteratorGetSets []GetSetDef
//	bindListIteratorNew                 NewFunc, from py:new
//	bindListIteratorInit                InitFunc, from py:init
//	listIteratorDoc, ...Signature       docstring and text signature, constants, from py:new or else py:init
//	moduleFunctions []MethodDef         of the package's module
//	mathFunctions                       of a file's own py:module math
//
// The tables are put into a type by a function, as ModuleDef.Init: methods refer to their type, so that
// a variable declared as objects.Type{Methods: ...} would be an initialization cycle.
//
//	var BoxType objects.Type
//
//	func initTypes() {
//		BoxType = objects.Type{Name: "sample.Box", Doc: boxDoc, Methods: boxMethods, GetSets: boxGetSets, ...}
//		BoxType.Slots.New, BoxType.Slots.Init = bindBoxNew, bindBoxInit
//		objects.Ready(&BoxType)
//	}
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// output is the name of the generated file.
const output = "pybind_gen.go"

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: pybind [package directory]")
	}
	flag.Parse()
	dir := "."
	switch flag.NArg() {
	case 0:
	case 1:
		dir = flag.Arg(0)
	default:
		flag.Usage()
		os.Exit(2)
	}
	if err := run(dir); err != nil {
		fmt.Fprintln(os.Stderr, "pybind:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	src, err := generate(dir)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, output)
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, src) {
		return nil
	}
	return os.WriteFile(name, src, 0o644)
}

// generate returns the generated file for the package in dir.
func generate(dir string) ([]byte, error) {
	p, err := scan(dir)
	if err != nil {
		return nil, err
	}
	return emit(p)
}
