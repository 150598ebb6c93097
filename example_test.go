package gophersnake_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/gophersnake/gophersnake"
	"github.com/gophersnake/gophersnake/objects"
)

var ctx = context.Background()

// newRuntime makes an interpreter with the library that the environment names, or the one inside the program.
func newRuntime() *gophersnake.Runtime {
	rt, err := gophersnake.New(gophersnake.Config{Lib: os.Getenv("GOPHERSNAKE_LIB"), NoSite: true})
	if err != nil {
		log.Fatal(err)
	}
	return rt
}

func ExampleRuntime_Eval() {
	rt := newRuntime()
	defer rt.Close()
	v, err := rt.Eval(ctx, "[n * n for n in range(5)]")
	fmt.Println(v, err)
	// Output: [0 1 4 9 16] <nil>
}

func ExampleRuntime_Call() {
	rt := newRuntime()
	defer rt.Close()
	if err := rt.Exec(ctx, "def greet(name): return f'Hello, {name}!'"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(rt.Call(ctx, "greet", "gopher"))
	fmt.Println(rt.Call(ctx, "os.path.basename", "/usr/bin/go"))
	// Output:
	// Hello, gopher! <nil>
	// go <nil>
}

func ExampleException() {
	rt := newRuntime()
	defer rt.Close()
	_, err := rt.Eval(ctx, "{}['key']")
	fmt.Println(err, errors.Is(err, gophersnake.Exception("LookupError")))
	// Output: KeyError: 'key' true
}

func ExampleRuntime_Do() {
	rt := newRuntime()
	defer rt.Close()
	// Objects themselves, with the interpreter's lock.
	err := rt.Do(ctx, func(t *objects.Thread) error {
		list := objects.NewList([]objects.Object{objects.NewInt(2), objects.NewInt(1)})
		if _, err := objects.CallMethod(t, objects.Of(list), t.Interp.Intern("sort")); err != nil {
			return err
		}
		s, err := objects.Repr(t, objects.Of(list))
		if err == nil {
			fmt.Println(s)
		}
		return err
	})
	fmt.Println(err)
	// Output:
	// [1, 2]
	// <nil>
}

// lock is an AsyncContextManager: a lock of Go's for Python's tasks.
type lock chan struct{}

func (l lock) AEnter(ctx context.Context) (any, error) {
	select {
	case l <- struct{}{}:
		return nil, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l lock) AExit(context.Context, error) (bool, error) {
	<-l
	return false, nil
}

func ExampleAsyncContextManager() {
	rt := newRuntime()
	defer rt.Close()
	if err := rt.Set(ctx, "lock", make(lock, 1)); err != nil {
		log.Fatal(err)
	}
	err := rt.Exec(ctx, `
import asyncio
log = []
async def task(name):
    async with lock:
        log.append(name + " in")
        await asyncio.sleep(0.001)
        log.append(name + " out")
async def main():
    await asyncio.gather(task("a"), task("b"))
asyncio.run(main())
`)
	fmt.Println(err)
	fmt.Println(rt.Eval(ctx, "log"))
	// Output:
	// <nil>
	// [a in a out b in b out] <nil>
}
