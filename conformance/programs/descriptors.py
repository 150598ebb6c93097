# The descriptor protocol: data and non-data descriptors, lookup order, functions as descriptors.

class Data:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return f"data-get {self.name} {obj is None} {owner.__name__}"
    def __set__(self, obj, value): print("data-set", self.name, value)
    def __delete__(self, obj): print("data-del", self.name)


class NonData:
    def __get__(self, obj, owner): return "non-data"


class C:
    d = Data()
    n = NonData()
    plain = 1


c = C()
c.__dict__.update(d="instance d", n="instance n", plain="instance plain")
print(c.d, c.n, c.plain, C.d, C.n, sep=" | ")
c.d = 5; del c.d
print(c.__dict__["d"], C.__dict__["d"].__class__.__name__)
del c.n, c.plain; print(c.n, c.plain)


class SetOnly:
    def __set__(self, obj, value): obj.__dict__["s"] = ("through set", value)


class S:
    s = SetOnly()


s = S(); print(type(s.s).__name__); s.s = 1; print(s.s)


class Log:
    def __getattribute__(self, name):
        if name.startswith("__"):
            return super().__getattribute__(name)
        return f"getattribute {name}"

    def method(self): return "real method"


log = Log(); log.x = 1; print(log.x, log.method, log.nothing, log.__dict__, Log.method(log))


def func(self, *args): return self, args


print(func.__get__(1)(2), func.__get__(1, int)(3), type(func.__get__(1)).__name__, func.__get__(None, int) is func)
print(str.upper.__get__("abc")(), len.__self__.__name__, [].append.__self__, int.__add__(1, 2), (1).__add__(2), dict.fromkeys.__self__)
print(type(str.upper).__name__, type("".upper).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(dict.__dict__["fromkeys"]).__name__, type(int.__dict__["real"]).__name__)
print(str.upper.__name__, str.upper.__qualname__, str.upper.__objclass__, "".upper.__qualname__, int.real.__get__(5), repr(str.upper), repr(int.__add__), repr(int.real))


class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class L:
    @Lazy
    def value(self):
        print("computing")
        return 42


obj = L(); print(obj.value, obj.value, type(L.value).__name__)


class Meta(type):
    d = Data()
    def method(cls): return "meta method of " + cls.__name__


class M(metaclass=Meta):
    d = "class attribute"


print(M.d, M.method(), M().d)


class SpecialOnType:
    def __len__(self): return 1


x = SpecialOnType(); x.__len__ = lambda: 99; x.__call__ = lambda: "no"
print(len(x), x.__len__(), callable(x))


class Weird:
    __getattr__ = lambda self, name: name.upper()
    __len__ = property(lambda self: lambda: 5)


print(Weird().abc, len(Weird()), hasattr(Weird(), "anything"))


class Sup:
    @property
    def p(self): return "base p"
    @classmethod
    def k(cls): return cls.__name__
    def m(self): return "base m"


class Sub(Sup):
    @property
    def p(self): return "sub " + super().p
    @classmethod
    def k(cls): return "sub " + super().k()
    def m(self): return [super(Sub, self).m(), super(Sub, Sub).k(), super().m.__self__ is self]


print(Sub().p, Sub.k(), Sub().m())


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class RO:
    def __get__(self, obj, owner): return 1
    def __set__(self, obj, value): raise AttributeError("read only")


attempt(lambda: setattr(type("T", (), {"r": RO()})(), "r", 1))
attempt(lambda: delattr(type("T", (), {"r": RO()})(), "r"))
attempt(lambda: str.upper(1))
attempt(lambda: str.upper())
attempt(lambda: int.__add__("a", 1))
attempt(lambda: int.real.__get__("a"))
attempt(lambda: func.__get__(None))
attempt(lambda: func.__get__())
attempt(lambda: type("T", (), {"x": type("D", (), {"__set_name__": lambda s, o, n: 1 / 0})()}))
attempt(lambda: super(int, "x"))
attempt(lambda: super(int).x)
attempt(lambda: x())
