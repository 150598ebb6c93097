"""async with on a class written in Python."""


class Manager:
    def __init__(self, n):
        self.n = n

    async def __aenter__(self):
        return self.n

    async def __aexit__(self, kind, error, traceback):
        return False


async def work():
    s = 0
    for i in range(1000000):
        async with Manager(i) as x:
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
