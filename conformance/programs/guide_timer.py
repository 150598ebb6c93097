# Timers, by generator and by class, that say whether the block took about as long as it should.

import asyncio
import time
from contextlib import asynccontextmanager


@asynccontextmanager
async def timed(name, least):
    print("starting", name)
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        yield
    finally:
        took = loop.time() - began
        print("finished", name, least * 0.9 <= took < least + 5)


class Timer:
    async def __aenter__(self):
        self.began = time.monotonic()
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self.took = time.monotonic() - self.began
        print("block left", "by " + exc_type.__name__ if exc_type else "in order")
        return False


async def main():
    async with timed("query", 0.02):
        await asyncio.sleep(0.02)
    async with timed("file", 0.01):
        await asyncio.sleep(0.01)
    async with Timer() as timer:
        await asyncio.sleep(0.01)
    print(0.009 <= timer.took < 5)
    try:
        async with Timer() as timer, asyncio.timeout(0.005):
            await asyncio.sleep(60)
    except TimeoutError:
        print(0.004 <= timer.took < 5)


asyncio.run(main())
