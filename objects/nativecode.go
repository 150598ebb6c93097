package objects

import (
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
)

// NativeCode is the body of a code object that is written in Go. Functions of such code are functions to everybody: they have
// signatures, defaults, closures, attributes, bind to instances, and the machine binds their arguments. A call has no frame unless an
// exception leaves it, see Function.Trace.
type NativeCode struct {
	// Call is the body of a function. args are the parameters in the order of co_varnames, and kwnames is nil.
	Call func(t *Thread, fn *Function, args []Object, kwnames *Tuple) (Object, error)
	// Raw leaves the arguments of a function with *args as they come, behind the other parameters, and with **kwargs, where those are
	// positional-only, the keywords as for CallFunc.
	Raw bool
	// Make, of an __init__ that is not nil, makes and initializes an instance of typ for positional arguments, without a self among them;
	// null where it cannot, and then the usual way is taken.
	Make func(typ *Type, args []Object) Object
	// Tail tells, for a Call that only calls method of receiver without arguments and gives None, what these are for self, so that the
	// machine calls a Python method by itself; a null receiver has Call called. Exceptions leave the function at spot 0.
	Tail func(self Object) (receiver Object, method *Str)
	// Ended, if not nil, is told of self when what Tail gave has been called without an exception.
	Ended func(self Object)
	// Temp is told that what Make or Call has just given is known to nobody but a with statement, which will call its methods and then
	// forget it. Thread.Share takes that back.
	Temp func(o Object)
	// Start makes, in place of Call, what a call of a coroutine function runs when it is awaited. args are as for Call, and copied
	// by who keeps them.
	Start func(t *Thread, fn *Function, args []Object) NativeCoroutine
}

// NativeFunction describes a Python function whose body is Go.
type NativeFunction struct {
	// Def is the head of the function without def, and with an async before it for a coroutine function: "push(self, exit)".
	// Default values are the caller's to set.
	Def string
	// Scope is what __qualname__ has before the name, with its dot.
	Scope string
	Doc   string
	File  string
	Line  int // co_firstlineno
	// Spots are the places in the source where exceptions come through, by the number that Function.Trace is given.
	Spots []Spot
	// Free are the names of the closure's variables.
	Free []string
	Body NativeCode
}

// Spot is a place in source code: its text, perhaps of several lines, tells how far it goes.
type Spot struct {
	Line, Column int
	Text         string
}

// parameters are what a head declares.
type parameters struct {
	name                     string
	flags                    code.Flags
	names                    []string
	positional, only, kwonly int
}

// parseHead parses NativeFunction.Def.
func parseHead(def string) (p parameters) {
	if rest, ok := strings.CutPrefix(def, "async "); ok {
		p.flags |= code.Coroutine
		def = rest
	}
	name, list, _ := strings.Cut(strings.TrimSuffix(def, ")"), "(")
	p.name = name
	var stars []string
	for _, part := range strings.Split(list, ",") {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case part == "/":
			p.only = p.positional
		case strings.HasPrefix(part, "**"):
			p.flags |= code.VarKeywords
			stars = append(stars, part[2:])
		case strings.HasPrefix(part, "*"):
			p.flags |= code.VarArgs
			stars = append(stars, part[1:])
		default:
			parameter, _, _ := strings.Cut(part, "=")
			p.names = append(p.names, parameter)
			p.positional++
		}
	}
	p.names = append(p.names, stars...)
	return p
}

// NewNativeCode makes the code object that d describes.
func NewNativeCode(t *Thread, d *NativeFunction) *Code {
	p := parseHead(d.Def)
	c := &code.Code{
		Name: p.name, Qualname: d.Scope + p.name, Filename: d.File, FirstLine: d.Line,
		Flags:    p.flags | code.Optimized | code.NewLocals,
		ArgCount: p.positional, PosOnly: p.only, KwOnly: p.kwonly, Varnames: p.names, Freevars: d.Free,
		NumRegs: len(p.names) + 2,
	}
	if len(d.Free) > 0 {
		c.Flags |= code.Nested
	}
	if d.Doc != "" {
		c.Consts = append(c.Consts, d.Doc)
		c.Docstring = true
		c.Flags |= code.HasDocstring
	}
	// The machine never executes these: they are there for positions to refer to.
	for i, s := range d.Spots {
		p := code.Position{Start: i, Line: int32(s.Line), EndLine: int32(s.Line), Column: int32(s.Column), EndColumn: int32(s.Column + len(s.Text))}
		if n := strings.LastIndexByte(s.Text, '\n'); n >= 0 {
			p.EndLine += int32(strings.Count(s.Text, "\n"))
			p.EndColumn = int32(len(s.Text) - n - 1)
		}
		c.Positions = append(c.Positions, p)
		c.Ins = append(c.Ins, uint64(code.NOP))
	}
	none := len(c.Consts)
	c.Consts = append(c.Consts, nil)
	c.Ins = append(c.Ins, uint64(code.LOADK)|uint64(len(p.names))<<16|uint64(none)<<32, uint64(code.RET)|uint64(len(p.names))<<16)
	o := NewCode(t, c)
	o.Native = &d.Body
	return o
}

