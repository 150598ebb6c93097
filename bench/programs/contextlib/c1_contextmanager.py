"""@contextmanager: enter and exit."""

from contextlib import contextmanager


@contextmanager
def managed(x):
    yield x


def main():
    s = 0
    for i in range(400000):
        with managed(i) as x:
            s += x
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
