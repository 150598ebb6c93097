# compare: stderr
# What asynccontextmanager says of generators that do not yield just once. A return is no harm, whatever the guide says.

import asyncio
import traceback
from contextlib import asynccontextmanager


@asynccontextmanager
async def twice():
    yield 1
    yield 2


@asynccontextmanager
async def never():
    return
    yield


@asynccontextmanager
async def returns():
    try:
        yield "value"
        return
    finally:
        print("cleaned up")


@asynccontextmanager
async def swallows():
    try:
        yield
    except ValueError:
        return


@asynccontextmanager
async def twice_on_error():
    try:
        yield 1
    except ValueError:
        yield 2


async def enter(cm, error=None):
    try:
        async with cm as value:
            print("  got", value)
            if error:
                raise error
        print("  left")
    except Exception as raised:
        print("  raised", repr(raised), "cause", repr(raised.__cause__), "context", repr(raised.__context__))
        traceback.print_exception(raised)


async def main():
    for name, cm, error in [
        ("twice", twice(), None),
        ("twice, error", twice(), ValueError("e")),
        ("never", never(), None),
        ("returns", returns(), None),
        ("returns, error", returns(), ValueError("e")),
        ("swallows", swallows(), ValueError("e")),
        ("twice_on_error", twice_on_error(), ValueError("e")),
    ]:
        print(name)
        await enter(cm, error)
    once = returns()
    await enter(once)
    await enter(once)


asyncio.run(main())
