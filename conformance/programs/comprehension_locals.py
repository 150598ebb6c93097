# What locals(), eval and frames see inside comprehensions, and which names mean what there.

import sys

l = [1, 2]; y = 0
print([locals()["x"] for x in l], [eval("x * 2") for x in l], [("x" in dir()) for x in l], [sorted(vars()) for x in l][0])
[exec("y = x") for x in l]; print(y, "x" in globals(), [sys._getframe().f_locals["x"] for x in l])


def f(a):
    b = [(lambda: c)() for c in range(a)]
    return b, [sorted(locals()) for d in [1]], [x for x in [7]], [l for _ in [1]], sys._getframe().f_locals


print(*f(2)[:4])


def reuse():
    [l for l in [1]]
    return [l for _ in [1]], [[l for _ in [1]] for z in [2]], (lambda: l)()


print(reuse() if False else "", end="")
try:
    print([l for _ in [1]], (lambda: [q for q in l if q])())
except NameError as error:
    print(error)
for source in ["class C: res = [__class__ for x in [1]]", "class C: [super for _ in [1]]; [__class__ for _ in [1]]", "class C: __classdict__: int", "class C: r = [(lambda: __classdict__)() for _ in [1]]", "def f():\n [w for w in [1]]\n return [w for _ in [1]]\nf()", "__conditional_annotations__ = 0\nx: int"]:
    try:
        exec(source, {"w": 5}); print("fine")
    except (NameError, TypeError) as error:
        print(type(error).__name__, error)


class Frame:
    def __init__(self): self.f = sys._getframe()
p = Frame().f.f_locals
p[1] = 2; p["extra"] = 3; print(p[1], len(p), list(reversed(p))[:2], sorted(map(str, p)))


def annotated(x: int): pass
class Owner:
    a: int
    def method(self, b: int): pass


print(annotated.__annotate__.__qualname__, Owner.__annotate__.__qualname__, Owner.method.__annotate__.__qualname__)
