package contextlib

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// exitStack is an instance of _BaseExitStack. Its attribute _exit_callbacks, a deque of pairs, is made when somebody asks for it.
type exitStack struct {
	objects.Header
	attrs     *objects.Overflow
	callbacks []exitCallback
	ready     bool // __init__ ran
}

// exitCallback is an entry of an exit stack: what the original keeps as a pair (is_sync, callback).
type exitCallback struct {
	kind     callbackKind
	async    bool
	callback Object
	self     Object // exitMethod: what callback is bound to
	// exitCall: the arguments, of which the positional ones are in few until somebody wants a tuple, if there are not too many.
	few    [2]Object
	numFew uint8
	args   *objects.Tuple
	kwds   *objects.Dict
}

type callbackKind uint8

const (
	exitFunction callbackKind = iota // called with the details of the exception
	exitMethod                       // the same, as a method of self
	exitCall                         // called with its own arguments: _exit_wrapper's work
)

var stackLayout = objects.LayoutWithDict[exitStack](unsafe.Offsetof(exitStack{}.attrs))

// stackOf gives o's struct; nil where its attributes are to be asked for as any object's.
func stackOf(o Object) *exitStack {
	if !o.Type().LayoutIs(&stackLayout) {
		return nil
	}
	if s := (*exitStack)(o.Ref); s.ready && !s.attrs.Spilled() {
		return s
	}
	return nil
}

func (m *module) push(s *exitStack, c exitCallback) {
	if s.callbacks == nil {
		if s.callbacks, m.spareCallbacks = m.spareCallbacks, nil; s.callbacks == nil {
			s.callbacks = make([]exitCallback, 0, 6)
		}
	}
	s.callbacks = append(s.callbacks, c)
}

// emptied is called when all callbacks of self have been called: their memory goes to the next stack.
func (m *module) emptied(self Object) {
	if s := stackOf(self); s != nil && len(s.callbacks) == 0 && s.callbacks != nil {
		m.spareCallbacks, s.callbacks = s.callbacks, nil
	}
}

func traverseStack(o Object, visit func(Object)) {
	for _, c := range (*exitStack)(o.Ref).callbacks {
		c.traverse(visit)
	}
}

func (c *exitCallback) traverse(visit func(Object)) {
	for _, v := range [...]Object{c.callback, c.self, c.few[0], c.few[1], objects.ObjectOrNull(c.args), objects.ObjectOrNull(c.kwds)} {
		if !v.IsNull() {
			visit(v)
		}
	}
}

// spillStack makes the deque.
func (m *module) spillStack(t *objects.Thread, o Object, d *objects.Dict) {
	s := (*exitStack)(o.Ref)
	if !s.ready {
		return
	}
	callbacks := s.callbacks
	s.callbacks, s.ready = nil, false
	deque, err := objects.CallArgs(t, m.deque)
	if err != nil {
		return
	}
	d.SetStr(nameCallbacks, deque)
	for _, c := range callbacks {
		if fn, err := m.wrapper(t, &c); err == nil {
			_, _ = objects.CallMethod(t, deque, nameAppend, objects.NewTuple(objects.NewBool(!c.async), fn))
		}
	}
}

// wrapper gives what the original keeps as the callback.
func (m *module) wrapper(t *objects.Thread, c *exitCallback) (Object, error) {
	switch c.kind {
	case exitMethod:
		return objects.NewMethod(c.callback, c.self), nil
	case exitCall:
		fn, err := m.wrapCall(t, c)
		if err != nil {
			return Object{}, err
		}
		return objects.Of(fn), objects.SetAttr(t, objects.Of(fn), nameWrapped, c.callback)
	}
	return c.callback, nil
}

// wrapCall makes the _exit_wrapper of a callback with arguments.
func (m *module) wrapCall(t *objects.Thread, c *exitCallback) (*objects.Function, error) {
	if c.args == nil {
		c.args = objects.TupleFrom(c.few[:c.numFew])
	}
	if c.kwds == nil {
		c.kwds = objects.NewDict()
	}
	code := m.callWrapper
	if c.async {
		code = m.asyncCallWrapper
	}
	return m.closure(t, code, objects.Of(c.args), c.callback, objects.Of(c.kwds))
}

