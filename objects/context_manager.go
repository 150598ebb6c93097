package objects

import (
	"fmt"
	"reflect"
	"strings"
)

// ContextManager is a Go value that a with statement can use. It runs on the interpreter's lock, for work that does not block. Exit's
// arguments are None where the statement's body raised nothing; true suppresses what it raised.
type ContextManager interface {
	Enter() (Object, error)
	Exit(excType, excVal, tb Object) (bool, error)
}

// AsyncContextManager is a Go value that an async with statement can use. It runs on the interpreter's lock, for work that does not
// block, when the statement awaits it.
type AsyncContextManager interface {
	AEnter() (Object, error)
	AExit(excType, excVal, tb Object) (bool, error)
}

// CoroutineBody is what a coroutine of a Go value runs: a state machine that goes from one await to the next.
type CoroutineBody interface {
	// Resume starts the body, with no value and nil, or goes on after what it awaited: with the result of that or with the exception
	// it raised. It gives what to await next, an awaitable; or, with a null await, the coroutine's result; or an error, which ends it as
	// an exception that nobody caught.
	Resume(t *Thread, v Object, exc *Exception) (await, result Object, err error)
	// Traverse calls visit for every Object that the body refers to.
	Traverse(visit func(Object))
}

// AsyncProtocol makes the coroutines of an asynchronous context manager whose methods are not simply called.
type AsyncProtocol interface {
	EnterBody() CoroutineBody
	ExitBody(excType, excVal, tb Object) CoroutineBody
}

// GoObject is a Go value in Python code: an instance of a class of its own for each Go type, which has the methods of the protocols that
// the Go type implements. A value with a method Traverse(visit func(Object)) tells which objects it refers to.
//
//py:type GoObject
type GoObject struct {
	Header
	Value any
	async AsyncProtocol
}

// GoObjectType is the base of the classes of Go values.
var (
	GoObjectType            Type
	contextManagerType      Type
	asyncContextManagerType Type
)

// AsGoObject gives o as a *GoObject, nil if it is none.
func AsGoObject(o Object) *GoObject { return as[GoObject](o, &GoObjectType) }

// WrapGo gives Python code a Go value that is a context manager, synchronous, asynchronous or both; async makes the coroutines where v
// itself is no AsyncContextManager. TypeError if methods are missing.
func WrapGo(t *Thread, v any, async AsyncProtocol) (Object, error) {
	goType := reflect.TypeOf(v)
	name := goFullName(goType)
	_, enter := v.(interface{ Enter() (Object, error) })
	_, exit := v.(interface {
		Exit(excType, excVal, tb Object) (bool, error)
	})
	_, aenter := v.(interface{ AEnter() (Object, error) })
	_, aexit := v.(interface {
		AExit(excType, excVal, tb Object) (bool, error)
	})
	if m, ok := v.(AsyncContextManager); ok && async == nil {
		async = directProtocol{m}
	}
	key := goClassKey{goType, enter && exit, async != nil}
	switch {
	case key.sync && !key.async && (aenter || aexit):
		return Object{}, contextMethodError(t, name, missing(aenter, AsyncEnterMethod), false)
	case key.async && !key.sync && (enter || exit):
		return Object{}, contextMethodError(t, name, missing(enter, EnterMethod), false)
	case key.sync, key.async:
	case enter, exit:
		return Object{}, contextMethodError(t, name, missing(enter, EnterMethod), false)
	case aenter, aexit:
		return Object{}, contextMethodError(t, name, missing(aenter, AsyncEnterMethod), false)
	default:
		return Object{}, TypeErrorf(t, "a Go value of type %T has no meaning in Python", v)
	}
	class, err := goClass(t, key)
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(class)
	g := cast[GoObject](o)
	g.Value, g.async = v, async
	return o, nil
}

// MissingContextMethod is the TypeError of a Go value that lacks a method of context managers.
func MissingContextMethod(t *Thread, v any, which ContextMethodKind) error {
	return contextMethodError(t, goFullName(reflect.TypeOf(v)), which, false)
}

// missing gives which of two methods is missing: that to enter, or the one to exit that goes with it.
func missing(hasEnter bool, enter ContextMethodKind) ContextMethodKind {
	if hasEnter {
		return enter + 1
	}
	return enter
}

