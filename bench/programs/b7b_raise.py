"""try in which a called function raises."""


def f(x):
    raise ValueError(x)


def main():
    s = 0
    for i in range(500000):
        try:
            f(i)
        except ValueError:
            s += 1
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
