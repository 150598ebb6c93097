"""The coroutines are coroutines: they suspend, are thrown into, closed and warned of as any other."""

import asyncio
import contextlib
import gc
import inspect
import sys
import traceback
import types
import warnings
from contextlib import AsyncExitStack, asynccontextmanager


@types.coroutine
def wait(value):
    return (yield value)


def run(coroutine, *sent):
    """Drive a coroutine, and give what it yields and returns."""
    seen = []
    try:
        seen.append(coroutine.send(None))
        for value in sent:
            seen.append(coroutine.send(value))
    except StopIteration as e:
        seen.append(("returned", e.value))
    return seen


stack = AsyncExitStack()
c = stack.aclose()
assert type(c) is types.CoroutineType and inspect.isawaitable(c)
assert (c.__name__, c.__qualname__, c.cr_code) == ("aclose", "AsyncExitStack.aclose", AsyncExitStack.aclose.__code__)
assert c.cr_frame.f_code is c.cr_code and c.cr_frame.f_lineno == c.cr_code.co_firstlineno
assert c.cr_frame.f_locals["self"] is stack and c.cr_await is None and not c.cr_running
assert inspect.getcoroutinestate(c) == "CORO_CREATED"
assert run(c) == [("returned", None)]
assert c.cr_frame is None and inspect.getcoroutinestate(c) == "CORO_CLOSED"
try:
    c.send(None)
except RuntimeError as e:
    assert str(e) == "cannot reuse already awaited coroutine"
c = stack.aclose()
try:
    c.send(1)
except TypeError as e:
    assert str(e) == "can't send non-None value to a just-started coroutine"
c.close()

# Suspended.
log = []


async def callback(name):
    log.append((name, await wait(name)))


async def catches(*details):
    try:
        await wait("catches")
    except ValueError as e:
        log.append(repr(e))
        return True


stack.push_async_callback(callback, "b")
stack.push_async_exit(catches)
stack.push_async_callback(callback, "a")
c = stack.__aexit__(None, None, None)
assert c.send(None) == "a"
assert c.cr_suspended and c.cr_await is not None and inspect.getcoroutinestate(c) == "CORO_SUSPENDED"
assert c.send("A") == "catches"
assert c.throw(ValueError("thrown")) == "b"
assert run(c) == [("returned", False)]
assert log == [("a", "A"), "ValueError('thrown')", ("b", None)], log

# Closing a suspended one closes what it awaits, and the callbacks below see GeneratorExit.
log.clear()


class Seen:
    async def __aexit__(self, *details):
        log.append(details[0])


async def closed():
    try:
        await wait(1)
    finally:
        log.append("closed")


stack = AsyncExitStack()
stack.push_async_exit(Seen())
stack.push_async_callback(closed)
c = stack.aclose()
c.send(None)
c.close()
assert log == ["closed", GeneratorExit], log


# Never awaited.
def unawaited():
    AsyncExitStack().aclose()


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    unawaited()
    gc.collect()
    assert any("coroutine 'AsyncExitStack.aclose' was never awaited" in str(w.message) for w in caught), caught


@asynccontextmanager
async def manager(fail=False):
    await wait("enter")
    try:
        yield 1
    except KeyError:
        await wait("caught")
    finally:
        await wait("exit")


async def main(exc=None):
    async with manager() as value:
        assert value == 1
        await wait("body")
        if exc:
            raise exc
    return "done"


assert run(main(), 1, 2, 3) == ["enter", "body", "exit", ("returned", "done")]
assert run(main(KeyError()), 1, 2, 3, 4) == ["enter", "body", "caught", "exit", ("returned", "done")]
c = main()
assert [c.send(None), c.send(None)] == ["enter", "body"]
try:
    assert c.throw(ValueError("v")) == "exit"
    c.send(None)
except ValueError as e:
    assert [f.name for f in traceback.extract_tb(e.__traceback__)][1:] in (["main", "main", "wait"], ["main", "wait"])


@asynccontextmanager
async def twice():
    yield 1
    yield 2


@asynccontextmanager
async def never():
    if False:
        yield


async def message(f):
    try:
        async with f():
            pass
    except RuntimeError as e:
        return str(e), [f.name for f in traceback.extract_tb(e.__traceback__)][1:], type(e.__context__).__name__


assert run(message(twice)) == [("returned", ("generator didn't stop", ["__aexit__"], "NoneType"))]
assert run(message(never)) == [("returned", ("generator didn't yield", ["__aenter__"], "StopAsyncIteration"))]


# A decorated coroutine function, and what is being handled while its exit waits.
class Handles(contextlib.AsyncContextDecorator):
    async def __aenter__(self):
        await wait("enter")

    async def __aexit__(self, typ, exc, tb):
        assert sys.exception() is exc
        await wait("exit")
        assert sys.exception() is exc
        return typ is KeyError


@Handles()
async def decorated(exc=None):
    if exc:
        raise exc
    return await wait("body")


assert inspect.iscoroutinefunction(decorated) and decorated.__name__ == "decorated"
assert run(decorated(), 1, 2, 3) == ["enter", "body", "exit", ("returned", 2)]
assert run(decorated(KeyError()), 1, 2) == ["enter", "exit", ("returned", None)]
c = decorated(ValueError("v"))
try:
    run(c, 1, 2)
except ValueError as e:
    names = [f.name for f in traceback.extract_tb(e.__traceback__)]
    assert names[2:] == ["inner", "decorated"], names


async def tasks():
    asyncio.get_running_loop().slow_callback_duration = 60

    async def one(i):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(contextlib.aclosing(generate()))
            stack.push_async_callback(asyncio.sleep, 0)
            async with contextlib.nullcontext(i) as value:
                await asyncio.sleep(0.001)
                return value

    async def generate():
        yield 1

    assert sum(await asyncio.gather(*(one(i) for i in range(100)))) == 4950
    task = asyncio.create_task(one(1))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return "cancelled"


assert asyncio.run(tasks()) == "cancelled"
assert asyncio.run(tasks(), debug=True) == "cancelled"
