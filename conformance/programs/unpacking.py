# Unpacking in assignments, loops, calls and displays; order of evaluation; errors.

a, b = 1, 2; (c, d), [e, *f] = (3, 4), "xyz"; *g, = "ab"; h, *i, j = range(5); [k] = [9]; () = ""; [] = {}
print(a, b, c, d, e, f, g, h, i, j, k); a, b = b, a; print(a, b)
x = y = z = [0]; x[0], y = 5, x; print(x, y is x, z)
m = [0, 1, 2]; n = 0; n, m[n] = 2, "at new n"; print(n, m)
for (p, q), *r in [((1, 2), 3, 4), ("ab", "c")]: print(p, q, r)
print([*range(3), *"ab"], (*[1], *()), {*[1, 1]}, {**{"a": 1}, "b": 2, **{"a": 3}}, *[1, 2], sep="|")
def f(*args, **kw): return args, kw
print(f(*[1], 2, *"ab", k=1, **{"z": 2}, **{}), f(*(i for i in range(2))), f(**dict(a=1)), f(*{"d": 1}))
def ret(): return 1, *[2, 3]
def gen(): yield 1, *[2]
print(ret(), next(gen())); t = 1, *[2]; print(t); w: tuple = 1, *[2]; print(w)
for s in 1, *[2, 3]: print(s, end=" ")
print(); idx = {}; idx["a"], idx["b"] = "xy"; print(idx)
class O: pass
o = O(); o.p, o.q = 1, 2; (o.r), o.s = 3, 4; print(vars(o)); lst = [0] * 4; lst[0], *lst[1:3], lst[3] = "abcdef"; print(lst)


def log(v): print("eval", v); return v
class L:
    def __init__(self, n): self.n = n
    def __setitem__(self, k, v): print("set", self.n, k, v)
    def __getitem__(self, k): print("get", self.n, k); return L(f"{self.n}[{k}]")


l = L("l"); l[log(1)], l[log(2)][log(3)] = log("v1"), log("v2"); l[log(4)] = l[log(5)] = log("both")
a = [1, 2]; a[0], a = 5, "rebound"; print(a)
(a, (b, [c, *d])), e = (1, (2, [3, 4, 5])), 6; print(a, b, c, d, e)
head, *tail = (i * i for i in range(4)); print(head, tail); *init, last = {"k1": 1, "k2": 2}; print(init, last)
a, b, c = {1: 2, 3: 4, 5: 6}; print(a, b, c); a, b = b"xy"; print(a, b); (a) = 1; (a), (b) = 2, 3; print(a, b)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


for code in ["a, b = 1", "a, b = [1]", "a, b = [1, 2, 3]", "a, *b, c = [1]", "a, b = {}", "[a] = None", "*a, = 5", "a, b = (i for i in range(5))", "a, b = iter('x')", "(a, b), c = 1, 2", "a, b = 'x' * 70", "f(*5)", "f(**5)", "f(**{1: 2})", "f(k=1, **{'k': 2})", "f(*None)", "f(**None)",
             "print(*1)", "[*1]", "{**[]}", "{*5}", "(*5,)", "for a, b in [1]: pass", "a, b = 1, 2, 3", "a, b, *c = ()", "O().x, b = 1", "dict(**{'a': 1}, a=2)"]:
    attempt(lambda: exec(code))


class Broken:
    def __iter__(self): yield 1; raise KeyError("while unpacking")
class BadLen:
    def __len__(self): raise ZeroDivisionError
    def __iter__(self): return iter([1, 2])
class OldStyle:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10


def two(v): a, b = v; return a, b
attempt(lambda: two(Broken())); attempt(lambda: two(BadLen())); attempt(lambda: [*OldStyle()]); attempt(lambda: two(OldStyle())); attempt(lambda: f(*OldStyle())); attempt(lambda: [*BadLen()])
for code in ["*a = [1]", "a, *b, *c = 1", "*a", "print(*)", "(*a)", "f(**a, *b)", "f(a=1, 2)", "f(**a, 1)", "[**a]", "{*a, **b}", "{**a, *b}", "del *a", "*a += 1", "for *a in b: pass", "x = *a", "a, b += 1", "f() = 1", "1 = a", "None = 1", "(a, 1) = b", "a + b = c", "[a, b()] = c", "{a} = 1", "f(a.b=1)", "f(True=1)", "f(a=1, a=2)", "lambda: x = 1", "yield = 1", "x = yield = 1", "a if b else c = 1", "(x for x in y) = 1", "'a' = 1", "f'{x}' = 1", "-a = 1", "a < b = 1", "... = 1", "a := 1", "(a := 1) = 2", "del f()", "del 1", "del (a, b()), c", "for 1 in a: pass", "with a as 1: pass", "import a.b as c.d", "(a, b): int = 1", "a.b: int; [a]: int"]:
    try:
        compile(code, "c", "exec"); print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg)
