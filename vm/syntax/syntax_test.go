package syntax

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program uses most of the language; its prefixes are the bad sources of tests.
const program = `from __future__ import annotations
import a.b as c, d
from . import (x, y as z,)
@dec(1)
async def f[T: int = str, *Ts, **P](a, /, b: int = 1, *args: *Ts, c, d=2, **kw) -> None:
    """doc\n"""
    async with a as b, c: await d
    async for i, *j in k: yield i
    else: return
    return [x async for x in y if x if not y]
class C(B, metaclass=M, *a, **k):
    x: int = 1; y = z = 0xff_ff + 1e10j - 0o17 * 0b1
    def g(self): del self.a, self[b:c:d, ...]; global q; nonlocal r
try:
    raise E from e
except* (A, B) as e: pass
else: ...
finally: assert x, "y" f"{z!r:>{w}} {{}} {v = }"
with (open(f) as g, h):
    while (n := n + 1) < 3 <= 4 != 5 is not None not in q: break
match p, *q:
    case {"a": 1, -2+3j: [x, *_], **rest} if z: pass
    case C(a, b=None) | (x.y as t) | "s": continue
type A[T] = lambda *a, b=1, **c: a if b else (yield) or t"{x:{y}}" @ {**a, 1: 2} @ {*b, -~+c ** d}
if a: print(*b, **c)
elif d: x += (1, *y); é = b'\x00' rb"\d"
else: 'a' "b" u'''c'''
`

// TestGenerated runs astgen and compares its output with what is committed.
func TestGenerated(t *testing.T) {
	out := filepath.Join(t.TempDir(), "ast_gen.go")
	if msg, err := exec.Command("python3", "../../tools/astgen/astgen.py", out).CombinedOutput(); err != nil {
		t.Skipf("astgen does not run: %v %s", err, msg)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile("ast_gen.go"); !bytes.Equal(got, want) {
		t.Error("ast_gen.go is stale: run go generate")
	}
}

func parseAll(src []byte) {
	for mode := Exec; mode <= FuncType; mode++ {
		for _, flags := range []Flags{{}, {SourceIsString: true, TypeComments: true, AllowIncomplete: true}} {
			Parse(src, "fuzz", mode, flags)
		}
	}
}

func TestProgramParses(t *testing.T) {
	mod, warnings, err := Parse([]byte(program), "p", Exec, Flags{})
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	nodes := 0
	Inspect(mod, func(n Node) bool {
		nodes++
		copied := NewNode(n.NodeKind())
		for i := range n.NodeKind().Info().Fields {
			if !copied.SetField(i, n.Field(i)) {
				t.Errorf("%T: SetField(%d) does not take what Field gives", n, i)
			}
		}
		return true
	})
	if nodes < 200 {
		t.Errorf("Inspect saw %d nodes", nodes)
	}
}

// TestCutSource cuts the source at every byte: no panic, and every error has a
// place in the source.
func TestCutSource(t *testing.T) {
	for i := range len(program) {
		src := program[:i]
		_, _, err := Parse([]byte(src), "p", Exec, Flags{})
		if err == nil {
			continue
		}
		e := err.(*Error)
		if e.Msg == "" || e.Lineno < 1 || e.Lineno > strings.Count(src, "\n")+1 {
			t.Errorf("%q: %+v", src, e)
		}
	}
}

// TestSameVerdict holds the fast parser to the grammar of diagnose.gram.
func TestSameVerdict(t *testing.T) {
	for i := 0; i < len(program); i += 5 {
		checkVerdict(t, program[:i])
		checkVerdict(t, program[:i]+program[i+1:])
	}
}

func checkVerdict(t *testing.T, src string) {
	t.Helper()
	text, derr := decodeSource([]byte(src), "p", Exec, &Flags{})
	if derr != nil {
		return
	}
	p := &parser{src: text, filename: "p", flags: &Flags{}}
	p.tokenize()
	_, err := p.run()
	if err != nil && err.Kind == MemoryError {
		return
	}
	p2 := &parser{src: text, filename: "p", flags: &Flags{}}
	d := &diagnosis{p: p2, g: loadGrammar(), lx: newLexer(text, "p")}
	node := d.rule(d.g.rules[d.g.index["file"]])
	if (node != nil && d.err == nil) != (err == nil) {
		t.Errorf("%q: parser says %v, grammar %v", src, err, d.err)
	}
}

func TestDeepNesting(t *testing.T) {
	n := 10000
	for _, src := range []string{
		strings.Repeat("(", n), strings.Repeat("[", n), strings.Repeat("{", n), strings.Repeat("-", n) + "1",
		strings.Repeat("not ", n) + "1", strings.Repeat("lambda: ", n) + "1", strings.Repeat("a if b else ", n) + "c",
		strings.Repeat("a**", n) + "b", strings.Repeat("f(", n), strings.Repeat("a[", n), strings.Repeat("{1:", n),
		strings.Repeat("f'{", n), strings.Repeat("await ", n) + "x", strings.Repeat("if a:\n elif b:\n", n),
		"if a: b\n" + strings.Repeat("elif a: b\n", n), strings.Repeat("-", n), strings.Repeat("not ", n), strings.Repeat("a**", n),
		strings.Repeat("*", n), strings.Repeat("a=", n), strings.Repeat("a.", n), strings.Repeat("a+", n), strings.Repeat("a,", n) + ",",
		strings.Repeat("a if ", n), strings.Repeat("a or ", n), strings.Repeat("a<", n), strings.Repeat("f'{x:", n),
		"match x:\n case " + strings.Repeat("(", n), "match x:\n case " + strings.Repeat("a|", n), strings.Repeat("@a\n", n),
		strings.Repeat("try:\n", n), strings.Repeat("a = ", n) + "1 1", strings.Repeat("a + ", n) + "1 1", strings.Repeat("a. ", n) + "b 1",
		strings.Repeat("f()", n) + " 1", "(" + strings.Repeat("a, ", n) + "1 1)", "def f(" + strings.Repeat("a, ", n) + "1): pass",
	} {
		for mode := Exec; mode <= Single; mode++ {
			start := time.Now()
			Parse([]byte(src), "p", mode, Flags{})
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%.20s... took %v", src, took)
			}
		}
	}
	_, _, err := Parse([]byte(strings.Repeat("-", n)+"1"), "p", Exec, Flags{})
	if e, ok := err.(*Error); !ok || e.Kind != MemoryError {
		t.Errorf("deep nesting gives %v", err)
	}
}

