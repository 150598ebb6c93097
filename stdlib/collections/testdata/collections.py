from _collections import *
import _collections as C

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

for s in """\
deque(1)
deque([],-1)
deque([],'a')
deque([],2**70)
deque([],1,2)
deque(x=1)
deque(iterable=[1],maxlen=3)
deque(maxlen=3)
deque([1,2])
deque([1,2],2)
deque().pop()
deque().popleft()
deque([1])['a']
deque([1])[5]
deque([1])[0:1]
deque([1]).__setitem__(5,1)
deque([1]).__delitem__(5)
deque([1]).remove(2)
deque([1]).index(2)
deque([1]).insert(1,2)
deque([1],1).insert(1,2)
deque([1])+[1]
deque([1])*2
2*deque([1],maxlen=3)
deque([1])*'a'
deque([1]) < [1]
deque([1]) == deque([1])
deque([1]).rotate('a')
deque([1]).rotate(1,2)
deque([1]).maxlen
type(iter(deque()))(deque([1,2,3]),1)
hash(deque())
deque([1]).count()
deque([1]).extend(1)
deque().__init__([1],2)
deque.__init__(deque(),maxlen=1)
defaultdict(1)
defaultdict(list,x=1)
defaultdict(list,[(1,2)],x=1)
defaultdict(None)
defaultdict(None)[1]
defaultdict(list)|{1:2}
{1:2}|defaultdict(list)
defaultdict(list)|[1]
defaultdict(list,1)
defaultdict(list,1,2)
defaultdict()
OrderedDict([(1,2)])
OrderedDict(1)
OrderedDict(1,2)
OrderedDict().popitem()
OrderedDict().popitem(last=False)
OrderedDict().move_to_end(1)
OrderedDict().pop(1)
OrderedDict().pop()
OrderedDict().update(1,2)
OrderedDict().update(1)
OrderedDict(a=1)==OrderedDict(a=1)
OrderedDict.fromkeys('abc',1)
OrderedDict(a=1)|{'b':2}
{'b':2}|OrderedDict(a=1)
OrderedDict(a=1)|[1]
OrderedDict(a=1).keys()
OrderedDict(a=1).values()
OrderedDict(a=1).items()
iter(OrderedDict(a=1))
type(iter(OrderedDict(a=1).items()))
reversed(OrderedDict(a=1))
reversed(OrderedDict(a=1).keys())
type(OrderedDict(a=1).items()).__mro__
iter(OrderedDict(a=1)).__length_hint__()
OrderedDict(a=1).setdefault('b')
OrderedDict(a=1).setdefault()
OrderedDict(a=1).copy()
OrderedDict(a=1)['b']
OrderedDict({1:2},{3:4})
OrderedDict.update()
OrderedDict().update(x=3)
[n for n in dir(type(iter(OrderedDict()))) if n not in dir(object)]
[n for n in type(OrderedDict().keys()).__dict__]
[n for n in type(OrderedDict().values()).__dict__]
[n for n in type(OrderedDict().items()).__dict__]
C._tuplegetter(1,'a')
C._tuplegetter(1,'a').__get__((1,2),tuple)
C._tuplegetter(1,'a').__get__((1,),tuple)
C._tuplegetter(1,'a').__get__([],list)
C._tuplegetter(1,'a').__get__(None,list)
C._tuplegetter(1,'a').__set__((),1)
C._tuplegetter(1,'a').__delete__(())
C._tuplegetter(1,'a').__doc__
C._tuplegetter()
C._tuplegetter('a','b')
C._tuplegetter(-1,'b').__get__((1,),1)
C._count_elements({},1)
C._count_elements([],'a')
C._count_elements([],[])
""".splitlines(): t(s)

x("d=OrderedDict(a=1,b=2)\nfor k in d: del d[k]")
x("d=OrderedDict(a=1,b=2)\nfor k in d: d['c']=1")
x("d=OrderedDict(a=1,b=2)\nfor k in d: d.move_to_end('a')")
x("d=OrderedDict(a=1,b=2)\nfor k in d: d.clear()")
x("d=deque([1,2])\nfor k in d: d.append(1)")
x("d=deque([1,2])\nfor k in d: d[0]=2")
x("d=deque([1,2])\nfor k in d: d.pop()")
x("d=deque([1,2]); d.append(d); print(d)")
x("d=deque([1,2],3); d.append(d); print(d)")
x("d=defaultdict(list);d[1]=d;print(d)")
x("d=OrderedDict();d[1]=d;print(d)")
x("d=OrderedDict(a=1,b=2);dict.pop(d,'a');print(d);print(list(d))")
x("d=OrderedDict(a=1,b=2);dict.__setitem__(d,'c',3);print(list(d), d);print(d==OrderedDict(a=1,b=2,c=3))")
x("d=OrderedDict(a=1,b=2);dict.__delitem__(d,'a');print(list(d.items()))")
x("d=OrderedDict(a=1,b=2);dict.update(d,z=1);print(list(d.items()),len(d),d.popitem(),list(d),len(d))")
x("d=deque([1,2,3]);d*=2;print(d);d+=[1];print(d);d+=d;print(d)")
x("d=deque();d.x=1")
