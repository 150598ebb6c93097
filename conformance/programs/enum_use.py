# enum: members, lookup, aliases, auto, flags, mixed types, restrictions.

from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def pretty(self): return self.name.title()

    @classmethod
    def default(cls): return cls.GREEN


print(Color.RED, repr(Color.RED), Color(2), Color["GREEN"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED.name, Color.RED.value, Color.RED.pretty, Color.default())
print(Color.RED == 1, Color.RED in Color, 1 in Color, 9 in Color, isinstance(Color.RED, Color), list(Color.__members__), hash(Color.RED) == hash(Color.CRIMSON), {Color.RED: "r"}[Color(1)], f"{Color.RED}", Color.__name__)


class N(IntEnum):
    ONE = auto()
    TWO = auto()
    TEN = 10
    ELEVEN = auto()


print(N.TWO + 1, N.TEN > N.ONE, sorted([N.TEN, N.ONE]), [n.value for n in N], str(N.ONE), repr(N.ONE), f"{N.ONE:03}", N(10), range(N.TWO), [0, 1, 2][N.ONE], N.ELEVEN.bit_length())


class S(StrEnum):
    A = auto()
    B = "bee"


print(S.A, S.B.upper(), S.A == "a", f"{S.B}", repr(S.B), "be" in S.B)


class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(F.R | F.X, F.RW, repr(F.RW), F.R in F.RW, F.X in F.RW, list(F.RW), ~F.R, F.RW & F.W, F.RW ^ F.R, bool(F.R & F.W), F(0), F(7), F(5), [f.name for f in F], F.RW.value, len(F.RW))


class IF(IntFlag):
    A = 1
    B = 2


print(IF.A | IF.B, IF.A | 8, repr(IF(8)), IF.A + 1, IF(3), int(IF.A | IF.B))


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius): self.mass, self.radius = mass, radius


print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.64, 3.39)))


class Named(Enum):
    def _generate_next_value_(name, start, count, last): return f"{name}-{count}"
    X = auto()
    Y = auto()

    @classmethod
    def _missing_(cls, value): return cls.X if value == "missing" else None


print([m.value for m in Named], Named("missing"), Enum("Dyn", "P Q").Q.value, Enum("Dyn2", {"A": 5}).A, [m.name for m in Enum("Dyn3", ["u", "v"], start=7)])
match Color.GREEN:
    case Color.RED: print("red")
    case Color.GREEN: print("green")


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: Color(9))
attempt(lambda: Color["NO"])
attempt(lambda: Color.NO)
attempt(lambda: setattr(Color, "RED", 5))
attempt(lambda: delattr(Color, "RED"))
attempt(lambda: setattr(Color.RED, "value", 5))
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: type("Sub", (Color,), {}))
attempt(lambda: exec("class D(Enum):\n  A = 1\n  A = 2"))
attempt(lambda: unique(Color))
attempt(lambda: Named("other"))
attempt(lambda: F(99))
attempt(lambda: Color())
attempt(lambda: Color.RED.missing)
attempt(lambda: F.R | 1)