// call calls the callback with the details of an exception. The result of a callback that is not for exits counts for nothing.
func (c *exitCallback) call(t *objects.Thread, details []Object) (Object, error) {
	switch c.kind {
	case exitMethod:
		return objects.CallArgs(t, c.callback, c.self, details[0], details[1], details[2])
	case exitCall:
		args := c.few[:c.numFew]
		if c.args != nil {
			args = c.args.Items
		}
		v, err := objects.CallDict(t, c.callback, args, c.kwds)
		if !c.async {
			v = objects.None
		}
		return v, err
	}
	return objects.CallArgs(t, c.callback, details...)
}

// pop takes the last callback from self; ok is false if there is none.
func (m *module) pop(t *objects.Thread, self Object) (c exitCallback, ok bool, err error) {
	if s := stackOf(self); s != nil {
		n := len(s.callbacks)
		if n == 0 {
			return c, false, nil
		}
		c = s.callbacks[n-1]
		s.callbacks[n-1] = exitCallback{}
		s.callbacks = s.callbacks[:n-1]
		return c, true, nil
	}
	callbacks, err := objects.GetAttr(t, self, nameCallbacks)
	if err != nil {
		return c, false, err
	}
	if ok, err = objects.Truth(t, callbacks); err != nil || !ok {
		return c, false, err
	}
	pair, err := objects.CallMethod(t, callbacks, namePop)
	if err != nil {
		return c, false, err
	}
	items, err := objects.ToSlice(t, pair)
	if err != nil {
		return c, false, err
	}
	switch n := len(items); {
	case n < 2:
		return c, false, objects.ValueErrorf(t, "not enough values to unpack (expected 2, got %d)", n)
	case n > 2:
		return c, false, objects.ValueErrorf(t, "too many values to unpack (expected 2, got %d)", n)
	}
	sync, err := objects.Truth(t, items[0])
	return exitCallback{callback: items[1], async: !sync}, err == nil, err
}

// standardMethod is a private method of the stacks that other methods call on self, so that subclasses can have their own.
type standardMethod struct {
	name *objects.Str
	fn   Object
}

// plain gives self's struct if its class and self have nothing but the standard private methods, which need not be called then.
func (m *module) plain(t *objects.Thread, self Object) *exitStack {
	s := stackOf(self)
	if s == nil {
		return nil
	}
	if s.Type != m.plainType || s.Type.Version() != m.plainVersion {
		for _, method := range m.standard {
			if v := t.Lookup(s.Type, method.name); !v.IsNull() && v != method.fn {
				return nil
			}
		}
		m.plainType, m.plainVersion = s.Type, s.Type.Version()
	}
	if s.attrs != nil {
		for _, method := range m.standard {
			if !t.InstanceAttr(self, method.name).IsNull() {
				return nil
			}
		}
	}
	return s
}

// Where exceptions leave the methods of _BaseExitStack. Those with one place use onlySpot.
const (
	popNew = iota
)

const (
	pushCallback = iota
	pushExit
)

const (
	enterContextType = iota
	enterContextEnter
	enterContextPush
)

const (
	callbackWrap = iota
	callbackPush
)

