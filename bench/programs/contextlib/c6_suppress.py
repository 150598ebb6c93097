"""suppress, which has something to suppress every fourth time."""

from contextlib import suppress


def main():
    s = 0
    d = {0: 1, 1: 2, 2: 3}
    for i in range(1000000):
        with suppress(KeyError):
            s += d[i & 3]
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
