package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write makes a package of one file and generates for it.
func write(t *testing.T, source string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	source = "package p\n\nimport \"" + objectsPath + "\"\n\n" + source
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := generate(dir)
	return string(out), err
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"//py:def f(x, /)\nfunc f() {}", "f takes 0 Go parameters for 1 Python ones"},
		{"//py:def f(x\nfunc f() {}", `"f(x": want NAME(parameters)`},
		{"//py:def f(x=1, y)\nfunc f(x, y objects.Object) {}", "y without default follows one with"},
		{"//py:def f(x, x)\nfunc f(x, y objects.Object) {}", "parameter x twice"},
		{"//py:def f(/, x)\nfunc f(x objects.Object) {}", "misplaced /"},
		{"//py:def f(*)\nfunc f() {}", "nothing after *"},
		{"//py:def f(**kw, x)\nfunc f(x, y objects.Object) {}", "parameter after **kw"},
		{"//py:def f(*, a=1, b)\nfunc f(a, b objects.Object) {}", "required keyword-only parameters come first"},
		{"//py:def f(x)\nfunc f(x map[string]int) {}", "no conversion for this type"},
		{"//py:def f(x)\nfunc f(x *missing) {}", "*missing cannot be converted to"},
		{"//py:def f(x=None)\nfunc f(x int) {}", "no Go value for default None"},
		{"//py:def f(x=<missing>)\nfunc f(x int) {}", "needs an Object or a pointer"},
		{"//py:def f(x=sys.argv)\nfunc f(x objects.Object) {}", "no Go value for default sys.argv"},
		{"//py:def f(*args)\nfunc f(x objects.Object) {}", "*args must be []Object"},
		{"//py:def f(**kw)\nfunc f(x objects.Object) {}", "**kw must be a *Dict"},
		{"//py:def T.f(x)\nfunc f(x objects.Object) {}", "the first parameter is self"},
		{"//py:new T(cls)\nfunc f(cls *objects.Type) (objects.Object, error) { panic(0) }", "no type object for T"},
		{"//py:set T.x\nfunc f(self, v objects.Object) error { return nil }", "py:set T.x has no py:get"},
		{"//py:def f()\nfunc f() {}\n\n//py:def f()\nfunc g() {}", "p:f is bound twice"},
		{"//py:define f()\nfunc f() {}", "unknown directive py:define"},
		{"//py:def f()\nvar x = 1", "belongs in the doc comment of a function"},
		{"//py:def f()\nfunc f() (int, int) { return 1, 2 }", "too many results"},
		{"//py:def f()\nfunc f() map[string]int { return nil }", "no conversion for this type"},
		{"//py:def f()\nfunc f[T any]() {}", "f is generic"},
		{"//py:type T\ntype S struct{ objects.Header }", "no type object for T"},
	} {
		_, err := write(t, c.source)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nerror %v, want %q", c.source, err, c.want)
		}
	}
}

func TestConstrainedFile(t *testing.T) {
	dir := t.TempDir()
	source := "package p\n\n//py:def f()\nfunc f() {}\n"
	for _, name := range []string{"p.go", "p_linux.go"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := generate(dir)
		if constrained := name == "p_linux.go"; constrained != (err != nil) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestTextSignature(t *testing.T) {
	for _, c := range []struct{ in, bound, want string }{
		{"f()", "$module", "($module, /)"},
		{"f()", "", "()"},
		{"f(a, /)", "$self", "($self, a, /)"},
		{"f(a, b=1)", "$self", "($self, /, a, b=1)"},
		{"f(a, /, b, *, c='x, (y')", "$type", "($type, a, /, b, *, c='x, (y')"},
		{"f(*args, sep=' ', **kw)", "$module", "($module, /, *args, sep=' ', **kw)"},
		{"f(a, b=<unrepresentable>, /)", "", "(a, b=<unrepresentable>, /)"},
		{"f(a, b=<missing>, /)", "$module", ""},
	} {
		_, params, err := parseSignature(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if got := textSignature(c.bound, params); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"list_iterator": "listIterator", "__enter__": "enter", "BytesIO": "bytesIO", "RLock": "rLock", "IOBase": "ioBase",
		"AsyncExitStack": "asyncExitStack", "IO": "io", "_Pickler": "pickler",
	} {
		if got := lowerFirst(camel(in)); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// Python's defaults become Go's, once.
func TestDefaults(t *testing.T) {
	out, err := write(t, `
//py:def f(a='x\n', b="it's", c=b'\\', d=-3, e=1.5, f=(), g=True, h=sys.maxsize)
func f(a *objects.Str, b string, c *objects.Bytes, d int32, e float64, f *objects.Tuple, g bool, h objects.Object) {}

// g doubles x.
//
// CPython: Modules/x.c g
// continued.
//
// Differs: in speed.
//
//py:def g(x='x\n')
func g(x *objects.Str) {}
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`default0 = objects.MakeStr("x\n")`, `a1 := "it's"`, `objects.NewBytes([]byte("\\"))`, "a3 := int32(-3)", "a4 := float64(1.5)",
		"= objects.TupleFrom(nil)", "a6 := true", "a7 := objects.NewInt(9223372036854775807)", `Doc: "Doubles x.", `,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if strings.Count(out, `objects.MakeStr("x\n")`) != 1 {
		t.Error("the default string is made twice")
	}
}
