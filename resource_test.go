package gophersnake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// resource is an AsyncContextManager made of functions.
type resource struct {
	enter func(ctx context.Context) (any, error)
	exit  func(ctx context.Context, err error) (bool, error)
}

func (r *resource) AEnter(ctx context.Context) (any, error) {
	if r.enter == nil {
		return nil, nil
	}
	return r.enter(ctx)
}

func (r *resource) AExit(ctx context.Context, err error) (bool, error) {
	if r.exit == nil {
		return false, nil
	}
	return r.exit(ctx, err)
}

// journal is what happened, from any goroutine.
type journal struct {
	mu    sync.Mutex
	lines []string
}

func (j *journal) add(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, fmt.Sprintf(format, args...))
}

func (j *journal) take() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	s := strings.Join(j.lines, "; ")
	j.lines = nil
	return s
}

// run executes the body of a coroutine.
func runAsync(t testing.TB, r *Runtime, body string) error {
	t.Helper()
	return r.Exec(bg, "import asyncio\nasync def main():\n    "+strings.ReplaceAll(body, "\n", "\n    ")+"\nasyncio.run(main())\n")
}

func asyncRuntime(t testing.TB) *Runtime {
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	return r
}

func set(t testing.TB, r *Runtime, name string, v any) {
	t.Helper()
	if err := r.Set(bg, name, v); err != nil {
		t.Fatal(err)
	}
}

// semaphore is a pool of connections: what many tasks wait for.
type semaphore struct {
	free    chan int
	entered atomic.Int32
	most    atomic.Int32
}

func (s *semaphore) AEnter(ctx context.Context) (any, error) {
	select {
	case <-s.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	n := s.entered.Add(1)
	for m := s.most.Load(); n > m && !s.most.CompareAndSwap(m, n); m = s.most.Load() {
	}
	return int(n), nil
}

func (s *semaphore) AExit(context.Context, error) (bool, error) {
	s.entered.Add(-1)
	s.free <- 1
	return false, nil
}

func TestResourceOfManyTasks(t *testing.T) {
	r := asyncRuntime(t)
	s := &semaphore{free: make(chan int, 5)}
	for range 5 {
		s.free <- 1
	}
	set(t, r, "pool", s)
	if err := runAsync(t, r, `
import gc
used = cancelled = 0
async def use(i):
    nonlocal used, cancelled
    try:
        async with pool as n:
            assert 1 <= n <= 5
            await asyncio.sleep(0.001)
            used += 1
    except asyncio.CancelledError:
        cancelled += 1
        raise
    except KeyError:
        pass
tasks = [asyncio.create_task(use(i)) for i in range(100)]
await asyncio.sleep(0.002)
gc.collect()
for t in tasks[::10]: t.cancel()
await asyncio.gather(*tasks, return_exceptions=True)
assert used + cancelled == 100 and cancelled > 0, (used, cancelled)
assert type(pool).__name__ == 'semaphore' and repr(pool).startswith('<'), pool
assert hash(pool) == hash(pool) and pool == pool and pool != 1
`); err != nil {
		t.Fatal(trace(err))
	}
	if s.entered.Load() != 0 || len(s.free) != 5 || s.most.Load() > 5 || s.most.Load() < 2 {
		t.Error(s.entered.Load(), len(s.free), s.most.Load())
	}
}

func trace(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Traceback()
	}
	return fmt.Sprint(err)
}