// defineBaseStack makes _BaseExitStack.
//
// CPython: Lib/contextlib.py:472-553 _BaseExitStack
//
// Differs: its instances have a layout of their own, see suppress. _create_exit_wrapper and the like are called only where a subclass or
// the stack itself has others: until somebody looks at _exit_callbacks there is nothing for them to make.
func (m *module) defineBaseStack(t *objects.Thread) (err error) {
	m.callWrapper = m.code(t, "_BaseExitStack._create_cb_wrapper.<locals>.", function{
		def: "_exit_wrapper(exc_type, exc, tb)", line: 481, free: []string{"args", "callback", "kwds"}, call: exitWrapper,
		spots: []objects.Spot{onlySpot: {Line: 482, Column: 12, Text: "callback(*args, **kwds)"}},
	})
	m.baseStack, err = m.class(t, class{
		name: "_BaseExitStack", line: 472, doc: "What ExitStack and AsyncExitStack have in common.", assigned: []string{"_exit_callbacks"},
		methods: []function{
			{def: "_create_exit_wrapper(cm, cm_exit)", line: 475, call: createExitWrapper, kind: staticMethod,
				spots: []objects.Spot{onlySpot: {Line: 477, Column: 15, Text: "MethodType(cm_exit, cm)"}}},
			{def: "_create_cb_wrapper(callback, /, *args, **kwds)", line: 479, call: m.createCallWrapper, kind: staticMethod},
			{def: "__init__(self)", line: 485, call: m.initStack, make: makeStack},
			{def: "pop_all(self)", line: 488, call: m.popAll, doc: "Move the callbacks to a new stack, and return that.",
				spots: []objects.Spot{popNew: {Line: 490, Column: 20, Text: "type(self)()"}}},
			{def: "push(self, exit)", line: 495, call: m.pushExit, doc: `Register a callback that is called as an __exit__ method is.

It can suppress exceptions as __exit__ can. For an object with an
__exit__ method, that is registered, and nothing entered.
`,
				spots: []objects.Spot{
					pushCallback: {Line: 510, Column: 12, Text: "self._push_exit_callback(exit)"},
					pushExit:     {Line: 512, Column: 12, Text: "self._push_cm_exit(exit, exit_method)"},
				}},
			{def: "enter_context(self, cm)", line: 515, call: m.enterContext, doc: `Enter a context manager, register its __exit__, and return the result of __enter__.

Nothing is registered if entering fails.
`,
				spots: []objects.Spot{
					enterContextType: {Line: 528, Column: 12, Text: `raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                            f"not support the context manager protocol") from None`},
					enterContextEnter: {Line: 530, Column: 17, Text: "_enter(cm)"},
					enterContextPush:  {Line: 531, Column: 8, Text: "self._push_cm_exit(cm, _exit)"},
				}},
			{def: "callback(self, callback, /, *args, **kwds)", line: 534, call: m.callback, raw: true, doc: `Register a callback that is called with the given arguments.

It cannot suppress exceptions.
`,
				spots: []objects.Spot{
					callbackWrap: {Line: 539, Column: 24, Text: "self._create_cb_wrapper(callback, *args, **kwds)"},
					callbackPush: {Line: 544, Column: 8, Text: "self._push_exit_callback(_exit_wrapper)"},
				}},
			{def: "_push_cm_exit(self, cm, cm_exit)", line: 547, call: m.pushManagerExit, doc: "Register an __exit__ method.",
				spots: []objects.Spot{
					callbackWrap: {Line: 549, Column: 24, Text: "self._create_exit_wrapper(cm, cm_exit)"},
					callbackPush: {Line: 550, Column: 8, Text: "self._push_exit_callback(_exit_wrapper, True)"},
				}},
			{def: "_push_exit_callback(self, callback, is_sync=True)", line: 552, call: m.pushPair, defaults: []Object{objects.True},
				spots: []objects.Spot{onlySpot: {Line: 553, Column: 8, Text: "self._exit_callbacks.append((is_sync, callback))"}}},
		},
	})
	if err != nil {
		return err
	}
	m.baseStack.SetNativeFields(stackLayout, traverseStack, &objects.NativeFields{Names: []*objects.Str{nameCallbacks}, Spill: m.spillStack})
	m.keepStandard(t, m.baseStack, nameCreateExit, nameCreateCall, namePushExit, namePushCallback)
	return nil
}

// keepStandard notes the methods of typ that a plain stack has.
func (m *module) keepStandard(t *objects.Thread, typ *objects.Type, names ...*objects.Str) {
	for _, name := range names {
		m.standard = append(m.standard, standardMethod{name, t.Lookup(typ, name)})
	}
}

// createExitWrapper binds an exit method.
//
// CPython: Lib/contextlib.py:475-477 _BaseExitStack._create_exit_wrapper; Lib/contextlib.py:644-646 AsyncExitStack._create_async_exit_wrapper
func createExitWrapper(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	v, err := objects.CallArgs(t, objects.Of(&objects.MethodType), args[1], args[0])
	if err != nil {
		err = fn.Trace(t, args, onlySpot, err)
	}
	return v, err
}

// createCallWrapper makes a function with the signature of __exit__ that calls a callback.
//
// CPython: Lib/contextlib.py:479-483 _BaseExitStack._create_cb_wrapper
func (m *module) createCallWrapper(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	fn, err := m.wrapCall(t, &exitCallback{callback: args[0], args: objects.AsTuple(args[1]), kwds: objects.AsDict(args[2])})
	if err != nil {
		return Object{}, err
	}
	return objects.Of(fn), nil
}

// exitWrapper is such a function.
//
// CPython: Lib/contextlib.py:481-482 _BaseExitStack._create_cb_wrapper._exit_wrapper
func exitWrapper(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	_, err := objects.CallDict(t, fn.Free(1), objects.AsTuple(fn.Free(0)).Items, objects.AsDict(fn.Free(2)))
	if err != nil {
		return Object{}, fn.Trace(t, args, onlySpot, err)
	}
	return objects.None, nil
}

