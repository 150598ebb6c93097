"""dict with int keys."""


def main():
    s = 0
    for r in range(5):
        d = {}
        for i in range(100000):
            d[i * 7] = i
        for i in range(100000):
            s += d[i * 7]
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
