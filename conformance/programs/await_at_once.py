# Coroutines awaited where they are called: what they see of their callers and what others see of them, before and after they wait.

import inspect
import sys
import traceback


class Wait:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


def drive(coro, *sent):
    """Send the values to coro one after another; exceptions among them are thrown."""
    for value in (None, *sent):
        try:
            if isinstance(value, BaseException):
                print("gave", coro.throw(value))
            else:
                print("gave", coro.send(value))
        except StopIteration as stop:
            print("returned", stop.value)
            return
        except BaseException as exc:
            print("raised", type(exc).__name__, exc, "context", repr(exc.__context__))
            return
    coro.close()
    print("closed")


async def leaf(n, wait):
    local = n * 2
    if wait:
        local += await Wait(f"leaf {n}")
    return local


async def middle(n, wait, *, extra=0):
    try:
        return await leaf(n, wait) + await leaf(n + 1, not wait) + extra
    finally:
        print("middle ends", sys.exception())


async def top(wait):
    x = await middle(1, wait)
    y = await middle(5, wait, extra=100)
    return x, y


drive(top(False), 10, 20)
drive(top(True), 10, 20)
drive(top(True), 10, ValueError("thrown"))
drive(top(True))


async def handles(wait):
    try:
        raise KeyError("inner")
    except KeyError:
        got = await Wait("in except") if wait else None
        print("handling", repr(sys.exception()), got)
        await shows()
        if wait:
            await shows()
    print("after", sys.exception())


async def shows():
    print("shows", repr(sys.exception()))
    await Wait("shows waits")
    print("shows again", repr(sys.exception()))


async def outer(wait):
    await handles(wait)
    print("outer", sys.exception())
    raise RuntimeError("from outer")


def within():
    try:
        raise OSError("the driver handles this")
    except OSError:
        drive(outer(True), 1, 2, 3, 4)


drive(outer(False), 1, 2, 3)
drive(outer(True), 1, 2, 3, 4)
within()


async def frames(depth, wait):
    if depth:
        here = depth
        return await frames(depth - 1, wait) + here
    f = sys._getframe()
    seen = []
    while f is not None and f.f_code.co_name == "frames":
        g = f.f_generator
        seen.append((f.f_locals.get("here"), inspect.iscoroutine(g), g.cr_frame is f, g.cr_running, g.cr_await, g.__qualname__))
        f = f.f_back
    print(seen)
    first = sys._getframe().f_back
    if wait:
        await Wait("frames")
        print(first.f_generator is not None, first.f_generator.cr_running, first.f_locals["depth"])
    return 0


drive(frames(3, False))
drive(frames(3, True), None)


async def chain():
    async def a():
        return await b()

    async def b():
        return await Wait("deep")

    return await a()


coro = chain()
print(coro.send(None))
names = []
inner = coro
while inner is not None and hasattr(inner, "cr_await"):
    names.append((inner.__qualname__, inspect.getcoroutinestate(inner), inner.cr_frame.f_lineno - inner.cr_code.co_firstlineno))
    inner = inner.cr_await
print(names, type(inner).__name__)
try:
    coro.throw(LookupError("into the depth"))
except LookupError as exc:
    traceback.print_exception(exc, file=sys.stdout)


async def fails():
    nonlocal_ = [1, 2, 3]
    raise ZeroDivisionError(len(nonlocal_))


async def calls():
    await fails()


try:
    calls().send(None)
except ZeroDivisionError as exc:
    traceback.print_exception(exc, file=sys.stdout)
    tb = exc.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    print(tb.tb_frame.f_locals, tb.tb_frame.f_generator)


async def endless(n):
    return await endless(n + 1)


try:
    endless(0).send(None)
except RecursionError as exc:
    print("RecursionError", exc)


async def stops():
    raise StopIteration(7)


async def calls_stops():
    await stops()


try:
    calls_stops().send(None)
except RuntimeError as exc:
    print(exc, repr(exc.__cause__))


async def named():
    return await (kept := leaf(4, False)), kept


c = named()
try:
    c.send(None)
except StopIteration as stop:
    value, kept = stop.value
    print(value, inspect.getcoroutinestate(kept))
    try:
        kept.send(None)
    except RuntimeError as exc:
        print(exc)


async def arguments():
    try:
        await leaf(1)
    except TypeError as exc:
        print(exc)
    try:
        await leaf(1, True, nope=2)
    except TypeError as exc:
        print(exc)


drive(arguments())


async def numbers(n):
    for i in range(n):
        yield await leaf(i, i % 2)


async def consume():
    total = 0
    async for x in numbers(4):
        total += x
    return total


drive(consume(), 100, 1000)
