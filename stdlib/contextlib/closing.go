package contextlib

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// holder is an instance of a class with one attribute: closing, aclosing, nullcontext.
type holder struct {
	objects.Header
	attrs *objects.Overflow
	value Object
	temp  bool // only a with statement knows it
}

var holderLayout = objects.LayoutWithDict[holder](unsafe.Offsetof(holder{}.attrs))

func traverseHolder(o Object, visit func(Object)) {
	if v := (*holder)(o.Ref).value; !v.IsNull() {
		visit(v)
	}
}

// hold makes the instances of typ holders of the attribute.
func hold(typ *objects.Type, attribute *objects.Str) {
	typ.SetNativeFields(holderLayout, traverseHolder, &objects.NativeFields{
		Names: []*objects.Str{attribute},
		Spill: func(_ *objects.Thread, o Object, d *objects.Dict) {
			h := (*holder)(o.Ref)
			if !h.value.IsNull() {
				d.SetStr(attribute, h.value)
			}
			h.value, h.temp = Object{}, false
		},
		Share: func(o Object) { (*holder)(o.Ref).temp = false },
	})
}

// makeHolder makes a holder of its argument.
func (m *module) makeHolder(typ *objects.Type, args []Object) Object {
	if len(args) != 1 || !typ.LayoutIs(&holderLayout) {
		return Object{}
	}
	h := m.spareHolders.get()
	*h = holder{Header: objects.Header{Type: typ}, value: args[0]}
	return objects.Of(h)
}

// tempHolder notes that only a with statement knows a holder.
func (m *module) tempHolder(o Object) {
	if m.standardClosing.made(o) || m.standardAclosing.made(o) || m.standardNull.made(o) {
		(*holder)(o.Ref).temp = true
	}
}

// doneHolder is called when nothing more happens to a holder whose with statement is over.
func (m *module) doneHolder(o Object) {
	if o.Type().LayoutIs(&holderLayout) {
		m.endHolder(o)
	}
}

func (m *module) endHolder(o Object) {
	if h := (*holder)(o.Ref); h.temp && h.attrs == nil {
		h.value, h.temp = Object{}, false
		m.spareHolders.put(h)
	}
}

// held gives the attribute of a holder, as objects.GetAttr does.
func held(t *objects.Thread, self Object, attribute *objects.Str) (Object, error) {
	if self.Type().LayoutIs(&holderLayout) {
		if h := (*holder)(self.Ref); !h.value.IsNull() {
			return h.value, nil
		}
	}
	return objects.GetAttr(t, self, attribute)
}

// setHeld sets the attribute of a holder, as objects.SetAttr does.
func setHeld(t *objects.Thread, self Object, attribute *objects.Str, v Object) error {
	if self.Type().LayoutIs(&holderLayout) {
		if h := (*holder)(self.Ref); !h.attrs.Spilled() {
			h.value = v
			return nil
		}
	}
	return objects.SetAttr(t, self, attribute, v)
}

// The only place where exceptions leave methods that have one.
const onlySpot = 0

// Where exceptions leave closing.__exit__ and aclosing.__aexit__: the first is what NativeCode.Tail asks for.
const (
	closeCall = iota
	closeMethod
	closeAttribute
	closeAwait
)

// defineClosing makes closing and aclosing.
//
// CPython: Lib/contextlib.py:342-364 closing; Lib/contextlib.py:367-390 aclosing
//
// Differs: their instances have a layout of their own, see suppress.
func (m *module) defineClosing(t *objects.Thread) (err error) {
	m.closing, err = m.class(t, class{
		name: "closing", line: 342, bases: []*objects.Type{m.abstract}, assigned: []string{"thing"},
		doc: `Context manager that closes something at the end of the block.

    with closing(open_something()) as thing:
        <block>

calls thing.close() however the block ends.
`,
		methods: []function{
			{def: "__init__(self, thing)", line: 359, call: setThing, make: m.makeHolder, temp: m.tempHolder},
			{def: "__enter__(self)", line: 361, call: getThing, spots: []objects.Spot{onlySpot: {Line: 362, Column: 15, Text: "self.thing"}}},
			{def: "__exit__(self, *exc_info)", line: 363, call: m.closeThing, tail: thingToClose, ended: m.endHolder, raw: true, spots: []objects.Spot{
				closeCall:      {Line: 364, Column: 8, Text: "self.thing.close()"},
				closeMethod:    {Line: 364, Column: 8, Text: "self.thing.close"},
				closeAttribute: {Line: 364, Column: 8, Text: "self.thing"},
			}},
		},
	})
	if err != nil {
		return err
	}
	hold(m.closing, nameThing)
	m.standardClosing = standard(m.closing)
	m.aclosing, err = m.class(t, class{
		name: "aclosing", line: 367, bases: []*objects.Type{m.abstractAsync}, assigned: []string{"thing"},
		doc: `Async context manager that awaits aclose() of something at the end of the block.

    async with aclosing(generate()) as values:
        <block>

awaits values.aclose() however the block ends: an async generator that
was not used up cleans up there and then.
`,
		methods: []function{
			{def: "__init__(self, thing)", line: 385, call: setThing, make: m.makeHolder, temp: m.tempHolder},
			{def: "async __aenter__(self)", line: 387, start: m.startThing, spots: []objects.Spot{onlySpot: {Line: 388, Column: 15, Text: "self.thing"}}},
			{def: "async __aexit__(self, *exc_info)", line: 389, start: m.closeThingAsync, raw: true, spots: []objects.Spot{
				closeCall:      {Line: 390, Column: 14, Text: "self.thing.aclose()"},
				closeMethod:    {Line: 390, Column: 14, Text: "self.thing.aclose"},
				closeAttribute: {Line: 390, Column: 14, Text: "self.thing"},
				closeAwait:     {Line: 390, Column: 8, Text: "await self.thing.aclose()"},
			}},
		},
	})
	if err == nil {
		hold(m.aclosing, nameThing)
		m.standardAclosing = standard(m.aclosing)
	}
	return err
}

