"""AsyncExitStack with five callbacks, all of them coroutine functions."""

from contextlib import AsyncExitStack


async def add(log, x):
    log.append(x)


async def work():
    log = []
    for i in range(50000):
        async with AsyncExitStack() as stack:
            stack.push_async_callback(add, log, i)
            stack.push_async_callback(add, log, 1)
            stack.push_async_callback(add, log, 2)
            stack.push_async_callback(add, log, 3)
            stack.push_async_callback(add, log, 4)
        if len(log) > 1000:
            log.clear()
    return len(log)


def main():
    # Moved by hand, so that no event loop is measured.
    coroutine = work()
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
