# shield: what it protects, what it does not, and what becomes of the errors of what nobody waits for any more.

import asyncio

events = []


def handler(loop, context):
    events.append((context["message"], repr(context.get("exception"))))


async def flush(turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    if error:
        raise error
    events.append("flushed")
    return "flushed"


class Buffer:
    def __init__(self, inner):
        self.inner = inner

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print("  result", await asyncio.shield(self.inner))


async def work(inner, started):
    async with Buffer(inner):
        started.set()


async def run(title, turns, error=None, cancel_inner=False, cancel_outer=True):
    print(title)
    events.clear()
    inner = asyncio.create_task(flush(turns, error))
    started = asyncio.Event()
    task = asyncio.create_task(work(inner, started))
    await started.wait()
    await asyncio.sleep(0)
    if cancel_outer:
        task.cancel()
    if cancel_inner:
        inner.cancel()
    results = await asyncio.gather(task, return_exceptions=True)
    print("  task", results, "inner done", inner.done())
    await asyncio.wait([inner])
    print("  inner", "cancelled" if inner.cancelled() else inner.exception() or inner.result(), events)


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    await run("not cancelled", 3, cancel_outer=False)
    await run("outer cancelled", 3)
    await run("inner cancelled", 3, cancel_outer=False, cancel_inner=True)
    await run("both cancelled", 3, cancel_inner=True)
    await run("inner fails", 3, OSError("disk"), cancel_outer=False)
    await run("outer cancelled, then inner fails", 5, OSError("disk"))
    done = asyncio.get_running_loop().create_future()
    done.set_result(7)
    print(asyncio.shield(done) is done, await asyncio.shield(done))


asyncio.run(main())