func TestResource(t *testing.T) {
	r := asyncRuntime(t)
	var j journal
	type key struct{}
	sentinel := errors.New("sentinel")
	say := func(name string) func(ctx context.Context, err error) (bool, error) {
		return func(ctx context.Context, err error) (bool, error) {
			j.add("%s exit %v %v", name, err, ctx.Err())
			return false, nil
		}
	}
	blocked := make(chan struct{})
	returning := make(chan struct{}, 1)
	set(t, r, "blocks", &resource{enter: func(ctx context.Context) (any, error) {
		blocked <- struct{}{}
		<-ctx.Done()
		j.add("cancelled")
		return nil, ctx.Err()
	}, exit: say("blocks")})
	set(t, r, "ignores", &resource{enter: func(ctx context.Context) (any, error) {
		blocked <- struct{}{}
		<-returning
		return "late", nil
	}, exit: say("ignores")})
	set(t, r, "other", &resource{enter: func(ctx context.Context) (any, error) {
		blocked <- struct{}{}
		<-ctx.Done()
		return nil, sentinel
	}, exit: say("other")})
	set(t, r, "fails", &resource{enter: func(ctx context.Context) (any, error) { return nil, sentinel }, exit: say("fails")})
	set(t, r, "unlucky", &resource{enter: func(ctx context.Context) (any, error) { return nil, context.Canceled }})
	set(t, r, "panics", &resource{enter: func(ctx context.Context) (any, error) { panic("enter") }, exit: say("panics")})
	set(t, r, "odd", &resource{enter: func(ctx context.Context) (any, error) { return struct{}{}, nil }, exit: say("odd")})
	set(t, r, "plain", &resource{enter: func(ctx context.Context) (any, error) {
		return []any{"x", 1}, nil
	}, exit: say("plain")})
	set(t, r, "suppresses", &resource{exit: func(ctx context.Context, err error) (bool, error) {
		j.add("saw %v %v", err, errors.Is(err, Exception("ValueError")))
		return true, nil
	}})
	set(t, r, "same", &resource{exit: func(ctx context.Context, err error) (bool, error) { return false, err }})
	set(t, r, "wraps", &resource{exit: func(ctx context.Context, err error) (bool, error) { return false, fmt.Errorf("wrapped: %w", err) }})
	set(t, r, "exitfails", &resource{exit: func(ctx context.Context, err error) (bool, error) { return false, sentinel }})
	set(t, r, "exitpanics", &resource{exit: func(ctx context.Context, err error) (bool, error) { panic("exit") }})
	set(t, r, "slowexit", &resource{exit: func(ctx context.Context, err error) (bool, error) {
		blocked <- struct{}{}
		<-ctx.Done()
		time.Sleep(5 * time.Millisecond)
		j.add("slowexit done %v", err)
		return true, nil
	}})
	set(t, r, "python", &resource{enter: func(ctx context.Context) (any, error) {
		return r.Eval(ctx, "6 * 7")
	}, exit: func(ctx context.Context, err error) (bool, error) {
		return false, r.Exec(ctx, "exited = True")
	}})
	set(t, r, "valued", &resource{enter: func(ctx context.Context) (any, error) { return ctx.Value(key{}), nil }})
	set(t, r, "blocked", func(ctx context.Context, _ ...any) (any, error) { <-blocked; return nil, nil })
	set(t, r, "let", func(ctx context.Context, _ ...any) (any, error) { returning <- struct{}{}; return nil, nil })
	set(t, r, "log", func(ctx context.Context, args ...any) (any, error) { j.add("%v", args[0]); return nil, nil })
	mustExec(t, r, `
async def in_task(manager, then, exc=None):
    async def use():
        async with manager:
            log('body')
            if exc: raise exc
    task = asyncio.create_task(use())
    await asyncio.to_thread(blocked)
    await then(task)
    try:
        await task
    except BaseException as e:
        return type(e).__name__, type(e.__context__).__name__, task.cancelled()
    return 'fine'
async def cancel(task):
    task.cancel()
async def twice(task):
    task.cancel(); await asyncio.sleep(0.001); task.cancel()
`)
	for _, c := range []struct{ name, body, log string }{
		{"plain", "async with plain as v: log(v)", "[x 1]; plain exit <nil> <nil>"},
		{"body raises", "try:\n    async with plain: raise KeyError(1)\nexcept KeyError as e: log(repr(e))", "plain exit KeyError: 1 <nil>; KeyError(1)"},
		{"enter fails", "try:\n    async with fails: log('body')\nexcept RuntimeError as e: log(str(e))", "sentinel"},
		{"cancelled by itself", "try:\n    async with unlucky: pass\nexcept RuntimeError as e: log(str(e))", "context canceled"},
		{"enter panics", "try:\n    async with panics: log('body')\nexcept SystemError as e: log(str(e))", "panic in (*gophersnake.resource).AEnter: enter"},
		{"no value", "try:\n    async with odd: log('body')\nexcept TypeError as e: log(str(e))", "odd exit TypeError: a Go value of type struct {} has no meaning in Python <nil>; a Go value of type struct {} has no meaning in Python"},
		{"suppresses", "async with suppresses: raise ValueError(2)\nlog('after')", "saw ValueError: 2 true; after"},
		{"same", "e = ValueError(3)\ntry:\n    async with same: raise e\nexcept ValueError as f: log([e is f, f.__context__ is None])", "[true true]"},
		{"wraps", "e = ValueError(3)\ntry:\n    async with wraps: raise e\nexcept RuntimeError as f: log([str(f), f.__cause__ is e])", "[wrapped: ValueError: 3 true]"},
		{"exit fails", "try:\n    async with exitfails: raise KeyError(1)\nexcept RuntimeError as e: log([str(e), repr(e.__context__)])", "[sentinel KeyError(1)]"},
		{"exit panics", "try:\n    async with exitpanics: pass\nexcept SystemError as e: log(str(e))", "panic in (*gophersnake.resource).AExit: exit"},
		{"cancel in enter", "log(await in_task(blocks, cancel))", "cancelled; [CancelledError NoneType true]"},
		{"cancel in enter twice", "log(await in_task(blocks, twice))", "cancelled; [CancelledError NoneType true]"},
		{"cancel, fails otherwise", "log(await in_task(other, cancel))", "[RuntimeError CancelledError false]"},
		{"cancel, enters all the same", "async def then(task):\n    task.cancel(); await asyncio.sleep(0.001); let()\nlog(await in_task(ignores, then))", "ignores exit asyncio.exceptions.CancelledError <nil>; [CancelledError NoneType true]"},
		{"cancel when it has returned", "async def then(task):\n    let(); import time; time.sleep(0.02); task.cancel()\nlog(await in_task(ignores, then))", "ignores exit asyncio.exceptions.CancelledError <nil>; [CancelledError NoneType true]"},
		{"cancel in exit", "log(await in_task(slowexit, cancel))", "body; slowexit done <nil>; [CancelledError NoneType true]"},
		{"cancel in exit twice", "log(await in_task(slowexit, twice))", "body; slowexit done <nil>; [CancelledError NoneType true]"},
		{"cancel in exit of an exception", "log(await in_task(slowexit, cancel, KeyError(1)))", "body; slowexit done KeyError: 1; [CancelledError KeyError true]"},
		{"timeout", "t = asyncio.create_task(asyncio.to_thread(blocked))\ntry:\n    async with asyncio.timeout(0.01):\n        async with blocks: pass\nexcept TimeoutError: log('timeout')\nawait t", "cancelled; timeout"},
		{"python", "async with python as v: log(v)\nlog(exited)", "42; true"},
		{"values", "async with valued as v: log(v)", "<nil>"},
		{"closed", "c = ignores.__aenter__()\nfut = c.send(None)\nawait asyncio.to_thread(blocked)\nc.close()\nlet()", "ignores exit gophersnake: entered, but nobody waits for it any more <nil>"},
		{"by hand", "c = plain.__aenter__()\nassert c.__name__ == '__aenter__' and c.cr_await is None\nawait c\nassert not await plain.__aexit__(None, None, None)", "plain exit <nil> <nil>"},
		{"exit stack", "import contextlib\nasync with contextlib.AsyncExitStack() as s:\n    log(await s.enter_async_context(plain))\n    await s.enter_async_context(suppresses)\n    raise ValueError(5)", "[x 1]; saw ValueError: 5 true; plain exit <nil> <nil>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := runAsync(t, r, c.body); err != nil {
				t.Error(trace(err))
			}
			if c.name == "closed" {
				time.Sleep(20 * time.Millisecond)
			}
			if s := j.take(); s != c.log {
				t.Errorf("got  %s\nwant %s", s, c.log)
			}
		})
	}
	t.Run("values of the context", func(t *testing.T) {
		ctx := context.WithValue(bg, key{}, "v")
		if err := r.Exec(ctx, "async def main():\n    async with valued as v: log(v)\nasyncio.run(main())"); err != nil || j.take() != "v" {
			t.Error(err)
		}
	})
	t.Run("no loop", func(t *testing.T) {
		if err := r.Exec(bg, "plain.__aenter__().send(None)"); err == nil || err.Error() != "RuntimeError: no running event loop" {
			t.Error(err)
		}
	})
	t.Run("the loop's end", func(t *testing.T) {
		// A loop that is closed while the Go method runs: what it entered is left again.
		if err := r.Exec(bg, "async def main():\n    c = ignores.__aenter__()\n    c.send(None)\n    await asyncio.to_thread(blocked)\n    return c\nleft = asyncio.run(main())\nlet()"); err != nil {
			t.Error(trace(err))
		}
		time.Sleep(50 * time.Millisecond)
		if s := j.take(); s != "ignores exit gophersnake: entered, but nobody waits for it any more <nil>" {
			t.Error(s)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		// The soft stage cancels the tasks, which clean up.
		ctx, cancel := context.WithCancel(bg)
		go func() { <-blocked; time.Sleep(50 * time.Millisecond); cancel() }()
		err := r.Exec(ctx, "async def main():\n    try:\n        async with blocks: pass\n    finally:\n        async with plain: log('cleaning')\nasyncio.run(main())")
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if s := j.take(); s != "cancelled; cleaning; plain exit <nil> <nil>" {
			t.Error(s)
		}
	})
}

