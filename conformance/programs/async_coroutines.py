# Coroutines driven by hand: await, send, throw, close, async with, async for, and what may not be awaited.

import types
import warnings

warnings.simplefilter("ignore")


class Future:
    def __init__(self, name): self.name = name
    def __await__(self):
        got = yield self.name
        return f"{self.name}={got}"


def drive(coro, *answers):
    steps = []
    try:
        steps.append(coro.send(None))
        for answer in answers:
            steps.append(coro.throw(answer) if isinstance(answer, Exception) else coro.send(answer))
    except StopIteration as stop:
        return steps, "returned", stop.value
    except Exception as error:
        return steps, "raised", repr(error), repr(error.__context__)
    return steps, "suspended"


async def two():
    return await Future("a"), await Future("b")


async def outer():
    try:
        return await two()
    except ValueError as error:
        return "caught", str(error), await Future("after")
    finally:
        await Future("cleanup")


print(drive(two(), 1, 2)); print(drive(outer(), 1, 2, 3)); print(drive(outer(), 1, ValueError("v"), "x", "y")); print(drive(outer(), KeyError("k"), 0))


class ACM:
    def __init__(self, name, suppress=False): self.name, self.suppress = name, suppress
    async def __aenter__(self): print("aenter", self.name); return await Future("enter " + self.name)
    async def __aexit__(self, *exc): print("aexit", self.name, exc[0] and exc[0].__name__); await Future("exit " + self.name); return self.suppress


class AIter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.i += 1
        if self.i > self.n:
            raise StopAsyncIteration
        return await Future(f"item{self.i}")


async def uses_with():
    async with ACM("x") as x, ACM("y", suppress=True) as y:
        print("body", x, y)
        raise ValueError("in body")
    async with ACM("z"):
        return "from body"


async def uses_for():
    out = []
    async for item in AIter(3):
        if item.endswith("skip"):
            continue
        out.append(item)
    else:
        out.append("else")
    return out, [i async for i in AIter(1)], {k: 1 async for k in AIter(1) if k}, [await Future("c") for _ in range(2)], [x async for x in AIter(2) if await Future("cond")]


print(drive(uses_with(), 1, 2, 3, 4, 5, 6)); print(drive(uses_for(), *"abc", 7, 8, "p", "q", "r", "s", "t", "u"))


@types.coroutine
def old_style(): return (yield "yielded")


async def mixed(): return await old_style(), await (await nested())
async def nested(): return Future("nested")


print(drive(mixed(), 1, 2))
c = two(); print(c.cr_running, c.cr_frame is not None, c.cr_await, c.cr_code.co_name, type(c).__name__); c.send(None); print(type(c.cr_await).__name__); print(c.close(), c.cr_frame)
c = uses_with(); c.send(None)
try:
    c.close()
finally:
    print("closed")


async def closing():
    try:
        await Future("wait")
    except GeneratorExit:
        print("got GeneratorExit")
        raise


c = closing(); c.send(None); c.close()


async def stop(): raise StopIteration("leak")


print(drive(stop()))


def attempt(what):
    try:
        print(what())
    except BaseException as error:
        print(type(error).__name__, error, sep=": ")


async def bad_await(x): return await x
async def bad_for(x):
    async for _ in x: pass
async def bad_with(x):
    async with x: pass
class NoAexit:
    async def __aenter__(self): pass
class SyncCM:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class BadAwait:
    def __await__(self): return 5
class BadAiter:
    def __aiter__(self): return 5
class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class BadAenter:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass


for x in [5, None, [], (i for i in ()), BadAwait(), two]:
    attempt(lambda: bad_await(x).send(None))
for x in [5, [1], BadAiter(), BadAnext()]:
    attempt(lambda: bad_for(x).send(None))
for x in [5, NoAexit(), SyncCM(), BadAenter()]:
    attempt(lambda: bad_with(x).send(None))
done = two(); drive(done, 1, 2)
attempt(lambda: done.send(None)); attempt(lambda: two().send(5)); attempt(lambda: iter(two())); attempt(lambda: next(two())); attempt(lambda: [*two()]); attempt(lambda: done.throw(ValueError("late"))); attempt(done.close)
running = two(); running.send(None); attempt(lambda: bad_await(running).send(None)); running.close()
for code in ["await x", "async with x: pass", "def f():\n await x", "async for x in y: pass", "[x async for x in y]", "def f():\n async with a: pass", "async def f():\n yield from x", "lambda: await x", "async def f():\n return [x for x in await y]"]:
    try:
        compile(code, "c", "exec"); print("compiles")
    except SyntaxError as error:
        print(error)
