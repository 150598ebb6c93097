# Deferred annotations (PEP 649): when they are evaluated, and what sees what.

import annotationlib
import sys


def f(a: undefined_a, *args: int, b: "string" = 1, **kw: list[int]) -> later: pass


try:
    f.__annotations__
except NameError as error:
    print(error)
undefined_a = int; later = str
print(f.__annotations__, f.__annotate__.__name__, f.__annotations__ is f.__annotations__)
class C:
    x: int
    y: "C" = None
    z: C
    __private: str
    def m(self, other: C) -> __class__ if False else "C": pass


print(C.__annotations__, sorted(C.__dict__)[:4], C.m.__annotations__, C.__annotate__(1))
x: int = 5
y: print("evaluated") or str
(z): float = 1.5
C.attr: 1 / 0 = 3
lst = [0]; lst[0]: undefined_b = 7; print(lst, C.attr, "y" in globals())
try:
    print(sys.modules[__name__].__annotations__)
except ZeroDivisionError as error:
    print(error)
def local():
    a: undefined_anywhere
    b: int = 3
    c: undefined_too = 4
    return b, c, sorted(locals())


print(local(), local.__annotations__, local.__annotate__)
def g(x: Missing, y: Missing.attr[int], z: int): pass
print(annotationlib.get_annotations(g, format=annotationlib.Format.STRING), {k: type(v).__name__ for k, v in annotationlib.get_annotations(g, format=annotationlib.Format.FORWARDREF).items()})
try:
    annotationlib.get_annotations(g)
except NameError as error:
    print(error)
f.__annotations__ = {"set": 1}; print(f.__annotations__, f.__annotate__); f.__annotations__["more"] = 2; print(f.__annotations__); del f.__annotations__; print(f.__annotations__)
g.__annotate__ = lambda format: {"from": format}; print(g.__annotations__)
class Meta(type): m: int
class WithMeta(metaclass=Meta): pass
class Sub(C): w: int
print(WithMeta.__annotations__, Meta.__annotations__, Sub.__annotations__, "__annotations__" in Sub.__dict__, (lambda: 0).__annotations__)
def closure():
    T = bytes
    def inner(p: T) -> [T for _ in "a"]: pass
    class K: q: T; T = str; r: T
    return inner.__annotations__, K.__annotations__
print(closure())
if False:
    cond: int = 1
for i in range(1):
    looped: str = "v"
print([k for k in sorted(annotationlib.get_annotations(sys.modules[__name__], format=annotationlib.Format.STRING))])
ns = {}; exec("from __future__ import annotations\na: undefined + 1 = 2\ndef f(x: 'q', y: a.b[c]): pass\nclass D: z: lambda: 0", ns); print(ns["f"].__annotations__, ns["__annotations__"], ns["D"].__annotations__)
for code in ["def f(x: yield): pass", "def f(x: (yield)): pass", "async def f():\n def g(x: await y): pass", "def f(x: (a := 1)): pass", "x: int: str", "x: int = yield", "x, y: int", "f(): int", "1: int", "x: *a", "def f(*a: *b): pass", "def f(**a: *b): pass", "(x, y): int = 1", "def f() -> yield: pass", "global x\nx: int", "def f():\n global x\n x: int", "lambda x: int: 0"]:
    try:
        compile(code, "c", "exec"); print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg)