// setThing notes what is to be closed.
//
// CPython: Lib/contextlib.py:359-360 closing.__init__; Lib/contextlib.py:385-386 aclosing.__init__
func setThing(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	return objects.None, setHeld(t, args[0], nameThing, args[1])
}

// getThing gives what is to be closed.
//
// CPython: Lib/contextlib.py:361-362 closing.__enter__
func getThing(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	thing, err := held(t, args[0], nameThing)
	if err != nil {
		return Object{}, fn.Trace(t, args, onlySpot, err)
	}
	return thing, nil
}

// closeThing closes it.
//
// CPython: Lib/contextlib.py:363-364 closing.__exit__
func (m *module) closeThing(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	_, spot, err := callHeld(t, args[0], nameClose)
	if err != nil {
		return Object{}, fn.Trace(t, args[:1], spot, err)
	}
	m.doneHolder(args[0])
	return objects.None, nil
}

// callHeld calls a method of what a closing or aclosing holds; an exception leaves at the spot.
func callHeld(t *objects.Thread, self Object, method *objects.Str) (v Object, spot int, err error) {
	thing, err := held(t, self, nameThing)
	if err != nil {
		return Object{}, closeAttribute, err
	}
	f, receiver, err := objects.LoadMethod(t, thing, method)
	if err != nil {
		return Object{}, closeMethod, err
	}
	if receiver.IsNull() {
		v, err = objects.CallArgs(t, f)
	} else {
		v, err = objects.CallArgs(t, f, receiver)
	}
	return v, closeCall, err
}

// thingToClose tells what closeThing calls.
func thingToClose(self Object) (receiver Object, method *objects.Str) {
	if self.Type().LayoutIs(&holderLayout) {
		return (*holder)(self.Ref).value, nameClose
	}
	return Object{}, nil
}

// startThing is the coroutine that gives what is to be closed.
//
// CPython: Lib/contextlib.py:387-388 aclosing.__aenter__
func (m *module) startThing(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &holding{fn: fn, self: args[0], attribute: nameThing}
}

// holding is a coroutine that returns the attribute of a holder.
type holding struct {
	objects.Waiting
	fn        *objects.Function
	self      Object
	attribute *objects.Str
}

func (c *holding) Step(t *objects.Thread, _ Object, err error) (Object, bool, error) {
	var v Object
	if err == nil {
		v, err = held(t, c.self, c.attribute)
	}
	if err != nil {
		return Object{}, false, c.fn.Trace(t, []Object{c.self}, onlySpot, err)
	}
	return v, true, nil
}

func (c *holding) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	visit(c.self)
}

// asyncClose is the coroutine that closes an aclosing's thing.
type asyncClose struct {
	objects.Waiting
	m       *module
	fn      *objects.Function
	self    Object
	waiting bool
}

func (m *module) closeThingAsync(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &asyncClose{m: m, fn: fn, self: args[0]}
}

// Step awaits aclose().
//
// CPython: Lib/contextlib.py:389-390 aclosing.__aexit__
func (c *asyncClose) Step(t *objects.Thread, _ Object, err error) (Object, bool, error) {
	spot := closeAwait
	if !c.waiting {
		c.waiting = true
		var aw Object
		if aw, spot, err = callHeld(t, c.self, nameAclose); err == nil {
			done := false
			spot = closeAwait
			if _, done, err = c.Await(t, aw); err == nil && !done {
				return Object{}, false, nil
			}
		}
	}
	if err != nil {
		return Object{}, false, c.fn.Trace(t, []Object{c.self}, spot, err)
	}
	c.m.doneHolder(c.self)
	return objects.None, true, nil
}

func (c *asyncClose) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	visit(c.self)
}