// TestResourceOfStoppedScript leaves what a script holds that runs no further.
func TestResourceOfStoppedScript(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true, Grace: -1})
	left := make(chan error, 10)
	held := &resource{exit: func(ctx context.Context, err error) (bool, error) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		left <- err
		return false, nil
	}}
	set(t, r, "held", held)
	entered := make(chan struct{}, 1)
	set(t, r, "entered", func(context.Context, ...any) (any, error) { entered <- struct{}{}; return nil, nil })
	ctx, cancel := context.WithCancel(bg)
	go func() { <-entered; cancel() }()
	err := r.Exec(ctx, "import asyncio\nasync def main():\n    async with held, held:\n        entered()\n        while True: pass\nasyncio.run(main())")
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for range 2 {
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	// What is left by itself is not left again; what is not is left when the interpreter is closed.
	mustExec(t, r, "async def main():\n    async with held: pass\n    await held.__aenter__()\nasyncio.run(main())")
	if err := <-left; err != nil {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := <-left; !errors.Is(err, ErrClosed) || len(left) != 0 {
		t.Error(err)
	}
}

// TestResourceProtocol says what is checked when a Go value becomes a Python object.
func TestResourceProtocol(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	for _, c := range []struct {
		v    any
		want string
	}{
		{onlyEnter{}, "TypeError: 'github.com/gophersnake/gophersnake.onlyEnter' object does not support the asynchronous context manager protocol (missed __aexit__ method)"},
		{&onlyExit{}, "TypeError: 'github.com/gophersnake/gophersnake.onlyExit' object does not support the asynchronous context manager protocol (missed __aenter__ method)"},
		{onlySync{}, "TypeError: 'github.com/gophersnake/gophersnake.onlySync' object does not support the context manager protocol (missed __exit__ method)"},
	} {
		if err := r.Set(bg, "x", c.v); err == nil || err.Error() != c.want {
			t.Errorf("%T: %v; want %s", c.v, err, c.want)
		}
	}
	set(t, r, "both", &direct{})
	set(t, r, "off", &resource{})
	for _, c := range []struct{ source, want string }{
		{"with off: pass", "TypeError: 'github.com/gophersnake/gophersnake.resource' object does not support the context manager protocol (missed __exit__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"},
		{"type(off)()", "TypeError: cannot create 'resource' instances"},
		{"class D(type(off)): pass\nD()", "TypeError: cannot create 'D' instances"},
		{"off.x = 1", "AttributeError: 'resource' object has no attribute 'x' and no __dict__ for setting new attributes"},
		{"off.__aexit__(1)", "TypeError: AsyncContextManager.__aexit__() missing 2 required positional arguments: 'exc_value' and 'traceback'"},
		{"both.__enter__(1)", "TypeError: ContextManager.__enter__() takes no arguments (1 given)"},
	} {
		if err := r.Exec(bg, c.source); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %s", c.source, err, c.want)
		}
	}
	if v, err := r.Eval(bg, "[type(off).__module__, type(both).__name__, repr(off)[:57]]"); err != nil || fmt.Sprint(v) != "[github.com/gophersnake/gophersnake direct <github.com/gophersnake/gophersnake.resource object at 0x]" {
		t.Error(v, err)
	}
	d := &direct{}
	if v, err := r.Call(bg, "copy.copy", d); err == nil && v == nil {
		t.Error(v)
	}
	set(t, r, "d", d)
	if v, err := r.Eval(bg, "d"); err != nil || v != any(d) {
		t.Error(v, err)
	}
}