// makeStack makes an empty stack.
func makeStack(typ *objects.Type, args []Object) Object {
	if len(args) != 0 || !typ.LayoutIs(&stackLayout) {
		return Object{}
	}
	return objects.Of(&exitStack{Header: objects.Header{Type: typ}, ready: true})
}

// initStack initializes an empty stack.
//
// CPython: Lib/contextlib.py:485-486 _BaseExitStack.__init__
func (m *module) initStack(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self := args[0]
	if self.Type().LayoutIs(&stackLayout) {
		if s := (*exitStack)(self.Ref); !s.attrs.Spilled() {
			s.callbacks, s.ready = nil, true
			return objects.None, nil
		}
	}
	return objects.None, m.emptyDeque(t, self)
}

// emptyDeque gives self, which is no plain stack, an empty deque.
func (m *module) emptyDeque(t *objects.Thread, self Object) error {
	deque, err := objects.CallArgs(t, m.deque)
	if err != nil {
		return err
	}
	return objects.SetAttr(t, self, nameCallbacks, deque)
}

// popAll moves the callbacks to a new stack.
//
// CPython: Lib/contextlib.py:488-493 _BaseExitStack.pop_all
func (m *module) popAll(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self := args[0]
	other, err := objects.CallArgs(t, objects.Of(self.Type()))
	if err != nil {
		return Object{}, fn.Trace(t, args, popNew, err)
	}
	if from, to := stackOf(self), stackOf(other); from != nil && to != nil && from != to {
		to.callbacks, from.callbacks = from.callbacks, nil
		return other, nil
	}
	callbacks, err := objects.GetAttr(t, self, nameCallbacks)
	if err == nil {
		if err = objects.SetAttr(t, other, nameCallbacks, callbacks); err == nil {
			err = m.emptyDeque(t, self)
		}
	}
	return other.Or(err)
}

// typeAttr is getattr(type(o), name): found is false where that raises AttributeError, which is err then.
func typeAttr(t *objects.Thread, o Object, name *objects.Str) (v Object, found bool, err error) {
	typ := o.Type()
	if v = t.Lookup(typ, name); !v.IsNull() && v.Type() == &objects.FunctionType && t.Lookup(typ.Header.Type, name).IsNull() {
		return v, true, nil
	}
	v, err = objects.GetAttr(t, objects.Of(typ), name)
	if err == nil {
		return v, true, nil
	}
	return Object{}, !objects.Matches(err, &objects.ExcAttributeError), err
}

// pushExit registers an exit callback, or the __exit__ of a context manager, which is looked up on the type as with does.
//
// CPython: Lib/contextlib.py:495-513 _BaseExitStack.push
func (m *module) pushExit(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, exit := args[0], args[1]
	method, found, err := typeAttr(t, exit, nameExit)
	switch {
	case !found:
		if s := m.plain(t, self); s != nil {
			m.push(s, exitCallback{callback: exit})
			return exit, nil
		}
		err = pushOther(t, fn, args, err, exit)
	case err == nil:
		err = m.pushMethod(t, fn, args, self, exit, method, pushExit)
	}
	return exit.Or(err)
}

// pushOther is self._push_exit_callback(*callback) where the type of the callback had no exit method, as missing says, which is being
// handled.
func pushOther(t *objects.Thread, fn *objects.Function, args []Object, missing error, callback ...Object) error {
	return handling(t, objects.AsExc(t, missing), func() error {
		if _, err := objects.CallMethod(t, args[0], namePushCallback, callback...); err != nil {
			return fn.Trace(t, args, pushCallback, err)
		}
		return nil
	})
}

// pushMethod is self._push_cm_exit(cm, method).
func (m *module) pushMethod(t *objects.Thread, fn *objects.Function, args []Object, self, cm, method Object, spot int) error {
	if s := m.plain(t, self); s != nil && callable(method) {
		m.push(s, exitCallback{kind: exitMethod, callback: method, self: cm})
		return nil
	}
	if _, err := objects.CallMethod(t, self, namePushExit, cm, method); err != nil {
		return fn.Trace(t, args, spot, err)
	}
	return nil
}

// callable reports whether MethodType takes o.
func callable(o Object) bool { return o.Type().Slots.Call != nil }

// enterContext enters a context manager and registers its __exit__.
//
// CPython: Lib/contextlib.py:515-532 _BaseExitStack.enter_context
func (m *module) enterContext(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, cm := args[0], args[1]
	var exit Object
	enter, found, err := typeAttr(t, cm, nameEnter)
	if err == nil {
		exit, found, err = typeAttr(t, cm, nameExit)
	}
	if err != nil {
		if !found {
			err = fn.Trace(t, args, enterContextType, notSupported(t, cm, "the context manager protocol", err))
		}
		return Object{}, err
	}
	result, err := objects.CallArgs(t, enter, cm)
	if err != nil {
		return Object{}, fn.Trace(t, args, enterContextEnter, err)
	}
	return result.Or(m.pushMethod(t, fn, args, self, cm, exit, enterContextPush))
}

