# asyncio.run and Runner: results, errors, exits, leftovers, contexts, and what they refuse.

import asyncio
import contextvars
import gc

var = contextvars.ContextVar("var", default=0)


async def value(v=5):
    await asyncio.sleep(0)
    return v


async def leftovers():
    async def lingers(name, stubborn=False):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            said.append(f"cancelled {name}")
            if stubborn:
                raise ValueError(name)
            raise
        finally:
            said.append(f"finally {name}")

    async def agen():
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            print("agen closed")

    global kept, said
    said = []
    kept = agen()
    await anext(kept)
    asyncio.create_task(lingers("one"), name="first")
    asyncio.create_task(lingers("two", True), name="second")
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, ctx: print(ctx["message"], repr(ctx.get("exception")), ctx["task"].get_name()))
    await asyncio.sleep(0)
    print(sorted(t.get_name() for t in asyncio.all_tasks())[1:], len(asyncio.all_tasks()))
    return "main is done"


async def inside():
    for bad in lambda: asyncio.run(coro), lambda: asyncio.Runner().run(coro), lambda: asyncio.get_event_loop().run_until_complete(coro):
        coro = value()
        try:
            bad()
        except RuntimeError as error:
            print(error)
        coro.close()


async def fails(error):
    raise error


async def setvar(v):
    var.set(v)
    return var.get()


print(asyncio.run(value()))
print(asyncio.run(leftovers()), sorted(said))
asyncio.run(inside())
for error in KeyError("k"), SystemExit(3), KeyboardInterrupt(), StopIteration(1), asyncio.CancelledError("c"):
    try:
        asyncio.run(fails(error))
    except BaseException as raised:
        print(repr(raised), repr(raised.__cause__))
for wrong in 3, value, None, (n for n in ()):
    try:
        asyncio.run(wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaitable"


print(asyncio.run(Awaitable()))
with asyncio.Runner(debug=True) as runner:
    print(runner.run(setvar(1)), runner.run(setvar(2)), var.get(), runner.get_loop().get_debug(), runner.get_loop().is_running())
    context = contextvars.copy_context()
    print(runner.run(setvar(3), context=context), context[var], runner.run(value(var)) .get())
    loop = runner.get_loop()
print(loop.is_closed())
try:
    runner.run(coro := value())
except RuntimeError as error:
    print(error)
coro.close()
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)


class Loop(asyncio.SelectorEventLoop):
    pass


async def which():
    return type(asyncio.get_running_loop()).__name__, asyncio.current_task().get_name().startswith("Task-")


print(asyncio.run(which(), loop_factory=Loop), asyncio.run(which(), loop_factory=asyncio.EventLoop)[1])
gc.collect()
