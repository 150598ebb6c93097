# Types, descriptors, functions: errors and the order of things.
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
for f in ['int.__name__=1','del A.__name__','A.__name__=1','del A.__bases__','A.__bases__=1','A.__bases__=()','A.__bases__=(1,)','int.x=1','del int.x','del A.x','del A.__module__','int.__module__=3','del A.__doc__','del A.__qualname__','A.__qualname__=1','int.__annotations__','del A.__annotations__','A.__annotate__=1','del A.__annotate__','A.__abstractmethods__','del A.__abstractmethods__','A(1)','A().__init__(1)','object(1)','A.__dict__=1','A().__dict__=1','A().__class__=1','A().__class__=int','class B(x=1):pass','A().y', 'del A().y','object().x=1','(1).__add__()','(1).__add__(x=1)','int.__add__()','int.__add__(\"\",1)','int.__pow__(1)','A.__mro__=1','type.__new__(type)','type(1,2)','type(1,2,3)','type.__init__(A)','type.__call__(A,1)','A.__base__=1','A.__init__(3)','class B(A,A):pass','class B(object,A):pass','class B(int,str):pass','class B(bool):pass','class B:\n __slots__=(\"a\",\"a\")','class B:\n __slots__=(1,)','class B:\n __slots__=\"a b\"','class B:\n __slots__=(\"a\",)\n a=1','class B(int):\n __slots__=\"a\"','object.__setattr__(int,\"a\",1)','object.__new__(int)','object.__new__(1)','int.__new__(A)','[].__init__(x=1)','A.__new__(A,1)','[1].__len__(1)','object.__reduce_ex__(A(),\"a\")','object.__init_subclass__(x=1)','A.__init_subclass__(1)','object().__format__(\"a\")','object().__format__(1)','isinstance(1,1)','issubclass(1,1)','issubclass(int,1)', 'super().x','super(1)','super(A,1)','super(A)','type.mro(1)','type(\"a\",(1,),{})','A.__type_params__=1\nprint(A.__type_params__)','property().__get__(1)', 'mapping=A.__dict__;mapping[1]=1', 'del A.__type_params__', 'A.__annotations__=3;print(A.__annotations__)',
 '[1].__setitem__(1)','A.__setattr__(A(),1)','A.__setattr__(A(),"a")','property().__set__(1)','property().__get__()','property().__get__(None)','[].__delitem__()','A.__delattr__(A())', 'A().__eq__()','(lambda:1).__defaults__=1','(lambda:1).__kwdefaults__=1','(lambda:1).__code__=1','(lambda:1).__name__=1','(lambda:1).__globals__=1','(lambda:1).__closure__=1','(lambda:1).__annotations__=1','(lambda:1).__annotate__=1','del (lambda:1).__annotate__','(lambda:1).__type_params__=1','(lambda:1).__dict__=1','del (lambda:1).__dict__','type(lambda:1)()','type(lambda:1)(1,2)','type(A.__init__)()','(1).real=3','del (1).real','type(A().__init__)()','A.foo.bar','list.append()','list.append(1)','[].append()','[].append(1,2)','dict.fromkeys()','type(e)(e.__code__,{},1)','type(e)(e.__code__,{},"x",1)','type(e)(e.__code__,{},"x",None,1)','classmethod()','classmethod(1,x=2)','staticmethod(1)()','classmethod(1).__get__(1)()', 'print(classmethod(1), staticmethod(int))','print(e.__get__(1)==e.__get__(1), e.__get__(1) is e.__get__(1), e.__get__(1) == e.__get__(True))','type(e.__get__(1))(1,2)','type(e.__get__(1))(e,None)','e.__get__(1).x=1','e.__get__(1).__func__=1','len.x=1','len.__name__=1','print(len, [].append.__qualname__, len.__qualname__, len.__module__)','e.__get__(1).foo']: e(f)
class M(type):
    def mro(cls): return [cls, object]
    def __prepare__(n,b,**k): return {'z':1}
class X(metaclass=M): pass
print(X.__mro__, X.z, list(X.__dict__))
class D:
    def __set_name__(self,o,n): print('sn',n)
class Y:
    d = D()
    def __init_subclass__(cls, a=None, **k): print('is', cls, a, k)
