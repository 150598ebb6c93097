# Cleaning up in steps: only what was set up is torn down, and a step that fails does not keep the others from running.

import asyncio
from contextlib import asynccontextmanager


async def step(name, fail):
    print(" ", name)
    await asyncio.sleep(0)
    if name in fail:
        raise ConnectionError(name)
    return name


@asynccontextmanager
async def service(*fail):
    connection = session = None
    try:
        connection = await step("connect", fail)
        session = await step("initialize", fail)
        yield connection, session
    finally:
        for name, there in ("log out", session), ("disconnect", connection):
            if there:
                try:
                    await step(name, fail)
                except Exception as error:
                    print("  failed:", error)


async def use(*fail):
    print("failing:", fail)
    try:
        async with service(*fail) as parts:
            print("  using", parts)
            if "body" in fail:
                raise LookupError("body")
    except Exception as error:
        print("  raised", repr(error))


async def main():
    await use()
    await use("connect")
    await use("initialize")
    await use("log out")
    await use("disconnect", "body")
    await use("log out", "disconnect")


asyncio.run(main())
