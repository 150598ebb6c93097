# Queues: order, limits, join, shutdown, cancellation of getters and putters.

import asyncio


async def worker(name, queue, results):
    while True:
        item = await queue.get()
        try:
            if item == 4:
                raise ValueError(item)
            await asyncio.sleep(0)
            results.append((name, item))
        except ValueError as error:
            results.append((name, repr(error)))
        finally:
            queue.task_done()


async def drain(queue):
    got = []
    try:
        while True:
            got.append(await queue.get())
            queue.task_done()
    except asyncio.QueueShutDown:
        return got, "shut down"


async def main():
    queue, results = asyncio.Queue(2), []
    workers = [asyncio.create_task(worker(n, queue, results)) for n in "ab"]
    for n in range(8):
        await queue.put(n)
    await queue.join()
    for task in workers:
        task.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    print(sorted(results, key=str))
    for kind, items in (asyncio.PriorityQueue, [(3, "c"), (1, "a"), (2, "b")]), (asyncio.LifoQueue, [1, 2, 3]):
        queue = kind()
        for item in items:
            queue.put_nowait(item)
        print(kind.__name__, [queue.get_nowait() for _ in items], queue.empty(), queue.qsize())
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    for bad in lambda: queue.put_nowait("y"), lambda: (queue.get_nowait(), queue.get_nowait()), lambda: (queue.task_done(), queue.task_done()):
        try:
            bad()
        except Exception as error:
            print(repr(error))
    getters = [asyncio.create_task(queue.get()) for _ in range(3)]
    await asyncio.sleep(0)
    getters[0].cancel()
    queue.put_nowait(1)
    await asyncio.sleep(0)
    queue.put_nowait(2)
    print(await asyncio.gather(*getters, return_exceptions=True))
    putters = [asyncio.create_task(queue.put(n)) for n in "pqr"]
    await asyncio.sleep(0)
    putters[1].cancel()
    print(await queue.get(), await queue.get(), [p.done() for p in putters], queue.full())
    try:
        async with asyncio.timeout(0.005):
            await queue.get()
    except TimeoutError:
        print("empty", queue.maxsize)
    for immediate in False, True:
        queue = asyncio.Queue(3)
        for n in range(3):
            queue.put_nowait(n)
        putter = asyncio.create_task(queue.put(3))
        await asyncio.sleep(0)
        queue.shutdown(immediate)
        print(await drain(queue), await asyncio.gather(putter, return_exceptions=True))
        try:
            queue.put_nowait(1)
        except asyncio.QueueShutDown as error:
            print(repr(error))
        await queue.join()


asyncio.run(main())
