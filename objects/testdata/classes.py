# Classes: metaclasses, slots, special methods, attributes that change.
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
    except BaseException as x: print(f, '->', type(x).__name__, x, getattr(x,'__notes__',''))
class Bad:
    def __set_name__(self, o, n): raise ValueError('boo')
e('class A: x=Bad()')
class Base:
    def __init_subclass__(cls, /, tag, **kw): super().__init_subclass__(**kw); cls.tag=tag
class S1(Base, tag='x'): pass
print(S1.tag); e('class S2(Base): pass'); e('class S3(Base, tag=1, foo=2): pass')
class M(type):
    def __new__(mcls, name, bases, ns, **kw): print('new', name, kw); return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print('init', name, kw); super().__init__(name, bases, ns)
    def __getattr__(cls, n): return 'meta_'+n
    def __setattr__(cls, n, v): print('set', n); super().__setattr__(n, v)
    def __delattr__(cls, n): print('del', n); super().__delattr__(n)
    def __repr__(cls): return 'M!'+cls.__name__
    def __len__(cls): return 4
    def __getitem__(cls, i): return i*2
class A(metaclass=M, z=1):
    def f(self): return __class__
    def g(self): return super().__repr__
print(A, A.foo, len(A), A[3], A().f()); A.q=1; del A.q
e('A().foo')
class B(A, int): x=3
print(B(4)+1, B.__mro__, B(3).f(), isinstance(B(1), int), type(B(2)+1))
class T(tuple):
    __slots__=()
    def __new__(cls, *a): return super().__new__(cls, a)
t=T(1,2); print(t, t[0], T.__mro__, hasattr(t,'__dict__')); e('t.x=1'); e('class T2(tuple): __slots__=("a",)')
class D(dict):
    def __missing__(self, k): return k*2
    def __init__(self, *a, **k): super().__init__(*a, **k); self.extra=1
d=D(a=1); print(d, d['zz'], d.extra, d.__dict__)
class Sl:
    __slots__=('a','b')
    def __init__(self): self.a=1
class Sl2(Sl): __slots__=('c',)
class Sl3(Sl): pass
s=Sl2(); s.c=5; s.b=2; print(s.a,s.b,s.c, hasattr(s,'__dict__')); e('s.d=1'); e('Sl().b'); e('del Sl().b')
s3=Sl3(); s3.zz=1; s3.b=9; print(s3.__dict__, s3.b, s3.a); e('class X(Sl2, Sl3): pass'); e('class X(Sl, int): pass')
class Sa: __slots__=('a',)
class Sb: __slots__=('b',)
e('class X(Sa,Sb): pass')
class Sc: __slots__=('a',)
x=Sa(); x.a=4; x.__class__=Sc; print(type(x).__name__, x.a); e('x.__class__=Sb'); e('x.__class__=Sl3'); e('x.__class__=int')
class Desc:
    def __get__(self, o, t): return ('get', o is None, t.__name__)
    def __set__(self, o, v): print('dset', v)
    def __delete__(self, o): print('ddel')
class ND:
    def __get__(self, o, t=None): return 'nd'
class H:
    d=Desc(); n=ND()
h=H(); print(h.d, H.d, h.n, H.n); h.d=3; del h.d; h.n=5; print(h.n, h.__dict__); h.__dict__['d']=7; print(h.d)
class GetSetAttr:
    def __getattribute__(self, n):
        if n=='zap': raise AttributeError('no zap')
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return 'ga:'+n
    def __setattr__(self, n, v): object.__setattr__(self, n, v*2)
    def __delattr__(self, n): print('delattr', n)
g=GetSetAttr(); g.x=4; print(g.x, g.zap, g.nope); del g.x
class Cmp:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v if isinstance(o,Cmp) else NotImplemented
    def __lt__(s,o): return s.v<o.v
    def __hash__(s): return hash(s.v)
print(Cmp(1)==Cmp(1), Cmp(1)!=Cmp(1), Cmp(1)==1, Cmp(1)<Cmp(2), Cmp(2)>Cmp(1), sorted([Cmp(2),Cmp(1)])[0].v, {Cmp(1):2}[Cmp(1)]); e('Cmp(1)<=Cmp(2)'); e('Cmp(1)<1')
class NumL:
    def __add__(s,o): return NotImplemented