// NewNativeFunction makes a function of code that NewNativeCode made, for globals; cells are the values of its closure.
func NewNativeFunction(t *Thread, c *Code, globals *Dict, closure ...Object) (*Function, error) {
	fn, err := t.Runtime.NewFunction(t, c, globals)
	if err != nil {
		return nil, err
	}
	if len(closure) > 0 {
		cells := MakeTuple(len(closure))
		for i, v := range closure {
			cells.Items[i] = Of(NewCell(v))
		}
		fn.Closure = cells
	}
	return fn, nil
}

// Free gives the value of variable i of fn's closure.
func (fn *Function) Free(i int) Object { return cast[Cell](fn.Closure.Items[i]).V }

// Trace notes in err's traceback that it leaves the native function fn, called with args, at one of its spots. It gives err as a Python
// exception.
func (fn *Function) Trace(t *Thread, args []Object, spot int, err error) error {
	exc := AsExc(t, err)
	t.Runtime.TraceNative(t, fn, args, spot, exc)
	return exc
}

// NativeCoroutine is a coroutine whose body is a state machine in Go. The machine makes a coroutine object of it where somebody may see
// one, and runs it without where a Python coroutine awaits it and it never waits itself.
type NativeCoroutine interface {
	// Step starts the coroutine, with None, or goes on after what it waited for gave v or raised err. Where Await says
	// that something has to be waited for it returns without a result; done tells this from the end.
	Step(t *Thread, v Object, err error) (result Object, done bool, failure error)
	// State gives the part that the machine works with: it is embedded.
	State() *Waiting
	// Traverse visits what the coroutine refers to.
	Traverse(visit func(Object))
	// Recycle is told that the coroutine ended and nobody knows it.
	Recycle()
}

// Waiting is what a native coroutine waits for.
type Waiting struct {
	On      Object // an iterator; null if there is nothing to wait for
	Yielded Object // what it gave last, for who drives the coroutine
	// Handling is the exception that the coroutine handles while it waits, nil for none: sys.exception() for what it awaits.
	Handling *Exception
}

// Recycle implements NativeCoroutine: the collector does that.
func (w *Waiting) Recycle() {}

// State implements NativeCoroutine.
func (w *Waiting) State() *Waiting { return w }

// Await awaits o: done is false if it has to be waited for, then Step is called again with its outcome.
func (w *Waiting) Await(t *Thread, o Object) (r Object, done bool, err error) {
	it, err := t.Runtime.AwaitIter(t, o)
	if err != nil {
		return Object{}, true, err
	}
	return w.Resume(t, it, None)
}

// Resume sends v to an iterator that the coroutine waits for.
func (w *Waiting) Resume(t *Thread, it, v Object) (r Object, done bool, err error) {
	if w.Handling != nil {
		state := ExcState{Exc: w.Handling, Prev: t.Exc}
		t.Exc = &state
		r, done, err = t.Runtime.SendTo(t, it, v)
		t.Exc = state.Prev
	} else {
		r, done, err = t.Runtime.SendTo(t, it, v)
	}
	if done || err != nil {
		w.On, w.Yielded = Object{}, Object{}
		return r, true, err
	}
	w.On, w.Yielded = it, r
	return Object{}, false, nil
}

// AwaitNext is Await(anext(gen)). ended says that gen raised StopAsyncIteration, which is err.
func (w *Waiting) AwaitNext(t *Thread, gen Object) (r Object, done bool, err error) {
	return t.Runtime.AsyncNext(t, gen, w)
}

// AwaitThrow is Await(gen.athrow(exc)).
func (w *Waiting) AwaitThrow(t *Thread, gen Object, exc *Exception) (r Object, done bool, err error) {
	return t.Runtime.AsyncThrow(t, gen, exc, w)
}
