# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, instance checks, __mro_entries__.

class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [k for k in ns if not k.startswith("__")], kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    def __instancecheck__(cls, obj): return obj == "instance" or super().__instancecheck__(obj)
    def __subclasscheck__(cls, sub): return sub is int or super().__subclasscheck__(sub)
    def __getattr__(cls, name): return f"{cls.__name__} lacks {name}"
    def __repr__(cls): return f"<meta {cls.__name__}>"
    def __len__(cls): return 3
    def __iter__(cls): return iter("it")
    def __getitem__(cls, key): return key
    def __contains__(cls, x): return x == 1
    def __add__(cls, other): return "added"


class A(metaclass=Meta, option=1):
    x = 1

    def __init__(self, v=0): self.v = v


class B(A, other=2):
    pass


print(A(5).v, B(v=6).v, A.prepared, A.zzz, A, B, len(A), list(A), A["k"], 1 in A, A + 1, type(B) is Meta)
print(isinstance("instance", A), isinstance(1, A), issubclass(int, A), issubclass(str, A), issubclass(B, A), isinstance(B(), A))


class Singleton(type):
    made = {}

    def __call__(cls, *args):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args)
        return cls.made[cls]


class One(metaclass=Singleton): pass


print(One() is One())


class Ordered(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("assign", key)
        super().__setitem__(key, value)


class OMeta(type):
    def __prepare__(name, bases): return Ordered()


class O(metaclass=OMeta):
    a = 1
    b = a + 1
    def c(self): pass
    a = 3


class NotAClass:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (A,)


class FromEntries(NotAClass()):
    pass


print(FromEntries.__bases__, type(FromEntries.__orig_bases__[0]).__name__)


def function_metaclass(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if k[0] != "_"), kw)


class Tuple(metaclass=function_metaclass, k=1):
    q = 1


print(Tuple)


class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
class M12(M1, M2): pass
class X12(X1, X2, metaclass=M12): pass


print(type(X12).__name__, type.__call__(int, "5"), type("Dyn", (X1,), {}).__class__.__name__)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: type("X", (X1, X2), {}))
attempt(lambda: exec("class X(X1, X2): pass"))
attempt(lambda: exec("class X(NotAClass, 5): pass"))
attempt(lambda: exec("class X(metaclass=5): pass"))
attempt(lambda: exec("class X(A, metaclass=Meta, metaclass=Meta): pass"))
attempt(lambda: type("X", (), {}, bad=1))
attempt(lambda: type(1, 2))
attempt(lambda: type(1, (), {}))
attempt(lambda: type("X", [], {}))
attempt(lambda: type("X", (), []))
attempt(lambda: type("a\0b", (), {}))
attempt(lambda: exec("class P(type):\n  __prepare__ = classmethod(lambda *a: 5)\nclass Q(metaclass=P): pass"))
attempt(lambda: exec("class P(type):\n  def __new__(*a): return 5\nclass Q(metaclass=P): pass\nprint(Q)"))
