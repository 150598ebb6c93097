package vm

import (
	"fmt"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// genNext is __next__ of generators and of coroutine wrappers.
func genNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	v, done, err := machineOf(t).resume((*Generator)(o.Ref), objects.None)
	return genResult(t, v, done, err)
}

// genResult makes of a result the StopIteration that carries it; null alone stands for one without value.
func genResult(t *objects.Thread, v objects.Object, done bool, err error) (objects.Object, error) {
	if err != nil {
		return objects.Object{}, err
	}
	if !done {
		return v, nil
	}
	if v == objects.None {
		return objects.Object{}, nil
	}
	return objects.Object{}, objects.NewStopIteration(t, v)
}

// genSendSlot is the Send slot.
func genSendSlot(t *objects.Thread, o, v objects.Object) (objects.Object, bool, error) {
	return machineOf(t).resume((*Generator)(o.Ref), v)
}

func sendResult(t *objects.Thread, v objects.Object, done bool, err error) (objects.Object, error) {
	v, err = genResult(t, v, done, err)
	if err == nil && v.Ref == nil {
		err = objects.NewStopIteration(t, objects.Object{})
	}
	return v, err
}

// Send 'arg' into generator, return next yielded value or raise StopIteration.
//
//py:def generator.send(self, arg, /)
func genSend(t *objects.Thread, g *Generator, arg objects.Object) (objects.Object, error) {
	v, done, err := machineOf(t).resume(g, arg)
	return sendResult(t, v, done, err)
}

// Raise exception in generator, return next yielded value or raise StopIteration.
//
//py:def generator.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func genThrow(t *objects.Thread, g *Generator, typ, val, tb objects.Object) (objects.Object, error) {
	v, done, err := machineOf(t).throwArgs(g, thrown{typ, val, tb})
	return sendResult(t, v, done, err)
}

// throwArgs is throw with the arguments that a method was called with.
//
// CPython: Objects/genobject.c gen_throw
func (m *machine) throwArgs(g *Generator, what thrown) (objects.Object, bool, error) {
	if what.val.Ref != nil {
		if err := objects.Warn(m.t, &objects.ExcDeprecationWarning, 1, "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead."); err != nil {
			return objects.Object{}, false, err
		}
	}
	return m.throw(g, what)
}

// matches reports whether the exception is, or will be, of class typ.
//
// CPython: Python/errors.c PyErr_GivenExceptionMatches
func (w thrown) matches(typ *objects.Type) bool {
	if cls := objects.AsType(w.typ); cls != nil {
		return cls.IsSubtype(typ)
	}
	return objects.AsException(w.typ) != nil && w.typ.Type().IsSubtype(typ)
}

// exception makes an exception of the arguments of throw().
//
// CPython: Objects/genobject.c _gen_throw
func (w thrown) exception(t *objects.Thread) (*objects.Exception, error) {
	typ, val, tb := w.typ, w.val, w.tb
	var trace *objects.Traceback
	if tb.Ref != nil && tb != objects.None {
		if tb.Type() != &objects.TracebackType {
			return nil, objects.TypeErrorf(t, "throw() third argument must be a traceback object")
		}
		trace = (*objects.Traceback)(tb.Ref)
	}
	var exc *objects.Exception
	if cls := objects.AsType(typ); cls != nil && cls.Flags&objects.ExceptionSubclass != 0 {
		var v objects.Object
		var err error
		switch {
		case val.Ref == nil || val == objects.None:
			v, err = objects.CallArgs(t, typ)
		case objects.AsException(val) != nil && val.Type().IsSubtype(cls):
			v = val
		case objects.AsTuple(val) != nil:
			v, err = objects.Call(t, typ, objects.AsTuple(val).Items, nil)
		default:
			v, err = objects.CallArgs(t, typ, val)
		}
		// What goes wrong here is raised instead.
		if err != nil {
			return objects.AsExc(t, err), nil
		}
		if exc = objects.AsException(v); exc == nil {
			r, err := objects.Repr(t, typ)
			if err == nil {
				err = objects.TypeErrorf(t, "calling %s should have returned an instance of BaseException, not %s", r.String(), v.Type().Name200())
			}
			return objects.AsExc(t, err), nil
		}
	} else if exc = objects.AsException(typ); exc != nil {
		if val.Ref != nil && val != objects.None {
			return nil, objects.TypeErrorf(t, "instance exception may not have a separate value")
		}
	} else {
		return nil, objects.TypeErrorf(t, "exceptions must be classes or instances deriving from BaseException, not %s", typ.Type().Name200())
	}
	if trace != nil {
		exc.Traceback = trace
	}
	return exc, nil
}

// See PEP 585
//
//py:classmethod generator.__class_getitem__(cls, object, /)
//py:classmethod coroutine.__class_getitem__(cls, object, /)
//py:classmethod async_generator.__class_getitem__(cls, object, /)
func genClassGetItem(t *objects.Thread, cls *objects.Type, object objects.Object) (objects.Object, error) {
	return objects.NewGenericAlias(t, Of(cls), object)
}

// Raise GeneratorExit inside generator.
//
//py:def generator.close(self, /)
func genClose(t *objects.Thread, g *Generator) (objects.Object, error) {
	return machineOf(t).closeValue(g)
}

// True while the frame executes.
//
//py:get generator.gi_running
//py:get coroutine.cr_running
func genRunningAttr(g *Generator) bool { return g.state == genRunning }

// True if started and waiting at a yield.
//
//py:get generator.gi_suspended
//py:get coroutine.cr_suspended
//py:get async_generator.ag_suspended
func genSuspendedAttr(g *Generator) bool { return g.state == genSuspended }

