"""f-strings, format and %."""


def main():
    s = 0
    name = "gopher"
    for i in range(60000):
        x = i / 7
        s += len(f"{name}: {i:>8d} {x:.3f} {i:#x} {name!r}")
        s += len("{} {:5.1f} {n:<10}|".format(i, x, n=name))
        s += len("%s %5d %.2f" % (name, i, x))
        s += len(str(i)) + len(repr(x))
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