// notSupported is the TypeError for an object without the methods of a context manager.
func notSupported(t *objects.Thread, cm Object, protocol string, cause error) error {
	class := objects.Of(cm.Type())
	var names [2]string
	for i, name := range [...]*objects.Str{nameModule, nameQualname} {
		v, err := objects.GetAttr(t, class, name)
		if err != nil {
			return err
		}
		s, err := objects.ToStr(t, v)
		if err != nil {
			return err
		}
		names[i] = s.String()
	}
	return raisedFromNone(t, &objects.ExcTypeError, "'"+names[0]+"."+names[1]+"' object does not support "+protocol, objects.AsExc(t, cause))
}

// callback registers a callback with its arguments.
//
// CPython: Lib/contextlib.py:534-545 _BaseExitStack.callback
func (m *module) callback(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	if s := m.plain(t, args[0]); s != nil {
		m.pushCall(s, args, kwnames, false)
		return args[1], nil
	}
	return args[1].Or(m.pushWrapped(t, fn, args, kwnames, nameCreateCall, false))
}

// pushCall registers args[1] with the arguments after it.
func (m *module) pushCall(s *exitStack, args []Object, kwnames *objects.Tuple, async bool) {
	c := exitCallback{kind: exitCall, callback: args[1], async: async}
	if len(args) > 2 {
		var rest []Object
		if rest, c.kwds = objects.KeywordDict(args[2:], kwnames); len(rest) <= len(c.few) {
			c.numFew = uint8(copy(c.few[:], rest))
		} else {
			c.args = objects.TupleFrom(rest)
		}
	}
	m.push(s, c)
}

// pushWrapped registers args[1] with the arguments after it by means of self's own methods.
func (m *module) pushWrapped(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple, create *objects.Str, async bool) error {
	self := args[0]
	args = append([]Object(nil), args...)
	maker, err := objects.GetAttr(t, self, create)
	var wrapper Object
	if err == nil {
		wrapper, err = objects.Call(t, maker, args[1:], kwnames)
	}
	if err != nil {
		return fn.Trace(t, args[:2], callbackWrap, err)
	}
	if err = objects.SetAttr(t, wrapper, nameWrapped, args[1]); err != nil {
		return err
	}
	if async {
		_, err = objects.CallMethod(t, self, namePushCallback, wrapper, objects.False)
	} else {
		_, err = objects.CallMethod(t, self, namePushCallback, wrapper)
	}
	if err != nil {
		return fn.Trace(t, args[:2], callbackPush, err)
	}
	return nil
}

// pushManagerExit registers an __exit__ method by means of self's own methods.
//
// CPython: Lib/contextlib.py:547-550 _BaseExitStack._push_cm_exit
func (m *module) pushManagerExit(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	return objects.None, m.pushCreated(t, fn, args, nameCreateExit, objects.True)
}

// pushCreated registers what self's method create makes of a context manager and its method.
func (m *module) pushCreated(t *objects.Thread, fn *objects.Function, args []Object, create *objects.Str, sync Object) error {
	wrapper, err := objects.CallMethod(t, args[0], create, args[1], args[2])
	if err != nil {
		return fn.Trace(t, args, callbackWrap, err)
	}
	if _, err = objects.CallMethod(t, args[0], namePushCallback, wrapper, sync); err != nil {
		return fn.Trace(t, args, callbackPush, err)
	}
	return nil
}

// pushPair registers a callback.
//
// CPython: Lib/contextlib.py:552-553 _BaseExitStack._push_exit_callback
func (m *module) pushPair(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, callback, sync := args[0], args[1], args[2]
	if s := stackOf(self); s != nil && (sync == objects.True || sync == objects.False) {
		m.push(s, exitCallback{callback: callback, async: sync == objects.False})
		return objects.None, nil
	}
	callbacks, err := objects.GetAttr(t, self, nameCallbacks)
	if err == nil {
		_, err = objects.CallMethod(t, callbacks, nameAppend, objects.NewTuple(sync, callback))
	}
	if err != nil {
		return Object{}, fn.Trace(t, args, onlySpot, err)
	}
	return objects.None, nil
}
