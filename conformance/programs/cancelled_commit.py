# A transaction whose commit is cancelled at each of its steps, and is rolled back; cancelled once more, the rollback ends early.

import asyncio
from contextlib import asynccontextmanager


class Database:
    def __init__(self):
        self.rows, self.log = ["old"], []

    @asynccontextmanager
    async def transaction(self):
        staged = []
        before = list(self.rows)
        try:
            yield staged
            await self.commit(staged)
        except BaseException as error:
            self.log.append(f"rolling back: {type(error).__name__}{error.args}")
            try:
                await self.rollback(before)
            finally:
                self.log.append("rollback left")
            raise
        else:
            self.log.append("committed")

    async def commit(self, staged):
        for row in staged:
            self.log.append(f"writing {row}")
            await asyncio.sleep(0)
            self.rows.append(row)
        self.log.append("syncing")
        await asyncio.sleep(0)

    async def rollback(self, before):
        await asyncio.sleep(0)
        self.rows[:] = before
        self.log.append("restored")


async def store(db):
    async with db.transaction() as staged:
        staged += ["a", "b"]
    return "stored"


async def main():
    for cancel_at in 1, 2, 3, 4, (2, 3):
        points = cancel_at if isinstance(cancel_at, tuple) else (cancel_at,)
        db = Database()
        task = asyncio.create_task(store(db))
        for turn in range(1, 8):
            await asyncio.sleep(0)
            if turn in points:
                task.cancel(f"turn {turn}")
        try:
            outcome = await task
        except asyncio.CancelledError as error:
            outcome = repr(error), repr(error.__context__)
        print(points, outcome, task.cancelling(), db.rows)
        for line in db.log:
            print("   ", line)


asyncio.run(main())
