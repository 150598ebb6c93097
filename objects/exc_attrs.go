package objects

import (
	"fmt"
	"unsafe"
)

//py:type ImportError ExcImportError
//py:type AttributeError ExcAttributeError
//py:type NameError ExcNameError

// The instances of the classes that keep more than their arguments.
type (
	stopIteration struct {
		Exception
		value Object
	}
	systemExit struct {
		Exception
		code Object
	}
	importError struct {
		Exception
		msg, name, path, nameFrom Object
	}
	attrError struct {
		Exception
		obj, name Object
	}
	nameError struct {
		Exception
		name Object
	}
)

var (
	namePathAttr     = StaticName("path")
	nameNameAttr     = StaticName("name")
	nameNameFromAttr = StaticName("name_from")
	nameArgsAttr     = StaticName("args")
)

func setupExceptionAttrs() {
	t := &ExcStopIteration
	t.Layout = LayoutWithDict[stopIteration](exceptionAttrs)
	t.Slots.Init = stopIterationInit
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		visitFields(visit, cast[stopIteration](o).value)
	}
	t.GetSets = []GetSetDef{objectMember("value", unsafe.Offsetof(stopIteration{}.value), "generator return value")}

	t = &ExcSystemExit
	t.Layout = LayoutWithDict[systemExit](exceptionAttrs)
	t.Slots.Init = systemExitInit
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		visitFields(visit, cast[systemExit](o).code)
	}
	t.GetSets = []GetSetDef{objectMember("code", unsafe.Offsetof(systemExit{}.code), "exception code")}

	t = &ExcImportError
	t.Layout = LayoutWithDict[importError](exceptionAttrs)
	t.Slots.Init = bindImportErrorInit
	t.Slots.Str = importErrorStr
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		e := cast[importError](o)
		visitFields(visit, e.msg, e.name, e.path, e.nameFrom)
	}
	t.Methods = importErrorMethods
	t.GetSets = []GetSetDef{
		objectMember("msg", unsafe.Offsetof(importError{}.msg), "exception message"),
		objectMember("name", unsafe.Offsetof(importError{}.name), "module name"),
		objectMember("path", unsafe.Offsetof(importError{}.path), "module path"),
		objectMember("name_from", unsafe.Offsetof(importError{}.nameFrom), "name imported from module"),
	}

	t = &ExcAttributeError
	t.Layout = LayoutWithDict[attrError](exceptionAttrs)
	t.Slots.Init = bindAttributeErrorInit
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		visitFields(visit, cast[attrError](o).obj, cast[attrError](o).name)
	}
	t.Methods = attributeErrorMethods
	t.GetSets = []GetSetDef{
		objectMember("name", unsafe.Offsetof(attrError{}.name), "attribute name"),
		objectMember("obj", unsafe.Offsetof(attrError{}.obj), "object"),
	}

	t = &ExcNameError
	t.Layout = LayoutWithDict[nameError](exceptionAttrs)
	t.Slots.Init = bindNameErrorInit
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		visitFields(visit, cast[nameError](o).name)
	}
	t.GetSets = []GetSetDef{objectMember("name", unsafe.Offsetof(nameError{}.name), "name")}
}

// setFields sets what classes take from their arguments besides keeping these; newException's substitute for __init__.
func (e *Exception) setFields() {
	switch e.Type {
	case &ExcStopIteration:
		if e.numArgs() > 0 {
			(*stopIteration)(unsafe.Pointer(e)).value = e.Args().Items[0]
		}
	case &ExcSystemExit:
		(*systemExit)(unsafe.Pointer(e)).setCode()
	case &ExcImportError, &ExcModuleNotFoundError:
		(*importError)(unsafe.Pointer(e)).msg = e.arg0
	case &ExcSyntaxError, &ExcIndentationError, &ExcTabError, &ExcIncompleteInputError:
		if e.numArgs() > 0 {
			(*syntaxError)(unsafe.Pointer(e)).msg = e.Args().Items[0]
		}
	}
}

// CPython: Objects/exceptions.c StopIteration_init
func stopIterationInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if err := baseExceptionInit(t, self, args, kwnames); err != nil {
		return err
	}
	e := cast[stopIteration](self)
	e.value = None
	if len(args) > 0 {
		e.value = args[0]
	}
	return nil
}

// CPython: Objects/exceptions.c SystemExit_init
func systemExitInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if err := baseExceptionInit(t, self, args, kwnames); err != nil {
		return err
	}
	cast[systemExit](self).setCode()
	return nil
}

func (e *systemExit) setCode() {
	switch e.numArgs() {
	case 0:
	case 1:
		e.code = e.Args().Items[0]
	default:
		e.code = Of(e.args)
	}
}

// NewStopIteration makes the StopIteration of an iterator that ends with a value; null or None for none. One with a value has no
// context.
//
// CPython: Objects/genobject.c _PyGen_SetStopIterationValue
func NewStopIteration(t *Thread, value Object) *Exception {
	if value.Ref == nil || value == None {
		return NewException(t, &ExcStopIteration)
	}
	return newException(&ExcStopIteration, value)
}

