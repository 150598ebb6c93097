"""async generators and async for, driven by hand."""


class Suspend:
    def __await__(self):
        yield 1


async def numbers(n):
    for i in range(n):
        if i & 7 == 0:
            await Suspend()
        yield i


async def work(n):
    s = 0
    async for x in numbers(n):
        s += x
    s += sum([x async for x in numbers(n) if x & 1])
    return s


def main():
    coro = work(200000)
    steps = 0
    while True:
        try:
            steps += coro.send(None)
        except StopIteration as stop:
            return stop.value, steps


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
