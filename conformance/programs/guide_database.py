# A database connection: connects, executes, commits or rolls back; using it outside of the block is an error.

import asyncio


class Connection:
    def __init__(self, url):
        self.url, self.open = url, False

    async def __aenter__(self):
        print("connecting to", self.url)
        await asyncio.sleep(0.002)
        self.open = True
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        if exc_type is None:
            print("commit")
        else:
            print("rollback:", exc_type.__name__)
        await asyncio.sleep(0.001)
        self.open = False
        print("disconnected")
        return False

    async def execute(self, query):
        if not self.open:
            raise RuntimeError("not connected")
        await asyncio.sleep(0.001)
        return f"result of {query}"


async def main():
    print("-- success")
    async with Connection("db://one") as db:
        print(await db.execute("select 1"))
    print("-- failure")
    try:
        async with Connection("db://two") as db:
            print(await db.execute("select 2"))
            raise ValueError("query failed")
    except ValueError as error:
        print("handled:", error)
    print("-- too late")
    try:
        await db.execute("select 3")
    except RuntimeError as error:
        print(error, db.open)


asyncio.run(main())
