# Nested async managers: entered from left to right, left the other way, also when entering or leaving one of them fails.

import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def resource(name, on_enter=None, on_exit=None):
    print(name, "acquiring")
    await asyncio.sleep(0.001)
    if on_enter:
        raise on_enter
    try:
        yield name
    finally:
        print(name, "releasing")
        await asyncio.sleep(0.001)
        if on_exit:
            raise on_exit


async def main():
    async with resource("A") as a, resource("B") as b, resource("C") as c:
        print("using", a, b, c)
    async with (
        resource("D") as d,
        resource(d + "E") as e,
    ):
        print("using", d, e)
    try:
        async with resource("F"), resource("G", on_enter=OSError("G is away")), resource("H"):
            print("not reached")
    except OSError as error:
        print("failed:", error)
    try:
        async with resource("I", on_exit=KeyError("I")), resource("J", on_exit=ValueError("J")):
            raise IndexError("body")
    except KeyError as error:
        while error:
            print(repr(error))
            error = error.__context__


asyncio.run(main())
