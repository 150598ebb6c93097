# The functions behind abc.ABCMeta.
_print = print
def print(*args):
    s = ' '.join(map(str, args))
    while ' at 0x' in s:
        i = s.index(' at 0x')
        j = i + 6
        while j < len(s) and s[j] in '0123456789abcdef':
            j += 1
        s = s[:i] + ' at <>' + s[j:]
    _print(s)
def e(f):
    try: exec(f, globals())
    except Exception as x: print(f, '->', type(x).__name__, x)
class A: pass
import _abc
class ABCMeta(type):
    def __new__(m, n, b, ns, **k):
        c=super().__new__(m,n,b,ns,**k); _abc._abc_init(c); return c
    def register(cls, s): return _abc._abc_register(cls, s)
    def __instancecheck__(cls, i): return _abc._abc_instancecheck(cls, i)
    def __subclasscheck__(cls, i): return _abc._abc_subclasscheck(cls, i)
def am(f): f.__isabstractmethod__=True; return f
class X(metaclass=ABCMeta):
    @am
    def f(self): pass
    @property
    @am
    def g(self): pass
class Y(X):
    def f(self): pass
class Z(Y): g=3
e('X()'); e('Y()'); print(Z().g, sorted(X.__abstractmethods__))
X.register(int); print(isinstance(3,X), isinstance('',X), issubclass(bool,X), issubclass(str,X), isinstance(Z(),X), issubclass(Z, Y))
e('int.register'); e('X.register(3)'); e('Z.register(X)'); e('issubclass(3, X)')
class S(metaclass=ABCMeta):
    __abc_tpflags__ = 1<<5
@S.register
class Q:
    def __len__(self): return 2
    def __getitem__(self,i):
        if i>1: raise IndexError
        return i
match Q():
    case [a,b]: print('seq', a, b)
    case _: print('no')
print([len(x) for x in _abc._get_dump(X)[:3]])
print(A.__weakref__, A.__dict__['__dict__'], type(A.__weakref__))