type onlyEnter struct{}

func (onlyEnter) AEnter(context.Context) (any, error) { return nil, nil }

type onlyExit struct{}

func (*onlyExit) AExit(context.Context, error) (bool, error) { return false, nil }

type onlySync struct{}

func (onlySync) Enter() (objects.Object, error) { return objects.None, nil }

// direct implements both interfaces of package objects, on the interpreter's lock.
type direct struct {
	log  []string
	fail string
}

func (d *direct) do(what string) error {
	d.log = append(d.log, what)
	switch d.fail {
	case what:
		return errors.New("failed in " + what)
	case what + "!":
		panic("panicked in " + what)
	}
	return nil
}

func (d *direct) Enter() (objects.Object, error) { return objects.NewInt(1), d.do("enter") }

func (d *direct) Exit(excType, excVal, tb objects.Object) (bool, error) {
	return d.leave("exit", excType, excVal, tb)
}

func (d *direct) AEnter() (objects.Object, error) { return objects.NewInt(2), d.do("aenter") }

func (d *direct) AExit(excType, excVal, tb objects.Object) (bool, error) {
	return d.leave("aexit", excType, excVal, tb)
}

func (d *direct) leave(what string, excType, excVal, tb objects.Object) (bool, error) {
	err := d.do(what)
	if e := objects.AsException(excVal); e != nil {
		d.log = append(d.log, e.Error())
		if excType != objects.Of(e.Type) || tb != objects.ObjectOrNone(e.Traceback) {
			return false, errors.New("inconsistent arguments")
		}
	}
	return objects.AsException(excVal) != nil && d.fail == "suppress", err
}

