# compare: stderr
# What asyncio says of errors that nobody handles: in tasks, callbacks, handlers, generators, and at the end of the program.

import sys

sys.modules["_asyncio"] = None  # both use the futures and tasks that are Python
import asyncio
import gc
import logging
import re


class Plain(logging.Formatter):
    def format(self, record):
        text = re.sub(r"0x\w+|when=[\d.]+", "N", super().format(record))
        return re.sub(r"/[^ ]*/", "", text)


handler = logging.StreamHandler()
handler.setFormatter(Plain("%(levelname)s: %(message)s"))
logging.getLogger("asyncio").addHandler(handler)


async def inner(n):
    await asyncio.sleep(0)
    raise ValueError(f"inner {n}")


async def outer(n):
    try:
        await inner(n)
    except ValueError as error:
        raise RuntimeError("outer") from error


def fails():
    raise KeyError("callback")


async def agen():
    try:
        yield 1
    finally:
        raise OSError("closing")


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(outer(1), name="forgotten")
    await asyncio.sleep(0.001)
    del task
    gc.collect()
    loop.call_soon(fails)
    loop.call_later(0.001, fails)
    await asyncio.sleep(0.005)
    future = loop.create_future()
    future.set_exception(LookupError("future"))
    del future
    gc.collect()
    async for n in agen():
        break
    gc.collect()
    await asyncio.sleep(0.001)
    gc.collect()

    def broken(loop, context):
        raise TypeError("handler")

    loop.set_exception_handler(broken)
    loop.call_soon(fails)
    await asyncio.sleep(0.001)
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "by hand", "number": 3, "exception": EOFError("made")})
    async with asyncio.TaskGroup() as group:
        group.create_task(outer(2))
        group.create_task(inner(3))


asyncio.run(main())