// TestNestedErrors holds errors in nested constructs to about linear time.
func TestNestedErrors(t *testing.T) {
	for _, src := range []string{
		strings.Repeat("(", 199) + "a b" + strings.Repeat(")", 199), strings.Repeat("[", 199) + "a b",
		strings.Repeat("{a:", 199) + "1 1", strings.Repeat("f(a, b=", 190) + "1 1", strings.Repeat("{", 190) + ":",
		strings.Repeat("(lambda a=", 90) + "1 1", strings.Repeat("f'{a + ", 140) + "1 1", strings.Repeat("[a for b in ", 190) + "1 1",
		strings.Repeat("a[", 190) + "1 1", "with " + strings.Repeat("(a, ", 190) + "1 1", strings.Repeat("((a, b) = ", 190) + "1 1",
	} {
		start := time.Now()
		if _, _, err := Parse([]byte(src), "p", Exec, Flags{}); err == nil {
			t.Errorf("%q parses", src)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%.20s... took %v", src, took)
		}
	}
}

func FuzzLexer(f *testing.F) {
	f.Add([]byte(program))
	f.Add([]byte("f'{a!r:{b}}' '''\\\n x\t\f\r\n0_0x"))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, extra := range []bool{true, false} {
			tz := NewTokenizer(string(src), "fuzz", extra)
			for i := 0; ; i++ {
				_, err := tz.Next()
				if err == io.EOF || err != nil {
					break
				}
				if i > 4*len(src)+300 {
					t.Fatal("no end")
				}
			}
		}
	})
}

func FuzzParser(f *testing.F) {
	f.Add([]byte(program))
	for _, line := range strings.SplitAfter(program, "\n") {
		f.Add([]byte(line))
	}
	f.Add([]byte("# coding: latin-1\n\xe9 = 1\x00"))
	f.Fuzz(func(t *testing.T, src []byte) {
		parseAll(src)
		if !bytes.Contains(src, []byte("barry")) {
			checkVerdict(t, string(src))
		}
	})
}
