package objects

import (
	"sync"
	"unsafe"

	"github.com/gophersnake/gophersnake/vm/code"
)

// Code is a code object: compiled code with its constants made into objects, for one interpreter.
type Code struct {
	Header
	*code.Code
	Constants []Object
	NameStrs  []*Str
	VarStrs   []*Str // names of the local variables, by register
	FreeStrs  []*Str
	CellStrs  []*Str
	NameStr   *Str
	QualStr   *Str
	FileStr   *Str
	// Native is the body where it is written in Go.
	Native *NativeCode
	// Exec is the virtual machine's form of the code: instructions that it may rewrite, and inline caches.
	Exec unsafe.Pointer
}

// Function is a Python function.
type Function struct {
	Header
	attrs       *Overflow
	Code        *Code
	Globals     *Dict
	Builtins    *Dict
	Name        *Str
	Qualname    *Str
	Doc         Object
	Module      Object
	Defaults    *Tuple // nil: none
	KwDefaults  *Dict  // nil: none
	Closure     *Tuple // of cells; nil: none
	Annotations Object // dict, or null while not computed
	Annotate    Object // the function that computes them, None, or null
	TypeParams  *Tuple
	// Exec is the virtual machine's form of the code for these globals.
	Exec unsafe.Pointer
	// Version changes when code or defaults do.
	Version uint32
}

// Method is a function bound to an object.
type Method struct {
	Header
	Func Object
	Self Object
}

// NewMethod binds fn to self.
func NewMethod(fn, self Object) Object {
	return Of(&Method{Header: Header{&MethodType}, Func: fn, Self: self})
}

// NativeFunc is a function written in Go. args begins with the object of a method or the class of a class method. The last
// len(kwnames.Items) args are the values of keywords; kwnames is nil without any. args may alias the register stack: it is not
// written, and copied by who keeps it.
type NativeFunc func(t *Thread, args []Object, kwnames *Tuple) (Object, error)

// MethodKind says how a native function is bound.
type MethodKind uint8

// The kinds of native functions.
const (
	MethodInstance MethodKind = iota // args begins with self
	MethodClass                      // args begins with the class
	MethodStatic                     // no self
	MethodFunction                   // of a module, which is not passed
	MethodModule                     // of a module, which args begins with
)

// MethodDef declares a native function or method; tools/pybind writes tables of them.
type MethodDef struct {
	Name      string
	Fn        NativeFunc
	Kind      MethodKind
	Doc       string
	Signature string // "($self, object, /)"; "" if there is none
}

// GetSetDef declares an attribute computed by native functions.
type GetSetDef struct {
	Name string
	Get  func(t *Thread, self Object) (Object, error)
	Set  func(t *Thread, self, value Object) error // value is null on deletion; nil: read-only
	Doc  string
}

// BuiltinFunction is a native function, or a native method bound to Self.
type BuiltinFunction struct {
	Header
	Def    *MethodDef
	Self   Object // null: none is passed
	Module Object // __module__ (a str) or null; for a module's function the module is ModuleSelf
	Owner  Object // __self__ where Self is null: the module of a function, the class of a static method
}

// MethodDescriptor is a native method as found in its type's dict.
type MethodDescriptor struct {
	Header
	Def   *MethodDef
	Owner *Type
	name  *Str
}

// ClassMethodDescriptor is a native class method as found in its type's dict.
type ClassMethodDescriptor struct {
	Header
	Def   *MethodDef
	Owner *Type
	name  *Str
}

// GetSetDescriptor is a native attribute as found in its type's dict.
type GetSetDescriptor struct {
	Header
	Def   *GetSetDef
	Owner *Type
	name  *Str
}

// MemberDescriptor is the descriptor of a __slots__ entry, or of an attribute that CPython has in a struct.
type MemberDescriptor struct {
	Header
	Owner *Type
	Name  *Str
	Index int // among the values of an instance; -1: def tells how to get it
	def   *GetSetDef
}

// Module is a module object.
type Module struct {
	Header
	attrs *Overflow
	Dict  *Dict
	Name  *Str
	Def   *ModuleDef
	// Executed says that Def.Exec has run.
	Executed bool
	// State is the Go state of a native module.
	State any
}

// ModuleDef declares a native module.
type ModuleDef struct {
	Name      string
	Doc       string
	Functions []MethodDef
	// Init makes the module's static types ready: once in the life of the process, before the first Exec.
	Init func()
	// Exec fills the module of one interpreter.
	Exec func(t *Thread, m *Module) error
	// PythonSource says that the module is Python in CPython: it is in the library too, and can be taken from there.
	PythonSource bool

	once sync.Once
}

// NewModule makes an empty module with the attributes that every module has.
func NewModule(t *Thread, name string) *Module {
	m := &Module{Header: Header{&ModuleType}, Name: t.Interp.Intern(name)}
	m.setDict(NewDict())
	m.Dict.SetStr(nameName, Of(m.Name))
	m.Dict.SetStr(nameDoc, None)
	m.Dict.SetStr(namePackage, None)
	m.Dict.SetStr(nameLoader, None)
	m.Dict.SetStr(nameSpec, None)
	return m
}

// Instantiate makes the native module def for t's interpreter and runs its Exec.
func (def *ModuleDef) Instantiate(t *Thread) (*Module, error) {
	m := NewModule(t, def.Name)
	def.Create(t, m)
	if def.Exec != nil {
		if err := def.Exec(t, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Create puts the functions and the docstring of def into m, without running Exec.
func (def *ModuleDef) Create(t *Thread, m *Module) {
	def.once.Do(func() {
		if def.Init != nil {
			def.Init()
		}
	})
	m.Def = def
	if def.Doc != "" {
		m.Dict.SetStr(nameDoc, NewStr(def.Doc))
	}
	m.AddFunctions(t, def.Functions)
}

// AddFunctions adds native functions to the module.
func (m *Module) AddFunctions(t *Thread, defs []MethodDef) {
	for i := range defs {
		d := &defs[i]
		f := &BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: d, Module: Of(m.Name), Owner: Of(m)}
		if d.Kind == MethodModule {
			f.Self = Of(m)
		}
		m.Dict.SetStr(t.Interp.Intern(d.Name), Of(f))
	}
}

// Add sets an attribute of the module.
func (m *Module) Add(t *Thread, name string, v Object) { m.Dict.SetStr(t.Interp.Intern(name), v) }
