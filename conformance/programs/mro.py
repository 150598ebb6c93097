# Method resolution order, cooperative super, and changing bases.

def names(cls): return "".join(c.__name__ if c is not object else "." for c in cls.__mro__)


class A:
    def f(self): return "A"
class B(A):
    def f(self): return "B" + super().f()
class C(A):
    def f(self): return "C" + super().f()
class D(B, C):
    def f(self): return "D" + super().f()
class E(C, B): pass
class F(D): pass


print(names(D), names(E), names(F), D().f(), E().f(), F().f(), B().f(), super(B, D()).f(), super(C, D()).f())
class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass
try:
    class Bad(XY, YX): pass
except TypeError as error:
    print(error)
try:
    class Bad(A, B): pass
except TypeError as error:
    print(error)
try:
    class Bad(A, A): pass
except TypeError as error:
    print(error)
class O1: pass
class I(int): pass
class S(O1, I): pass
print(names(S), S(5) + 1, S.__base__.__name__, S.__bases__ == (O1, I), D.__base__.__name__)


class Root:
    def __init__(self, **kw): print("Root", kw)
class Left(Root):
    def __init__(self, left=None, **kw): print("Left", left); super().__init__(**kw)
class Right(Root):
    def __init__(self, right=None, **kw): print("Right", right); super().__init__(**kw)
class Both(Left, Right):
    def __init__(self, **kw): print("Both"); super().__init__(**kw)


Both(left=1, right=2, rest=3)
class P:
    def who(self): return "P"
class Q:
    def who(self): return "Q"
class R(P): pass


r = R(); print(r.who(), names(R)); R.__bases__ = (Q,); print(r.who(), names(R), R in Q.__subclasses__(), R in P.__subclasses__())
P.who = lambda self: "changed"; print(P().who(), r.who()); R.who = lambda self: "own"; print(r.who()); del R.who; print(r.who())
print([c.__name__ for c in A.__subclasses__()], D.mro() == list(D.__mro__), super(D, D()).__thisclass__.__name__, super(D, D()).__self_class__.__name__)


class Custom(type):
    def mro(cls): return [cls, Q, object]
class K(P, metaclass=Custom): pass


print(names(K), K().who(), K.__bases__[0].__name__, issubclass(K, Q), issubclass(K, P))


class NoSuper:
    def f(self):
        def inner(): return super(NoSuper, self).__repr__()[:9]
        g = lambda: __class__.__name__
        return inner(), g(), [super(NoSuper, self).__hash__() == hash(self) for _ in [1]]


print(NoSuper().f())


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: setattr(R, "__bases__", (R,)))
attempt(lambda: setattr(R, "__bases__", ()))
attempt(lambda: setattr(R, "__bases__", 5))
attempt(lambda: setattr(R, "__bases__", (int,)))
attempt(lambda: setattr(int, "__bases__", (object,)))
attempt(lambda: super(A, 5).f)
attempt(lambda: super(A, D()).missing)
attempt(lambda: type("Z", (type(None),), {}))
attempt(lambda: type("Z", (type(lambda: 0),), {}))
attempt(lambda: type("Z", (I, str), {}))
attempt(lambda: type("Z", (range,), {}))
attempt(lambda: Custom("W", (), {}).nothing)