// StopIterationValue gives the value of the StopIteration that err is, None if it is none.
func StopIterationValue(err error) Object {
	if !Matches(err, &ExcStopIteration) {
		return None
	}
	return (*stopIteration)(unsafe.Pointer(err.(*Exception))).value.OrNone()
}

// ExitCode gives the code of a SystemExit.
func (e *Exception) ExitCode() Object {
	if !e.Type.IsSubtype(&ExcSystemExit) {
		return None
	}
	return (*systemExit)(unsafe.Pointer(e)).code.OrNone()
}

// CPython: Objects/exceptions.c ImportError_init
//
//py:init ImportError(self, *args, name=<unrepresentable>, path=<unrepresentable>, name_from=<unrepresentable>)
func importErrorInit(self Object, args []Object, name, path, nameFrom Object) {
	e := cast[importError](self)
	e.setArgs(args)
	e.name, e.path, e.nameFrom, e.msg = name, path, nameFrom, Object{}
	if len(args) == 1 {
		e.msg = args[0]
	}
}

// CPython: Objects/exceptions.c ImportError_str
func importErrorStr(t *Thread, o Object) (Object, error) {
	if e := cast[importError](o); e.msg.Ref != nil && TypeOf(e.msg) == &StrType {
		return e.msg, nil
	}
	return baseExceptionStr(t, o)
}

// CPython: Objects/exceptions.c ImportError_reduce
//
//py:def ImportError.__reduce__(self, /)
func importErrorReduce(t *Thread, self Object) Object {
	e := cast[importError](self)
	return reduceException(t, &e.Exception, e.Args(), stateWith(e.ownDict(t),
		nameNameAttr, e.name, namePathAttr, e.path, nameNameFromAttr, e.nameFrom))
}

// stateWith gives a copy of d, which may be nil, with those fields that have a value: a name and its value each. Without any it
// is d itself.
func stateWith(d *Dict, fields ...any) *Dict {
	copied := false
	for i := 0; i < len(fields); i += 2 {
		v := fields[i+1].(Object)
		if v.Ref == nil {
			continue
		}
		if !copied {
			copied = true
			if d == nil {
				d = NewDict()
			} else {
				d = d.Copy()
			}
		}
		d.SetStr(fields[i].(*Str), v)
	}
	return d
}

// NewImportError makes an ImportError about the module name, found at path; either may be null.
func NewImportError(t *Thread, name, path Object, format string, args ...any) error {
	e := NewException(t, &ExcImportError, NewStr(fmt.Sprintf(format, args...)))
	i := (*importError)(unsafe.Pointer(e))
	i.name, i.path = name, path
	return e
}

// CPython: Objects/exceptions.c AttributeError_init
//
//py:init AttributeError(self, *args, name=<unrepresentable>, obj=<unrepresentable>)
func attributeErrorInit(self Object, args []Object, name, obj Object) {
	e := cast[attrError](self)
	e.setArgs(args)
	e.name, e.obj = name, obj
}

func (e *attrError) state(t *Thread) *Dict {
	return stateWith(e.ownDict(t), nameNameAttr, e.name, nameArgsAttr, Of(e.Args()))
}

//py:def AttributeError.__getstate__(self, /)
func attributeErrorGetState(t *Thread, self Object) Object {
	return ObjectOrNone(cast[attrError](self).state(t))
}

// CPython: Objects/exceptions.c AttributeError_reduce
//
//py:def AttributeError.__reduce__(self, /)
func attributeErrorReduce(t *Thread, self Object) Object {
	e := cast[attrError](self)
	return NewTuple(Of(e.Type), Of(e.Args()), ObjectOrNone(e.state(t)))
}

// attributeError makes the AttributeError for attribute name of o.
func attributeError(t *Thread, o Object, name *Str, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	e := NewException(t, &ExcAttributeError, NewStr(format))
	a := (*attrError)(unsafe.Pointer(e))
	a.obj, a.name = o, Of(name)
	return e
}

// addAttributeContext notes name and o on an AttributeError that has neither, as the lookup of an attribute does with whatever error
// ends it.
//
// CPython: Objects/object.c _PyObject_SetAttributeErrorContext
func addAttributeContext(err error, o Object, name *Str) {
	if !Matches(err, &ExcAttributeError) {
		return
	}
	a := (*attrError)(unsafe.Pointer(err.(*Exception)))
	if a.name.Ref == nil && a.obj.Ref == nil {
		a.name, a.obj = Of(name), o
	}
}

// CPython: Objects/exceptions.c NameError_init
//
//py:init NameError(self, *args, name=<unrepresentable>)
func nameErrorInit(self Object, args []Object, name Object) {
	e := cast[nameError](self)
	e.setArgs(args)
	e.name = name
}

// NewNameError makes a NameError about name.
func NewNameError(t *Thread, name *Str, format string, args ...any) error {
	e := NewException(t, &ExcNameError, NewStr(fmt.Sprintf(format, args...)))
	(*nameError)(unsafe.Pointer(e)).name = Of(name)
	return e
}
