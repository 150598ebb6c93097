# A transaction by asynccontextmanager: commits, rolls back on an error and on cancellation, and closes always.

import asyncio
from contextlib import asynccontextmanager


class Session:
    def __init__(self, log):
        self.log = log

    async def do(self, what):
        await asyncio.sleep(0)
        self.log.append(what)


@asynccontextmanager
async def managed(log):
    session = Session(log)
    await session.do("begin")
    try:
        yield session
    except asyncio.CancelledError:
        await session.do("rollback, cancelled")
        raise
    except Exception as error:
        await session.do(f"rollback, {error!r}")
        raise
    else:
        await session.do("commit")
    finally:
        await session.do("close")


async def body(log, error=None, wait=False):
    async with managed(log) as session:
        await session.do("insert")
        if error:
            raise error
        if wait:
            await asyncio.Event().wait()
    return "done"


async def main():
    log = []
    print(await body(log), log)
    log = []
    try:
        await body(log, ValueError("bad row"))
    except ValueError as error:
        print(error, log)
    log = []
    task = asyncio.create_task(body(log, wait=True))
    while "insert" not in log:
        await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error), log)
    for stop in StopIteration("si"), StopAsyncIteration("sai"), GeneratorExit("ge"), KeyboardInterrupt("ki"):
        log = []
        try:
            await body(log, stop)
        except BaseException as error:
            print(type(error).__name__, error, repr(error.__cause__), log)


asyncio.run(main())
