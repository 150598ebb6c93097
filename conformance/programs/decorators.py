# Decorators of functions, methods and classes; any expression; order.

def trace(label):
    print("make", label)

    def decorate(f):
        print("apply", label, f.__name__)

        def wrapper(*args, **kw):
            print("enter", label)
            return f(*args, **kw)
        wrapper.__name__ = f"{label}({f.__name__})"
        return wrapper
    return decorate


@trace("outer")
@trace("inner")
def add(a, b=2): return a + b


print(add(1), add(1, b=5), add.__name__)
table = {"k": [trace("indexed")]}


@table["k"][0]
def f(): return "f"
@(lambda g: lambda: g() + "!")
def h(): return "h"
@[trace("list")][0]
def i(): pass
@(x := trace("walrus"))
def j(): pass
@trace("cond") if add else None
def k(): pass
@str
def text(): pass


print(f(), h(), x is not None, text[:14])


def tag(**kw):
    def decorate(cls):
        for key, value in kw.items():
            setattr(cls, key, value)
        return cls
    return decorate


@tag(a=1, b=2)
@tag(a=0)
class C:
    @staticmethod
    @trace("static")
    def s(): return "s"

    @classmethod
    def c(cls): return cls.a

    @property
    @trace("prop")
    def p(self): return "p"

    @lambda f: f()
    def computed(): return 42


print(C.a, C.b, C.s(), C.c(), C().p, C.computed)


class Memo:
    def __init__(self, f): self.f, self.cache = f, {}
    def __call__(self, n):
        if n not in self.cache:
            self.cache[n] = self.f(n)
        return self.cache[n]
    def __get__(self, obj, owner): return lambda n: self.f(obj, n)


@Memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50), len(fib.cache))
import functools


@functools.lru_cache(maxsize=2)
def cached(n): print("computing", n); return n


print(cached(1), cached(1), cached(2), cached(3), cached(1), cached.cache_info())


def wraps(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner


@wraps
def documented(x: int) -> str:
    """Doc."""


print(documented.__name__, documented.__doc__, documented.__annotations__, documented.__wrapped__.__name__, documented.__qualname__)


@functools.singledispatch
def kind(v): return "object"
@kind.register
def _(v: int): return "int"
@kind.register(list)
def _(v): return "list"


print(kind(1), kind([]), kind("x"), kind(True), functools.partial(add, 10)(b=1), functools.reduce(lambda a, b: a * b, range(1, 6)))


@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v


print(V(1) >= V(1), V(2) > V(1), V(1) <= V(0))
for code in ["@undefined\ndef f(): pass", "@5\ndef f(): pass", "@trace\nclass Q: pass", "@1 +\ndef f(): pass", "@x\nx = 1", "@\ndef f(): pass", "@yield\ndef f(): pass"]:
    try:
        exec(code); print("fine")
    except Exception as error:
        print(type(error).__name__, error)
