"""@asynccontextmanager: enter and exit."""

from contextlib import asynccontextmanager


@asynccontextmanager
async def managed(x):
    yield x


async def work():
    s = 0
    for i in range(300000):
        async with managed(i) as x:
            s += x
    return s


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
