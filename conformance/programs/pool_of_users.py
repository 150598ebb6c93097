# A pool under 1,000 concurrent users, every tenth of them cancelled: nothing leaks, each connection serves one user at a time.

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, size):
        self.free = asyncio.Queue()
        for n in range(size):
            self.free.put_nowait(n)
        self.users = {}
        self.served = self.waiting = self.most_waiting = 0

    @asynccontextmanager
    async def lease(self, user):
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        try:
            conn = await self.free.get()
        finally:
            self.waiting -= 1
        try:
            assert conn not in self.users
            self.users[conn] = user
            yield conn
            self.served += 1
        finally:
            await asyncio.sleep(0)
            assert self.users.pop(conn) == user
            self.free.put_nowait(conn)


async def user(pool, n):
    async with pool.lease(n) as conn:
        for _ in range(n % 3):
            await asyncio.sleep(0)
        if n % 25 == 7:
            raise ValueError(n)
        return conn


async def main():
    pool = Pool(10)
    tasks = [asyncio.create_task(user(pool, n)) for n in range(1000)]
    await asyncio.sleep(0)
    print("waiting", pool.most_waiting, "in use", len(pool.users))
    for n, task in enumerate(tasks):
        if n % 10 == 0:
            task.cancel()
        if n % 100 == 0:
            await asyncio.sleep(0)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    kinds = {}
    for n, result in enumerate(results):
        kind = "ok" if isinstance(result, int) else type(result).__name__
        kinds[kind] = kinds.get(kind, 0) + 1
        assert n % 10 or kind == "CancelledError" or tasks[n].done()
    print(sorted(kinds.items()))
    print(pool.served, sorted(pool.free._queue), pool.users, pool.waiting, len(asyncio.all_tasks()))


asyncio.run(main())
