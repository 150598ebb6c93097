package gophersnake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

const managers = `
import asyncio
log = []
def take():
    s = '; '.join(log); log.clear(); return s
class Plain:
    def __init__(self, wait=0, suppress=False, enter=None, exit=None):
        self.wait, self.suppress, self.enter, self.exit = wait, suppress, enter, exit
    async def __aenter__(self):
        log.append('enter')
        try:
            if self.wait: await asyncio.sleep(self.wait)
        except asyncio.CancelledError:
            log.append('cancelled')
            raise
        if self.enter: raise self.enter
        return 'value'
    async def __aexit__(self, cls, exc, tb):
        log.append(f'exit {exc!r} {cls is type(exc) or cls is exc}')
        try:
            if self.wait: await asyncio.sleep(self.wait)
        except asyncio.CancelledError:
            log.append('cancelled')
            raise
        if self.exit: raise self.exit
        return self.suppress
class LacksExit:
    async def __aenter__(self): pass
class LacksEnter:
    async def __aexit__(self, *a): pass
class Sync:
    def __enter__(self): log.append('enter'); return 1
    def __exit__(self, *a): log.append(f'exit {a[1]!r}'); return a[0] is KeyError
class NotAwaitable:
    def __aenter__(self): return 1
    async def __aexit__(self, *a): pass
class Group(asyncio.TaskGroup):
    async def __aenter__(self):
        await super().__aenter__()
        async def child():
            await asyncio.sleep(0.01)
            raise ValueError('child')
        self.create_task(child())
`

