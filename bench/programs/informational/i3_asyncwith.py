"""async with on a class, the coroutine driven by hand."""


class Suspend:
    def __await__(self):
        got = yield 1
        return got


class Resource:
    def __init__(self):
        self.n = 0

    async def __aenter__(self):
        self.n += 1
        return self

    async def __aexit__(self, a, b, c):
        await Suspend()
        return False


async def work(n):
    r = Resource()
    s = 0
    for i in range(n):
        async with r as q:
            s += i + q.n
    return s


def main():
    coro = work(200000)
    steps = 0
    value = None
    while True:
        try:
            steps += coro.send(value)
        except StopIteration as stop:
            return stop.value, steps
        value = steps


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
