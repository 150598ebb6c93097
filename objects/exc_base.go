package objects

import "unsafe"

//py:type BaseException ExcBaseException

var nameNotes = StaticName("__notes__")

func setupBaseException() {
	t := &ExcBaseException
	t.Flags |= HasInstDict | ExceptionSubclass
	t.Layout = LayoutWithDict[Exception](exceptionAttrs)
	t.Slots = Slots{
		New: baseExceptionNew, Init: baseExceptionInit,
		Repr: baseExceptionRepr, Str: baseExceptionStr,
		Traverse: traverseException,
	}
	t.Methods = baseExceptionMethods
	t.GetSets = baseExceptionGetSets
	ExcKeyError.Slots.Str = keyErrorStr
}

func traverseException(o Object, visit func(Object)) {
	e := cast[Exception](o)
	if e.arg0.Ref != nil {
		visit(e.arg0)
	}
	if e.args != nil {
		visit(Of(e.args))
	}
	if e.Context != nil {
		visit(Of(e.Context))
	}
	if e.Cause != nil {
		visit(Of(e.Cause))
	}
	if e.Traceback != nil {
		visit(Of(e.Traceback))
	}
}

// visitFields visits the ones of fields that have a value.
func visitFields(visit func(Object), fields ...Object) {
	for _, f := range fields {
		if f.Ref != nil {
			visit(f)
		}
	}
}

// setArgs stores a copy of args.
func (e *Exception) setArgs(args []Object) {
	if len(args) == 1 {
		e.arg0, e.args = args[0], nil
	} else {
		e.arg0, e.args = Object{}, TupleFrom(args)
	}
}

// numArgs gives the length of args.
func (e *Exception) numArgs() int {
	switch {
	case e.args != nil:
		return len(e.args.Items)
	case e.arg0.Ref != nil:
		return 1
	}
	return 0
}

// CPython: Objects/exceptions.c BaseException_new
func baseExceptionNew(_ *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	o := NewInstance(cls)
	cast[Exception](o).setArgs(args[:len(args)-kwCount(kwnames)])
	return o, nil
}

// CPython: Objects/exceptions.c BaseException_init
func baseExceptionInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) > 0 {
		return noKeywordsFor(t, TypeOf(self))
	}
	cast[Exception](self).setArgs(args)
	return nil
}

func noKeywordsFor(t *Thread, typ *Type) error {
	return TypeErrorf(t, "%.200s() takes no keyword arguments", typ.Name200())
}

// CPython: Objects/exceptions.c BaseException_str
func baseExceptionStr(t *Thread, o Object) (Object, error) {
	e := cast[Exception](o)
	var s *Str
	var err error
	switch e.numArgs() {
	case 0:
		return NewStr(""), nil
	case 1:
		s, err = ToStr(t, e.Args().Items[0])
	default:
		s, err = ToStr(t, Of(e.args))
	}
	return ObjectOrNull(s), err
}

// CPython: Objects/exceptions.c BaseException_repr
func baseExceptionRepr(t *Thread, o Object) (Object, error) {
	e := cast[Exception](o)
	name := e.Type.ShortName()
	if e.numArgs() == 1 {
		s, err := Repr(t, e.Args().Items[0])
		if err != nil {
			return Object{}, err
		}
		return NewStr(name + "(" + s.s + ")"), nil
	}
	s, err := Repr(t, Of(e.Args()))
	if err != nil {
		return Object{}, err
	}
	return NewStr(name + s.s), nil
}

// keyErrorStr shows the key by its repr, so that an empty one can be seen.
//
// CPython: Objects/exceptions.c KeyError_str
func keyErrorStr(t *Thread, o Object) (Object, error) {
	if e := cast[Exception](o); e.numArgs() == 1 {
		s, err := Repr(t, e.Args().Items[0])
		return ObjectOrNull(s), err
	}
	return baseExceptionStr(t, o)
}

// ownDict gives the attributes of e as a dict, nil if it has none.
func (e *Exception) ownDict(t *Thread) *Dict {
	if e.attrs == nil {
		return nil
	}
	if d := t.instanceDict(Of(e)); d.Len() > 0 {
		return d
	}
	return nil
}

// CPython: Objects/exceptions.c BaseException___reduce___impl
//
//py:def BaseException.__reduce__(self, /)
func baseExceptionReduce(t *Thread, e *Exception) Object {
	return reduceException(t, e, e.Args(), e.ownDict(t))
}

func reduceException(_ *Thread, e *Exception, args *Tuple, state *Dict) Object {
	if state != nil {
		return NewTuple(Of(e.Type), Of(args), Of(state))
	}
	return NewTuple(Of(e.Type), Of(args))
}

// CPython: Objects/exceptions.c BaseException___setstate___impl
//
//py:def BaseException.__setstate__(self, state, /)
func baseExceptionSetState(t *Thread, e *Exception, state Object) error {
	if state == None {
		return nil
	}
	d := AsDict(state)
	if d == nil {
		return TypeErrorf(t, "state is not a dictionary")
	}
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			return nil
		}
		name := AsStr(k)
		if name == nil {
			return TypeErrorf(t, "attribute name must be string, not '%.200s'", TypeOf(k).Name200())
		}
		if err := SetAttr(t, Of(e), name, v); err != nil {
			return err
		}
		pos = next
	}
}

// Set self.__traceback__ to tb and return self.
//
//py:def BaseException.with_traceback(self, tb, /)
func baseExceptionWithTraceback(t *Thread, e *Exception, tb Object) (Object, error) {
	return Of(e), baseExceptionSetTraceback(t, e, tb)
}

