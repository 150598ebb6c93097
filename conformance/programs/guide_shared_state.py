# State shared by managers: closures with nonlocal, an object, and context variables, of which each task has its own.

import asyncio
import contextvars
from contextlib import asynccontextmanager

request = contextvars.ContextVar("request", default="none")


@asynccontextmanager
async def handling(name):
    token = request.set(name)
    try:
        yield
    finally:
        await asyncio.sleep(0)
        request.reset(token)


async def serve(name, seen):
    async with handling(name):
        await asyncio.sleep(0.001)
        seen.append((name, request.get()))
    seen.append((name, request.get()))


async def main():
    active = 0
    most = 0

    @asynccontextmanager
    async def counted():
        nonlocal active, most
        active += 1
        most = max(most, active)
        try:
            yield
        finally:
            active -= 1

    async def job():
        async with counted():
            await asyncio.sleep(0.001)

    await asyncio.gather(*(job() for _ in range(5)))
    print(active, most)
    seen = []
    await asyncio.gather(*(serve(f"r{n}", seen) for n in range(3)))
    print(sorted(seen), request.get())
    context = contextvars.copy_context()
    await asyncio.create_task(serve("own", seen), context=context)
    print(seen[-2:], context[request] if request in context else "not in it")


asyncio.run(main())
