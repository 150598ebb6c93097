package objects

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"weak"
)

// Runtime is how objects reach the virtual machine.
type Runtime interface {
	// CallFunction calls a Python function; kwnames as for CallFunc.
	CallFunction(t *Thread, fn *Function, args []Object, kwnames *Tuple) (Object, error)
	// Frame gives the Python frame that is depth levels below the running one, null if there is none.
	Frame(t *Thread, depth int) Object
	// Globals gives the globals of the running Python frame, nil if there is none.
	Globals(t *Thread) *Dict
	// Builtins gives what the running Python frame looks built-in names up in, or the interpreter's.
	Builtins(t *Thread) *Dict
	// Locals gives the namespace of the running Python frame as locals() does.
	Locals(t *Thread) (Object, error)
	// Position gives the running Python code's file name and line, "" and 0 if there is none.
	Position(t *Thread) (filename string, line int)
	// Import imports a module by its absolute name, as `import name` does, and gives the module named (not the top-level package).
	Import(t *Thread, name string) (Object, error)
	// PrepareCode makes a code object of compiled code for t's interpreter.
	NewFunction(t *Thread, code *Code, globals *Dict) (*Function, error)
	// SuperArgs gives the class and the first argument of the running function, for super() without arguments.
	SuperArgs(t *Thread) (cls *Type, self Object, err error)
	// Poll handles what asked for attention: signals, cancellation, limits, finalizers. Long loops in native code call it.
	Poll(t *Thread) error
	// Protect calls f, which is Go code of the host named by what: its panic becomes a SystemError, and t is as it was before.
	Protect(t *Thread, what string, f func() error) error
	// TraceNative notes in exc's traceback that it leaves the native function fn, called with args, at one of its spots.
	TraceNative(t *Thread, fn *Function, args []Object, spot int, exc *Exception)
	// Throw raises exc in gen as its method throw does; done tells a result from a yielded value.
	Throw(t *Thread, gen Object, exc *Exception) (v Object, done bool, err error)
	// AwaitIter gives the iterator that awaiting o drives.
	AwaitIter(t *Thread, o Object) (Object, error)
	// SendTo sends v to an iterator as await does.
	SendTo(t *Thread, it, v Object) (r Object, done bool, err error)
	// AsyncNext awaits anext(gen) for a native coroutine, as Waiting.Await does.
	AsyncNext(t *Thread, gen Object, w *Waiting) (r Object, done bool, err error)
	// AsyncThrow awaits gen.athrow(exc) for a native coroutine, as Waiting.Await does.
	AsyncThrow(t *Thread, gen Object, exc *Exception, w *Waiting) (r Object, done bool, err error)
	// OwnGenerator notes that only the caller knows gen, which it has just got from calling fn, if that makes generators.
	OwnGenerator(gen Object, fn *Function)
	// ShareGenerator says that others get to know gen, if that is a generator which was owned, or known only to what drives it.
	ShareGenerator(gen Object)
	// ReleaseGenerator gives back the memory of a gen that its caller owns, if it has ended and is known to nobody else: then the caller
	// has to forget it.
	ReleaseGenerator(t *Thread, gen Object) bool
	// EndedGenerator makes what a call of fn, a function that makes generators, gives in the state that it ends in.
	EndedGenerator(t *Thread, fn *Function) Object
	// Library gives the directory of the pure-Python library, "" without one.
	Library() string
	// NewThread makes a further thread of the interpreter. The caller holds the interpreter's lock.
	NewThread() *Thread
	// Roots visits what the virtual machine refers to: the frames of all threads, without what they will not use again.
	Roots(visit func(Object))
}

// Thread is a Python thread. Everything that can run Python code or raise takes it first.
type Thread struct {
	Interp  *Interpreter
	Runtime Runtime
	// Machine is the virtual machine's state of this thread.
	Machine any
	// Exc is the innermost of the linked states that tell which exception is being handled.
	Exc  *ExcState
	base ExcState
	// Breaker is not zero when Poll should be called: polled on back-edges and calls.
	Breaker atomic.Uint32
	// Context is the current contextvars.Context, null if none was made yet.
	Context Object
	// ID is the thread's identity among those of its interpreter: never 0.
	ID int64

	interrupt            atomic.Pointer[interruption]
	wake                 chan struct{} // wakes Wait; nil for threads that Python code started
	depth                int           // of native recursion
	reprs                []Object
	temporaries          []temporary // see keepTemporary
	args                 []Object    // storage for the arguments of calls made by native code
	AsyncHooks           struct{ Firstiter, Finalizer Object }
	CoroutineOriginDepth int
}

// ExcState is a link in a thread's chain of exceptions being handled. The thread has one, and each running generator.
type ExcState struct {
	Exc  *Exception // nil: the one below counts
	Prev *ExcState
}

