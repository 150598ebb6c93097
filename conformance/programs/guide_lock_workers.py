# Workers take turns on a lock; and which of asyncio's primitives are managers (Event is none, whatever a guide says).

import asyncio


async def worker(name, lock, state):
    for _ in range(3):
        async with lock as bound:
            assert bound is None
            seen = state["n"]
            print(f"{name} sees {seen}")
            await asyncio.sleep(0.001)
            state["n"] = seen + 1


async def main():
    lock, state = asyncio.Lock(), {"n": 0}
    await asyncio.gather(*(worker(f"worker {n}", lock, state) for n in range(2)))
    print("final", state["n"], lock.locked())
    for primitive in asyncio.Lock(), asyncio.Semaphore(2), asyncio.BoundedSemaphore(1), asyncio.Condition(), asyncio.Event():
        name = type(primitive).__name__
        try:
            async with primitive as bound:
                print(name, "entered,", bound, getattr(primitive, "locked", lambda: None)())
        except TypeError as error:
            print(name, "is none:", error)
        try:
            with primitive:
                pass
        except TypeError as error:
            print(name, "in with:", error)
    semaphore = asyncio.BoundedSemaphore(1)
    try:
        semaphore.release()
    except ValueError as error:
        print(error)
    try:
        lock.release()
    except RuntimeError as error:
        print(error)


asyncio.run(main())
