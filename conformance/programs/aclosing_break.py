# Async generators left in the middle: with aclosing and without, and what the loop does with those that were forgotten.

import asyncio
import gc
from contextlib import aclosing, closing

log = []


async def numbers(name, slow=True):
    try:
        for n in range(5):
            yield n
    except GeneratorExit:
        log.append(f"{name}: exit")
        raise
    finally:
        if slow:
            await asyncio.sleep(0)
        log.append(f"{name}: closed")


def show(label):
    print(label, log)
    log.clear()


async def main():
    async with aclosing(numbers("aclosing")) as gen:
        async for n in gen:
            if n == 2:
                break
    show("after the block")
    try:
        async with aclosing(numbers("error")) as gen:
            async for n in gen:
                raise LookupError(n)
    except LookupError as error:
        show(f"after {error!r}")
    async with aclosing(numbers("unused")):
        pass
    show("never started")
    gen = numbers("kept")
    async for n in gen:
        if n == 1:
            break
    show("still open")
    print([n async for n in gen])
    show("exhausted")
    await gen.aclose()
    async for n in numbers("dropped"):
        break
    gc.collect()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    show("collected")

    async def nested():
        async with aclosing(numbers("inner")) as inner:
            async for n in inner:
                yield n * 10

    async with aclosing(nested()) as outer:
        async for n in outer:
            print(n)
            if n:
                break
    show("nested")
    try:
        async with aclosing(3):
            pass
    except AttributeError as error:
        print(error)
    with closing(n for n in range(3)) as plain:
        print(next(plain))
    print(next(plain, "closed"))
    global forgotten
    forgotten = numbers("forgotten")
    print(await anext(forgotten), await anext(forgotten))
    show("before the loop ends")


asyncio.run(main())
show("after the loop ended")