class Z(Y, a=3): pass
class S: __slots__=('a','__b','__dict__')
s=S(); s.a=1; s._S__b=2; s.q=3
print(s.a, s.__dict__, S.__slots__, S.a, S.__dict__['_S__b'])
e('S().a'); e('del S().a')
class P:
    def __init__(self): self._x=1
    @property
    def x(self): "docx"; return self._x
    @x.setter
    def x(self,v): self._x=v
p=P(); p.x=5; print(p.x, P.x.__doc__, P.x.__name__)
e('del p.x'); 
class Base:
    def f(self): return 'Base'
    @classmethod
    def c(cls): return cls
    @staticmethod
    def st(a): return a
class Der(Base):
    def f(self): return super().f()+'Der'
    @classmethod
    def c(cls): return super().c()
print(Der().f(), Der.c(), Der().st(3), Der.st(4))
print(super(Der, Der()), super(Der))
class G:
    def __getattr__(self,n): return n
print(G().foo)
class H:
    def __getattribute__(self,n): raise AttributeError(n)
    def __getattr__(self,n): return 'h'+n
print(H().foo)
class N:
    def __add__(self,o): return 'add'
    def __radd__(self,o): return 'radd'
    def __iadd__(self,o): return 'iadd'
    def __len__(self): return 3
    def __getitem__(self,i):
        if i>3: raise IndexError
        return i
    def __contains__(self,x): return x==7
    def __hash__(self): return 5
    def __call__(self,*a,**k): return a,k
    def __bool__(self): return False
    def __repr__(self): return 'N!'
    def __index__(self): return 9
n=N(); print(n+1, 1+n, list(n), 7 in n, 8 in n, hash(n), n(1,b=2), bool(n), n, [n], hex(n), len(n))
n+=1; print(n)
class L(list):
    def __len__(self): return 42
print(len(L([1])), L([1,2])+[3], bool(L()), L([1]).__class__)
class I(int):
    x=3
i=I(5); i.y=3; print(i+1, i.y, i.__dict__, i==5, hash(i))
class E:
    def __eq__(self,o): return True
e('hash(E())')
print(E.__hash__, E()!=3)
print(type.__dict__['__doc__'], object.__doc__[:10], int.__dict__['__add__'], int.__add__.__doc__, int.__add__.__text_signature__, (1).__add__)
print(A.__subclasses__(), Base.__subclasses__(), A.__base__, A.__bases__, A.__mro__)
class Meta(type):
    def __call__(cls,*a): return ('called',a)
    @property
    def pp(cls): return 'pp'
    def __instancecheck__(cls,i): return i==3
    def __subclasscheck__(cls,i): return i is int
    def __contains__(cls,x): return True
    def __iter__(cls): return iter([1,2])
class MC(metaclass=Meta): pass
print(MC(1), MC.pp, isinstance(3,MC), issubclass(int,MC), 5 in MC, list(MC))
e('MC().pp')
class O1: pass
class Mid: pass
class O2(Mid): pass
o=O1(); o.a=1; o.__class__=O2; print(type(o), o.a)
O2.__bases__=(Base,Mid); print(o.f(), O2.__mro__)
e('O2.__bases__=(O2,)')
e('O2.__bases__=(int,)')
print(list(A.__dict__), dir(A)[:3], A.__module__, A.__qualname__, A.__name__, A.__doc__)
def ann(a:int, b:'str'=3, *c:float, d:list=None)->dict: pass
print(ann.__annotations__, ann.__defaults__, ann.__kwdefaults__, ann.__code__.co_varnames, ann.__code__.co_argcount)
class CA:
    x:int
    y:str=3
print(CA.__annotations__, CA.__annotate__)
e('O1.__bases__=(Base,)')
class W:
    def __del__(self): pass
    def __await__(self): return iter([])
    def __enter__(self): return 1
    def __exit__(self,*a): return False
with W() as w: print(w)
class C3:
    def __getitem__(self, i): return i
    def __class_getitem__(cls, i): return ('cgi', i)
print(C3[1], C3()[2])
e('A[1]')
e('A()[1]')
e('len(A())'); e('A()+1'); e('-A()'); e('A()()'); e('for i in A(): pass'); e('1 in A()'); e('A()<A()'); e('A()[1]=2'); e('del A()[1]'); e('int(A())'); e('pow(A(),1)'); e('a=A();a+=1'); e('abs(A())')
print(object.__reduce_ex__, A().__dir__.__qualname__, str.maketrans, dict.fromkeys, dict.__dict__['fromkeys'])
print((lambda:1).__qualname__, ann.__get__(1).__qualname__, repr(ann.__get__(1))[:20])
