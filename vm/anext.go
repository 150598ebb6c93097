package vm

import "github.com/gophersnake/gophersnake/objects"

// anextAwaitable is what anext(it, default) gives.
//
//py:type anext_awaitable
type anextAwaitable struct {
	Header
	wrapped objects.Object
	def     objects.Object
}

var anextAwaitableType objects.Type

// NewAnextAwaitable makes the awaitable of anext with a default: it drives aw, and StopAsyncIteration gives def.
func (v *VM) NewAnextAwaitable(aw, def Object) Object {
	return Of(&anextAwaitable{Header: Header{Type: &anextAwaitableType}, wrapped: aw, def: def})
}

// iter gives the iterator that the wrapped awaitable drives.
//
// CPython: Objects/iterobject.c anextawaitable_getiter
func (a *anextAwaitable) iter(t *objects.Thread) (Object, error) {
	it, err := machineOf(t).awaitable(a.wrapped)
	if err != nil {
		return Object{}, err
	}
	if g := isExactGen(it); g != nil && g.Type == &CoroutineType {
		return coroAwait(t, it)
	}
	return it, nil
}

// result turns StopAsyncIteration into the default.
func (a *anextAwaitable) result(t *objects.Thread, v Object, err error) (Object, error) {
	if err != nil && objects.Matches(err, &objects.ExcStopAsyncIteration) {
		return Object{}, objects.NewStopIteration(t, a.def)
	}
	return v, err
}

func anextNext(t *objects.Thread, o Object) (Object, error) {
	a := (*anextAwaitable)(o.Ref)
	it, err := a.iter(t)
	if err != nil {
		return Object{}, err
	}
	v, err := it.Type().Slots.IterNext(t, it)
	return a.result(t, v, err)
}

//py:def anext_awaitable.send(self, arg, /)
func anextSend(t *objects.Thread, a *anextAwaitable, arg objects.Object) (objects.Object, error) {
	return a.proxy(t, nameSend, arg)
}

//py:def anext_awaitable.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func anextThrow(t *objects.Thread, a *anextAwaitable, typ, val, tb objects.Object) (objects.Object, error) {
	args := []Object{typ, val, tb}
	for len(args) > 1 && args[len(args)-1].Ref == nil {
		args = args[:len(args)-1]
	}
	return a.proxy(t, nameThrow, args...)
}

//py:def anext_awaitable.close(self, /)
func anextClose(t *objects.Thread, a *anextAwaitable) (objects.Object, error) {
	return a.proxy(t, nameClose)
}

func (a *anextAwaitable) proxy(t *objects.Thread, name *objects.Str, args ...Object) (Object, error) {
	it, err := a.iter(t)
	if err != nil {
		return Object{}, err
	}
	v, err := objects.CallMethod(t, it, name, args...)
	return a.result(t, v, err)
}

func setupAnext() {
	anextAwaitableType = objects.Type{
		Name: "anext_awaitable", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[anextAwaitable](),
		Slots: objects.Slots{
			Await: selfSlot, Iter: selfSlot, IterNext: anextNext,
			Traverse: func(o Object, visit func(Object)) {
				a := (*anextAwaitable)(o.Ref)
				visit(a.wrapped)
				visit(a.def)
			},
		},
		Methods: anextAwaitableMethods,
	}
	objects.Ready(&anextAwaitableType)
}
