# compare: stderr
# A lease on a pooled connection as a class: it gives the connection back whatever happens, and logs a slow teardown.

import asyncio
import logging

logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
log = logging.getLogger("lease")


class Pool:
    def __init__(self, size, pause):
        self.free = [f"conn{n}" for n in range(size)]
        self.pause = pause

    async def acquire(self):
        await asyncio.sleep(0)
        return self.free.pop()

    async def release(self, conn):
        await asyncio.sleep(self.pause)
        self.free.append(conn)


class Lease:
    def __init__(self, pool, limit):
        self.pool, self.limit = pool, limit
        self.conn = None
        self.loop = asyncio.get_running_loop()

    async def __aenter__(self):
        self.conn = await self.pool.acquire()
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        began = self.loop.time()
        try:
            if self.conn:
                await self.pool.release(self.conn)
        finally:
            if self.loop.time() - began > self.limit:
                log.warning("teardown took more than %.2f s (%s)", self.limit, exc_type)
        return False


async def use(pool, limit, error=None):
    async with Lease(pool, limit) as lease:
        print("using", lease.conn, "left", pool.free)
        if error:
            raise error
    print("given back", pool.free)


async def main():
    await use(Pool(2, 0), 30)
    await use(Pool(2, 0.05), 0.01)
    slow = Pool(2, 0.05)
    try:
        await use(slow, 0.01, KeyError("row"))
    except KeyError as error:
        print("caught", repr(error), slow.free)
    try:
        Lease.__init__(Lease.__new__(Lease), None, 0)
        print("made inside a loop")
    finally:
        pass


asyncio.run(main())
try:
    Lease(None, 0)
except RuntimeError as error:
    print(error)
