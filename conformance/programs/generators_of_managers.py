"""What becomes of the generators of @contextmanager and @asynccontextmanager, for those who look at them before, during and after."""

import asyncio
import gc
import sys
import weakref
from contextlib import ExitStack, asynccontextmanager, contextmanager


@contextmanager
def managed(x):
    """A manager."""
    try:
        yield x
    finally:
        x.append("left")


@contextmanager
def plain(*args, **kwargs):
    yield args, kwargs


@asynccontextmanager
async def managed_async(x):
    yield x
    x.append("left")


def state(gen):
    return type(gen).__name__, gen.__name__, gen.__qualname__, gen.gi_frame is None, gen.gi_running, gen.gi_code.co_name


# Looked at afterwards only, by then others have run.
managers = []
for i in range(5):
    manager = plain(i, key=i)
    with manager as value:
        print(value)
    managers.append(manager)
for manager in managers:
    print(state(manager.gen), sorted(vars(manager)), manager.__doc__ == type(manager).__doc__)
    try:
        next(manager.gen)
    except StopIteration as e:
        print("ended", e.value)
    print(manager.__exit__(None, None, None))
    try:
        manager.__enter__()
    except AttributeError as e:
        print(e)

# Before, during and after.
log = []
manager = managed(log)
gen = manager.gen
print(manager.args, manager.kwds, manager.func.__name__, manager.__doc__, state(gen))
with manager:
    print(state(gen), manager.gen is gen)
print(state(gen), manager.gen is gen, log)

# During only.
manager = managed(log)
with manager:
    gen = manager.gen
for _ in range(3):
    with managed(log):
        pass
print(state(gen), manager.gen is gen, len(log))

# By way of its frame, and of what the collector tells.
kept = []


@contextmanager
def shows_frame():
    kept.append(sys._getframe())
    yield


@contextmanager
def shows_itself():
    kept.append(next(o for o in gc.get_objects() if getattr(o, "__name__", "") == "shows_itself" and hasattr(o, "gi_frame")))
    yield


for make in shows_frame, shows_itself, shows_frame, shows_itself:
    with make():
        pass
for _ in range(3):
    with plain():
        pass
print([type(x).__name__ for x in kept], [state(x) for x in kept if hasattr(x, "gi_code")], [x.f_code.co_name for x in kept if hasattr(x, "f_code")])

manager = managed(log)
with manager:
    gen = next(o for o in gc.get_referents(manager) + [manager.gen] if hasattr(o, "gi_frame"))
with managed(log):
    print(state(gen))


# Exceptions: the traceback knows the frame.
@contextmanager
def fails():
    here = "local"
    yield
    raise KeyError(here)


for _ in range(3):
    manager = fails()
    try:
        with manager:
            pass
    except KeyError as e:
        tb = e.__traceback__
        while tb.tb_next:
            tb = tb.tb_next
        print(tb.tb_frame.f_locals, state(manager.gen))

for _ in range(3):
    manager = managed(log)
    try:
        with manager:
            raise ValueError
    except ValueError:
        print(state(manager.gen))


# Yields twice, never, exits within itself.
@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    return
    yield


for make in twice, never:
    manager = make()
    try:
        with manager:
            pass
    except RuntimeError as e:
        print(e, state(manager.gen))


@contextmanager
def exits_itself():
    yield
    try:
        manager.__exit__(None, None, None)
    except ValueError as e:
        print(e)


for _ in range(2):
    manager = exits_itself()
    with manager:
        pass
    print(state(manager.gen))

# Arguments are not kept.


class Argument:
    pass


argument = Argument()
with plain(argument):
    ref = weakref.ref(argument)
with plain(None):
    manager = plain(argument)
    with manager:
        pass
    del argument
    gc.collect()
    print(ref() is None)

# Nested and interleaved, so that generators are used again in every order.
with ExitStack() as stack:
    for i in range(20):
        stack.enter_context(managed(log))
        if i % 3 == 0:
            with managed(log) as a, plain(i) as b:
                print(a is log, b)
print(len(log))
a, b = managed(log), managed(log)
a.__enter__()
b.__enter__()
print(a.__exit__(None, None, None))
with managed(log) as x:
    print(b.__exit__(None, None, None), x is log)


@managed(log)
def decorated():
    return len(log)


print([decorated() for _ in range(3)])


# The same of async generators.
def async_state(gen):
    return gen.__name__, gen.ag_frame is None, gen.ag_running, gen.ag_code.co_name


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as e:
        return e.value


async def use():
    managers = []
    for _ in range(5):
        manager = managed_async(log)
        async with manager as x:
            assert x is log
        managers.append(manager)
    for manager in managers:
        print(async_state(manager.gen))
        try:
            await anext(manager.gen)
        except StopAsyncIteration:
            print("ended")
    manager = managed_async(log)
    gen = manager.gen
    async with manager:
        async with managed_async(log):
            print(async_state(gen))
    print(async_state(gen), manager.gen is gen)


drive(use())
asyncio.run(use())

seen = []
sys.set_asyncgen_hooks(firstiter=seen.append)
drive(use())
print([async_state(g) for g in seen])
