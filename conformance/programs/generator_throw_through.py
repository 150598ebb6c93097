# What throw() and close() do to generators that wait for others: the frames seen, the contexts, what is passed on.

import types
def chain(e):
    out=[]
    while e is not None:
        out.append(repr(e)); e=e.__context__
    return ' <- '.join(out)
def inner(mode):
    try:
        yield 1
    except Exception as e:
        if mode == 1: raise
        if mode == 2: raise KeyError('k')
        if mode == 3:
            pass
    import sys
    print('inner sys.exception', sys.exception())
    raise IndexError('after')
def inner0(mode):
    yield 1
def outer(f, mode):
    try:
        raise ValueError('E1')
    except ValueError:
        yield from f(mode)
for f in inner, inner0:
  for mode in 1,2,3:
    g = outer(f, mode); next(g)
    try:
        try:
            1/0
        except ZeroDivisionError:
            g.throw(TypeError('E2'))
    except Exception as e:
        print(f.__name__, mode, chain(e))
class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a):
        import traceback
        print('throw', a, [f.name for f in traceback.extract_stack()])
        raise a[0]
for a in [(TypeError,), (TypeError, 'x'), (TypeError('y'),)]:
    g = outer(lambda m: It(), 1); next(g)
    import warnings; warnings.simplefilter('ignore')
    try: g.throw(*a)
    except Exception as e: print(chain(e))
def w():
    yield 1
g = outer(lambda m: w(), 1); next(g)
try: g.throw(3)
except Exception as e: print(chain(e))
try: next(g)
except BaseException as e: print(repr(e))
g = w()
for x in g: pass
try: g.throw(3)
except Exception as e: print(chain(e))
async def deep(n):
    if n: await deep(n-1)
    else: await a()
@types.coroutine
def a():
    yield 1
d = deep(900)
print(d.send(None))
try: d.throw(ValueError)
except ValueError as e:
    n=0; t=e.__traceback__
    while t: n+=1; t=t.tb_next
    print(n)
d = deep(900)
print(d.send(None))
d.close()
