# __slots__: storage, inheritance, descriptors, conflicts, __dict__ and __weakref__ among them.

import weakref


class S:
    __slots__ = ("a", "b", "__private")
    def __init__(self, a): self.a = a; self.__private = "p"
    def get(self): return self.__private


s = S(1); print(s.a, s.get(), hasattr(s, "b"), hasattr(s, "__dict__"), type(S.a).__name__, S.__slots__, repr(S.a), S.a.__get__(s), S.a.__objclass__ is S, sorted(k for k in vars(S) if "private" in k))
s.b = 2; del s.a; print(hasattr(s, "a"), s.b); s.a = [1]; s.a.append(2); print(s.a)
class Sub(S):
    __slots__ = ["c"]
class Open(S): pass
class WithDict(S):
    __slots__ = ("__dict__", "d")
class Weak:
    __slots__ = ("__weakref__",)
class Empty(S):
    __slots__ = ()
class One:
    __slots__ = "single"
class DocSlots:
    __slots__ = {"x": "documented"}


sub = Sub(1); sub.c = 3; print(sub.a, sub.c, hasattr(sub, "__dict__")); o = Open(1); o.anything = 5; print(vars(o), o.a); w = WithDict(2); w.zz = 1; w.d = 2; print(vars(w), w.d)
weak = Weak(); print(weakref.ref(weak)() is weak, One.single.__name__, DocSlots.x.__doc__, Empty(1).a, One.__slots__)
one = One(); one.single = "only"; print(one.single)
class Int(int):
    __slots__ = ()
class Mixed(S, Weak if False else object): __slots__ = ()
class Tup(tuple):
    __slots__ = ()
    def __new__(cls, *a): return super().__new__(cls, a)


print(Int(5) + 1, hasattr(Int(5), "__dict__"), Tup(1, 2), Mixed(4).a)
class Shadow(S):
    __slots__ = ("a",)
sh = Shadow(1); print(sh.a, S.a is Shadow.a); 
class A: __slots__ = ("x",)
class B: __slots__ = ("y",)
class C: __slots__ = ()
class AC(A, C): __slots__ = ("z",)
print(AC.__slots__, [k.__name__ for k in AC.__mro__]); ac = AC(); ac.x = ac.z = 1; print(ac.x, ac.z)
import copy, pickle
class P:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
p = copy.copy(P()); print(p.a, hasattr(p, "b")); q = copy.deepcopy(P()); print(q.a)
s2 = S(1); s2.__class__ = Same = type("Same", (), {}) if False else S; print(type(s2).__name__)
class X1: __slots__ = ("m", "n")
class X2: __slots__ = ("m", "n")
x = X1(); x.m = 5; x.__class__ = X2; print(x.m, type(x).__name__)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: setattr(S(1), "zzz", 1))
attempt(lambda: S(1).b)
attempt(lambda: delattr(S(1), "b"))
attempt(lambda: S(1).zzz)
attempt(lambda: vars(S(1)))
attempt(lambda: weakref.ref(S(1)))
attempt(lambda: type("Q", (), {"__slots__": ("a",), "a": 1}))
attempt(lambda: type("Q", (), {"__slots__": ("1a",)}))
attempt(lambda: type("Q", (), {"__slots__": (1,)}))
attempt(lambda: type("Q", (), {"__slots__": 5}))
attempt(lambda: type("Q", (int,), {"__slots__": ("a",)}))
attempt(lambda: type("Q", (tuple,), {"__slots__": ("a",)}))
attempt(lambda: type("Q", (A, B), {}))
attempt(lambda: type("Q", (), {"__slots__": ("__dict__", "__dict__")}))
attempt(lambda: type("Q", (Open,), {"__slots__": ("__dict__",)}))
attempt(lambda: type("Q", (Weak,), {"__slots__": ("__weakref__",)}))
attempt(lambda: S.a.__get__(5))
attempt(lambda: S.a.__set__(5, 1))
attempt(lambda: setattr(S(1), "__class__", Open))
attempt(lambda: setattr(S(1), "__class__", A))
attempt(lambda: object.__new__(A).x)