// goNamed gives the type that has the name: t or what it points at.
func goNamed(t reflect.Type) reflect.Type {
	for t != nil && t.Name() == "" && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// goTypeName names the class of Go values.
func goTypeName(t reflect.Type) string {
	t = goNamed(t)
	if t == nil || t.Name() == "" {
		return "GoObject"
	}
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// goPackage gives the __module__ of the class of Go values.
func goPackage(t reflect.Type) string {
	if t = goNamed(t); t == nil || t.PkgPath() == "" {
		return "gophersnake"
	}
	return t.PkgPath()
}

func goFullName(t reflect.Type) string { return goPackage(t) + "." + goTypeName(t) }

type goClassKey struct {
	goType      reflect.Type
	sync, async bool
}

// goClasses are the classes that an interpreter has for Go types.
type goClasses struct{ classes map[goClassKey]*Type }

type goClassesKey struct{}

// goClass gives the class of Go values of a type.
func goClass(t *Thread, key goClassKey) (*Type, error) {
	all := t.Interp.State(goClassesKey{}, func() any { return &goClasses{map[goClassKey]*Type{}} }).(*goClasses)
	if c := all.classes[key]; c != nil {
		return c, nil
	}
	var bases []Object
	if key.sync {
		bases = append(bases, Of(&contextManagerType))
	}
	if key.async {
		bases = append(bases, Of(&asyncContextManagerType))
	}
	ns := NewDict()
	if key.async {
		methods, err := goAsyncMethods(t)
		if err != nil {
			return nil, err
		}
		ns.SetStr(nameAEnter, methods.enter)
		ns.SetStr(nameAExit, methods.exit)
	}
	ns.SetStr(nameSlots, Of(emptyTuple))
	ns.SetStr(nameModule, NewStr(goPackage(key.goType)))
	class, err := CallArgs(t, Of(&TypeType), NewStr(goTypeName(key.goType)), NewTuple(bases...), Of(ns))
	if err != nil {
		return nil, err
	}
	c := AsType(class)
	c.Flags |= NoInstantiate
	all.classes[key] = c
	return c, nil
}

func goObjectEqual(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsGoObject(a), AsGoObject(b)
	if x == nil || y == nil || op != EQ && op != NE {
		return NotImplemented, nil
	}
	same := reflect.TypeOf(x.Value) == reflect.TypeOf(y.Value) && reflect.ValueOf(x.Value).Comparable() && x.Value == y.Value
	return NewBool((same || x == y) == (op == EQ)), nil
}

// goObjectHash is the hash of what v is equal to: of its address, for a pointer.
func goObjectHash(t *Thread, o Object) (int64, error) {
	if v := reflect.ValueOf(cast[GoObject](o).Value); v.Kind() == reflect.Pointer {
		return hashPointer(t, Object{Ref: v.UnsafePointer()})
	}
	return Hash(t, NewStr(fmt.Sprintf("%T", cast[GoObject](o).Value)))
}

// call calls a method of the Go value, whose panic is a SystemError.
func (g *GoObject) call(t *Thread, name string, f func() error) error {
	return t.Runtime.Protect(t, fmt.Sprintf("(%T).%s", g.Value, name), f)
}

// Enter the runtime context.
//
//py:def ContextManager.__enter__(self, /)
func goEnter(t *Thread, self Object) (Object, error) {
	g := cast[GoObject](self)
	m, ok := g.Value.(ContextManager)
	if !ok {
		return Object{}, TypeErrorf(t, "the Go object was not initialized")
	}
	var r Object
	err := g.call(t, "Enter", func() (err error) {
		r, err = m.Enter()
		return err
	})
	return r.OrNone(), err
}

// Exit the runtime context.
//
//py:def ContextManager.__exit__(self, exc_type, exc_value, traceback, /)
func goExit(t *Thread, self, excType, excVal, tb Object) (bool, error) {
	g := cast[GoObject](self)
	m, ok := g.Value.(ContextManager)
	if !ok {
		return false, TypeErrorf(t, "the Go object was not initialized")
	}
	suppress := false
	err := g.call(t, "Exit", func() (err error) {
		suppress, err = m.Exit(excType, excVal, tb)
		return err
	})
	return suppress, err
}

// asyncMethods are the methods that an interpreter has for asynchronous Go values.
type asyncMethods struct{ enter, exit Object }

type asyncMethodsKey struct{}

// goAsyncMethods makes __aenter__ and __aexit__ of Go values: coroutine functions.
func goAsyncMethods(t *Thread) (*asyncMethods, error) {
	var err error
	methods := t.Interp.State(asyncMethodsKey{}, func() any {
		globals := NewDict()
		globals.SetStr(nameName, NewStr("gophersnake"))
		function := func(def string, start func(*Thread, *Function, []Object) NativeCoroutine) Object {
			c := NewNativeCode(t, &NativeFunction{Def: def, Scope: "AsyncContextManager.", File: "<gophersnake>", Line: 1, Body: NativeCode{Start: start}})
			fn, ferr := NewNativeFunction(t, c, globals)
			if ferr != nil {
				err = ferr
			}
			return ObjectOrNull(fn)
		}
		return &asyncMethods{
			enter: function("async __aenter__(self)", func(_ *Thread, _ *Function, args []Object) NativeCoroutine {
				return newGoBody(args[0], func(p AsyncProtocol) CoroutineBody { return p.EnterBody() })
			}),
			exit: function("async __aexit__(self, exc_type, exc_value, traceback)", func(_ *Thread, _ *Function, args []Object) NativeCoroutine {
				excType, excVal, tb := args[1], args[2], args[3]
				return newGoBody(args[0], func(p AsyncProtocol) CoroutineBody { return p.ExitBody(excType, excVal, tb) })
			}),
		}
	}).(*asyncMethods)
	return methods, err
}

// goBody is a coroutine of a Go value. A panic in it is a SystemError.
type goBody struct {
	Waiting
	self Object
	body CoroutineBody // nil if self is no asynchronous Go value
}

func newGoBody(self Object, body func(AsyncProtocol) CoroutineBody) *goBody {
	b := &goBody{self: self}
	if g := AsGoObject(self); g != nil && g.async != nil {
		b.body = body(g.async)
	}
	return b
}

// Step implements NativeCoroutine.
func (b *goBody) Step(t *Thread, v Object, err error) (Object, bool, error) {
	if b.body == nil {
		return Object{}, false, TypeErrorf(t, "'%s' object is no asynchronous Go value", TypeOf(b.self).FullName())
	}
	for {
		var exc *Exception
		if err != nil {
			if exc = AsExc(t, err); exc.hard {
				return Object{}, false, err
			}
		}
		var await, result Object
		err = t.Runtime.Protect(t, fmt.Sprintf("%T", cast[GoObject](b.self).Value), func() (err error) {
			await, result, err = b.body.Resume(t, v, exc)
			return err
		})
		if err != nil || await.Ref == nil {
			return result, err == nil, err
		}
		var done bool
		if v, done, err = b.Await(t, await); !done {
			return Object{}, false, nil
		}
	}
}

func (b *goBody) Traverse(visit func(Object)) {
	visit(b.self)
	visitObjects(visit, b.On, b.Yielded, ObjectOrNull(b.Handling))
	if b.body != nil {
		b.body.Traverse(visit)
	}
}

// directProtocol calls the methods of an AsyncContextManager.
type directProtocol struct{ m AsyncContextManager }

func (p directProtocol) EnterBody() CoroutineBody {
	return callBody{func() (Object, error) { return p.m.AEnter() }, nil}
}

func (p directProtocol) ExitBody(excType, excVal, tb Object) CoroutineBody {
	return callBody{func() (Object, error) {
		suppress, err := p.m.AExit(excType, excVal, tb)
		return NewBool(suppress), err
	}, []Object{excType, excVal, tb}}
}

// callBody is the body of a coroutine that calls a function, which does not wait.
type callBody struct {
	f    func() (Object, error)
	refs []Object
}

func (b callBody) Resume(*Thread, Object, *Exception) (await, result Object, err error) {
	r, err := b.f()
	return Object{}, r.OrNone(), err
}

func (b callBody) Traverse(visit func(Object)) { visitObjects(visit, b.refs...) }

func setupContextManagers() {
	GoObjectType = Type{
		Name: "gophersnake.GoObject", Doc: "The base of the classes of Go values.",
		Flags: BaseType | HasWeakrefs | NoInstantiate, Layout: LayoutOf[GoObject](),
		Slots: Slots{
			RichCompare: goObjectEqual, Hash: goObjectHash,
			Traverse: func(o Object, visit func(Object)) {
				if v, ok := cast[GoObject](o).Value.(interface{ Traverse(visit func(Object)) }); ok {
					v.Traverse(visit)
				}
			},
		},
	}
	contextManagerType = Type{
		Name: "gophersnake.ContextManager", Doc: "A Go value that is a context manager.", Base: &GoObjectType,
		Flags: BaseType | HasWeakrefs | NoInstantiate, Layout: LayoutOf[GoObject](),
		Methods: contextManagerMethods,
	}
	asyncContextManagerType = Type{
		Name: "gophersnake.AsyncContextManager", Doc: "A Go value that is an asynchronous context manager.", Base: &GoObjectType,
		Flags: BaseType | HasWeakrefs | NoInstantiate, Layout: LayoutOf[GoObject](),
	}
	for _, t := range []*Type{&GoObjectType, &contextManagerType, &asyncContextManagerType} {
		Ready(t)
	}
}