class NumR:
    def __radd__(s,o): return 'radd'
    def __rpow__(s,o,m=None): return ('rpow',m)
    def __rdivmod__(s,o): return 'rdm'
print(NumL()+NumR(), 1+NumR(), 2**NumR(), divmod(1,NumR()), pow(2,NumR(),5)); e('NumL()+1'); e('NumR()+1')
class Ctx:
    def __enter__(s): return 5
    def __exit__(s,*a): return True
with Ctx() as v: 1/0
print(v)
class Call:
    __call__=lambda s,*a,**k:(a,k)
print(Call()(1,k=2)); e('object()()'); 
class It:
    def __iter__(s): return iter([1,2])
    __contains__=None
e('1 in It()'); print(list(It()))
class NoIt: __iter__=None
e('iter(NoIt())'); e('list(NoIt())')
class Hn: __hash__=None
e('hash(Hn())'); e('{Hn():1}'); e('{Hn()}')
class Ln:
    def __len__(s): return -1
e('len(Ln())'); e('bool(Ln())')
class Lb:
    def __len__(s): return 10**30
e('len(Lb())')
class Bo:
    def __bool__(s): return 3
e('bool(Bo())')
class In:
    def __init__(s): return 3
e('In()')
class Re:
    def __repr__(s): return 3
    def __str__(s): return 4
    def __format__(s,f): return 5
    def __hash__(s): return 'x'
    def __index__(s): return 'x'
    def __int__(s): return 'x'
    def __float__(s): return 'x'
e('repr(Re())'); e('str(Re())'); e('format(Re())'); e('hash(Re())'); e('[1][Re()]'); e('int(Re())'); e('float(Re())')
def fn(): pass
fn.x=1; print(fn.__dict__, fn.__name__, fn.__qualname__, fn.__module__, fn.__doc__, fn.__closure__, fn.__wrapped__ if hasattr(fn,'__wrapped__') else None)
fn.__name__='zz'; fn.__qualname__='q.zz'; print(repr(fn)[:14], fn.__code__.co_name)
def cl():
    a=1
    def inner(): return a
    return inner
c=cl(); print(c.__closure__[0].cell_contents, c.__code__.co_freevars, c()); c.__closure__[0].cell_contents=7; print(c()); e('fn.__code__=c.__code__')
fn.__code__=(lambda: 42).__code__; print(fn())
def dflt(a,b=2,*,c=3): return a,b,c
dflt.__defaults__=(10,20); dflt.__kwdefaults__={'c':30}; print(dflt()); dflt.__defaults__=None; e('dflt()'); del dflt.__kwdefaults__; e('dflt(1,2)')
co=dflt.__code__; print(co.co_argcount, co.co_kwonlyargcount, co.co_varnames, co.co_flags & 0xff, co.co_name, co.co_firstlineno>0, co==co, co==co.replace(), hash(co)==hash(co.replace()), co.replace(co_name='foo').co_name, co==co.replace(co_name='x'))
FT=type(fn); f2=FT(co, globals(), 'newf', (1,2)); e('f2()'); f2.__kwdefaults__={'c':9}; print(f2(), f2.__name__)
print(type.__call__(int,'5'), type.__or__(int,str), (lambda: 1).__type_params__, object.__eq__(1,1), object.__eq__(1,2), object.__ne__(1,1), object.__repr__(3)[:12], object.__str__(3), object.__format__(3,''))
print([].__reduce_ex__.__name__, A.mro(), type(A).__mro__, int.mro()[0])
print(object().__dir__()[:3], sorted(dir(type))[:5], '__call__' in dir(A), 'mro' in dir(A))
ns=type('ns',(),{'a':1,'__doc__':'d'}); print(ns.a, ns.__doc__, ns.__module__, ns.__qualname__)
print(isinstance(1,(str,(int,float))), issubclass(bool,(str,int)))
class Abs: 
    __abstractmethods__=frozenset({'a','b'})
e('Abs()'); Abs.__abstractmethods__=frozenset(['z']); e('Abs()'); Abs.__abstractmethods__=(); print(type(Abs()).__name__)
class Fake:
    @property
    def __class__(self): return int
print(isinstance(Fake(), int), isinstance(Fake(), Fake), issubclass(type(Fake()), int))
class WithBases:
    def __init__(s,*b): s.__bases__=b