func TestDirectManagers(t *testing.T) {
	r := asyncRuntime(t)
	mustExec(t, r, `
import asyncio, gc
def use(d, exc=None):
    with d as v:
        gc.collect()
        if exc: raise exc
    return v
async def ause(d, exc=None):
    async with d as v:
        gc.collect()
        if exc: raise exc
    return v
def run(f):
    try: return f()
    except BaseException as e: return repr(e), repr(e.__context__)
`)
	for _, c := range []struct{ fail, source, result, log string }{
		{"", "use(d)", "1", "[enter exit]"},
		{"", "asyncio.run(ause(d))", "2", "[aenter aexit]"},
		{"", "use(d, KeyError(1))", "[KeyError(1) None]", "[enter exit KeyError]"},
		{"", "asyncio.run(ause(d, KeyError(1)))", "[KeyError(1) None]", "[aenter aexit KeyError]"},
		{"suppress", "use(d, KeyError())", "1", "[enter exit KeyError]"},
		{"suppress", "asyncio.run(ause(d, KeyError()))", "2", "[aenter aexit KeyError]"},
		{"enter", "use(d)", "[RuntimeError('failed in enter') None]", "[enter]"},
		{"aenter", "asyncio.run(ause(d))", "[RuntimeError('failed in aenter') None]", "[aenter]"},
		{"exit", "use(d, KeyError())", "[RuntimeError('failed in exit') KeyError()]", "[enter exit KeyError]"},
		{"aexit", "asyncio.run(ause(d, KeyError()))", "[RuntimeError('failed in aexit') KeyError()]", "[aenter aexit KeyError]"},
		{"enter!", "use(d)", "[SystemError('panic in (*gophersnake.direct).Enter: panicked in enter') None]", "[enter]"},
		{"exit!", "use(d)", "[SystemError('panic in (*gophersnake.direct).Exit: panicked in exit') None]", "[enter exit]"},
		{"aenter!", "asyncio.run(ause(d))", "[SystemError('panic in *gophersnake.direct: panicked in aenter') None]", "[aenter]"},
		{"aexit!", "asyncio.run(ause(d))", "[SystemError('panic in *gophersnake.direct: panicked in aexit') None]", "[aenter aexit]"},
	} {
		d := &direct{fail: c.fail}
		set(t, r, "d", d)
		v, err := r.Eval(bg, "run(lambda: "+c.source+")")
		if err != nil || fmt.Sprint(v) != c.result || fmt.Sprint(d.log) != c.log {
			t.Errorf("%s, %s: %v %v %v; want %s %s", c.fail, c.source, v, err, d.log, c.result, c.log)
		}
	}
}
