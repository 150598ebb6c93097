# and/or ask each operand once; a collection frees what only dead temporaries held; numbers of any length are read right; trees are checked.

import ast
import gc
import itertools
import weakref

log = []
class B:
    def __init__(self, value): self.value = value
    def __bool__(self): log.append(self); return self.value
    def __repr__(self): return str(int(self.value))


for values in itertools.product([False, True], repeat=4):
    a, b, c, d = map(B, values)
    for f in [lambda: a and b or c, lambda: a or b and c or d, lambda: (a or b) and c, lambda: a and (b or c) and d, lambda: not (a and b) or c]:
        log.clear(); r = f(); print(r, log, end="; ")
print()


class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"
    def method(self): return self.n
def use(*args): return len(args)


def locals_only(act):
    o = C(1); r = weakref.ref(o); act(o); del o; gc.collect()
    return r()


print([locals_only(act) for act in [repr, str, use, C.method, lambda o: use(o, [o], {o: o}), lambda o: [x for x in [o]], lambda o: (o.n, o.method(), f"{o}")]])
x = C(2); r = weakref.ref(x); use(x, x); str(x); p = weakref.proxy(x); p.method(); del x; gc.collect(); print(r())
for i in range(20):
    globals()[f"name{i}"] = i
zeros = "0" * 2000
print(float("1" + zeros + "e-2000"), float("0." + zeros + "1e2001"), float("9007199254740993." + zeros + "1"), eval("1" + zeros + "e-2000"), float("1" + zeros))
print(sum([0.1j] * 10), sum([complex(1, -0.0), 1]), sum([0.1] * 10 + [1j]))
for tree in [ast.Expression(ast.Name("x", ast.Store())), ast.Expression(ast.NamedExpr(ast.Constant(1), ast.Constant(2))), ast.Expression(ast.BoolOp(ast.And(), [])), ast.Module([ast.Delete([])], []), ast.Module([ast.Expr(ast.Constant(object()))], [])]:
    mode = "eval" if isinstance(tree, ast.Expression) else "exec"
    try:
        compile(ast.fix_missing_locations(tree), "<tree>", mode); print("compiled")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split(" at ")[0])
print(sorted(ast.parse("x").__dict__))
class Base: value = 1
class Meta(type):
    def mro(cls): return (cls, Base, object)
class Strange(metaclass=Meta): pass
print(Strange.value, end=" "); Base.value = 2; print(Strange.value)
class Super:
    def __new__(cls, *args): return object.__new__(cls)
Super.__new__ = lambda cls, *args: ("new", cls.__name__, args)
class Sub(Super):
    def __new__(cls, *args): return super().__new__(cls, *args)
print(Sub(1, 2))
