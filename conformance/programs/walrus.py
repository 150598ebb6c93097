# Assignment expressions: where they may stand and where their names live.

if (n := len("abc")) > 2: print(n)
while (line := input_lines.pop() if (input_lines := globals().setdefault("lines", ["b", "a"])) else None): print(line)
print([y := 1, y**2, (z := 3) + z], y, z, (w := 5), w, f"{(v := 7)} {v}", {(k := "key"): (val := 1)}, k, val, [1, 2, 3][(i := 1)], i, lambda: (q := 1), sep="\n" if False else " ") if False else print([y := 1, y**2, (z := 3) + z], y, z, (w := 5), w, f"{(v := 7)} {v}", {(k := "key"): (val := 1)}, k, val, [1, 2, 3][(i := 1)], i)
print([last := x for x in range(4)], last, [x for x in range(5) if (t := x * 2) > 4], t, any((found := c).isdigit() for c in "ab3d"), found, {s: s2 for s in "ab" if (s2 := s.upper())}, s2)


def scope():
    total = 0
    partial = [total := total + v for v in [1, 2, 3]]
    inner = [[deep := a * b for a in range(3)] for b in range(3)]
    g = (gen_var := v for v in range(3)); list(g)
    f = lambda: (in_lambda := 5) + in_lambda
    def closure(): return total, deep
    return total, partial, deep, gen_var, f(), closure(), sorted(locals())


print(scope())


def with_global():
    global made
    [made := x for x in range(2)]
    def inner():
        nonlocal_target = 0
        def set_it():
            nonlocal nonlocal_target
            [nonlocal_target := y for y in range(5)]
        set_it()
        return nonlocal_target
    return inner()


print(with_global(), made, (a := 1, b := 2) if False else "", (a := (1, 2)), a)
def default(x=(d := 4)): return x
print(default(), d, (lambda p=(e := 6): p)(), e)
class Body:
    attr = (helper := 3) + 1
    if (m := 10) > 5: pass
print(Body.attr, Body.helper, Body.m)
x = 0
print((x := x + 1) + (x := x * 10), x, (x := 5) if (x := 0) else x, not (x := 0), x, [x := 1, x := 2], x, print((kw := 3)) or kw, (lambda: (x := 9))(), x)
match (subject := [1, 2]):
    case [p, q] if (both := p + q) > 2: print(subject, both)
assert (checked := True); print(checked)
with (cm := __import__("contextlib").nullcontext(3)) as got: print(got, cm.enter_result)
for code in ["x := 1", "(x := 1)", "f(x := 1)", "f(a=x := 1)", "f(a=(x := 1))", "(a.b := 1)", "(a[0] := 1)", "((a, b) := 1)", "(x, y := 1, 2)", "[i := 0 for i in range(5)]", "[[j := 0 for i in r] for j in s]", "[i for i in (i := [1])]", "[x for x in y if (x := 1)]", "class A:\n [z := 1 for _ in y]", "def f(x := 1): pass", "def f(x: (y := 1)): pass", "x = y := 1", "x = (y := 1)", "(x := 1) = 2", "del (x := 1)", "lambda: x := 1", "(lambda: x := 1)", "{x := 1}", "{x := 1: 2}", "{(x := 1): 2}", "a[x := 1]", "a[x := 1, y := 2]", "a[x:=1:2]", "assert x := 1", "return_ = [x := 1]", "(x := yield)", "def f(): (x := yield)", "f'{x:=5}'", "f'{(x:=5)}'", "@(x := f)\ndef g(): pass", "with x := 1: pass", "(None := 1)", "(__debug__ := 1)", "((x) := 1)", "x: int := 1", "[lambda: (k := 1) for k in y]", "if x := 1: pass"]:
    try:
        compile(code, "c", "exec"); print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg)
