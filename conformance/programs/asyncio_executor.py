# run_in_executor, to_thread and calls from other threads: results, errors, context variables, cancellation.

import asyncio
import concurrent.futures
import contextvars
import threading
import time

var = contextvars.ContextVar("var", default="unset")


def work(n):
    if n == 3:
        raise ValueError(n)
    return n * n, threading.current_thread() is threading.main_thread()


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, work, 2))
    print(await asyncio.gather(*(loop.run_in_executor(None, work, n) for n in range(5)), return_exceptions=True))
    var.set("set")
    print(await asyncio.to_thread(var.get), await loop.run_in_executor(None, var.get))
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="own") as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        gate = threading.Event()
        blocked = loop.run_in_executor(pool, gate.wait, 20)
        queued = loop.run_in_executor(pool, work, 1)
        await asyncio.sleep(0.01)
        queued.cancel()
        gate.set()
        print(await blocked, (await asyncio.gather(queued, return_exceptions=True)))
        try:
            async with asyncio.timeout(0.01):
                await loop.run_in_executor(pool, time.sleep, 0.05)
        except TimeoutError:
            print("timed out")
    try:
        await loop.run_in_executor(pool, work, 1)
    except RuntimeError as error:
        print(error)

    def from_thread():
        loop.call_soon_threadsafe(order.append, "threadsafe")
        future = asyncio.run_coroutine_threadsafe(coro(5), loop)
        order.append(future.result(20))
        failing = asyncio.run_coroutine_threadsafe(coro(None), loop)
        order.append(repr(failing.exception(20)))
        never = asyncio.run_coroutine_threadsafe(asyncio.sleep(60), loop)
        order.append(never.cancel())
        try:
            asyncio.get_running_loop()
        except RuntimeError as error:
            order.append(str(error))

    async def coro(n):
        await asyncio.sleep(0)
        return n + 1

    order = []
    await asyncio.to_thread(from_thread)
    print(order)
    try:
        await asyncio.to_thread(next, iter(()))
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__))
    except TypeError as error:
        print(repr(error))
    try:
        await loop.run_in_executor(None, main)
    except TypeError as error:
        print(error)
    await loop.shutdown_default_executor()
    try:
        await asyncio.to_thread(work, 1)
    except RuntimeError as error:
        print(error)


asyncio.run(main())