// Handled gives the exception being handled (sys.exception()), nil if there is none.
func (t *Thread) Handled() *Exception {
	for s := t.Exc; s != nil; s = s.Prev {
		if s.Exc != nil {
			return s.Exc
		}
	}
	return nil
}

// ThreadMark is a state of a thread that Reset goes back to.
type ThreadMark struct {
	exc         *ExcState
	handled     *Exception
	depth       int
	reprs, args int
}

// Mark notes the state of a thread.
func (t *Thread) Mark() ThreadMark {
	return ThreadMark{t.Exc, t.Exc.Exc, t.depth, len(t.reprs), len(t.args)}
}

// Reset gives up all that the thread did since Mark and did not end: after a panic.
func (t *Thread) Reset(m ThreadMark) {
	t.Exc = m.exc
	t.Exc.Exc, t.depth = m.handled, m.depth
	clear(t.reprs[m.reprs:])
	clear(t.args[m.args:])
	t.reprs, t.args = t.reprs[:m.reprs], t.args[:m.args]
}

// maxDepth bounds the recursion of native code: Go's own stack overflow would be the host's end.
const maxDepth = 6000

// Enter counts a level of native recursion; RecursionError where there are too many. what completes the message: "maximum recursion
// depth exceeded" + what, as " while calling a Python object". Each successful Enter needs a Leave.
func (t *Thread) Enter(what string) error {
	if t.depth >= maxDepth {
		return Errorf(t, &ExcRecursionError, "maximum recursion depth exceeded%s", what)
	}
	t.depth++
	return nil
}

// Leave ends a level of native recursion.
func (t *Thread) Leave() { t.depth-- }

// ReprEnter reports whether o's repr is already under way, and else notes that it is; ReprLeave ends that.
func (t *Thread) ReprEnter(o Object) (already bool) {
	for _, r := range t.reprs {
		if r == o {
			return true
		}
	}
	t.reprs = append(t.reprs, o)
	return false
}

func (t *Thread) ReprLeave(o Object) {
	for i := len(t.reprs) - 1; i >= 0; i-- {
		if t.reprs[i] == o {
			t.reprs = slices.Delete(t.reprs, i, i+1)
			return
		}
	}
}

// Interpreter is one isolated Python world: it owns all mutable state.
type Interpreter struct {
	Runtime  Runtime
	Builtins *Dict // of the builtins module
	// ScriptPath is what was put first into sys.path for the main program, nil if nothing was.
	ScriptPath *string
	Modules    *Dict // sys.modules
	SysDict    *Dict
	// NativeModules are the modules that can be imported, by name.
	NativeModules map[string]*ModuleDef

	interned       map[string]*Str
	typeCache      [1 << typeCacheBits]typeCacheEntry
	typeVersion    uint32
	subclasses     map[*Type][]weak.Pointer[Type] // of static types
	state          sync.Map                       // per-module state that has no better place, by key
	weak           weakRefs
	MaxStrDigits   int
	RecursionLimit int

	finalization finalization
	memory       memoryWatch

	lock       interpreterLock
	pending    pendingCalls
	main       *Thread
	threads    []*Thread
	lastThread int64 // the ID given out last
}

// NewInterpreter makes an interpreter without modules.
func NewInterpreter(rt Runtime) *Interpreter {
	in := &Interpreter{
		Runtime: rt, Builtins: NewDict(), Modules: NewDict(), SysDict: NewDict(),
		NativeModules: map[string]*ModuleDef{},
		interned:      map[string]*Str{},
		typeVersion:   firstHeapVersion,
		subclasses:    map[*Type][]weak.Pointer[Type]{},
		weak:          newWeakRefs(),
		MaxStrDigits:  4300, RecursionLimit: 1000,
	}
	in.SetSwitchInterval(defaultSwitchInterval)
	in.watchMemory()
	return in
}

// NewThread makes a thread of the interpreter: the first one is the main thread, which holds the interpreter's lock from then on.
func (in *Interpreter) NewThread() *Thread {
	in.lastThread++
	t := &Thread{Interp: in, Runtime: in.Runtime, ID: in.lastThread}
	t.Exc = &t.base
	if in.main == nil {
		in.main = t
		t.wake = make(chan struct{}, 1)
		in.lock.holder = t
	}
	in.addThread(t)
	return t
}

func (in *Interpreter) addThread(t *Thread) {
	in.threads = append(in.threads, t)
	in.weak.queue.addThread(t)
}

// newTypeVersion gives a version that no type of the interpreter had; 0, with which nothing is cached, when they have run out.
func (in *Interpreter) newTypeVersion() uint32 {
	if in.typeVersion == math.MaxUint32 {
		return 0
	}
	in.typeVersion++
	return in.typeVersion
}

// State gives the interpreter's value for a key, made by init the first time. Packages keep what is theirs for each interpreter here.
func (in *Interpreter) State(key any, init func() any) any {
	if v, ok := in.state.Load(key); ok {
		return v
	}
	v, _ := in.state.LoadOrStore(key, init())
	return v
}
