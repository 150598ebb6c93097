"""with on a generator decorated with @contextmanager."""

from contextlib import contextmanager


@contextmanager
def tracked(log, x):
    log.append(x)
    try:
        yield x
    finally:
        log.pop()


def main():
    log = []
    s = 0
    for i in range(150000):
        with tracked(log, i) as x:
            s += x + len(log)
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
