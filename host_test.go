package gophersnake

import (
	"context"
	"errors"
	"io/fs"
	"math/big"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

var bg = context.Background()

// closeRuntime closes r at the end of a test.
func closeRuntime(t testing.TB, r *Runtime) {
	t.Helper()
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error("Close: ", err)
		}
	})
}

func mustExec(t testing.TB, r *Runtime, source string) {
	t.Helper()
	if err := r.Exec(bg, source); err != nil {
		var e *Error
		if errors.As(err, &e) {
			t.Fatal(e.Traceback())
		}
		t.Fatal(err)
	}
}

func TestValues(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	big1, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	for _, c := range []struct {
		expr string
		want any
	}{
		{"None", nil}, {"True", true}, {"-5", -5}, {"2**63-1", 1<<63 - 1}, {"123456789012345678901234567890", big1},
		{"1.5", 1.5}, {"2j", 2i}, {"'héllo'", "héllo"}, {"b'a\\0'", []byte("a\x00")}, {"bytearray(b'x')", []byte("x")},
		{"[1, (2, 'x'), []]", []any{1, []any{2, "x"}, []any{}}},
		{"{'a': 1, 'b': {}}", map[string]any{"a": 1, "b": map[string]any{}}},
		{"{1: 'x', 'y': None, None: 2}", map[any]any{1: "x", "y": nil, nil: 2}},
	} {
		v, err := r.Eval(bg, c.expr)
		if err != nil || !reflect.DeepEqual(v, c.want) {
			t.Errorf("Eval(%s) = %#v, %v; want %#v", c.expr, v, err, c.want)
			continue
		}
		// And back.
		back, err := r.Call(bg, "repr", v)
		want, _ := r.Eval(bg, "repr("+strings.NewReplacer("(2, 'x')", "[2, 'x']", "bytearray(b'x')", "b'x'", "{1: 'x', 'y': None, None: 2}", "0").Replace(c.expr)+")")
		if err != nil || back != want && want != "0" {
			t.Errorf("repr(%#v) = %v, %v; want %v", v, back, err, want)
		}
	}
	type Name string
	for _, c := range []struct {
		v    any
		want string
	}{
		{uint64(1<<64 - 1), "18446744073709551615"}, {int8(-3), "-3"}, {float32(0.5), "0.5"}, {Name("n"), "'n'"}, {[2]bool{true}, "[True, False]"},
		{map[int]string{2: "b", 1: "a"}, "{1: 'a', 2: 'b'}"}, {(*int)(nil), "None"}, {[]string(nil), "[]"}, {complex64(1), "(1+0j)"},
		{errors.New("bad"), "RuntimeError('bad')"}, {time.Second, "1000000000"},
	} {
		if s, err := r.Call(bg, "repr", c.v); err != nil || s != c.want {
			t.Errorf("repr(%#v) = %v, %v; want %s", c.v, s, err, c.want)
		}
	}
	for _, c := range []struct {
		v    any
		want string
	}{
		{struct{}{}, "TypeError: a Go value of type struct {} has no meaning in Python"},
		{make(chan int), "TypeError: a Go value of type chan int has no meaning in Python"},
		{"\xff", "ValueError: a Go string that is not UTF-8: use []byte"},
	} {
		if _, err := r.Call(bg, "repr", c.v); err == nil || err.Error() != c.want {
			t.Errorf("%#v: %v; want %s", c.v, err, c.want)
		}
	}
	endless := []any{nil}
	endless[0] = endless
	if _, err := r.Call(bg, "repr", endless); !errors.Is(err, Exception("RecursionError")) {
		t.Error(err)
	}
	// What is shared stays shared; a list in itself is an error.
	mustExec(t, r, "x = []\nfor i in range(100): x = [x, x]\nloop = []; loop.append(loop)\nlone = '\\ud800'")
	if _, err := r.Eval(bg, "x"); err != nil {
		t.Error(err)
	}
	if _, err := r.Eval(bg, "loop"); !errors.Is(err, Exception("ValueError")) {
		t.Error(err)
	}
	if _, err := r.Eval(bg, "lone"); !errors.Is(err, Exception("UnicodeEncodeError")) {
		t.Error(err)
	}
	// Objects.
	mustExec(t, r, "class C:\n    v = 3\n    def f(self, x): return [self, x]\nc = C()")
	v, err := r.Eval(bg, "c")
	if err != nil {
		t.Fatal(err)
	}
	c := v.(*Object)
	f, err := c.Attr(bg, "f")
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.(*Object).Call(bg, c)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := r.Call(bg, "operator.is_", out.([]any)[0], c); err != nil || same != true {
		t.Error(same, err)
	}
	if _, err := c.Attr(bg, "missing"); err == nil || err.Error() != "AttributeError: 'C' object has no attribute 'missing'" {
		t.Error(err)
	}
	other := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, other)
	if _, err := other.Call(bg, "repr", c); err == nil || err.Error() != "ValueError: an object of another interpreter" {
		t.Error(err)
	}
	// Names.
	if v, err := r.Call(bg, "os.path.join", "a", "b"); err != nil || v != "a/b" {
		t.Error(v, err)
	}
	if v, err := r.Call(bg, "collections.abc.Sized.__name__.upper"); err != nil || v != "SIZED" {
		t.Error(v, err)
	}
	for name, want := range map[string]string{
		"nothing": "NameError: name 'nothing' is not defined", "nothing.x": "ModuleNotFoundError: No module named 'nothing'",
		"os.nothing": "AttributeError: module 'os' has no attribute 'nothing'",
	} {
		if _, err := r.Call(bg, name); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestErrors(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	mustExec(t, r, "class Mine(LookupError):\n    class In(ValueError): pass\ndef f(e): raise e\ndef g(e):\n    try: raise e\n    except Exception as x: return type(x).__name__, x")
	for _, c := range []struct {
		expr, text, is string
		target         error
	}{
		{"Mine(1)", "Mine: 1", "LookupError", nil},
		{"Mine.In('x')", "Mine.In: x", "Mine.In", nil},
		{"FileNotFoundError(2, 'no')", "FileNotFoundError: [Errno 2] no", "OSError", fs.ErrNotExist},
		{"TimeoutError()", "TimeoutError", "TimeoutError", context.DeadlineExceeded},
		{"PermissionError(13, 'no')", "PermissionError: [Errno 13] no", "Exception", syscall.EACCES},
		{"SystemExit(3)", "SystemExit: 3", "BaseException", nil},
	} {
		_, err := r.Eval(bg, "f("+c.expr+")")
		var e *Error
		if !errors.As(err, &e) || err.Error() != c.text || !errors.Is(err, Exception(c.is)) || errors.Is(err, Exception("KeyError")) {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		if errno, ok := c.target.(syscall.Errno); ok {
			if got := syscall.Errno(0); !errors.As(err, &got) || got != errno {
				t.Errorf("%s: errno %v", c.expr, got)
			}
		} else if c.target != nil && !errors.Is(err, c.target) {
			t.Errorf("%s is no %v", c.expr, c.target)
		}
		if tb := e.Traceback(); !strings.HasPrefix(tb, "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n") || !strings.HasSuffix(tb, c.text+"\n") {
			t.Errorf("%s: traceback %s", c.expr, tb)
		}
		// It goes back as the same exception.
		if _, again := r.Call(bg, "f", err); again == nil || again.Error() != c.text {
			t.Errorf("%s: again %v", c.expr, again)
		}
	}
	mine := errors.New("mine")
	_, err := r.Call(bg, "f", mine)
	if !errors.Is(err, mine) || !errors.Is(err, Exception("RuntimeError")) {
		t.Error(err)
	}
	v, err := r.Call(bg, "g", fs.ErrNotExist)
	if err != nil || v.([]any)[0] != "FileNotFoundError" || !errors.Is(v.([]any)[1].(error), fs.ErrNotExist) {
		t.Error(v, err)
	}
	if v, _ := r.Call(bg, "g", context.DeadlineExceeded); v.([]any)[0] != "TimeoutError" {
		t.Error(v)
	}
	if v, _ := r.Call(bg, "g", context.Canceled); v.([]any)[0] != "RuntimeError" {
		t.Error(v)
	}
	if err := r.Exec(bg, "1 +"); !errors.Is(err, Exception("SyntaxError")) {
		t.Error(err)
	}
	// Panics stop at the boundary, and leave the interpreter usable.
	err = r.Do(bg, func(t *objects.Thread) error { panic("oops") })
	if err == nil || err.Error() != "SystemError: panic in Do: oops" {
		t.Error(err)
	}
	if err := r.Set(bg, "boom", func(_ context.Context, args ...any) (any, error) { return []int{}[len(args)], nil }); err != nil {
		t.Fatal(err)
	}
	_, err = r.Eval(bg, "boom()")
	var panicked runtime.Error
	if !errors.Is(err, Exception("SystemError")) || !errors.As(err, &panicked) {
		t.Error(err)
	}
	// Panics under Python frames, generators and native coroutines.
	if err := r.Do(bg, func(th *objects.Thread) error {
		def := &objects.MethodDef{Name: "burst", Fn: func(*objects.Thread, []objects.Object, *objects.Tuple) (objects.Object, error) { panic("deep") }}
		r.main().Dict.SetStr(th.Interp.Intern("burst"), objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: def}))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	mustExec(t, r, "def gen():\n    try: yield burst()\n    finally: pass\ndef deep(n):\n    try:\n        return deep(n - 1) if n else [*map(len, gen())]\n    except KeyError: pass")
	for range 3 {
		if _, err := r.Eval(bg, "deep(300)"); err == nil || err.Error() != "SystemError: panic in Do: deep" {
			t.Error(err)
		}
		if v, err := r.Eval(bg, "sorted(str(x) for x in range(12))[3]"); err != nil || v != "11" {
			t.Error(v, err)
		}
	}
}

func TestFunctions(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	type key struct{}
	ctx := context.WithValue(bg, key{}, "value")
	add := func(ctx context.Context, args ...any) (any, error) {
		if ctx.Value(key{}) != "value" {
			return nil, errors.New("no value")
		}
		sum := 0
		for _, a := range args {
			n, ok := a.(int)
			if !ok {
				return nil, fs.ErrInvalid
			}
			sum += n
		}
		return sum, nil
	}
	if err := r.Set(bg, "add", add); err != nil {
		t.Fatal(err)
	}
	if v, err := r.Eval(ctx, "add(1, 2, 3)"); err != nil || v != 6 {
		t.Error(v, err)
	}
	if _, err := r.Eval(ctx, "add('x')"); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
	if _, err := r.Eval(ctx, "add(x=1)"); err == nil || !strings.HasSuffix(err.Error(), "takes no keyword arguments") {
		t.Error(err)
	}
	if err := r.Set(bg, "gone", func(context.Context, ...any) (any, error) { runtime.Goexit(); return nil, nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Eval(bg, "gone()"); !errors.Is(err, Exception("RuntimeError")) {
		t.Error(err)
	}
	// Go and Python call each other: with its context, but not without end.
	var depth atomic.Int32
	if err := r.Set(bg, "down", func(ctx context.Context, args ...any) (any, error) {
		depth.Add(1)
		return r.Eval(ctx, "down()")
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Eval(bg, "down()"); err == nil || !strings.Contains(err.Error(), "too deeply") || depth.Load() < 10 {
		t.Error(err, depth.Load())
	}
	// Many goroutines.
	mustExec(t, r, "n = 0\ndef count():\n    global n\n    n += 1\n    return add(n, 0)")
	var wg sync.WaitGroup
	for range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				if _, err := r.Call(ctx, "count"); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	if v, _ := r.Eval(bg, "n"); v != 1000 {
		t.Error(v)
	}
}

func TestStop(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true, Grace: 100 * time.Millisecond})
	closeRuntime(t, r)
	mustExec(t, r, "import time\nlog = []")
	for _, c := range []struct{ name, source, log string }{
		{"loop", "try:\n    while True: pass\nexcept BaseException as e:\n    log.append(type(e).__name__)\n    raise", "['KeyboardInterrupt']"},
		{"sleep", "try: time.sleep(1000)\nfinally: log.append('woken')", "['woken']"},
		{"lock", "import _thread\nl = _thread.allocate_lock(); l.acquire()\nl.acquire()", "[]"},
		{"stubborn", "while True:\n    try: \n        while True: pass\n    except BaseException as e: log.append(type(e).__name__)\n    finally:\n        while True: pass", "['KeyboardInterrupt']"},
		{"generator", "def g():\n    while True:\n        try: yield 1\n        except BaseException: pass\nfor x in g(): pass", "[]"},
		{"native", "sorted(range(10**7), key=lambda x: -x)", "[]"},
		{"suppress", "class S:\n    def __enter__(s): pass\n    def __exit__(s, *a): return True\nwhile True:\n    with S():\n        while True: pass", "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			mustExec(t, r, "log.clear()")
			ctx, cancel := context.WithTimeout(bg, 20*time.Millisecond)
			defer cancel()
			start := time.Now()
			err := r.Exec(ctx, c.source)
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Error("took ", d)
			}
			if v, err := r.Call(bg, "repr", must(r.Eval(bg, "log"))); err != nil || v != c.log {
				t.Error(v, err)
			}
		})
	}
	// Go code that Python called has its context cancelled.
	if err := r.Set(bg, "wait", func(ctx context.Context, _ ...any) (any, error) { <-ctx.Done(); return nil, context.Cause(ctx) }); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(bg)
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := r.Eval(ctx, "wait()"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	// What is cancelled before does not begin.
	if err := r.Exec(ctx, "log.append('ran')"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	// Two scripts, one of them stopped.
	ctx, cancel = context.WithTimeout(bg, 30*time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- r.Exec(ctx, "while True: pass") }()
	if v, err := r.Eval(bg, "sum(range(200000))"); err != nil || v != 19999900000 {
		t.Error(v, err)
	}
	if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestClose(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true, Grace: 300 * time.Millisecond})
	mustExec(t, r, `
import atexit, threading, time
def stay():
    while True: time.sleep(1000)
threading.Thread(target=stay).start()
threading.Thread(target=stay, daemon=True).start()
def spin():
    while True: pass
threading.Thread(target=spin, daemon=True).start()
atexit.register(lambda: done('atexit'))
atexit.register(lambda: time.sleep(1000))
class D:
    def __del__(self): done('del')
d = D()
def g():
    try: yield
    finally: done('generator')
it = g(); next(it)
`)
	var mu sync.Mutex
	var log []string
	if err := r.Set(bg, "done", func(_ context.Context, args ...any) (any, error) {
		mu.Lock()
		defer mu.Unlock()
		log = append(log, args[0].(string))
		return nil, nil
	}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, source := range []string{"while True: pass", "time.sleep(1000)", "while True:\n    try: time.sleep(1000)\n    except BaseException: pass"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := r.Exec(bg, source); !errors.Is(err, ErrClosed) {
				t.Error(source, ": ", err)
			}
		}()
	}
	time.Sleep(20 * time.Millisecond)
	start := time.Now()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Error("took ", d)
	}
	wg.Wait()
	if err := r.Exec(bg, "1"); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if s := strings.Join(log, " "); !strings.Contains(s, "generator") || !strings.Contains(s, "del") {
		t.Error(s)
	}
}

// TestManyInterpreters runs interpreters in parallel.
func TestManyInterpreters(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r := testRuntime(t, Config{NoSite: true})
			defer r.Close()
			for range 3 {
				v, err := r.Eval(bg, "[*map(str, sorted({x: x * x for x in range(1000)}.values()))][-1]")
				if err != nil || v != "998001" {
					t.Error(v, err)
				}
			}
		}()
	}
	wg.Wait()
}
