# The pool under concurrent load, results by gather with return_exceptions: every connection and every descriptor is back afterwards.

import asyncio
import os


class Pool:
    def __init__(self, size):
        self.gate = asyncio.Semaphore(size)
        self.used = self.most = 0

    async def __aenter__(self):
        await self.gate.acquire()
        self.used += 1
        self.most = max(self.most, self.used)
        self.fds = None
        return self

    async def __aexit__(self, *exc):
        self.used -= 1
        self.gate.release()


async def job(pool, n):
    async with pool:
        fd = os.open(os.devnull, os.O_RDONLY)
        try:
            await asyncio.sleep(0.001 * (n % 3))
            if n % 7 == 0:
                raise ValueError(n)
            return n
        finally:
            os.close(fd)


async def main():
    pool = Pool(10)
    before = len(os.listdir("/proc/self/fd"))
    results = await asyncio.gather(*(job(pool, n) for n in range(100)), return_exceptions=True)
    print(sum(r for r in results if isinstance(r, int)))
    print([r.args[0] for r in results if isinstance(r, ValueError)])
    print(pool.used, pool.most, pool.gate.locked(), len(asyncio.all_tasks()))
    print(len(os.listdir("/proc/self/fd")) == before)


asyncio.run(main(), debug=True)
