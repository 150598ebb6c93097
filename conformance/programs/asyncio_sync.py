# Locks, events, conditions, semaphores and barriers: order of waking, cancellation of waiters, misuse.

import asyncio
import re

log = []


def note(*what):
    log.append(" ".join(map(str, what)))


def flush(title):
    print(title)
    for line in log:
        print("   ", line)
    log.clear()


async def locker(lock, name):
    try:
        async with lock:
            note(name, "has it")
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        note(name, "cancelled")


async def waiter(condition, name, state):
    async with condition:
        note(name, "waits")
        await condition.wait_for(lambda: state)
        note(name, "takes", state.pop())


async def meet(barrier, name):
    try:
        async with barrier as n:
            note(name, "passes", n)
    except asyncio.BrokenBarrierError:
        note(name, "is broken")


def shown(o):
    return re.sub(r" at 0x\w+", "", repr(o))


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(locker(lock, n)) for n in "abcd"]
    await asyncio.sleep(0)
    print(shown(lock))
    tasks[1].cancel()
    lock.release()
    tasks[0].cancel()
    await asyncio.gather(*tasks)
    flush("lock")
    semaphore = asyncio.Semaphore(2)
    tasks = [asyncio.create_task(locker(semaphore, n)) for n in "abcde"]
    await asyncio.sleep(0)
    print(shown(semaphore))
    tasks[2].cancel()
    await asyncio.gather(*tasks)
    print(shown(semaphore))
    flush("semaphore")
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)
    event = asyncio.Event()
    waits = [asyncio.create_task(event.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    print(shown(event))
    event.set()
    event.clear()
    print(await asyncio.gather(*waits), event.is_set())
    condition, state = asyncio.Condition(), []
    tasks = [asyncio.create_task(waiter(condition, n, state)) for n in "abc"]
    await asyncio.sleep(0)
    async with condition:
        state += [1, 2]
        condition.notify(2)
        print(shown(condition))
    await asyncio.sleep(0.005)
    async with condition:
        state += [3]
        condition.notify_all()
    await asyncio.gather(*tasks)
    flush("condition")
    for bad in condition.notify, condition.notify_all:
        try:
            bad()
        except RuntimeError as error:
            print(error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print(error)
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(meet(barrier, n)) for n in "abcdef"]
    await asyncio.gather(*tasks)
    flush("barrier")
    tasks = [asyncio.create_task(meet(barrier, n)) for n in "ab"]
    await asyncio.sleep(0)
    print(shown(barrier), barrier.n_waiting)
    await barrier.abort()
    await asyncio.gather(*tasks)
    flush("aborted")
    await barrier.reset()
    tasks = [asyncio.create_task(meet(barrier, n)) for n in "ab"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(meet(barrier, "c")))
    tasks.append(asyncio.create_task(meet(barrier, "d")))
    print([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])
    flush("one cancelled")


asyncio.run(main())
