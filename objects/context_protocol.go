package objects

// ContextMethodKind is one of the methods of context managers, numbered as the compiler does.
type ContextMethodKind uint8

// The methods of context managers.
const (
	EnterMethod ContextMethodKind = iota
	ExitMethod
	AsyncEnterMethod
	AsyncExitMethod
)

var (
	nameEnter  = StaticName("__enter__")
	nameExit   = StaticName("__exit__")
	nameAEnter = StaticName("__aenter__")
	nameAExit  = StaticName("__aexit__")
	nameThrow  = StaticName("throw")
)

var contextMethodNames = [...]*Str{nameEnter, nameExit, nameAEnter, nameAExit}

// ContextMethodName gives the method's name.
func ContextMethodName(which ContextMethodKind) *Str { return contextMethodNames[which&3] }

// ContextMethod looks a method of a context manager up as the with statement does: f and self as LookupSpecial gives them, TypeError if
// there is none.
//
// CPython: Python/ceval.c _Py_SpecialMethods
func ContextMethod(t *Thread, o Object, which ContextMethodKind) (f, self Object, err error) {
	f, self, err = LookupSpecial(t, o, contextMethodNames[which])
	if err != nil || f.Ref != nil {
		return f, self, err
	}
	typ := TypeOf(o)
	other := EnterMethod
	if which <= ExitMethod {
		other = AsyncEnterMethod
	}
	has := t.Lookup(typ, contextMethodNames[other]).Ref != nil && t.Lookup(typ, contextMethodNames[other+1]).Ref != nil
	return Object{}, Object{}, contextMethodError(t, typ.FullName(), which, has)
}

// contextMethodError is the TypeError of what lacks a method of context managers, but perhaps has those of the other kind.
func contextMethodError(t *Thread, name string, which ContextMethodKind, otherKind bool) error {
	protocol, other, hint := "context manager", "asynchronous context manager", "async with"
	if which >= AsyncEnterMethod {
		protocol, other, hint = other, protocol, "with"
	}
	method := contextMethodNames[which].s
	if otherKind {
		return TypeErrorf(t, "'%s' object does not support the %s protocol (missed %s method) but it supports the %s protocol. Did you mean to use '%s'?", name, protocol, method, other, hint)
	}
	return TypeErrorf(t, "'%s' object does not support the %s protocol (missed %s method)", name, protocol, method)
}

// pythonManager is a Python context manager of either kind for Go code.
type pythonManager struct {
	in                      *Interpreter
	manager                 Object
	enter, enterSelf        Object
	exit, exitSelf          Object
	enterMethod, exitMethod ContextMethodKind
}

func newPythonManager(t *Thread, o Object, enter ContextMethodKind) (*pythonManager, error) {
	m := &pythonManager{in: t.Interp, manager: o, enterMethod: enter, exitMethod: enter + 1}
	var err error
	if m.exit, m.exitSelf, err = ContextMethod(t, o, m.exitMethod); err != nil {
		return nil, err
	}
	m.enter, m.enterSelf, err = ContextMethod(t, o, m.enterMethod)
	return m, err
}

// syncManager is a Python context manager as a ContextManager.
type syncManager struct{ *pythonManager }

// NewContextManager wraps a Python context manager for Go code, which calls it on the interpreter's lock. TypeError if it lacks a method.
func NewContextManager(t *Thread, o Object) (ContextManager, error) {
	m, err := newPythonManager(t, o, EnterMethod)
	if err != nil {
		return nil, err
	}
	return syncManager{m}, nil
}

func (m syncManager) Enter() (Object, error) {
	return callBound(m.in.lock.holder, m.enter, m.enterSelf, nil, nil)
}

func (m syncManager) Exit(excType, excVal, tb Object) (bool, error) {
	t := m.in.lock.holder
	r, err := callBound(t, m.exit, m.exitSelf, []Object{excType, excVal, tb}, nil)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// Traverse calls visit for what m refers to.
func (m *pythonManager) Traverse(visit func(Object)) {
	visitObjects(visit, m.manager, m.enter, m.enterSelf, m.exit, m.exitSelf)
}

// asyncManager is a Python asynchronous context manager as an AsyncContextManager.
type asyncManager struct{ *pythonManager }

// NewAsyncContextManager wraps a Python asynchronous context manager for Go code, which calls it on the interpreter's lock. TypeError if
// it lacks a method. Where one of its methods has to wait for an event loop, it gets a RuntimeError there.
func NewAsyncContextManager(t *Thread, o Object) (AsyncContextManager, error) {
	m, err := newPythonManager(t, o, AsyncEnterMethod)
	if err != nil {
		return nil, err
	}
	return asyncManager{m}, nil
}

func (m asyncManager) AEnter() (Object, error) {
	t := m.in.lock.holder
	r, err := callBound(t, m.enter, m.enterSelf, nil, nil)
	if err != nil {
		return Object{}, err
	}
	return m.await(t, r, m.enterMethod)
}

func (m asyncManager) AExit(excType, excVal, tb Object) (bool, error) {
	t := m.in.lock.holder
	r, err := callBound(t, m.exit, m.exitSelf, []Object{excType, excVal, tb}, nil)
	if err == nil {
		r, err = m.await(t, r, m.exitMethod)
	}
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// await runs what a method gave to its end, which it has to reach without waiting.
func (m asyncManager) await(t *Thread, o Object, which ContextMethodKind) (Object, error) {
	typ := TypeOf(o)
	method := contextMethodNames[which].s
	if typ.Slots.Await == nil {
		return Object{}, TypeErrorf(t, "'async with' received an object from %s that does not implement __await__: %.100s", method, typ.FullName())
	}
	it, err := typ.Slots.Await(t, o)
	if err != nil {
		return Object{}, err
	}
	next := TypeOf(it).Slots.IterNext
	if next == nil {
		return Object{}, TypeErrorf(t, "__await__() returned non-iterator of type '%.100s'", TypeOf(it).FullName())
	}
	v, err := next(t, it)
	if err == nil && v.Ref != nil {
		waits := Errorf(t, &ExcRuntimeError, "%s.%s() waits for an event loop: Go code on the interpreter's lock cannot", TypeOf(m.manager).FullName(), method)
		var throw Object
		if throw, err = LookupAttr(t, it, nameThrow); err != nil {
			return Object{}, err
		}
		if throw.Ref == nil {
			return Object{}, waits
		}
		if _, err = CallArgs(t, throw, Of(AsExc(t, waits))); err == nil {
			return Object{}, waits
		}
	}
	if err == nil {
		return None, nil
	}
	if Matches(err, &ExcStopIteration) {
		return StopIterationValue(err), nil
	}
	return Object{}, err
}
