from itertools import *
import itertools as I

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
accumulate()
accumulate(1)
accumulate([],x=1)
batched()
batched([],0)
batched([],'a')
list(batched('abc',2,strict=True))
chain(1)
list(chain(1))
chain(x=1)
chain.from_iterable()
combinations([])
combinations([],-1)
combinations([1],'a')
combinations([1],2**100)
combinations([1],2**40)
combinations_with_replacement([1],-1)
combinations_with_replacement([1],2**62)
combinations_with_replacement([1],2**35)
compress([])
count('a')
count(1,'a')
count(1j)
count(1.5,2)
count(2**70)
count(1,2**70)
count(x=1)
count(1,1)
count(1,0)
count(1,1.0)
count(True)
count(step=2)
cycle()
dropwhile(1)
dropwhile(1,2)
filterfalse(1,2)
groupby(1)
groupby([],key=1)
groupby([],key=None)
islice([])
islice([],'a')
islice([],-1)
islice([],1,'a')
islice([],'a',1)
islice([],0,1,0)
islice([],0,1,'a')
islice([],0,-1)
islice([],2**70)
islice([],x=1)
islice([],1,2,3,4)
pairwise(1)
permutations([1],-1)
permutations([1],'a')
permutations([1],1.0)
permutations([],2)
permutations([1],2**100)
product(1)
product([],repeat=-1)
product([1],repeat=2**62)
product([1],repeat=2**35)
product([1],repeat='a')
product([1],x=1)
repeat()
repeat(1)
repeat(1,2)
repeat(1,-2)
repeat(1,'a')
repeat(object=1,times=3)
repeat(1,x=1)
repeat(1,2,3)
repeat(1).__length_hint__()
starmap(1,2)
list(starmap(pow,[1]))
takewhile(1,2)
tee(1)
tee([],-1)
tee([],'a')
tee([])
tee([],0)
zip_longest(1)
I._tee([1])
I._tee_dataobject([],[],None)
I._grouper()
I._grouper(1,2)
type(tee([])[0])
[*accumulate([1,2,3])], [*accumulate([1,2,3], lambda a,b:a*b, initial=10)], [*accumulate([])]
[*batched('abcdefg',3)], [*chain('ab',[1])], [*chain.from_iterable(['ab','cd'])]
[*combinations('abcd',2)], [*combinations('ab',0)], [*combinations('ab',3)]
[*combinations_with_replacement('abc',2)], [*combinations_with_replacement('',2)], [*combinations_with_replacement('',0)]
[*permutations('abc')], [*permutations('abc',2)], [*permutations('',0)], [*permutations('ab',3)]
[*product('ab',[1,2])], [*product('ab',repeat=2)], [*product()], [*product('ab',[])], [*product('ab',repeat=0)]
[*compress('abcdef',[1,0,1,0,1,1])], [*dropwhile(lambda v:v<3,[1,2,3,1])], [*takewhile(lambda v:v<3,[1,2,3,1])], [*filterfalse(None,[0,1,2])]
[(k,[*g]) for k,g in groupby('aabbbc')], [(k,len([*g])) for k,g in groupby([1,1,2,3,3],lambda v:v%2)], [k for k,g in groupby('aab')]
[*islice('abcdefg',2)], [*islice('abcdefg',2,None)], [*islice('abcdefg',1,6,2)], [*islice(count(),3)], [*islice(count(5,-2),3)], [*islice(count(1.5),2)], [*islice(cycle('ab'),5)]
[*pairwise('abcd')], [*pairwise('a')], [*starmap(pow,[(2,3),(3,2)])], [*repeat('a',3)], [*zip_longest('ab',[1],fillvalue='-')]
[[*i] for i in tee([1,2,3],3)], next(count(2**63-1)), [*islice(count(2**63-1),2)], repeat(1,3).__length_hint__()
""".splitlines(): t(s)

# An iterator that one tee shares is read once, in whatever order.
a, b = tee(iter(range(200)))
assert [next(a) for _ in range(120)] == list(range(120))
assert list(b) == list(range(200)) and list(a) == list(range(120, 200))
class Again:
    def __iter__(self): return self
    def __next__(self): return next(self.tee)
again = Again()
again.tee, _ = tee(again)
t("next(again.tee)")
