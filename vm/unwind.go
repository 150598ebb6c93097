package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// unwind raises err at the instruction before pc: it goes to the innermost handler that covers it, in f or in the frames that the
// eval loop called f from. nil means that run is left.
func (m *machine) unwind(f *frame, pc unsafe.Pointer, err error) (*frame, unsafe.Pointer) {
	f.pc = pc
	return m.propagate(f, objects.AsExc(m.t, err), true)
}

// reraise raises exc again, without noting f in its traceback once more.
func (m *machine) reraise(f *frame, pc unsafe.Pointer, exc *objects.Exception) (*frame, unsafe.Pointer) {
	f.pc = pc
	return m.propagate(f, exc, false)
}

func (m *machine) propagate(f *frame, exc *objects.Exception, note bool) (*frame, unsafe.Pointer) {
	var entry *objects.Traceback // to be used for the next frame
	for {
		word := f.code.word(f.pc)
		var handler *code.ExceptionEntry
		if !exc.Hard() {
			entries := f.code.code.Exceptions
			for i := range entries {
				if e := &entries[i]; e.Start <= word && word < e.End {
					handler = e
					break
				}
			}
		}
		if note {
			if handler == nil && f.obj == nil && f.flags&frameHeap == 0 {
				entry = m.addLast(f, word, exc)
			} else {
				if entry == nil {
					entry = new(objects.Traceback)
				}
				entry.Type, entry.Next, entry.Frame, entry.Lasti = &objects.TracebackType, exc.Traceback, Of(m.frameObject(f)), int32(2*word)
				exc.Traceback, entry = entry, nil
			}
		}
		hasLine := note || f.code.code.Lookup(word).Line > 0
		note = true
		if handler != nil {
			if hasLine {
				f.raised = int32(word)
			}
			*reg(f.regs, handler.Reg) = Of(exc)
			return f, unsafe.Add(f.code.start, handler.Handler*8)
		}
		if !hasLine {
			// Code without a line raised it again: f_lineno stays where it was raised last.
			f.pc = unsafe.Add(f.code.start, (uintptr(f.raised)+1)*8)
		}
		flags, prev := f.flags, f.prev
		if flags&frameHeap != 0 {
			m.genFinish(f.gen)
		} else {
			f.endEager()
			f.aux = Object{}
			m.finish(f)
		}
		m.cur = prev
		if flags&frameEntry != 0 {
			m.err, m.ret = exc, Object{}
			return nil, nil
		}
		if flags&frameTail != 0 {
			m.leaveTail(prev, exc)
		}
		f = prev
		if flags&frameGenFrom != 0 {
			f.delegate(Object{})
		}
	}
}

// addTraceback puts an entry for f before exc's traceback.
//
// CPython: Python/traceback.c PyTraceBack_Here
func (m *machine) addTraceback(f *frame, exc *objects.Exception) {
	word := f.code.word(f.pc)
	exc.Traceback = objects.NewTraceback(exc.Traceback, Of(m.frameObject(f)), 2*word, 0)
}

// raise executes a raise statement.
//
// CPython: Python/ceval.c do_raise
func (m *machine) raise(f *frame, pc unsafe.Pointer, value, cause Object) (*frame, unsafe.Pointer) {
	t := m.t
	if value.Ref == nil {
		exc := t.Handled()
		if exc == nil {
			return m.unwind(f, pc, objects.Errorf(t, &objects.ExcRuntimeError, "No active exception to reraise"))
		}
		f.pc = pc
		return m.propagate(f, exc, false)
	}
	exc, err := m.makeException(value, "exceptions must derive from BaseException")
	if err != nil {
		return m.unwind(f, pc, err)
	}
	if cause.Ref != nil {
		if cause == objects.None {
			exc.Cause = nil
		} else {
			c, err := m.makeException(cause, "exception causes must derive from BaseException")
			if err != nil {
				return m.unwind(f, pc, err)
			}
			exc.Cause = c
		}
		exc.SuppressContext = true
	}
	return m.unwind(f, pc, objects.Raise(t, exc))
}

// makeException gives the exception that value is, or an instance if it is a class.
func (m *machine) makeException(value Object, message string) (*objects.Exception, error) {
	if e := objects.AsException(value); e != nil {
		return e, nil
	}
	if typ := objects.AsType(value); typ != nil && typ.Flags&objects.ExceptionSubclass != 0 {
		v, err := objects.CallArgs(m.t, value)
		if err != nil {
			return nil, err
		}
		if e := objects.AsException(v); e != nil {
			return e, nil
		}
		r, err := objects.Repr(m.t, value)
		if err != nil {
			return nil, err
		}
		return nil, objects.TypeErrorf(m.t, "calling %s should have returned an instance of BaseException, not %s", r.String(), objects.TypeOf(v).Name200())
	}
	return nil, objects.TypeErrorf(m.t, "%s", message)
}

// matchException tells whether exc is caught by class, a class or tuple of classes.
//
// CPython: Python/ceval.c _PyEval_CheckExceptTypeValid
func (m *machine) matchException(exc *objects.Exception, class Object) (bool, error) {
	if typ := objects.AsType(class); typ != nil && typ.Flags&objects.ExceptionSubclass != 0 {
		return exc.Type.IsSubtype(typ), nil
	}
	tuple := objects.AsTuple(class)
	if tuple == nil {
		return false, objects.TypeErrorf(m.t, "catching classes that do not inherit from BaseException is not allowed")
	}
	for _, c := range tuple.Items {
		if typ := objects.AsType(c); typ == nil || typ.Flags&objects.ExceptionSubclass == 0 {
			return false, objects.TypeErrorf(m.t, "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	for _, c := range tuple.Items {
		if exc.Type.IsSubtype(objects.AsType(c)) {
			return true, nil
		}
	}
	return false, nil
}

// matchGroup splits exc for except*.
func (m *machine) matchGroup(exc, class Object) (match, rest Object, err error) {
	if exc == objects.None {
		return objects.None, objects.None, nil
	}
	types := []Object{class}
	if tuple := objects.AsTuple(class); tuple != nil {
		types = tuple.Items
	}
	for _, c := range types {
		typ := objects.AsType(c)
		if typ == nil || typ.Flags&objects.ExceptionSubclass == 0 {
			return Object{}, Object{}, objects.TypeErrorf(m.t, "catching classes that do not inherit from BaseException is not allowed")
		}
		if typ.IsSubtype(&objects.ExcBaseExceptionGroup) {
			return Object{}, Object{}, objects.TypeErrorf(m.t, "catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
	}
	match, rest, err = objects.ExceptionGroupMatch(m.t, exc, class)
	if err == nil && match != objects.None {
		m.t.Exc.Exc = objects.AsException(match)
	}
	return match, rest, err
}

// jump goes distance words on from pc. Going back it handles first what asked for attention.
func (m *machine) jump(f *frame, pc unsafe.Pointer, distance int) (*frame, unsafe.Pointer) {
	if distance < 0 && m.t.Breaker.Load() != 0 {
		if err := m.t.Runtime.Poll(m.t); err != nil {
			return m.unwind(f, pc, err)
		}
	}
	return f, unsafe.Add(pc, distance*8)
}

// compareJump jumps by distance words where a op b is want.
func (m *machine) compareJump(f *frame, pc unsafe.Pointer, a, b Object, op objects.CompareOp, want bool, distance int) (*frame, unsafe.Pointer) {
	r, err := objects.RichCompare(m.t, a, b, op)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	truth, err := objects.Truth(m.t, r)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	if truth != want {
		return f, pc
	}
	return m.jump(f, pc, distance)
}
