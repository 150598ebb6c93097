package objects

// CoroutineBody is what a native coroutine runs: a state machine that goes from one await to the next. What Python code sees is
// an ordinary coroutine, which does all that belongs to one (send, throw, close, cr_await, the warning if nobody awaits it).
type CoroutineBody interface {
	// Resume starts the body, with None and nil, or goes on after what it awaited: with the result of that or with the exception it
	// raised. It gives what to await next, an awaitable; or, with a null await, the coroutine's result; or an error, which ends it as
	// an exception that nobody caught.
	//
	// A body that goes through an except clause sets t.Exc.Exc, which is its own while it runs, to the exception being handled, and
	// back to nil at the clause's end. It may await in between.
	Resume(t *Thread, v Object, exc *Exception) (await, result Object, err error)
	// Traverse calls visit for every Object that the body refers to.
	Traverse(visit func(Object))
}

// NewCoroutine makes a native coroutine, which runs body when it is awaited.
func NewCoroutine(t *Thread, name, qualname *Str, body CoroutineBody) Object {
	return t.Runtime.NewCoroutine(t, name, qualname, body)
}
