"""Generators: a for loop over one."""


def g(n):
    for i in range(n):
        yield i


def main():
    s = 0
    for x in g(2000000):
        s += x
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
