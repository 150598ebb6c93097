# What is finalized, when, and in which order.
import gc
import sys
import weakref

log = []


class Logged:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def take():
    result = log[:]
    log.clear()
    return result


# Referrers come first; the members of a cycle in the order they were made.
a = Logged('a')
a.child = Logged('child')
gc.collect()
assert take() == []
del a
gc.collect()
assert take() == ['a', 'child'], log
b, c = Logged('b'), Logged('c')
b.other, c.other = c, b
c.below = Logged('below')
del b, c
assert gc.collect() >= 3
assert take() == ['b', 'c', 'below']

# What a finalizer brings back is not finalized again.
class Phoenix:
    def __del__(self):
        global saved
        saved = self
        log.append('phoenix')


Phoenix()
gc.collect()
assert take() == ['phoenix'] and gc.is_finalized(saved)
del saved
gc.collect()
assert take() == []

# Generators are closed, unless they have nothing to do.
def generator(name):
    try:
        yield 1
        yield 2
    finally:
        log.append(name)


g = generator('suspended')
next(g)
unstarted = generator('unstarted')
done = list(generator('done'))
assert take() == ['done']
del g, unstarted
gc.collect()
assert take() == ['suspended']


def held():
    it = generator('held')
    next(it)
    cycle = [it]
    cycle.append(cycle)
    gc.collect()
    assert take() == []
    return [v for v in it]


assert held() == [2] and take() == ['held']


# A native function's iterator is not garbage.
class Numbers:
    def __iter__(self):
        return generator('numbers')


assert max(Numbers(), key=lambda v: (gc.collect(), v)[1]) == 2
assert take() == ['numbers']

# Errors are reported, as is a coroutine that nobody awaited.
unraisable = []
hook, sys.unraisablehook = sys.unraisablehook, unraisable.append


class Bad:
    def __del__(self):
        1 / 0


Bad()
gc.collect()
sys.unraisablehook = hook
assert len(unraisable) == 1 and unraisable[0].exc_type is ZeroDivisionError
assert unraisable[0].err_msg.startswith('Exception ignored while calling deallocator <function Bad.__del__ at')

import warnings


async def coroutine():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    coroutine()
    gc.collect()
    coroutine().close()
    gc.collect()
assert [str(w.message) for w in caught] == ["coroutine 'coroutine' was never awaited"], caught

# Weak references: those to what a cycle kept die before the finalizers run.
class Node:
    pass


n = Node()
n.me = n
dead = []
r = weakref.ref(n, dead.append)
assert r() is n
del n
gc.collect()
assert r() is None and dead == [r]

# Async generators are given to the hook.
finalized = []
sys.set_asyncgen_hooks(finalizer=finalized.append)


async def agen():
    try:
        yield 1
    finally:
        pass


ag = agen()
try:
    ag.asend(None).send(None)
except StopIteration as e:
    assert e.value == 1
del ag
gc.collect()
assert len(finalized) == 1
sys.set_asyncgen_hooks(finalizer=None)

assert gc.is_tracked([]) and not gc.is_tracked(1) and gc.is_tracked(Node())
target = Node()
holder = [target]
assert any(o is holder for o in gc.get_referrers(target))
assert gc.get_referents(holder) == [target]
phases = []
gc.callbacks.append(lambda phase, info: phases.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
assert phases == [(p, ['collected', 'generation', 'uncollectable']) for p in ('start', 'stop')]
