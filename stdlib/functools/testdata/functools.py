from _functools import *
from _functools import _lru_cache_wrapper

def t(source):
    try:
        text = repr(eval(source))
        print(source, '->', text.split(' at 0x')[0])
    except BaseException as e:
        print(source, '->', type(e).__name__, e)

def x(source):
    try:
        exec(source, globals())
        print(source, 'ok')
    except BaseException as e:
        print(source, '->', type(e).__name__, e)

def f(*a, **k): return a, k
Pl = Placeholder
p = partial(f, 1, x=2)
for s in """\
partial()
partial(1)
partial(func=1)
partial(f,Pl)
partial(f,1,Pl)
partial(f,x=Pl)
partial(f,Pl,2)(1)
partial(f,Pl,2)()
partial(f,Pl,2,Pl,3)(1)
partial(partial(f,Pl,2),5)
partial(partial(f,1,x=1),2,x=3,y=4)
partial(p,2)
p
p.__reduce__()
p.__setstate__(1)
p.__setstate__((f,(),{},None))
p.__setstate__((f,(Pl,),{},None))
p.__setstate__((1,(),{},None))
p.__setstate__((f,(),{}))
p.__setstate__((f,[],{},None))
p.__setstate__((f,(),None,None))
p(3,x=5,z=1)
p.func
p.args
p.keywords
p.__dict__
type(Pl)()
Pl.__reduce__()
repr(Pl)
type(Pl)(1)
type(Pl)(x=1)
reduce(f,[])
reduce(f,1)
reduce(f,[1])
reduce()
reduce(f)
reduce(f,[],initial=3)
reduce(f,[],3)
reduce(f,[],3,4)
reduce(f,[1,2],function=3)
cmp_to_key(1)
cmp_to_key(f)
cmp_to_key(lambda a,b:a-b)(1)<cmp_to_key(lambda a,b:a-b)(2)
cmp_to_key(lambda a,b:a-b)(1)<3
cmp_to_key(lambda a,b:a-b)(1)()
cmp_to_key(lambda a,b:a-b)(1).obj
cmp_to_key(lambda a,b:a-b)(obj=1)
cmp_to_key(lambda a,b:a-b)(1,2)
cmp_to_key(lambda a,b:a-b)<1
hash(cmp_to_key(lambda a,b:a-b)(1))
cmp_to_key(lambda a,b:a-b).obj
cmp_to_key(lambda a,b:'x')(1)<cmp_to_key(lambda a,b:a-b)(2)
type(cmp_to_key(f)).__mro__
_lru_cache_wrapper(1,2,3,4)
_lru_cache_wrapper(f,2,False,tuple)
_lru_cache_wrapper(f,'a',False,tuple)
_lru_cache_wrapper(f,None,False,1)
_lru_cache_wrapper(f,None,False,tuple)([])
_lru_cache_wrapper(f,None,False,tuple).cache_info()
_lru_cache_wrapper(f,None,False,tuple).__reduce__()
partial(f,1).__get__(3)
partial(f,1).__get__(3)(4)
partial.__call__
partial.__text_signature__
partial(f,Pl,Pl,1)
""".splitlines():
    if 'function f' not in s: t(s.replace('repr(', '('))

class Info(tuple):
    def __new__(cls, *a): return tuple(a)
calls = []
def g(*a, **k): calls.append((a, k)); return len(calls)
w = _lru_cache_wrapper(g, 2, False, Info)
print([w(v) for v in (1, 2, 1, 3, 2, 1.0, True)], w.cache_info(), calls)
w.cache_clear()
print(w.cache_info(), w(x=1), w(x=1), w(1, x=1), w.cache_info())
typed = _lru_cache_wrapper(g, None, True, Info)
print(typed(1), typed(1.0), typed(1), typed('a'), typed.cache_info())
none = _lru_cache_wrapper(g, 0, False, Info)
print(none(1), none(1), none.cache_info())
