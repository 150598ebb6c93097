# A pool that is itself the manager, with a limit on how many blocks are open at a time.

import asyncio


class Pool:
    def __init__(self, most):
        self.most, self.out = most, []

    async def connect(self):
        await asyncio.sleep(0.001)
        return {"connection": len(self.out)}

    async def release(self, connection):
        await asyncio.sleep(0.001)
        print("released", connection)

    async def __aenter__(self):
        if len(self.out) >= self.most:
            raise RuntimeError("pool exhausted")
        connection = await self.connect()
        self.out.append(connection)
        return connection

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        await self.release(self.out.pop())
        return False


async def query(pool, depth):
    async with pool as connection:
        print("using", connection)
        if depth:
            return await query(pool, depth - 1)
        return "results"


async def main():
    pool = Pool(3)
    print(await query(pool, 0))
    print(await query(pool, 2))
    try:
        await query(pool, 3)
    except RuntimeError as error:
        print(error, pool.out)


asyncio.run(main())