func manager(t *testing.T, r *Runtime, ctx context.Context, expr string) AsyncContextManager {
	t.Helper()
	o, err := r.Eval(ctx, expr)
	if err != nil {
		t.Fatal(trace(err))
	}
	m, err := o.(*Object).AsyncContextManager(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPythonManager(t *testing.T) {
	r := asyncRuntime(t)
	mustExec(t, r, managers)
	took := func() string { return fmt.Sprint(must(r.Call(bg, "take"))) }
	for expr, want := range map[string]string{
		"LacksExit()":  "TypeError: 'LacksExit' object does not support the asynchronous context manager protocol (missed __aexit__ method)",
		"LacksEnter()": "TypeError: 'LacksEnter' object does not support the asynchronous context manager protocol (missed __aenter__ method)",
		"Sync()":       "TypeError: 'Sync' object does not support the asynchronous context manager protocol (missed __aexit__ method) but it supports the context manager protocol. Did you mean to use 'with'?",
		"len":          "TypeError: 'builtin_function_or_method' object does not support the asynchronous context manager protocol (missed __aexit__ method)",
	} {
		if _, err := must(r.Eval(bg, expr)).(*Object).AsyncContextManager(bg); err == nil || err.Error() != want {
			t.Errorf("%s: %v; want %s", expr, err, want)
		}
	}
	mine := errors.New("mine")
	paths := func(t *testing.T, ctx context.Context) {
		for _, c := range []struct {
			expr    string
			failure error
			enter   string
			exit    string
			log     string
		}{
			{"Plain()", nil, "value <nil>", "false <nil>", "enter; exit None True"},
			{"Plain(0.001)", nil, "value <nil>", "false <nil>", "enter; exit None True"},
			{"Plain()", mine, "value <nil>", "false <nil>", "enter; exit RuntimeError('mine') True"},
			{"Plain(suppress=True)", mine, "value <nil>", "true <nil>", "enter; exit RuntimeError('mine') True"},
			{"Plain(suppress=True)", nil, "value <nil>", "true <nil>", "enter; exit None True"},
			{"Plain(enter=KeyError(1))", nil, "<nil> KeyError: 1", "", "enter"},
			{"Plain(exit=KeyError(2))", nil, "value <nil>", "false KeyError: 2", "enter; exit None True"},
			{"Plain(0.001, exit=KeyError(2))", mine, "value <nil>", "false KeyError: 2", "enter; exit RuntimeError('mine') True"},
			{"NotAwaitable()", nil, "<nil> TypeError: 'int' object can't be awaited", "", ""},
			{"Plain(enter=asyncio.CancelledError())", nil, "<nil> asyncio.exceptions.CancelledError", "", "enter"},
		} {
			m := manager(t, r, ctx, c.expr)
			v, err := m.AEnter(ctx)
			if s := fmt.Sprint(v, " ", err); s != c.enter {
				t.Errorf("%s: AEnter %s; want %s", c.expr, s, c.enter)
			}
			if err == nil {
				suppress, err := m.AExit(ctx, c.failure)
				if s := fmt.Sprint(suppress, " ", err); s != c.exit {
					t.Errorf("%s: AExit %s; want %s", c.expr, s, c.exit)
				}
			}
			if s, err := r.Call(ctx, "take"); err != nil || s != c.log {
				t.Errorf("%s: %s %v; want %s", c.expr, s, err, c.log)
			}
		}
	}
	t.Run("background", func(t *testing.T) { paths(t, bg) })
	t.Run("the loop of a method", func(t *testing.T) {
		// Driven by a Go resource, in the loop that awaits it.
		set(t, r, "resource", &resource{enter: func(ctx context.Context) (any, error) {
			paths(t, ctx)
			return nil, nil
		}})
		if err := runAsync(t, r, "async with resource: pass"); err != nil {
			t.Error(trace(err))
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		m := manager(t, r, bg, "Plain(1000)")
		ctx, cancel := context.WithTimeout(bg, 10*time.Millisecond)
		defer cancel()
		if _, err := m.AEnter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if s := took(); s != "enter; cancelled" {
			t.Error(s)
		}
		mustExec(t, r, "p = Plain()")
		m = manager(t, r, bg, "p")
		if _, err := m.AEnter(bg); err != nil {
			t.Error(err)
		}
		mustExec(t, r, "p.wait = 1000")
		ctx, cancel = context.WithTimeout(bg, 10*time.Millisecond)
		defer cancel()
		if _, err := m.AExit(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if s := took(); s != "enter; exit None True; cancelled" {
			t.Error(s)
		}
	})
	t.Run("again", func(t *testing.T) {
		m := manager(t, r, bg, "Plain()")
		for range 3 {
			if v, err := m.AEnter(bg); v != "value" || err != nil {
				t.Error(v, err)
			}
			if _, err := m.AExit(bg, nil); err != nil {
				t.Error(err)
			}
		}
		if _, err := m.AExit(bg, nil); err == nil || err.Error() != "RuntimeError: AExit without AEnter" {
			t.Error(err)
		}
		took()
	})
	t.Run("one task", func(t *testing.T) {
		// A task group wants to be entered and left in one task, and cancels that when a child fails.
		m := manager(t, r, bg, "Group()")
		if _, err := m.AEnter(bg); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		if _, err := m.AExit(bg, nil); err == nil || !errors.Is(err, Exception("ExceptionGroup")) || !strings.Contains(err.Error(), "1 sub-exception") {
			t.Error(err)
		}
		m = manager(t, r, bg, "asyncio.timeouts.Timeout(__import__('time').monotonic() + 0.01)")
		if _, err := m.AEnter(bg); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		if _, err := m.AExit(bg, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
	t.Run("there and back", func(t *testing.T) {
		// A Python manager that crossed to Go is itself again in Python; a Go resource that crossed to Python is itself in Go.
		m := manager(t, r, bg, "Plain()")
		set(t, r, "back", m)
		if v, err := r.Eval(bg, "type(back).__name__"); v != "Plain" || err != nil {
			t.Error(v, err)
		}
	})
	t.Run("many", func(t *testing.T) {
		var wg sync.WaitGroup
		for range 30 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				m := manager(t, r, bg, "Plain(0.001)")
				if _, err := m.AEnter(bg); err != nil {
					t.Error(err)
				}
				if _, err := m.AExit(bg, nil); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		took()
	})
}

// TestPythonManagerClose closes the interpreter while a manager is entered: it is left.
func TestPythonManagerClose(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true, Grace: time.Minute})
	var j journal
	mustExec(t, r, managers)
	set(t, r, "note", func(_ context.Context, args ...any) (any, error) { j.add("%v", args[0]); return nil, nil })
	mustExec(t, r, "class Noting:\n    async def __aenter__(self): note('enter')\n    async def __aexit__(self, cls, exc, tb): note(repr(exc))")
	m := manager(t, r, bg, "Noting()")
	if _, err := m.AEnter(bg); err != nil {
		t.Fatal(err)
	}
	slow := manager(t, r, bg, "Plain(1000)")
	failed := make(chan error, 1)
	go func() {
		_, err := slow.AEnter(bg)
		failed <- err
	}()
	time.Sleep(10 * time.Millisecond)
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if s := j.take(); s != "enter; CancelledError()" {
		t.Error(s)
	}
	if err := <-failed; err == nil {
		t.Error("entered a closed interpreter")
	}
	if _, err := m.AExit(bg, nil); !errors.Is(err, Exception("asyncio.exceptions.CancelledError")) && !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, err := m.AEnter(bg); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

// TestCloseWhileResourcesRun closes the interpreter while tasks wait for Go resources.
func TestCloseWhileResourcesRun(t *testing.T) {
	r := testRuntime(t, Config{NoSite: true, Grace: time.Minute})
	var j journal
	entered := make(chan struct{}, 10)
	set(t, r, "blocks", &resource{enter: func(ctx context.Context) (any, error) {
		entered <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}})
	set(t, r, "held", &resource{exit: func(ctx context.Context, err error) (bool, error) {
		j.add("left %v %v", errors.Is(err, Exception("asyncio.exceptions.CancelledError")), ctx.Err())
		return false, nil
	}})
	// Without return_exceptions the first task to end would have asyncio.run cancel the others once more, in their AExit.
	done := make(chan error, 1)
	go func() {
		done <- r.Exec(bg, "import asyncio\nasync def use():\n    async with held:\n        async with blocks: pass\nasync def main(): await asyncio.gather(*(use() for _ in range(10)), return_exceptions=True)\nasyncio.run(main())")
	}()
	for range 10 {
		<-entered
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if s := j.take(); strings.Count(s, "left true <nil>") != 10 {
		t.Error(s)
	}
}

// TestDirectPythonManagers drives Python managers through the interfaces of package objects.
func TestDirectPythonManagers(t *testing.T) {
	r := asyncRuntime(t)
	mustExec(t, r, managers)
	err := r.Do(bg, func(th *objects.Thread) error {
		get := func(expr string) objects.Object {
			o, err := r.ToPython(th, must(evalInside(r, th, expr)))
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		took := func() string {
			s, _ := objects.CallArgs(th, get("take"))
			return objects.AsStr(s).String()
		}
		m, err := objects.NewContextManager(th, get("Sync()"))
		if err != nil {
			return err
		}
		v, err := m.Enter()
		if err != nil || v != objects.NewInt(1) {
			t.Error(err)
		}
		suppress, err := m.Exit(objects.Of(&objects.ExcKeyError), objects.Of(objects.NewException(th, &objects.ExcKeyError)), objects.None)
		if s := took(); err != nil || !suppress || s != "enter; exit KeyError()" {
			t.Error(suppress, err, s)
		}
		if _, err := objects.NewContextManager(th, get("Plain()")); err == nil || !strings.HasSuffix(err.Error(), "Did you mean to use 'async with'?") {
			t.Error(err)
		}
		if _, err := objects.NewAsyncContextManager(th, get("LacksExit()")); err == nil || !strings.HasSuffix(err.Error(), "(missed __aexit__ method)") {
			t.Error(err)
		}
		for _, c := range []struct{ expr, enter, exit, log string }{
			{"Plain()", "<nil>", "false <nil>", "enter; exit None True"},
			{"Plain(suppress=True)", "<nil>", "true <nil>", "enter; exit None True"},
			{"Plain(enter=KeyError('x'))", "KeyError: x", "", "enter"},
			{"Plain(exit=KeyError('y'))", "<nil>", "false KeyError: y", "enter; exit None True"},
			{"NotAwaitable()", "TypeError: 'async with' received an object from __aenter__ that does not implement __await__: int", "", ""},
			{"type('W', (Plain,), {'__aenter__': lambda s: asyncio.sleep(0)})()", "RuntimeError: W.__aenter__() waits for an event loop: Go code on the interpreter's lock cannot", "", ""},
		} {
			m, err := objects.NewAsyncContextManager(th, get(c.expr))
			if err != nil {
				t.Error(c.expr, err)
				continue
			}
			_, err = m.AEnter()
			if fmt.Sprint(err) != c.enter {
				t.Errorf("%s: AEnter %v; want %s", c.expr, err, c.enter)
			}
			if err == nil {
				suppress, err := m.AExit(objects.None, objects.None, objects.None)
				if s := fmt.Sprint(suppress, " ", err); s != c.exit {
					t.Errorf("%s: AExit %v; want %s", c.expr, s, c.exit)
				}
			}
			if s := took(); s != c.log {
				t.Errorf("%s: %s; want %s", c.expr, s, c.log)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(trace(err))
	}
}

// evalInside evaluates an expression within Do.
func evalInside(r *Runtime, t *objects.Thread, expr string) (any, error) {
	f := r.main().Dict.GetStr(t.Interp.Intern("__builtins__"))
	eval, err := objects.GetAttr(t, f, t.Interp.Intern("eval"))
	if err != nil {
		return nil, err
	}
	o, err := objects.CallArgs(t, eval, objects.NewStr(expr), objects.Of(r.main().Dict))
	if err != nil {
		return nil, err
	}
	return r.FromPython(t, o)
}
