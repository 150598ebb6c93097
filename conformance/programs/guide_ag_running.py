# ag_running, ag_await and ag_frame through the life of an async generator that a manager drives.

import asyncio
import inspect
from contextlib import asynccontextmanager


@asynccontextmanager
async def managed():
    show("before")
    await asyncio.sleep(0)
    yield "r"
    await asyncio.sleep(0)
    show("after")


def show(label):
    gen = cm.gen
    print(label, gen.ag_running, getattr(gen.ag_await, "__name__", None), gen.ag_suspended, inspect.getasyncgenstate(gen))


async def main():
    global cm
    cm = managed()
    show("new")
    async with cm:
        show("in the block")
    show("ended")
    print(cm.gen.ag_frame, cm.gen.__name__, cm.gen.ag_code.co_name)
    cm = managed()
    step = cm.gen.asend(None)
    step.send(None)
    show("awaiting")
    try:
        cm.gen.asend(None).send(None)
    except RuntimeError as error:
        print(error)
    try:
        cm.gen.aclose().send(None)
    except RuntimeError as error:
        print(error)
    step.close()
    show("closed")


asyncio.run(main())
