# Operator overloading: reflected, in-place, comparisons, NotImplemented, subclass priority, unary and conversions.

ops = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split()
symbols = dict(zip(ops, "+ - * / // % ** << >> & | ^ @".split()))


def make(name, **extra):
    ns = {"__repr__": lambda self: name}
    for op in ops:
        ns[f"__{op}__"] = lambda self, other, op=op: f"{name}.{op}({other!r})"
        ns[f"__r{op}__"] = lambda self, other, op=op: f"{name}.r{op}({other!r})"
    return type(name, extra.pop("bases", ()), {**ns, **extra})


A, B = make("A"), make("B")
for op, symbol in symbols.items():
    print(eval(f"A() {symbol} B()"), eval(f"A() {symbol} 1"), eval(f"1 {symbol} A()"))
print(divmod(A(), 1), divmod(1, A()), pow(A(), 2), pow(2, A()))


class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Same(Base): pass
class Override(Base):
    def __radd__(self, o): return "Override.radd"
class Declines:
    def __add__(self, o): print("declines add"); return NotImplemented
    def __radd__(self, o): print("declines radd"); return NotImplemented
    def __eq__(self, o): print("declines eq"); return NotImplemented
    def __lt__(self, o): print("declines lt"); return NotImplemented
    def __gt__(self, o): print("declines gt"); return NotImplemented


print(Base() + Same(), Base() + Override(), Same() + Base(), Declines() + Base(), Base() + Declines(), 5 + Base(), [1] + Override() if False else "")
class InPlace:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(f"iadd {o}"); return self
    def __isub__(self, o): return "replaced"
    def __mul__(self, o): return f"mul {o}"
    def __imatmul__(self, o): return NotImplemented
    def __matmul__(self, o): return "fell back"


x = y = InPlace(); x += 1; x += "b"; print(x is y, x.log); x -= 1; print(x); x = y; x *= 3; print(x); x = y; x @= 1; print(x)
class Cmp:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return ("eq", self.n)
    def __ne__(self, o): return ("ne", self.n)
    def __lt__(self, o): return ("lt", self.n)
    def __le__(self, o): return []
    def __gt__(self, o): return ("gt", self.n)
    def __ge__(self, o): return ("ge", self.n)


a, b = Cmp(1), Cmp(2); print(a == b, a != b, a < b, a <= b, a > b, a >= b, 5 < a, 5 == a, a < b < a, a <= b < a, not a <= b, a is not b)
print(Declines() == Declines(), Declines() != 5, Declines() == Base(), object() == object(), 1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1, None == 0, [] == (), 1 in [1] == True, "a" < "b" in "abc")
class Unary:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __int__(self): return 1
    def __float__(self): return 1.5
    def __complex__(self): return 1j
    def __index__(self): return 2


import math
u = Unary(); print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), int(u), float(u), complex(u), [0, 1, 2][u], bin(u), "abc" * u, range(u))
class Pow:
    def __pow__(self, o, mod=None): return f"pow {o} {mod}"
    def __rpow__(self, o, mod=None): return f"rpow {o} {mod}"
print(Pow() ** 2, pow(Pow(), 2, 3), 2 ** Pow(), pow(2, Pow()))
class Int(int):
    def __add__(self, o): return "Int.add"
    def __radd__(self, o): return "Int.radd"
class Str(str):
    def __mod__(self, o): return "Str.mod"
    def __rmod__(self, o): return "Str.rmod"
class Lst(list):
    def __radd__(self, o): return "Lst.radd"
print(1 + Int(2), Int(2) + 1, 1.0 + Int(2), True + Int(1), Str("x") % 1, "%s" % Str("y"), "x" + Str("y"), [1] + Lst([2]), 2 * Int(3), -Int(3), type(Int(1) * 1).__name__, Int(5) == 5)
print(not 1, not "", 1 and 2, 0 or "x", 0 and 1 / 0, 1 or 1 / 0, None or [] or {}, 1 and 2 and 3, not (1 and 0), 5 if [] else 6, (1, 2) < (1, 3), -2**2, 2**-1, -7 // 2, 2**3**2, 1 + 2 * 3 - 4 / 2, 7 & 3 | 8 ^ 1, 1 << 2 + 1, not 1 == 2, ~5 + 1)
d = {"k": 1}; d["k"] += 5; d.setdefault("l", []).append(1); l = [1]; l[0] **= 3; l += (2,); s = "a"; s *= 3; n = 7; n //= 2; n <<= 3; n |= 1; n ^= 3; n %= 7; n -= 10; print(d, l, s, n)
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)
def attempt(code):
    try:
        print(eval(code))
    except Exception as error:
        print(code, "->", type(error).__name__, error)


for code in ["Declines() + Declines()", "Declines() + 1", "1 + Declines()", "Declines() < Declines()", "Declines() < 1", "object() < object()", "object() + 1", "-object()", "~'a'", "+[]", "not Cmp", "abs('a')", "round('a')", "1 << 'a'", "[] @ []", "{} - {}", "'a' ** 2", "divmod('a', 1)", "pow('a', 2)", "pow(2, 2, 'a')", "pow(2.0, 2, 3)", "None + 1", "[1] * 'a'", "1 < None", "'a' >= 1", "{} > {}", "(1,) + [1]", "print >> 1", "1 in 1", "[] in {}", "int < str", "1 if u else undefined", "~True", "... + 1", "2 ** 'a'", "5 // 'x'", "5 % []", "'%d' % 'x'", "set() + set()", "len < 1", "b'' + ''", "1 & 1.0", "1.0 | 2", "0 ** -1.0", "(-1) ** 0.5 == 1j or 'near'"]:
    attempt(code)
