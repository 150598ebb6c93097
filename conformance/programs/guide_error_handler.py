# A manager that reports errors and passes them on, and one that answers cancellation with some cleaning up.

import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def reported(name):
    try:
        yield
    except asyncio.CancelledError:
        print(name, "was cancelled")
        raise
    except Exception as error:
        print(name, "caught", type(error).__name__, error)
        raise


@asynccontextmanager
async def careful():
    print("acquiring")
    try:
        yield
    except asyncio.CancelledError:
        print("cancelled, cleaning up")
        await asyncio.sleep(0.005)
        print("clean")
        raise


async def work():
    async with careful(), reported("inner"):
        await asyncio.sleep(60)


async def main():
    try:
        async with reported("operation"):
            raise ValueError("something went wrong")
    except ValueError as error:
        print("reached the caller:", error.__context__, [t for t in frames(error)])
    task = asyncio.create_task(work())
    await asyncio.sleep(0.005)
    print(task.cancel(), task.cancel("twice counts"), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error.args)


def frames(error):
    tb = error.__traceback__
    while tb:
        yield tb.tb_frame.f_code.co_name
        tb = tb.tb_next


asyncio.run(main())
