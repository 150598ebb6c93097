package objects

import "slices"

// Context is a contextvars.Context: the values of context variables.
//
//py:type Context ContextType
type Context struct {
	Header
	vars    *contextVars
	prev    Object // the context that was current when this one was entered
	entered bool
}

// contextVars are the variables of a context in the order they were set. Who copies a context shares them; who then changes them makes
// a copy first.
type contextVars struct {
	shared  bool
	entries []contextEntry
	index   map[*ContextVar]int // of many entries
}

type contextEntry struct {
	v     *ContextVar
	value Object
}

// maxLinear is how many variables are searched without an index.
const maxLinear = 8

func (m *contextVars) find(v *ContextVar) int {
	if m.index != nil {
		if i, ok := m.index[v]; ok {
			return i
		}
		return -1
	}
	for i := range m.entries {
		if m.entries[i].v == v {
			return i
		}
	}
	return -1
}

// own gives the variables of c for a change.
func (c *Context) own() *contextVars {
	m := c.vars
	if m.shared {
		m = &contextVars{entries: slices.Clone(m.entries)}
		m.reindex()
		c.vars = m
	}
	return m
}

func (m *contextVars) reindex() {
	m.index = nil
	if len(m.entries) > maxLinear {
		m.index = make(map[*ContextVar]int, len(m.entries))
		for i := range m.entries {
			m.index[m.entries[i].v] = i
		}
	}
}

func (c *Context) lookup(v *ContextVar) Object {
	if i := c.vars.find(v); i >= 0 {
		return c.vars.entries[i].value
	}
	return Object{}
}

func (c *Context) set(v *ContextVar, value Object) {
	m := c.own()
	if i := m.find(v); i >= 0 {
		m.entries[i].value = value
		return
	}
	m.entries = append(m.entries, contextEntry{v, value})
	if m.index != nil {
		m.index[v] = len(m.entries) - 1
	} else {
		m.reindex()
	}
}

func (c *Context) remove(v *ContextVar) {
	m := c.own()
	if i := m.find(v); i >= 0 {
		m.entries = slices.Delete(m.entries, i, i+1)
		m.reindex()
	}
}

// ContextType is the type of contexts.
var ContextType Type

// NewContext makes a context without variables.
func NewContext() *Context {
	return &Context{Header: Header{&ContextType}, vars: &contextVars{}}
}

// Copy gives a copy of c.
func (c *Context) Copy() *Context {
	c.vars.shared = true
	return &Context{Header: Header{&ContextType}, vars: c.vars}
}

// CurrentContext gives the current context of t, made if there is none yet.
func (t *Thread) CurrentContext() *Context {
	if t.Context.Ref == nil {
		c := NewContext()
		c.entered = true
		t.Context = Of(c)
	}
	return cast[Context](t.Context)
}

// Enter makes c the current context of t.
//
// CPython: Python/context.c _PyContext_Enter
func (c *Context) Enter(t *Thread) error {
	if c.entered {
		r, err := Repr(t, Of(c))
		if err != nil {
			return err
		}
		return Errorf(t, &ExcRuntimeError, "cannot enter context: %s is already entered", r.s)
	}
	c.prev, c.entered = t.Context, true
	t.Context = Of(c)
	return nil
}

// Exit undoes Enter.
//
// CPython: Python/context.c _PyContext_Exit
func (c *Context) Exit(t *Thread) error {
	if !c.entered {
		r, err := Repr(t, Of(c))
		if err != nil {
			return err
		}
		return Errorf(t, &ExcRuntimeError, "cannot exit context: %s has not been entered", r.s)
	}
	if t.Context != Of(c) {
		return Errorf(t, &ExcRuntimeError, "cannot exit context: thread state references a different context object")
	}
	t.Context = c.prev
	c.prev, c.entered = Object{}, false
	return nil
}

// CPython: Python/context.c context_tp_new
func contextNew(t *Thread, _ *Type, args []Object, _ *Tuple) (Object, error) {
	if len(args) > 0 {
		return Object{}, TypeErrorf(t, "Context() does not accept any arguments")
	}
	return Of(NewContext()), nil
}

// contextKey gives the variable that key is.
func contextKey(t *Thread, key Object) (*ContextVar, error) {
	if TypeOf(key) != &ContextVarType {
		r, err := Repr(t, key)
		if err != nil {
			return nil, err
		}
		return nil, TypeErrorf(t, "a ContextVar key was expected, got %s", r.s)
	}
	return cast[ContextVar](key), nil
}

