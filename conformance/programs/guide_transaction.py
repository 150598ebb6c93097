# compare: stderr
# Commit or rollback in __aexit__; the last one fails uncaught, and its traceback is shown.

import sys

sys.modules["_asyncio"] = None  # both use the futures and tasks that are Python
import asyncio


class Transaction:
    async def __aenter__(self):
        print("begin")
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        print("commit" if exc_type is None else "roll back")
        return False


async def transfer(amount, balance):
    async with Transaction():
        print("transferring", amount)
        if amount > balance:
            raise ValueError("insufficient funds")
        return balance - amount


print(asyncio.run(transfer(10, 30)))
print(asyncio.run(transfer(40, 30)))
