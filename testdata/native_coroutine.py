"""What Python code sees of coroutines written in Go. native(step) gives one that asks step(value, exc) what to do."""

import asyncio
import contextlib
import gc
import inspect
import sys
import types
import warnings


def raises(cls, message, f, *args):
    try:
        f(*args)
    except cls as e:
        assert str(e) == message, (str(e), message)
        return e
    raise AssertionError(f"{cls} not raised")


def returning(value):
    return native(lambda v, e: value)


@types.coroutine
def pause(value):
    return (yield value)


# It is a coroutine.
c = returning(5)
assert type(c) is types.CoroutineType and inspect.iscoroutine(c) and inspect.isawaitable(c) and asyncio.iscoroutine(c)
assert c.__name__ == "native" and c.__qualname__ == "test.native"
assert repr(c).startswith("<coroutine object test.native at 0x"), repr(c)
assert c.cr_frame and c.cr_code.co_name == 'native' and c.cr_await is None and c.cr_origin is None
assert inspect.getcoroutinestate(c) == 'CORO_CREATED' and inspect.iscoroutinefunction(native)
assert not c.cr_running and not c.cr_suspended
raises(TypeError, "can't send non-None value to a just-started coroutine", c.send, 1)
assert raises(StopIteration, "5", c.send, None).value == 5
raises(RuntimeError, "cannot reuse already awaited coroutine", c.send, None)
raises(RuntimeError, "cannot reuse already awaited coroutine", c.throw, ValueError())
c.close()

# Python code awaits it, and it awaits.
log = []


def steps(*list_):
    """Gives a step that goes through list_: exceptions are raised, the last is the result, others are awaited."""
    it = iter(list_)
    left = len(list_)

    def step(v, e):
        nonlocal left
        log.append(e if e is not None else v)
        left -= 1
        x = next(it)
        if isinstance(x, BaseException):
            raise x
        return [x] if left else x

    return step


async def outer(c):
    return "outer", await c


def drive(c, *sends):
    given = []
    try:
        given.append(c.send(None))
        for s in sends:
            given.append(c.throw(s) if isinstance(s, BaseException) else c.send(s))
    except StopIteration as e:
        return given, e.value
    return given


assert drive(outer(native(steps(pause(1), pause(2), "end"))), "a", "b") == ([1, 2], ("outer", "end"))
assert log == [None, "a", "b"], log
log.clear()
error = ValueError("x")
assert drive(outer(native(steps(pause(1), "end"))), error) == ([1], ("outer", "end"))
assert log == [None, error], log
log.clear()

# Natives in natives, coroutines in between.
inner = native(steps(pause("deep"), 7))
middle = outer(inner)
top = native(steps(middle, pause("after"), "done"))
assert top.send(None) == "deep"
assert top.cr_await is middle and middle.cr_await is inner and top.cr_suspended and not top.cr_running
assert inspect.getcoroutinestate(top) == "CORO_SUSPENDED"
assert top.send(1) == "after"
assert raises(StopIteration, "done", top.send, 2).value == "done"
assert log == [None, None, 1, ("outer", 7), 2], log
log.clear()

# What it awaits may be anything awaitable; what is not is an error at the await.
c = native(steps(5, "caught"))
raises(StopIteration, "caught", c.send, None)
assert isinstance(log[1], TypeError) and str(log[1]) == "'int' object can't be awaited", log
log.clear()
c = pause(1)
c.send(None)
waiting = outer(native(steps(outer(pause(1)), 0)))
assert waiting.send(None) == 1
waiting.close()
assert isinstance(log[-1], GeneratorExit)
log.clear()

# PEP 479, running, recursion.
e = raises(RuntimeError, "coroutine raised StopIteration", native(steps(StopIteration(3))).send, None)
assert isinstance(e.__cause__, StopIteration) and e.__context__ is e.__cause__ and e.__suppress_context__
running = native(lambda v, e: running.send(None))
raises(ValueError, "coroutine already executing", running.send, None)


def deeper(v, e):
    if e is not None:
        raise e
    return [native(deeper)]


try:
    native(deeper).send(None)
except RecursionError:
    pass

# close, and what ignores it.
log.clear()
c = native(steps(pause(1), "end"))
c.send(None)
c.close()
assert isinstance(log[1], GeneratorExit)
c = native(steps(pause(1), pause(2), "end"))
c.send(None)
raises(RuntimeError, "coroutine ignored GeneratorExit", c.close)
log.clear()
c = native(steps("end"))
raises(KeyError, "'k'", c.throw, KeyError("k"))
assert log == []
raises(RuntimeError, "cannot reuse already awaited coroutine", c.send, None)

# __await__.
w = native(steps(pause(1), "end")).__await__()
assert next(w) == 1 and raises(StopIteration, "end", w.send, 2).value == "end"

# Never awaited.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    c = returning(1)
    del c
    gc.collect()
assert [str(w.message) for w in caught] == ["coroutine 'test.native' was never awaited"], caught
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    returning(1).close()
    gc.collect()
assert caught == []

sys.set_coroutine_origin_tracking_depth(1)
c = returning(1)
assert c.cr_origin[0][0].endswith("native_coroutine.py")
c.close()
sys.set_coroutine_origin_tracking_depth(0)


# In a loop.
async def main():
    assert await native(steps(asyncio.sleep(0, "slept"), "end")) == "end"
    assert log[-1] == "slept"
    task = asyncio.create_task(native(steps(asyncio.sleep(100), "swallowed")))
    await asyncio.sleep(0)
    assert repr(task).startswith("<Task pending name="), repr(task)
    task.cancel()
    assert await task == "swallowed" and isinstance(log[-1], asyncio.CancelledError)
    async with asyncio.timeout(0.01):
        with contextlib.suppress(asyncio.CancelledError):
            await returning(1)
    try:
        async with asyncio.timeout(0.001):
            await native(lambda v, e: [asyncio.sleep(100)] if e is None else (_ for _ in ()).throw(e))
    except TimeoutError:
        pass
    else:
        raise AssertionError
    assert await asyncio.gather(*(native(steps(asyncio.sleep(0), i)) for i in range(100))) == list(range(100))


asyncio.run(main(), debug=True)
asyncio.run(main())

# A native coroutine that runs is not garbage, nor what it holds.
log.clear()


async def held():
    try:
        await pause(1)
    finally:
        log.append("closed")


def collect(v, e):
    h = held()
    h.send(None)
    gc.collect()
    assert log == []
    h.close()
    return 1


assert drive(native(collect)) == ([], 1) and log == ["closed"]
