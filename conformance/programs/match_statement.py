# match: every kind of pattern, guards, order, and what is a syntax error.

class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Sub(Point): pass
class Color: RED = 1; GREEN = "g"


def kind(v):
    match v:
        case 0 | 1 as small: return f"small {small}"
        case -1: return "minus one"
        case -2.5 | 3 + 4j: return "number literal"
        case True: return "never: 1 matched"
        case None: return "none"
        case "text" | b"bytes": return "literal text"
        case Color.GREEN: return "value"
        case str(s) if len(s) > 10: return f"long {s}"
        case str() as s: return f"str {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest, 9]: return f"1..9 {rest}"
        case (first, second, *_) if first == second: return "pair same"
        case [[a, b], {"k": c}]: return f"nested {a} {b} {c}"
        case {"type": "dict", **rest} if rest: return f"dict {rest}"
        case {"a": int(n), "b": [_, *_] as l}: return f"a {n} b {l}"
        case {}: return "mapping"
        case Point(x=0, y=0): return "origin"
        case Point(0, y): return f"on y axis {y}"
        case Point(x, y=Point(z, _)): return f"nested point {x} {z}"
        case Sub(x, y): return f"sub {x} {y}"
        case Point(): return "point"
        case int(x) | float(x): return f"number {x}"
        case set() | frozenset(): return "set"
        case _: return "other"


for v in [0, 1, True, False, 1.0, -1, -2.5, 3 + 4j, None, "text", b"bytes", "g", "a long string indeed", "short", [], (), [5], "x", [1, 9], [1, 2, 3, 9], [2, 2, 3],
          [[1, 2], {"k": 3, "z": 4}], {"type": "dict", "q": 1}, {"type": "dict"}, {"a": 1, "b": "no"}, {"a": 1, "b": [1]}, {}, Point(0, 0), Point(0, 5), Point(1, Point(2, 3)), Sub(7, 8), Point(9, 9), 12, 1.5,
          {1}, object, range(0), range(3), bytearray(b"ab"), [1, 2, 3]]:
    print(type(v).__name__, kind(v))


def binding():
    match [1, [2, 3]]:
        case [a, [b, 4]]: pass
        case [c, [d, e]]: pass
    return sorted(locals().items())


print(binding())
match 1, 2:
    case x, y: print(x, y)
match = case = _ = 5; print(match, case, _)
match match:
    case 5: print("soft keywords")
match {"x": 1}:
    case {"x": 1 as one, "y": 2}: print("no")
    case {"x": y}: print("y", y)
match [1, 2, 3]:
    case [*all]: print(all)
match "ab":
    case [a, b]: print("strings are no sequences")
    case _: print("right")


class Log:
    __match_args__ = ("a",)
    def __getattr__(self, name): print("getattr", name); raise AttributeError(name)
class Eq:
    def __init__(self, name): self.name = name
    def __eq__(self, other): print("eq", self.name); return True


match Log():
    case Log(1): print("no")
    case Log(b=1): print("no")
    case Log(): print("bare")
match Eq("subject"):
    case 1 if print("guard"): pass
    case "x": print("matched x")
def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def run(body, **names):
    exec("match subject:\n" + "".join(f"  case {line}: print('matched', {line!r})\n" for line in body.split(";")), {"Point": Point, "Sub": Sub, **names})


class BadArgs:
    __match_args__ = 5
class BadArgs2:
    __match_args__ = (1,)


attempt(lambda: run("Point(1, 2, 3)", subject=Point(1, 2)))
attempt(lambda: run("Point(1, x=1)", subject=Point(1, 2)))
attempt(lambda: run("int(1, 2)", subject=1))
attempt(lambda: run("P(1)", subject=1, P=5))
attempt(lambda: run("P(1)", subject=BadArgs(), P=BadArgs))
attempt(lambda: run("P(1)", subject=BadArgs2(), P=BadArgs2))
attempt(lambda: run("object(x)", subject=1))
attempt(lambda: run("{'a': 1, 'a': 2}", subject={}))
for body in ["x;_", "_;x", "[*a, *b]", "[x, x]", "x | y", "{**rest, 'a': 1}", "{**_}", "{x: 1}", "a.b()", "f'x'", "1 + 1", "Point(x=1, x=2)", "Point(x=1, 2)", "x as y as z", "1 as _", "1 as a.b", "(x, y) | x", "*x", "-x", "int", "[a | b]", "3 + x"]:
    attempt(lambda: compile("match 0:\n" + "".join(f"  case {line}: pass\n" for line in body.split(";")), "c", "exec") and "compiles")