func contextGetItem(t *Thread, o, key Object) (Object, error) {
	v, err := contextKey(t, key)
	if err != nil {
		return Object{}, err
	}
	if value := cast[Context](o).lookup(v); value.Ref != nil {
		return value, nil
	}
	return Object{}, KeyError(t, key)
}

func contextContains(t *Thread, o, key Object) (bool, error) {
	v, err := contextKey(t, key)
	return err == nil && cast[Context](o).lookup(v).Ref != nil, err
}

// CPython: Python/context.c context_tp_richcompare
func contextCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a) != &ContextType || TypeOf(b) != &ContextType || op != EQ && op != NE {
		return NotImplemented, nil
	}
	x, y := cast[Context](a), cast[Context](b)
	equal := x.vars == y.vars
	if !equal && len(x.vars.entries) == len(y.vars.entries) {
		equal = true
		for _, e := range slices.Clone(x.vars.entries) {
			other := y.lookup(e.v)
			if other.Ref == nil {
				equal = false
				break
			}
			same, err := EqualBool(t, e.value, other)
			if err != nil {
				return Object{}, err
			}
			if !same {
				equal = false
				break
			}
		}
	}
	return NewBool(equal == (op == EQ)), nil
}

// items gives what iteration over c gives, as what says.
func (c *Context) items(what func(contextEntry) Object) (Object, error) {
	out := MakeTuple(len(c.vars.entries))
	for i, e := range c.vars.entries {
		out.Items[i] = what(e)
	}
	return Of(&TupleIter{Header{&TupleIterType}, out, 0}), nil
}

func contextEntryKey(e contextEntry) Object { return Of(e.v) }

// Return the value for `key` if `key` has the value in the context object.
//
// If `key` does not exist, return `default`. If `default` is not given,
// return None.
//
//py:def Context.get(self, key, default=None, /)
func contextGet(t *Thread, c *Context, key, def Object) (Object, error) {
	v, err := contextKey(t, key)
	if err != nil {
		return Object{}, err
	}
	if value := c.lookup(v); value.Ref != nil {
		return value, nil
	}
	return def, nil
}

// Return a list of all variables and their values in the context object.
//
// Each pair is returned as a 2-tuple (variable, value).
//
//py:def Context.items(self)
func contextItems(c *Context) (Object, error) {
	return c.items(func(e contextEntry) Object { return NewTuple(Of(e.v), e.value) })
}

// Return a list of all variables in the context object.
//
//py:def Context.keys(self)
func contextKeys(c *Context) (Object, error) { return c.items(contextEntryKey) }

// Return a list of all variables' values in the context object.
//
//py:def Context.values(self)
func contextValues(c *Context) (Object, error) {
	return c.items(func(e contextEntry) Object { return e.value })
}

// Return a shallow copy of the context object.
//
//py:def Context.copy(self)
func contextCopy(c *Context) Object { return Of(c.Copy()) }

// CPython: Python/context.c context_run
func contextRun(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	if len(args)-kwCount(kwnames) < 2 {
		return Object{}, TypeErrorf(t, "run() missing 1 required positional argument")
	}
	c := cast[Context](args[0])
	if err := c.Enter(t); err != nil {
		return Object{}, err
	}
	r, err := Call(t, args[1], args[2:], kwnames)
	if e := c.Exit(t); e != nil {
		return Object{}, e
	}
	return r, err
}

func setupContext() {
	ContextType = Type{
		Name: "_contextvars.Context", Flags: HasWeakrefs, Layout: LayoutOf[Context](),
		Slots: Slots{
			New: contextNew, RichCompare: contextCompare, Hash: hashNotImplemented,
			Len:     func(_ *Thread, o Object) (int, error) { return len(cast[Context](o).vars.entries), nil },
			GetItem: contextGetItem, Contains: contextContains,
			Iter: func(_ *Thread, o Object) (Object, error) { return cast[Context](o).items(contextEntryKey) },
			Traverse: func(o Object, visit func(Object)) {
				c := cast[Context](o)
				for _, e := range c.vars.entries {
					visit(Of(e.v))
					visit(e.value)
				}
				if c.prev.Ref != nil {
					visit(c.prev)
				}
			},
		},
		Methods: append(slices.Clone(contextMethods), MethodDef{Name: "run", Fn: contextRun}),
	}
	Ready(&ContextType)
	setupContextVar()
}
