"""A million async with on an asynccontextmanager that raises in its body and suppresses."""

from contextlib import asynccontextmanager


@asynccontextmanager
async def managed(x):
    try:
        yield x
    except KeyError:
        pass


async def work():
    s = 0
    for step in range(20):
        for i in range(50000):
            async with managed(i) as x:
                s += x
                raise KeyError(i)
        print("step", step, flush=True)
    return s


def main():
    coroutine = work()
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        print(stop.value)


main()
