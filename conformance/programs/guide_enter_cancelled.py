# An __aenter__ that is cancelled: __aexit__ is not called, so it has to undo by itself what it had done.

import asyncio


class Partial:
    def __init__(self, log, tidy):
        self.log, self.tidy = log, tidy

    async def __aenter__(self):
        self.log.append("half")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if self.tidy:
                self.log.append("undone")
            raise
        return self

    async def __aexit__(self, *exc):
        self.log.append("exit")


async def enter(log, tidy):
    async with Partial(log, tidy):
        log.append("body")


async def main():
    for tidy in False, True:
        log = []
        task = asyncio.create_task(enter(log, tidy))
        await asyncio.sleep(0)
        task.cancel()
        result = await asyncio.gather(task, return_exceptions=True)
        print(log, [type(r).__name__ for r in result])
    log = []
    try:
        async with asyncio.timeout(0.005):
            await enter(log, True)
    except TimeoutError as error:
        print(log, repr(error), repr(error.__cause__), repr(error.__context__))
    lock = asyncio.Lock()
    async with lock:
        waiter = asyncio.create_task(lock.acquire())
        await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.wait([waiter])
    print(waiter.cancelled(), lock.locked())


asyncio.run(main())
