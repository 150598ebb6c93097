"""Context managers that only a with statement knows, and the ways in which somebody may get hold of one all the same."""

import contextlib
import gc
import sys
from contextlib import aclosing, asynccontextmanager, closing, contextmanager, nullcontext, suppress


class Thing:
    def __init__(self, name):
        self.name = name
        self.closed = 0

    def close(self):
        self.closed += 1

    async def aclose(self):
        self.closed += 1


def drive(coroutine):
    values = []
    try:
        while True:
            values.append(coroutine.send(None))
    except StopIteration as e:
        return e.value, values


def found(kind):
    """What the collector tells of instances of a class."""
    return [o for o in gc.get_objects() if type(o) is kind]


# One after the other, nested, and in every order.
things = [Thing(i) for i in range(10)]
for thing in things:
    with closing(thing) as a, nullcontext(thing.name) as b, suppress(KeyError), closing(Thing("inner")) as c:
        with suppress(ValueError), nullcontext() as nothing:
            if thing.name % 2:
                raise ValueError
        if thing.name % 3 == 0:
            raise KeyError
        assert a is thing and b == thing.name and c.name == "inner" and nothing is None, (a, b, c)
print([t.closed for t in things])


def recurse(n):
    with closing(Thing(n)) as outer, nullcontext(n) as number:
        inner = recurse(n - 1) if n else 0
        assert outer.name == n and number == n and not outer.closed
    return inner + outer.closed


print(recurse(60))

# Found in the block by way of the collector: kept, they stay what they are.
kept = []
with closing(Thing("kept")):
    kept += found(closing)
for i in range(3):
    with closing(Thing(i)):
        pass
print([(type(k).__name__, k.thing.name, k.thing.closed, vars(k).keys()) for k in kept])
with suppress(KeyError):
    kept = found(suppress)
    raise KeyError
for _ in range(3):
    with suppress(ValueError):
        raise ValueError
print([k._exceptions for k in kept])
with nullcontext("kept"):
    kept = found(nullcontext)
with nullcontext("other"):
    print([k.enter_result for k in kept])


@contextmanager
def managed(x):
    yield x


with managed("kept") as x:
    kept = found(contextlib._GeneratorContextManager)
with managed("other"):
    print(x, [(next(k.gen, "ended"), k.__doc__ == type(k).__doc__) for k in kept])


# Found in a traceback: the frame of __exit__ has it.
class Fails:
    def close(self):
        raise OSError("no")


def frames(e, name):
    tb = e.__traceback__
    while tb:
        if tb.tb_frame.f_code.co_name == name:
            yield tb.tb_frame
        tb = tb.tb_next


for _ in range(3):
    try:
        with closing(Fails()) as thing:
            pass
    except OSError as e:
        (frame,) = frames(e, "__exit__")
        manager = frame.f_locals["self"]
    with closing(Thing(1)) as other:
        print(type(manager.thing).__name__, manager.thing is thing, other.name)


@contextmanager
def twice():
    yield 1
    yield 2


for _ in range(3):
    try:
        with twice():
            pass
    except RuntimeError as e:
        (frame,) = frames(e, "__exit__")
        manager = frame.f_locals["self"]
    with managed(3) as other:
        print(manager.gen.gi_frame, other)


# In generators and coroutines that wait in the block.
def generate(n):
    with closing(Thing(n)) as thing, nullcontext(n) as same:
        yield thing
        assert thing.name == same == n
    yield thing.closed


running = [generate(n) for n in range(6)]
given = [next(g) for g in running]
with closing(Thing("between")):
    pass
print([next(g) for g in reversed(running)], [t.closed for t in given])
unfinished = generate("dropped")
thing = next(unfinished)
unfinished.close()
print(thing.closed)


class Wait:
    def __await__(self):
        yield "waits"


@asynccontextmanager
async def managed_async(x, wait):
    if wait & 1:
        await Wait()
    yield x
    if wait & 2:
        await Wait()


async def use(wait):
    results = []
    for i in range(4):
        async with managed_async(i, wait) as x, aclosing(Thing(i)) as thing, nullcontext(i) as same:
            async with managed_async("inner", wait) as y:
                results.append((x, y, thing.name, same))
        results.append(thing.closed)
    return results


for wait in range(4):
    print(drive(use(wait)))


# Seen by who drives the coroutine while its manager waits.
async def one():
    async with managed_async("seen", 3) as x:
        return x


for _ in range(2):
    coroutine = one()
    coroutine.send(None)
    aenter = coroutine.cr_await
    print(aenter.cr_code.co_qualname, sorted(aenter.cr_frame.f_locals))
    manager = aenter.cr_frame.f_locals["self"]
    print(drive(coroutine), drive(one()), manager.gen.ag_frame is None)


# Subclasses, and classes that somebody changed.
class Tells(closing):
    def __enter__(self):
        kept.append(self)
        return super().__enter__()


kept = []
for i in range(3):
    with Tells(Thing(i)):
        pass
with closing(Thing("last")):
    print([(k.thing.name, k.thing.closed) for k in kept])

original = nullcontext.__enter__
nullcontext.__enter__ = lambda self: self
managers = []
for i in range(3):
    with nullcontext(i) as manager:
        managers.append(manager)
nullcontext.__enter__ = original
with nullcontext("other"):
    print([m.enter_result for m in managers])

# Assigned, they are anybody's.
with (manager := closing(Thing("named"))):
    pass
with closing(Thing("other")):
    print(manager.thing.name)
manager = suppress(KeyError)
for _ in range(2):
    with manager:
        raise KeyError
with suppress(ValueError):
    print(manager._exceptions)


def shared(made=closing(Thing("shared"))):
    return made


for _ in range(2):
    with shared() as thing:
        pass
with closing(Thing("other")):
    print(shared().thing.name, thing.closed)

# Stacks hand on their memory: a stack in use, or popped from, is not touched.
log = []
for _ in range(3):
    with contextlib.ExitStack() as outer:
        outer.callback(log.append, 1)
        with contextlib.ExitStack() as inner:
            for n in range(9):
                inner.callback(log.append, n)
            inner.callback(lambda *args: log.append(args), 1, 2, 3)
            inner.callback(lambda *args, **kwargs: log.append((args, kwargs)), 1, 2, k=3)
            moved = inner.pop_all()
        outer.push(moved)
        moved.callback(lambda stack, x: stack.callback(log.append, x), moved, "pushed while unwinding")
        outer.callback(sys.intern, "x")
    print(log)
    log.clear()


async def stacks():
    async def add(*args):
        log.append(args)
        if args[0] % 2:
            await Wait()

    for _ in range(3):
        async with contextlib.AsyncExitStack() as stack:
            for n in range(8):
                stack.push_async_callback(add, n)
                stack.callback(log.append, -n)
            stack.push_async_callback(add, 1, 2, 3)
    return log


print(drive(stacks()))
