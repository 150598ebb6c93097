/*
Package gophersnake embeds Python 3.14 in Go programs, without cgo.

A [Runtime] is an interpreter: it shares nothing with others, and as many as there are run at the same time. [New] makes one,
[Runtime.Close] ends it. [Runtime.Exec] executes source text in its module __main__, [Runtime.Eval] evaluates an expression,
[Runtime.Call] calls a function, [Runtime.Set] gives a variable a value.

	rt, err := gophersnake.New(gophersnake.Config{})
	if err != nil {
		return err
	}
	defer rt.Close()
	v, err := rt.Eval(ctx, "2 ** 100")

# Values

Plain values are converted, as [Runtime.FromPython] and [Runtime.ToPython] say; Go functions of type [Func] become functions, and other
Python objects come out as an [Object]. Python exceptions come out as an [Error], which errors.Is compares with classes ([Exception]) and
with what Go calls the same. Go errors that go in become exceptions of the natural class, and are found by errors.Is when they come out.

# Goroutines

Any goroutine may use a Runtime. They, and the threads that Python code starts, take turns on the interpreter's lock: only its holder runs
Python code. Go code that Python calls does not hold it, and may block. It gets a context, which it passes on when it uses the Runtime
itself. Only what [Runtime.Do] calls holds the lock and works with objects directly, by package objects.

# Resources

Python code uses an [AsyncContextManager] with async with: its methods run on goroutines of their own while the coroutine waits. The
interfaces of the same name in package objects are for what does not block, and run on the lock. [Object.AsyncContextManager] is
for the other direction: Go code that uses a Python object.

# Stopping

The end of the context that was given to Exec, Eval, Call or Do stops what it runs, in two stages: Python code first gets a
KeyboardInterrupt, or where an event loop runs its main task is cancelled, so that it can clean up. When the grace of [Config] has passed it unwinds without running
any further, whatever it catches.
*/
package gophersnake
