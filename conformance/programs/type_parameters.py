# PEP 695 and 696: generic functions, classes and aliases; lazy evaluation; their scopes.

from typing import Generic, ParamSpec, TypeVar, TypeVarTuple, get_type_hints


def first[T](items: list[T], default: T | None = None) -> T: return items[0] if items else default
class Box[T, *Ts, **P]:
    value: T
    def __init__(self, v): self.v = v
    def map[U](self, f) -> "Box[U]": return Box(f(self.v))
    class Inner[V]: pass


print(first([1]), first.__type_params__, [type(p).__name__ for p in Box.__type_params__], Box.__type_params__, Box.__mro__[1:], Box.__orig_bases__, Box.map.__type_params__, Box.__parameters__, Box(1).map(str).v)
print(Box[int, str, [int]], Box.Inner[int], Box[int, str, [int]].__origin__ is Box, Box[int, str, bytes, ...].__args__, first.__annotations__["items"], isinstance(Box(1), Generic))
class Bound[T: int, U: (int, str), V: "Later" = list]: pass
class Later: pass


T, U, V = Bound.__type_params__; print(T.__bound__, U.__constraints__, V.__bound__, V.__default__, T.has_default(), V.has_default(), T.__variance__ if hasattr(T, "__variance__") else (T.__covariant__, T.__infer_variance__), T.__name__, T.__module__)
type Alias = int | str
type Rec[T] = T | list[Rec[T]]
type Pair[A, B = A] = tuple[A, B]
print(Alias, Alias.__value__, type(Alias).__name__, Rec.__value__, Rec[int], Rec[int].__args__, Pair.__type_params__, Pair.__parameters__, Alias.__name__, Rec.__type_params__[0].__name__, Alias | None, Pair[int, str].__origin__)
type Lazy = undefined_name[int]
try:
    Lazy.__value__
except NameError as error:
    print(error)
undefined_name = list; print(Lazy.__value__)
type type = type; print(type.__name__); del type
type = 5; print(type); del type


class Scoped[T]:
    alias = T
    type Nested = list[T]
    def m[S](self): return T, S, lambda: T
    T2 = [T for _ in range(1)]


print(Scoped.alias, Scoped.Nested.__value__, Scoped(). m()[:2], Scoped.T2, Scoped.m.__qualname__)
def shadow[T](T_value: T): T = 5; return T
print(shadow(1), [n for n in ["T", "U"] if n in globals()])
def outer[T]():
    def inner[T2: T](): return T, T2
    return inner()
print(outer(), outer.__type_params__)
def deco(f): print("decorating", f.__name__); return f
@deco
def decorated[T](x: T = 1): return x
async def agen[T](): yield T
print(decorated(), agen.__type_params__, type_ok := isinstance(first.__type_params__[0], TypeVar))
TV = TypeVar("TV"); TS = TypeVarTuple("TS"); PS = ParamSpec("PS"); print(TV, TS, PS, PS.args, PS.kwargs, list[TV][int], dict[str, TV].__parameters__, (int | TV)[str], TypeVar("Q", bound=int, covariant=True), list[int] == list[int], hash(list[int]) == hash(list[int]), tuple[*TS][int, str])
class Old(Generic[TV]): pass
print(Old[int], Old.__parameters__, int | None, (int | str) == (str | int), isinstance(1, int | str), list[int]([1]), dict[str, int].__args__, type_hints := get_type_hints(first))
for what in [lambda: list[int][str], lambda: Alias[int], lambda: Rec[int, str], lambda: setattr(T, "__name__", 1), lambda: T(), lambda: class_(), lambda: Alias(), lambda: isinstance(1, list[int]), lambda: Box[()], lambda: int | 5, lambda: TypeVar("X", int), lambda: TypeVar(), lambda: int[str], lambda: isinstance(1, Alias), lambda: Old[int, str], lambda: first[int]]:
    try:
        print(what())
    except Exception as error:
        print(error.__class__.__name__, error)
for code in ["def f[T, T](): pass", "def f[T: (yield)](): pass", "class A[T: await x]: pass", "def f[](): pass", "type X[T := 1] = int", "type X", "type X = ", "class A[T = int, U]: pass", "def f[*T: int](): pass", "type (X) = 1", "def f[T: int = str, **P = [int]](): pass", "class A[T](T): pass", "class A[__T]: pass", "type X.y = 1", "def f[T]():\n nonlocal T", "class C[T]:\n nonlocal T", "type X = (yield)", "type X = (a := 1)", "def f[T: (x := 1)](): pass"]:
    try:
        compile(code, "c", "exec"); print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg)
