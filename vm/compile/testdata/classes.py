"""Classes, scopes, context managers, annotations, and the namespaces that code sees."""
def check(a, b, *what):
    if a != b:
        raise AssertionError((a, b) + what)
def raises(exc, f, *args):
    try:
        f(*args)
    except exc as e:
        return str(e)
    raise AssertionError(exc)
class A:
    """Doc
       more
    """
    x = 1
    y = [x for _ in [1]] if False else 2
    def __init__(self, v): self.v = v; self.w = v
    def m(self, k=3): return self.v + k
    @classmethod
    def c(cls): return cls, __class__
    @staticmethod
    def s(): return 's'
    @property
    def p(self): return self.v
    __priv = 5
    def q(self): return self.__priv, A.__dict__['_A__priv']
class B(A):
    def __init__(self, v):
        super().__init__(v + 1)
    def m(self, k=4, **kw):
        f = super().m
        return super().m(k) + super(B, self).m(k=1) + f()
    def g(self):
        return [super(B, self).m() for _ in [1]]
check(A.__name__, 'A'); check(A.__qualname__, 'A'); check(A.__module__, '__main__'); check(A.__firstlineno__, 11)
check(A.__static_attributes__, ('v', 'w'))
b = B(1)
check(b.m(), 6 + 3 + 5)
check(b.g(), [5])
check(A.c(), (A, A)); check(B.c(), (B, A)); check(b.s(), 's'); check(b.p, 2); check(b.q(), (5, 5))
check(A.__doc__, A.__doc__)
class Meta(type):
    def __new__(m, n, b, d, **k):
        c = super().__new__(m, n, b, d)
        c.kw = k
        return c
    def __init__(c, *a, **k): pass
class C(A, metaclass=Meta, z=1): pass
check(C.kw, {'z': 1})
bases = (A,)
class D(*bases, **{'metaclass': Meta}): pass
check(D.kw, {})
def f():
    z = 3
    class E:
        z = z if False else 9
        y = [z for _ in range(1)]
        def g(self): return z
        class F:
            def h(self): return z, __class__
    return E, E.F().h()
def f():
    z = 3
    class E:
        a = z
        y = [z for _ in range(1)]
        fs = [lambda: (z, i) for i in range(2)]
        def g(self): return z
        class F:
            def h(self): return z, __class__
    return E.a, E.y, E().g(), E.F().h()[0], [g() for g in E.fs], E.F.__qualname__
check(f(), (3, [3], 3, 3, [(3, 1), (3, 1)], 'f.<locals>.E.F'))
x = 'global'
def f():
    x = 'local'
    class G:
        y = x
        x = 'class'
        z = x
        w = [x for _ in [1]]
    return G
g = f()
class It:
    def __init__(self, n): self.n = n; self.log = []
    def __iter__(self): return self
    def __next__(self):
        if not self.n: raise StopIteration
        self.n -= 1
        return self.n
check([i for i in It(3)], [2, 1, 0])
class CM:
    def __init__(self, log, sup=False): self.log = log; self.sup = sup
    def __enter__(self): self.log.append('in'); return 5
    def __exit__(self, t, e, tb): self.log.append(t and t.__name__); return self.sup
def f(k):
    log = []
    for i in range(2):
        with CM(log) as a, CM(log, k == 3) as b:
            log.append(a)
            if k == 1: return log
            if k == 2: break
            if k == 3: raise KeyError
            if k == 4: continue
    return log
check(f(0), ['in', 'in', 5, None, None] * 2)
check(f(1), ['in', 'in', 5, None, None])
check(f(2), ['in', 'in', 5, None, None])
check(f(3), ['in', 'in', 5, 'KeyError', None] * 2)
check(f(4), ['in', 'in', 5, None, None] * 2)
class ACM:
    def __init__(self, log): self.log = log
    async def __aenter__(self): self.log.append('ain'); return self
    async def __aexit__(self, *a): self.log.append(a[0] and a[0].__name__); return True
async def f():
    log = []
    async with ACM(log) as c:
        log.append(c.log is log)
        raise ValueError
    async with ACM(log): return log
