# dataclasses: generated methods, ordering, frozen, fields, inheritance, slots, replace.

import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    hidden: int = field(default=7, repr=False)

    def total(self): return self.x + self.y


p = P(1, 2); print(p, p == P(1, 2), p == P(1, 3), p.total(), p.hidden, asdict(p), astuple(p), replace(p, y=9), [f.name for f in fields(p)], P.__match_args__)
p.tags.append("t"); print(P(1).tags, p.tags, p == P(1, 2), P.__doc__, P.__hash__)


@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0


print(sorted([V(2), V(1, 5), V(1, 2)]), V(1) < V(1, 1), hash(V(1)) == hash(V(1)), {V(1): "a"}[V(1)], V(3) >= V(2, 9))


@dataclass(kw_only=True, slots=True)
class K:
    a: int
    b: str = "b"


print(K(a=1), K.__slots__, hasattr(K(a=1), "__dict__"))


@dataclass
class Base:
    i: int
    init: InitVar[int] = 5
    total: int = field(init=False)
    _: KW_ONLY = None
    k: str = "kw"

    def __post_init__(self, init): self.total = self.i + init


@dataclass
class Derived(Base):
    extra: str = "e"


print(Base(1), Base(1, 2, k="z"), Derived(1, 2, "x", k="q"), asdict(Derived(3)))


@dataclass
class Node:
    value: int
    next: "Node | None" = None
    children: list["Node"] = field(default_factory=list)


n = Node(1, Node(2), [Node(3)]); print(n, asdict(n)); n.next.next = n; print(n)
Made = dataclasses.make_dataclass("Made", ["a", ("b", int, 5)], namespace={"double": lambda self: self.a * 2}); print(Made(1), Made(2).double(), dataclasses.is_dataclass(Made), dataclasses.is_dataclass(5))
match P(5, 6):
    case P(x, y): print("matched", x, y)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: P())
attempt(lambda: P(1, 2, 3, 4, 5))
attempt(lambda: setattr(V(1), "major", 2))
attempt(lambda: V(1).__delattr__("major"))
attempt(lambda: V(1) < 5)
attempt(lambda: P(1) < P(2))
attempt(lambda: hash(P(1)))
attempt(lambda: K(1))
attempt(lambda: setattr(K(a=1), "c", 1))
attempt(lambda: replace(Base(1, 2), total=5))
attempt(lambda: fields(5))
attempt(lambda: asdict(P))
attempt(lambda: exec("@dataclass\nclass Bad:\n  a: int = 0\n  b: int"))
attempt(lambda: exec("@dataclass\nclass Bad:\n  a: list = []"))
attempt(lambda: exec("@dataclass\nclass Bad(V):\n  c: int = 1"))
attempt(lambda: exec("@dataclass(order=True)\nclass Bad:\n  def __lt__(self, o): pass"))
