"""Generators: yield from, three levels deep."""


def leaf(n):
    for i in range(n):
        yield i


def middle(n):
    yield from leaf(n)
    yield from leaf(n)


def top(n):
    got = yield from middle(n)
    return got


def main():
    s = 0
    for r in range(5):
        for x in top(100000):
            s += x
    # Many short delegations too.
    for r in range(60000):
        for x in top(1):
            s += x
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