// Add a note to the exception
//
// CPython: Objects/exceptions.c BaseException_add_note_impl
//
//py:def BaseException.add_note(self, note, /)
func baseExceptionAddNote(t *Thread, e *Exception, note *Str) error {
	notes, err := LookupAttr(t, Of(e), nameNotes)
	if err != nil {
		return err
	}
	if notes.Ref == nil {
		return SetAttr(t, Of(e), nameNotes, Of(NewList([]Object{Of(note)})))
	}
	l := AsList(notes)
	if l == nil {
		return TypeErrorf(t, "Cannot add note: __notes__ is not a list")
	}
	l.Items = append(l.Items, Of(note))
	return nil
}

//py:get BaseException.args
func baseExceptionArgs(e *Exception) *Tuple { return e.Args() }

//py:set BaseException.args
func baseExceptionSetArgs(t *Thread, e *Exception, v Object) error {
	if v.Ref == nil {
		return TypeErrorf(t, "args may not be deleted")
	}
	items, err := ToSlice(t, v)
	if err != nil {
		return err
	}
	e.SetArgs(TupleFrom(items))
	return nil
}

//py:get BaseException.__traceback__
func baseExceptionTraceback(e *Exception) Object { return ObjectOrNone(e.Traceback) }

//py:set BaseException.__traceback__
func baseExceptionSetTraceback(t *Thread, e *Exception, v Object) error {
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "__traceback__ may not be deleted")
	case v == None:
		e.Traceback = nil
	case TypeOf(v) == &TracebackType:
		e.Traceback = cast[Traceback](v)
	default:
		return TypeErrorf(t, "__traceback__ must be a traceback or None")
	}
	return nil
}

//py:get BaseException.__context__
func baseExceptionContext(e *Exception) Object { return ObjectOrNone(e.Context) }

//py:set BaseException.__context__
func baseExceptionSetContext(t *Thread, e *Exception, v Object) error {
	c := AsException(v)
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "__context__ may not be deleted")
	case c == nil && v != None:
		return TypeErrorf(t, "exception context must be None or derive from BaseException")
	}
	e.Context = c
	return nil
}

//py:get BaseException.__cause__
func baseExceptionCause(e *Exception) Object { return ObjectOrNone(e.Cause) }

//py:set BaseException.__cause__
func baseExceptionSetCause(t *Thread, e *Exception, v Object) error {
	c := AsException(v)
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "__cause__ may not be deleted")
	case c == nil && v != None:
		return TypeErrorf(t, "exception cause must be None or derive from BaseException")
	}
	e.SetCause(c)
	return nil
}

// SetCause sets __cause__, nil for None, and with it __suppress_context__.
func (e *Exception) SetCause(cause *Exception) { e.Cause, e.SuppressContext = cause, true }

//py:get BaseException.__suppress_context__
func baseExceptionSuppressContext(e *Exception) bool { return e.SuppressContext }

//py:set BaseException.__suppress_context__
func baseExceptionSetSuppressContext(t *Thread, e *Exception, v Object) error {
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "can't delete numeric/char attribute")
	case TypeOf(v) != &BoolType:
		return TypeErrorf(t, "attribute value type must be bool")
	}
	e.SuppressContext = v == True
	return nil
}

//py:get BaseException.__dict__
func baseExceptionDict(t *Thread, e *Exception) *Dict { return t.instanceDict(Of(e)) }

//py:set BaseException.__dict__
func baseExceptionSetDict(t *Thread, e *Exception, v Object) error {
	if v.Ref == nil {
		return TypeErrorf(t, "cannot delete __dict__")
	}
	d := AsDict(v)
	if d == nil {
		return TypeErrorf(t, "__dict__ must be set to a dictionary, not a '%.200s'", TypeOf(v).Name200())
	}
	t.SetInstanceDict(Of(e), d)
	return nil
}

// objectMember is an attribute that is the Object at an offset, None where that has no value.
func objectMember(name string, offset uintptr, doc string) GetSetDef {
	d := readOnlyMember(name, offset, doc)
	d.Set = func(_ *Thread, self, v Object) error {
		*(*Object)(unsafe.Add(self.Ref, offset)) = v
		return nil
	}
	return d
}

// readOnlyMember is objectMember that cannot be set.
func readOnlyMember(name string, offset uintptr, doc string) GetSetDef {
	return GetSetDef{Name: name, Doc: doc,
		Get: func(_ *Thread, self Object) (Object, error) {
			return (*(*Object)(unsafe.Add(self.Ref, offset))).OrNone(), nil
		},
		Set: notWritable}
}

func notWritable(t *Thread, _, _ Object) error {
	return Errorf(t, &ExcAttributeError, "readonly attribute")
}

// intMember is an attribute that is the Go int at an offset.
func intMember(name string, offset uintptr, doc string) GetSetDef {
	return GetSetDef{Name: name, Doc: doc,
		Get: func(_ *Thread, self Object) (Object, error) {
			return NewInt(int64(*(*int)(unsafe.Add(self.Ref, offset)))), nil
		},
		Set: func(t *Thread, self, v Object) error {
			if v.Ref == nil {
				return TypeErrorf(t, "can't delete numeric/char attribute")
			}
			_, big, ok := IntValue(v)
			if !ok {
				return TypeErrorf(t, "an integer is required")
			}
			if big != nil {
				return OverflowErrorf(t, "Python int too large to convert to C ssize_t")
			}
			i, _, _ := IntValue(v)
			*(*int)(unsafe.Add(self.Ref, offset)) = int(i)
			return nil
		}}
}
