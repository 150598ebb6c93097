"""dict with str keys."""


def main():
    d = {}
    keys = []
    for i in range(1000):
        keys.append(str(i))
    s = 0
    for r in range(1500):
        for k in keys:
            d[k] = r
        for k in keys:
            s += d[k]
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