// The frame, None once it has ended.
//
//py:get generator.gi_frame
//py:get coroutine.cr_frame
//py:get async_generator.ag_frame
func genFrame(t *objects.Thread, g *Generator) objects.Object {
	if g.state == genFinished {
		return objects.None
	}
	return Of(machineOf(t).frameObject(&g.f))
}

// The code object.
//
//py:get generator.gi_code
//py:get coroutine.cr_code
//py:get async_generator.ag_code
func genCode(g *Generator) objects.Object { return Of(g.f.code.code) }

// What is being iterated by yield from or awaited, or None.
//
//py:get generator.gi_yieldfrom
//py:get coroutine.cr_await
//py:get async_generator.ag_await
func genDelegate(g *Generator) objects.Object {
	if g.state != genSuspended {
		return objects.None
	}
	return g.delegate.OrNone()
}

// name of the generator
//
//py:get generator.__name__
func genName(g *Generator) objects.Object { return Of(g.name) }

// name of the coroutine
//
//py:get coroutine.__name__
func coroName(g *Generator) objects.Object { return Of(g.name) }

// name of the async generator
//
//py:get async_generator.__name__
func asyncName(g *Generator) objects.Object { return Of(g.name) }

//py:set generator.__name__
//py:set coroutine.__name__
//py:set async_generator.__name__
func genSetName(t *objects.Thread, g *Generator, value objects.Object) error {
	s := objects.AsStr(value)
	if s == nil {
		return objects.TypeErrorf(t, "__name__ must be set to a string object")
	}
	g.name = s
	return nil
}

// qualified name of the generator
//
//py:get generator.__qualname__
func genQualname(g *Generator) objects.Object { return Of(g.qualname) }

// qualified name of the coroutine
//
//py:get coroutine.__qualname__
func coroQualname(g *Generator) objects.Object { return Of(g.qualname) }

// qualified name of the async generator
//
//py:get async_generator.__qualname__
func asyncQualname(g *Generator) objects.Object { return Of(g.qualname) }

//py:set generator.__qualname__
//py:set coroutine.__qualname__
//py:set async_generator.__qualname__
func genSetQualname(t *objects.Thread, g *Generator, value objects.Object) error {
	s := objects.AsStr(value)
	if s == nil {
		return objects.TypeErrorf(t, "__qualname__ must be set to a string object")
	}
	g.qualname = s
	return nil
}

func genRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	g := (*Generator)(o.Ref)
	kind := "generator"
	if g.Type != &GeneratorType {
		kind = g.Type.Name
	}
	return objects.NewStr(fmt.Sprintf("<%s object %s at %p>", kind, g.qualname.String(), o.Ref)), nil
}

func traverseGen(o objects.Object, visit func(objects.Object)) {
	g := (*Generator)(o.Ref)
	visit(Of(g.f.fn))
	if g.native != nil {
		g.native.Traverse(visit)
	}
	for _, v := range g.regs {
		if v.Ref != nil {
			visit(v)
		}
	}
	for _, v := range []objects.Object{g.delegate, g.origin, g.finalizer, objects.ObjectOrNull(g.name), objects.ObjectOrNull(g.qualname), objects.ObjectOrNull(g.f.obj), objects.ObjectOrNull(g.exc.Exc), g.f.aux, g.f.ns} {
		if v.Ref != nil {
			visit(v)
		}
	}
}

// Send 'arg' into coroutine, return next yielded value or raise StopIteration.
//
//py:def coroutine.send(self, arg, /)
func coroSend(t *objects.Thread, g *Generator, arg objects.Object) (objects.Object, error) {
	return genSend(t, g, arg)
}

// Raise exception in coroutine, return next iterated value or raise StopIteration.
//
//py:def coroutine.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func coroThrow(t *objects.Thread, g *Generator, typ, val, tb objects.Object) (objects.Object, error) {
	return genThrow(t, g, typ, val, tb)
}

// Raise GeneratorExit inside coroutine.
//
//py:def coroutine.close(self, /)
func coroClose(t *objects.Thread, g *Generator) (objects.Object, error) { return genClose(t, g) }

// Where the coroutine was created, or None: see sys.set_coroutine_origin_tracking_depth.
//
//py:get coroutine.cr_origin
func coroOrigin(g *Generator) objects.Object { return g.origin.OrNone() }

// coroWrapper is what coroutine.__await__ gives.
//
//py:type coroutine_wrapper
type coroWrapper struct {
	Header
	coro *Generator
}

var coroWrapperType objects.Type

func coroAwait(_ *objects.Thread, o objects.Object) (objects.Object, error) {
	return Of(&coroWrapper{Header{&coroWrapperType}, (*Generator)(o.Ref)}), nil
}

func wrapperNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	return genNext(t, Of((*coroWrapper)(o.Ref).coro))
}

// Send 'arg' into coroutine, return next iterated value or raise StopIteration.
//
//py:def coroutine_wrapper.send(self, arg, /)
func wrapperSend(t *objects.Thread, w *coroWrapper, arg objects.Object) (objects.Object, error) {
	return genSend(t, w.coro, arg)
}

// Raise exception in coroutine, return next iterated value or raise StopIteration.
//
//py:def coroutine_wrapper.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func wrapperThrow(t *objects.Thread, w *coroWrapper, typ, val, tb objects.Object) (objects.Object, error) {
	return genThrow(t, w.coro, typ, val, tb)
}

// Raise GeneratorExit inside coroutine.
//
//py:def coroutine_wrapper.close(self, /)
func wrapperClose(t *objects.Thread, w *coroWrapper) (objects.Object, error) {
	return genClose(t, w.coro)
}

// kind names what g is in messages.
func (g *Generator) kind() string {
	switch g.Type {
	case &CoroutineType:
		return "coroutine"
	case &AsyncGeneratorType:
		return "async generator"
	}
	return "generator"
}