try: f().send(None)
except StopIteration as e: check(e.value, ['ain', True, 'ValueError', 'ain', None])
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
def f(p):
    match p:
        case P(0, y): return 'zero', y
        case P(x=1): return 'one'
        case P(x, y=[a, *_]) if a: return x, a
        case P(): return 'P'
check([f(P(0, 5)), f(P(1, 5)), f(P(2, 'q')), f(P(3, 3)), f(3)], [('zero', 5), 'one', 'P', 'P', None])
check(f(P(2, ['q'])), (2, 'q'))
# attributes
class O: pass
o = O()
o.a = o.b = 1
o.a += 2
o.l = [1]
o.l[0] += 5
o.l[:] = [*o.l, 7]
del o.b
check((o.a, o.l, hasattr(o, 'b')), (3, [6, 7], False))
for o.i in range(3): pass
check(o.i, 2)
with CM([]) as o.w: pass
check(o.w, 5)
(o.q, *o.r), o.s = 'abc', 1
check((o.q, o.r, o.s), ('a', ['b', 'c'], 1))
# annotations
v: int = 3
w: 'str'
o.z: int = 4
class N:
    a: int = 1
    b: (list, int)
    if True:
        c: str
    if not True:
        d: str
    def f(self, x: int, *args: str, y: N = None, **kw: dict) -> 'r': pass
check(N.__annotations__, {"a": int, "b": (list, int), "c": str})
check(N.f.__annotations__, {'x': int, 'args': str, 'y': N, 'kw': dict, 'return': 'r'})
def f():
    x: undefined = 5
    y: also_undefined
    return x
check(f(), 5)
# global / class scoping
class S:
    global gg
    gg = 5
    def f(self): return gg
check(gg, 5)
def f():
    class T:
        nonlocal_ = 1
        def g(self):
            nonlocal h
            h = 2
    h = 1
    T().g()
    return h
check(f(), 2)
def f(): return locals()
check(f(), {})
def f(a, b):
    c = 3
    d = lambda: b
    return [sorted(locals()) for e in [1]][0], sorted(locals())
check(f(1, 2), (['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', 'd']))
def f():
    for a in range(3):
        r = [a for a in 'xy']
    return a, r, locals()
check(f(), (2, ['x', 'y'], {'a': 2, 'r': ['x', 'y']}))
def f():
    try:
        return [q for q in [1, 0] if 1 // q]
    except ZeroDivisionError:
        return locals()
check(f(), {})
def f():
    l = []
    def g(n):
        while n < 5:
            l.append(n)
            n += 1
        return n
    return g(3), l
check(f(), (5, [3, 4]))
class W:
    def __init__(self, v, log): self.v = v; self.log = log
    def __iadd__(self, o): self.log.append('iadd'); return W(self.v + o, self.log)
    def __lt__(self, o): self.log.append('lt'); return self.v < o
def f():
    w = W(0, [])
    while w < 2:
        w += 1
    return w.log
check(f(), ['lt', 'iadd', 'lt', 'iadd', 'lt'])
t = t'a{v!r:>{3}}b{1}{2}'
check((t.strings, [i.value for i in t.interpolations], [i.expression for i in t.interpolations], t.interpolations[0].conversion, t.interpolations[0].format_spec), (('a', 'b', '', ''), [3, 1, 2], ['v', '1', '2'], 'r', '>3'))
check(eval("1 + v"), 4)
exec("zz = [i for i in range(3)]\ndef ff(): return zz")
check(ff(), [0, 1, 2])
ns = {}
exec("import sys as s\nfrom sys import path as p, version\nx = s.path is p", ns)
check(ns['x'], True)
import sys
def f():
    try: raise ValueError
    except ValueError: return sys.exception()
check(type(f()), ValueError); check(sys.exception(), None)
def f():
    try:
        raise ExceptionGroup('', [ValueError(1), KeyError(2)])
    except* ValueError:
        a = sys.exception()
    except* KeyError:
        b = sys.exception()
    return a.exceptions[0].args, b.exceptions[0].args, sys.exception()
check(f(), ((1,), (2,), None))
