package vm

import (
	"testing"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// runSource runs source as a module and gives its globals.
func runSource(t *testing.T, th *objects.Thread, v *VM, source string) *objects.Dict {
	t.Helper()
	c, err := v.Compile(th, []byte(source), CompileOptions{Filename: "test.py"})
	if err != nil {
		t.Fatal(err)
	}
	globals := objects.NewDict()
	globals.SetStr(nameName, objects.NewStr("__main__"))
	if _, err := v.RunCode(th, c, globals, Object{}, nil); err != nil {
		t.Fatal(err)
	}
	return globals
}

func TestRun(t *testing.T) {
	v, th := New()
	for _, c := range []struct {
		source string
		want   int64
	}{
		{"r = 1 + 2", 3},
		{"def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nr = fib(20)", 6765},
		{"def f():\n    i = s = 0\n    while i < 100:\n        if i % 3 == 0:\n            s += i\n        i += 1\n    return s\nr = f()", 1683},
		{"def f(a, b=2, *args, c=3, **kw):\n    return a + b * 10 + c * 100\nr = f(1, c=5)", 521},
		{"def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 41\n        return x\n    return g()\nr = f()", 42},
		{"def g():\n    yield 1\n    yield 2\n    return 3\ndef f():\n    s = 0\n    for x in g():\n        s += x\n    return s\nr = f()", 3},
		{"def g():\n    yield 1\n    yield 2\n    return 3\ndef h():\n    x = yield from g()\n    yield x\ndef f():\n    s = 0\n    for x in h():\n        s = s * 10 + x\n    return s\nr = f()", 123},
	} {
		g := runSource(t, th, v, c.source)
		if r, ok := g.GetStr(v.Interp.Intern("r")).SmallInt(); !ok || r != c.want {
			t.Errorf("%s: got %d, want %d", c.source, r, c.want)
		}
	}
}

func TestSpeed(t *testing.T) {
	v, th := New()
	for _, src := range []string{
		"def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nr = fib(27)",
		"def f():\n    i = s = 0\n    while i < 5000000:\n        if i % 3 == 0:\n            s += i\n        i += 1\n    return s\nr = f()",
		"def g(n):\n    i = 0\n    while i < n:\n        yield i\n        i += 1\ndef f():\n    s = 0\n    for x in g(1000000):\n        s += x\n    return s\nr = f()",
	} {
		start := time.Now()
		runSource(t, th, v, src)
		t.Log(time.Since(start))
	}
}
