# compare: stderr
# `with` on what only supports `async with`, and the other way round; and the first guide's mistake at the end, traceback and all.

import sys

sys.modules["_asyncio"] = None  # both use the futures and tasks that are Python
import asyncio


class Async:
    async def __aenter__(self):
        print("acquiring")
        await asyncio.sleep(0.001)
        return self

    async def __aexit__(self, *exc):
        print("releasing")
        await asyncio.sleep(0.001)
        return False


class Sync:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


class OnlyEnter:
    async def __aenter__(self):
        return self


class PlainEnter(Async):
    def __aenter__(self):
        return self


class PlainExit(Async):
    def __aexit__(self, *exc):
        return False


async def right():
    async with Async() as a:
        print("using", type(a).__name__)


async def wrong(manager, asynchronous):
    try:
        if asynchronous:
            async with manager:
                print("inside")
        else:
            with manager:
                print("inside")
    except TypeError as error:
        print(error)


async def mixed():
    with Sync() as s:
        async with Async():
            with Sync():
                print("mixed", type(s).__name__)


async def mistake():
    with Async():
        pass


asyncio.run(right())
asyncio.run(wrong(Async(), False))
asyncio.run(wrong(Sync(), True))
asyncio.run(wrong(OnlyEnter(), True))
asyncio.run(wrong(PlainEnter(), True))
asyncio.run(wrong(PlainExit(), True))
asyncio.run(wrong(3, True))
asyncio.run(wrong(asyncio.Lock(), False))
asyncio.run(mixed())
asyncio.run(mistake())
