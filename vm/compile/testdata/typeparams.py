"""Type parameters and aliases."""
def check(a, b, *what):
    if a != b:
        raise AssertionError((a, b) + what)
class A:
    def __init__(self, v): self.v = v
# type parameters
def f[T: int, *Ts, **P](a: T, b=2, *, c=3) -> T: return a, b, c
check([t.__name__ for t in f.__type_params__], ['T', 'Ts', 'P'])
check(f.__type_params__[0].__bound__, int)
check(f(1), (1, 2, 3))
class Gen[T, U = int](A):
    def m(self, x: T) -> U: return __class__
check(Gen(1).m(2), Gen); check(len(Gen.__type_params__), 2)
type Al[T] = (list, T, int)
type Al2 = (dict, lambda: Al2)
check(Al.__name__, 'Al'); check(Al2.__value__[1]() is Al2, True)
