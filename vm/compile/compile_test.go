package compile

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

func compileString(t *testing.T, src string, opts Options) (*code.Code, []syntax.Warning, error) {
	t.Helper()
	mod, _, err := syntax.Parse([]byte(src), "test.py", syntax.Exec, syntax.Flags{SourceIsString: true})
	if err != nil {
		t.Fatal(err)
	}
	k, w, err := Compile(mod, "test.py", opts)
	if err == nil {
		if verr := verify(k); verr != nil {
			t.Fatalf("%.200q: %v", src, verr)
		}
	}
	return k, w, err
}

func inner(k *code.Code) *code.Code {
	for _, c := range k.Consts {
		if c, ok := c.(*code.Code); ok {
			return c
		}
	}
	return nil
}

// ops lists the names of a function's instructions.
func ops(k *code.Code) string {
	var l []string
	for i := 0; i < len(k.Ins)-1; {
		d, err := code.Decode(k, i)
		if err != nil {
			return err.Error()
		}
		l = append(l, code.Infos[d.Op].Name)
		i = d.End
	}
	return strings.Join(l, " ")
}

// TestShow disassembles the file that GOPHERSNAKE_SHOW names.
func TestShow(t *testing.T) {
	name := os.Getenv("GOPHERSNAKE_SHOW")
	if name == "" {
		t.Skip("GOPHERSNAKE_SHOW names no file")
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	k, w, err := compileString(t, string(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(Disassemble(k), w)
}

func TestInstructions(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"def f(a, b):\n return a + b", "ADD RET"},
		{"def f(a):\n b = a + 1\n return b", "ADDI RET"},
		{"def f(a):\n if a < 5 and a is not None: return 1\n return 2", "JFLTI JNONE LOADK RET LOADK RET"},
		{"def f(n):\n i = 0\n while i < n:\n  i += 1", "LOADK JMP INCJLT LOADK RET JTLT LOADK RET"},
		{"def f(n):\n if n % 3 == 0: return n", "MODJF RET LOADK RET"},
		{"def f(o, x):\n o.a(x)", "LOADMETHOD MOVE CALLM LOADK RET"},
		{"def f(a, b):\n a, b = b, a", "MOVE MOVE MOVE LOADK RET"},
		{"def f(x):\n a, b = x", "UNPACKSEQ LOADK RET"},
		{"def f(c):\n if c: x = 1\n return x", "JF LOADK CHECKLOCAL RET"},
		{"def f():\n return (1 + 2) * 3, 'a' 'b', -1", "LOADK RET"},
		{"def f(x):\n if __debug__: return 1\n return x", "LOADK RET"},
	} {
		k, _, err := compileString(t, c.src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := ops(inner(k)); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"def f(a):\n global a", "name 'a' is parameter and global 2 2 2 10"},
		{"break", "'break' outside loop 1 1 1 6"},
		{"def f():\n nonlocal a", "no binding for nonlocal 'a' found 2 2 2 12"},
		{"def f(): await x", "'await' outside async function 1 10 1 17"},
		{"class C:\n return 1", "'return' outside function 2 2 2 10"},
		{"match x:\n case [a]|[b]: pass", "alternative patterns bind different names 2 7 2 14"},
		{"def f():\n  try: pass\n  except* A: return", "'break', 'continue' and 'return' cannot appear in an except* block 3 14 3 20"},
		{"from __future__ import foo", "future feature foo is not defined 1 24 1 27"},
		{"class A:\n [(y:=1) for x in z]", "assignment expression within a comprehension cannot be used in a class body 2 4 2 5"},
	} {
		_, _, err := compileString(t, c.src, Options{})
		if got := describe(err); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
	_, w, _ := compileString(t, "x is 1; assert (x, 1)", Options{})
	if len(w) != 2 || w[0].Msg != `"is" with 'int' literal. Did you mean "=="?` || w[1].Msg != "assertion is always true, perhaps remove parentheses?" {
		t.Errorf("warnings %v", w)
	}
}

func TestOptions(t *testing.T) {
	src := "def f():\n 'doc'\n assert x\n"
	for level, want := range []string{"LOADGLOBAL JT LOADASSERTIONERROR RAISE LOADK RET", "LOADK RET", "LOADK RET"} {
		k, _, err := compileString(t, src, Options{Optimize: level})
		if err != nil {
			t.Fatal(err)
		}
		f := inner(k)
		if got := ops(f); got != want || f.Docstring != (level < 2) {
			t.Errorf("level %d: %s, docstring %v", level, got, f.Docstring)
		}
	}
	if _, _, err := compileString(t, "await x\nasync with y: pass", Options{TopLevelAwait: true}); err != nil {
		t.Error(err)
	}
	k, _, err := compileString(t, "from __future__ import annotations\ndef f(x: a.b[1, 'c'] | (lambda: 0)): pass", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s := fmt.Sprint(inner(k).Consts); !strings.Contains(s, "a.b[1, 'c'] | (lambda: 0)") {
		t.Error(s)
	}
}

// TestWide compiles functions that need operands of more than 16 bits.
func TestWide(t *testing.T) {
	var b strings.Builder
	b.WriteString("def f(c):\n while c:\n  x = 0\n")
	for i := 0; i < 70000; i++ {
		fmt.Fprintf(&b, "  v%d = x + %d\n", i, 100000+i)
	}
	b.WriteString("  g(v69999, v3)\n return v69999\n")
	k, _, err := compileString(t, b.String(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := inner(k)
	if f.NumRegs < 70000 || len(f.Consts) < 70000 || !hasWide(f) {
		t.Errorf("%d registers, %d constants", f.NumRegs, len(f.Consts))
	}
}

func hasWide(k *code.Code) bool {
	for _, w := range k.Ins {
		if code.Op(w) == code.WIDE {
			return true
		}
	}
	return false
}

func TestDeep(t *testing.T) {
	var e syntax.Expr = &syntax.Name{ID: "x"}
	for i := 0; i < 1000000; i++ {
		e = &syntax.UnaryOp{Op: syntax.UnaryUSub, Operand: e}
	}
	_, _, err := Compile(&syntax.Expression{Body: e}, "f", Options{})
	if !errors.Is(err, DepthError{}) {
		t.Error(err)
	}
	var s strings.Builder
	for i := 0; i < 15000; i++ {
		s.WriteString("x + ")
	}
	if _, _, err := compileString(t, "y = "+s.String()+"x", Options{}); err != nil {
		t.Error(err)
	}
}

func FuzzCompile(f *testing.F) {
	for _, name := range []string{"statements.py", "classes.py", "typeparams.py"} {
		src, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		for _, block := range strings.Split(string(src), "\ndef ") {
			f.Add("def " + block)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		mod, _, err := syntax.Parse([]byte(src), "f", syntax.Exec, syntax.Flags{SourceIsString: true})
		if err != nil {
			return
		}
		if k, _, err := Compile(mod, "f", Options{}); err == nil {
			if err := verify(k); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestValidate(t *testing.T) {
	x := &syntax.Name{ID: "x"}
	for _, c := range []struct {
		e    syntax.Expr
		want string
	}{
		{&syntax.BoolOp{Values: []syntax.Expr{x}}, "BoolOp with less than 2 values"},
		{&syntax.Name{ID: "x", Ctx: syntax.Store}, "expression must have Load context but has Store instead"},
		{&syntax.Compare{Left: x}, "Compare has no comparators"},
		{&syntax.ListComp{Elt: x}, "comprehension with no generators"},
		{&syntax.NamedExpr{Target: &syntax.Attribute{Value: x, Ctx: syntax.Store}, Value: x}, "NamedExpr target must be a Name"},
		{&syntax.Name{ID: "None"}, "identifier field can't represent 'None' constant"},
		{&syntax.List{Elts: []syntax.Expr{nil}}, "None disallowed in expression list"},
		{x, "<nil>"},
	} {
		if got := fmt.Sprint(Validate(&syntax.Expression{Body: c.e})); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