w=WithBases(); w2=WithBases(w); print(issubclass(w2,w)); e('issubclass(w, 3)'); e('isinstance(3,w)')
print(classmethod(len).__func__, staticmethod(len)([1]), classmethod(fn).__name__, classmethod(fn).__wrapped__ is fn)
class P:
    @property
    def ro(self): return 1
    @classmethod
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(): return 's'
    wo=property(None, lambda s,v: None)
e('P().ro=1'); e('del P().ro'); e('P().wo'); print(P.cm(), P().cm(), P.sm(), P().sm(), P.__dict__['cm'].__get__(None,P)())
print(P.ro.fget.__name__, P.ro.__name__, property(doc='x').__doc__); e('property().__name__'); e('P.wo.__name__'); print(P.wo.__name__)
print((1).__class__, (1).__add__(2), int.__add__(1,2), [1].__getitem__(0), 'a'.__mul__(3), (1).__radd__(5), (2).__pow__(3), (2).__rpow__(3), int.__lt__(1,2), (1).__bool__(), (1).__neg__())
e('int.__add__(1)'); e('int.__add__(1,2,3)'); e('(1).__pow__(1,2,3)'); e('"".__mul__("x")'); e('[].__setitem__(5,1)'); e('object.__getattribute__(1,2)'); e('object.__getattribute__(1,"zz")')
print(repr(object.__init__), repr(object().__init__)[:40], repr(int.from_bytes)[:48], repr([].append)[:40], repr(dict.__dict__['fromkeys']), repr(type.__dict__['__name__']), repr(fn.__get__(3))[:40], repr(Sl.a), repr(type.__dict__['__base__']))
e('super(int, "x")'); e('super(3)'); e('super(int,int,int)'); e('super(x=1)')
class U:
    def m(self): return super(U).__thisclass__
print(U().m(), super(bool, True).__repr__(), super(bool, True).__add__(1), super(bool,True).__self_class__)
import_ok = 1
class Wk: pass
print(Wk.__weakref__, Wk().__weakref__, Wk.__dict__['__dict__'].__get__(Wk()))
class Dyn: pass
Dyn.__len__=lambda s: 9; print(len(Dyn())); del Dyn.__len__; e('len(Dyn())'); Dyn.__iter__=lambda s: iter('ab'); print(list(Dyn())); Dyn.__eq__=lambda s,o: True; print(Dyn()==3, hash(Dyn()) is not None); Dyn.__call__=lambda s: 'called'; print(Dyn()())
class DD(Dyn): pass
Dyn.__add__=lambda s,o: 'dd'; print(DD()+1); DD.__add__=lambda s,o:'ddd'; print(DD()+1); del DD.__add__; print(DD()+1)
Dyn.__getattr__=lambda s,n: n; print(DD().foo); del Dyn.__getattr__; e('DD().foo')
Dyn.__bool__=lambda s: False; print(bool(DD())); Dyn.__hash__=None; e('hash(DD())')
class Small: pass
class Big:
    def __init__(self): self.a=1; self.b=2; self.c=3; self.d=4; self.e=5
    def get(self): return (self.a, self.b, self.c, self.d, self.e)
    def put(self, v): self.a=v; self.e=v
bs=[Big() for i in range(5)]
for b in bs: b.get(); b.put(7)
for i in range(50): 
    for b in bs: b.get()
s=Small(); s.a='A'; s.z=1
s.__class__=Big
for n in 'bcde': setattr(s,n,n)
for i in range(50):
    for b in bs+[s]: x=b.get(); b.put(i)
print(x, s.__dict__, bs[0].get())
class SS: __slots__=('p','q')
class SD(SS):
    def __init__(self): self.p=1; self.q=2; self.r=3; self.t=4; self.u=4; self.v=6
class SE(SS): 
    def g(self): return self.p, self.q, self.r
l=[SD() for i in range(3)]
for x in l: x.__class__=SE
for i in range(20): r=[x.g() for x in l]
print(r, l[0].__dict__)
y=SE(); y.p=1; y.q=2; y.r=3
y.__class__=SD
for i in range(20): print_=(y.p,y.q,y.r)
y.p=9; y.w=10
print(print_, y.p, y.__dict__, y.w)
