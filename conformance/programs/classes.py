# Classes: creation, attributes, inheritance, special methods, __init_subclass__, __set_name__, __class__.

class Point:
    """A point."""

    count = 0

    def __init__(self, x=0, y=0):
        self.x, self.y = x, y
        Point.count += 1

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    @classmethod
    def origin(cls):
        return cls()

    @staticmethod
    def add(a, b):
        return a + b


class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def __repr__(self):
        return super().__repr__()[:-1] + f", {self.z})"


p, q = Point(1, 2), Point3(1, 2, 3)
print(p, q, p == q, p != Point(1, 2), Point.origin(), Point3.add(1, 2), Point.count, q.count, Point.__doc__, Point3.__doc__)
print(type(p), Point3.__bases__, Point3.__mro__, isinstance(q, Point), issubclass(Point3, (int, Point)), Point.__name__, Point.__qualname__, Point.__module__)
print(vars(q), p.__class__, p.__dict__ is vars(p), Point.__hash__, object.__hash__ is Point3.__hash__)
p.__class__ = type("Other", (Point,), {"__repr__": lambda self: "now another"}); print(p)
p.new = 1; Point.shared = [0]; print(p.new, q.shared, hasattr(q, "new"), getattr(q, "new", "no")); del p.new; print(hasattr(p, "new"))
m = q.add; b = p.__eq__; print(m(3, 4), b.__self__ is p, b.__func__ is Point.__eq__, b.__name__, Point.origin.__self__, p.__eq__ == p.__eq__, hash(b) == hash(p.__eq__) if False else "")
print(Point.__init__.__qualname__, bool(p), Point.__dict__["origin"].__func__.__name__, type(Point.__dict__["add"]).__name__)


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class A(Base, tag="a"): pass
class B(A): pass


print(Base.registry)


class Name:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)


class Uses:
    one = Name()
    two = Name()


class New:
    def __new__(cls, value):
        print("new", cls.__name__, value)
        return super().__new__(cls) if value else 42

    def __init__(self, value): print("init", value)
    def __bool__(self): return False
    def __len__(self): return 7
    def __contains__(self, item): return item == "in"
    def __call__(self, *a, **k): return a, k
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
    def __str__(self): return "str"
    def __format__(self, spec): return f"<{spec}>"
    def __index__(self): return 3
    def __bytes__(self): return b"by"
    def __dir__(self): return ["z", "a"]
    def __sizeof__(self): return 1


n = New(1)
print(New(0), not n, len(n), "in" in n, "out" in n, n(1, k=2), New[int], f"{n:abc}", n if n else "falsy", [10, 20, 30, 40][n], bytes(n), dir(n), hex(n))


class Meth:
    def f(self): return self.__class__.__name__, __class__.__name__


class Child(Meth): pass


print(Child().f(), Meth.f(Child()), object() == object(), type(type), type(object), object.__bases__, type.__mro__)
T = type("T", (Base,), {"x": 1, "m": lambda self: self.x}, tag="dyn"); print(T().m(), T.registry[-1], T.__module__)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: p.nothing)
attempt(lambda: Point.nothing)
attempt(lambda: Point(1, 2, 3))
attempt(lambda: Point(z=1))
attempt(lambda: object(1))
attempt(lambda: object().x)
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: hash(Point()))
attempt(lambda: p())
attempt(lambda: len(p))
attempt(lambda: p[0])
attempt(lambda: p + 1)
attempt(lambda: p < p)
attempt(lambda: iter(p))
attempt(lambda: delattr(p, "zz"))
attempt(lambda: type("X", (int, str), {}))
attempt(lambda: type("X", (bool,), {}))
attempt(lambda: type("X", (A, Base, A), {}))
attempt(lambda: type("X", (Base, A), {}))
attempt(lambda: type("X", (5,), {}))
attempt(lambda: Base.__init_subclass__(bad=1))
attempt(lambda: isinstance(1, 1))
attempt(lambda: issubclass(1, int))
attempt(lambda: super().x)
attempt(lambda: Point.__init__())
attempt(lambda: Point.__init__(5, 1))
attempt(lambda: setattr(p, "__class__", int))
attempt(lambda: type("X", (), {"__len__": lambda s: -1, "__bool__": None})().__len__())
attempt(lambda: len(type("X", (), {"__len__": lambda s: -1})()))
attempt(lambda: len(type("X", (), {"__len__": lambda s: "a"})()))
attempt(lambda: bool(type("X", (), {"__bool__": lambda s: 1})()))
attempt(lambda: str(type("X", (), {"__str__": lambda s: 1})()))
attempt(lambda: hash(type("X", (), {"__hash__": lambda s: "a"})()))
