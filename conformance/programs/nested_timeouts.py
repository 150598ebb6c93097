# Timeouts within timeouts: which of them fires, what each says afterwards, and what the errors are chained to.

import asyncio


def chain(error):
    return " <- ".join(map(repr, links(error)))


def links(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


async def nest(outer, inner, catch=None, work=5):
    try:
        async with asyncio.timeout(outer) as a:
            try:
                async with asyncio.timeout(inner) as b:
                    await asyncio.sleep(work)
            except TimeoutError as error:
                print("  inner:", chain(error))
                if catch == "wait":
                    await asyncio.sleep(5)
                if catch != "hide":
                    raise
        print("  outer left in order")
    except TimeoutError as error:
        print("  outer:", chain(error))
    print(" ", a, b, a.expired(), b.expired(), asyncio.current_task().cancelling())


async def main():
    print("inner first")
    await nest(5, 0.005)
    await nest(5, 0.005, "hide")
    print("outer first")
    await nest(0.005, 5)
    print("inner, then outer")
    await nest(0.5, 0.005, "wait")
    print("none, and at once")
    await nest(None, None, work=0)
    await nest(0, 5)
    await nest(5, -1)
    print("rescheduled")
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.01) as t:
        t.reschedule(None)
        await asyncio.sleep(0.02)
        t.reschedule(loop.time() + 60)
        print(t.when() > loop.time())
    try:
        t.reschedule(1)
    except RuntimeError as error:
        print(error)
    try:
        async with t:
            pass
    except RuntimeError as error:
        print(error)
    print("a cancellation that is no timeout")
    task = asyncio.create_task(nest(5, 5))
    await asyncio.sleep(0)
    task.cancel("from outside")
    try:
        await task
    except asyncio.CancelledError as error:
        print(chain(error))
    print("an error within")
    try:
        async with asyncio.timeout(0.005):
            try:
                await asyncio.sleep(5)
            finally:
                raise LookupError("cleaning up")
    except LookupError as error:
        print(chain(error), asyncio.current_task().cancelling())
    for wait in asyncio.wait_for(asyncio.sleep(5, "no"), 0.005), asyncio.wait_for(asyncio.sleep(0, "yes"), 5):
        try:
            print(await wait)
        except TimeoutError as error:
            print(chain(error))


asyncio.run(main())
