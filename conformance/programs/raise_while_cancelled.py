# compare: stderr
# An exit that raises while the task is being cancelled: the cancellation is lost, and is only the context of what was raised.

import asyncio
import traceback
from contextlib import AsyncExitStack, asynccontextmanager


class Raises:
    def __init__(self, error):
        self.error = error

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        await asyncio.sleep(0)
        raise self.error


@asynccontextmanager
async def raises(error):
    try:
        yield
    finally:
        raise error


@asynccontextmanager
async def converts(error):
    try:
        yield
    except asyncio.CancelledError as cancelled:
        raise error from cancelled


async def work(*managers):
    async with AsyncExitStack() as stack:
        for manager in managers:
            await stack.enter_async_context(manager)
        await asyncio.sleep(60)


async def in_group(*managers):
    async with asyncio.TaskGroup() as group:
        group.create_task(work(*managers))
        await asyncio.sleep(60)


async def in_timeout(*managers):
    async with asyncio.timeout(0.01):
        await work(*managers)


async def run(label, coro, cancel=True):
    print(label, file=sys.stderr)
    task = asyncio.create_task(coro)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    if cancel:
        task.cancel("stop")
    try:
        await task
    except BaseException as error:
        print(label, repr(error), "context", repr(error.__context__), "cause", repr(error.__cause__))
        print("  ", task.cancelled(), task.cancelling())
        # Only this program's own frames: tasks are written in C or Python.
        frames = [f"{f.name} {f.lineno}" for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__]
        print("  ", frames)


import sys


async def main():
    await run("class", work(Raises(ValueError("exit"))))
    await run("generator", work(raises(ValueError("exit"))))
    await run("two", work(raises(ValueError("outer")), raises(KeyError("inner"))))
    await run("converted", work(converts(ConnectionError("closed"))))
    await run("converted, then hidden", work(raises(ValueError("outer")), converts(ConnectionError("closed"))))
    await run("replaced by another", work(Raises(asyncio.CancelledError("mine"))))
    await run("exit", work(Raises(SystemError("exit"))))
    await run("in a group", in_group(Raises(ValueError("exit"))))
    await run("in a timeout", in_timeout(Raises(ValueError("exit"))), cancel=False)
    await run("in a timeout, cancelled", in_timeout(Raises(ValueError("exit"))))


asyncio.run(main())
