# Properties, class methods, static methods, and their errors.

class Temp:
    def __init__(self, c): self._c = c

    @property
    def c(self):
        """Celsius."""
        return self._c

    @c.setter
    def c(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._c = value

    @c.deleter
    def c(self):
        print("deleted")
        self._c = 0

    f = property(lambda self: self._c * 9 / 5 + 32, doc="Fahrenheit.")

    @property
    def broken(self):
        return self.missing_inside

    @classmethod
    def make(cls, c): return cls(c)

    @staticmethod
    def twice(x): return 2 * x

    writeonly = property(None, lambda self, v: print("wrote", v))


t = Temp.make(100)
print(t.c, t.f, Temp.c.__doc__, Temp.f.__doc__, Temp.twice(4), t.twice(5), type(Temp.c).__name__, Temp.c.fget.__name__, Temp.c.__name__)
t.c = 20; print(t.c); del t.c; print(t.c); t.writeonly = 5


class Hot(Temp):
    @Temp.c.getter
    def c(self): return "hot " + str(self._c)

    @property
    def f(self): return super().f + 1


h = Hot(1); print(h.c, h.f, isinstance(Hot.c, property), Hot.c.fset is Temp.c.fset); h.c = 3; print(h.c)
h.__dict__["c"] = "shadow?"; print(h.c)


class GetattrToo:
    @property
    def p(self): raise AttributeError("inside")
    def __getattr__(self, name): return f"fallback {name}"


print(GetattrToo().p, GetattrToo().q)


class Meta(type):
    @property
    def on_class(cls): return cls.__name__ + " via meta"


class WithMeta(metaclass=Meta): pass


print(WithMeta.on_class)


class Wrapped:
    @classmethod
    def c(cls, *a): return cls.__name__, a

    @staticmethod
    def s(*a): return a

    direct = staticmethod(len)
    alias = classmethod(lambda cls: cls)


print(Wrapped.c(1), Wrapped().c(), Wrapped.s(2), Wrapped.direct("abc"), Wrapped.alias() is Wrapped, Wrapped.__dict__["s"](7), Wrapped.c.__func__.__name__, Wrapped.__dict__["c"].__wrapped__.__name__)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: setattr(t, "c", -300))
attempt(lambda: setattr(t, "f", 1))
attempt(lambda: delattr(t, "f"))
attempt(lambda: t.writeonly)
attempt(lambda: t.broken)
attempt(lambda: WithMeta().on_class)
attempt(lambda: Wrapped.__dict__["c"]())
attempt(lambda: property(1).__get__(5))
attempt(lambda: property().__get__(5, int))
attempt(lambda: property().__set__(5, 1))
attempt(lambda: property(lambda s: s).__get__(None, int).fget(3))
attempt(lambda: Temp.c.__get__(t), )
attempt(lambda: Temp.c.__set__(t))
