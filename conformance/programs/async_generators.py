# Async generators driven by hand: asend, athrow, aclose, anext with a default, delegation by async for.

class Future:
    def __init__(self, name): self.name = name
    def __await__(self): return (yield self.name)


def run(awaitable, *answers):
    steps, it = [], awaitable.__await__() if hasattr(awaitable, "__await__") else awaitable
    try:
        steps.append(it.send(None))
        for answer in answers:
            steps.append(it.send(answer))
    except StopIteration as stop:
        return stop.value if not steps else (steps, stop.value)
    except BaseException as error:
        return steps, f"{type(error).__name__}({error})"
    return steps, "suspended"


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got, await Future("inside"))
    except ValueError as error:
        yield f"caught {error}"
    finally:
        print("finally", await Future("cleanup"))


g = agen(3)
print(run(g.__anext__()), run(g.asend("hello"), "x"), run(g.athrow(ValueError("v"))), run(g.asend(None), "end"), run(g.__anext__()))
g = agen(3); print(run(anext(g)), run(g.aclose(), "closed"), run(g.aclose()), run(anext(g, "default")), run(anext(g)))
g = agen(1); print(run(g.aclose()), run(g.asend(None))); g = agen(1); print(run(g.asend(5)))
g = agen(1); print(run(anext(g, "d")), run(anext(g, "d"), "c"), run(anext(g, "d")))
print(g.ag_running, g.ag_frame, g.ag_await, g.ag_code.co_name, type(g).__name__, type(agen(1).__anext__()).__name__, type(agen(1).athrow(ValueError)).__name__, g.__aiter__() is g)


async def consumer():
    out = []
    async for x in agen(2):
        out.append(x)
    return out, [x async for x in agen(1)], [x async for x in (y * 2 async for y in agen(2))]


print(run(consumer(), 1, 2, 3))


async def breaks():
    g = agen(5)
    async for x in g:
        break
    await g.aclose()
    return x


print(run(breaks(), "c"))


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores(); run(anext(g)); print(run(g.aclose()))


async def awaits_in_finally_on_throw():
    try:
        yield 1
    finally:
        await Future("f")


g = awaits_in_finally_on_throw(); run(anext(g)); print(run(g.athrow(KeyError("k")), "done"))
async def raises_stop(): yield 1; raise StopAsyncIteration("leak")
g = raises_stop(); run(anext(g)); print(run(anext(g)))
async def raises_stop2(): yield 1; raise StopIteration("leak2")
g = raises_stop2(); run(anext(g)); print(run(anext(g)))


async def suspended():
    await Future("s")
    yield 1


g = suspended(); first = g.__anext__(); print(first.send(None), g.ag_running)
try:
    g.__anext__().send(None)
except RuntimeError as error:
    print(error)
try:
    g.aclose().send(None)
except RuntimeError as error:
    print(error)
print(run(first))
try:
    first.send(None)
except RuntimeError as error:
    print(error)
try:
    a = agen(1).athrow(ValueError("x")); a.send(None)
except ValueError as error:
    print("thrown into fresh:", error)
try:
    a.send(None)
except (RuntimeError, StopAsyncIteration) as error:
    print(type(error).__name__, error)
x = agen(1).asend(None); x.close()
try:
    x.send(None)
except RuntimeError as error:
    print(error)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: iter(agen(1))); attempt(lambda: next(agen(1))); attempt(lambda: anext(5)); attempt(lambda: aiter(5)); attempt(lambda: agen(1).asend()); attempt(lambda: anext([])); attempt(lambda: [*agen(1)])
for code in ["async def f():\n yield 1\n return 2", "async def f():\n yield\n return", "async def f():\n yield from x", "def f():\n return [x async for x in y]", "async def f():\n return [[x async for x in y] for z in w]"]:
    try:
        compile(code, "c", "exec"); print("compiles")
    except SyntaxError as error:
        print(error)
import sys
log = []
old = sys.get_asyncgen_hooks(); sys.set_asyncgen_hooks(firstiter=lambda g: log.append(g.__name__), finalizer=lambda g: log.append("final"))
g = agen(1); run(anext(g)); run(anext(g), 1); print(log, old, tuple(old)); sys.set_asyncgen_hooks(*old)
