"""Closures: cells read and rebound, functions made in a loop."""


def counter(start):
    total = start

    def add(x):
        nonlocal total
        total += x
        return total

    def get():
        return total

    return add, get


def adder(n):
    return lambda x: x + n


def main():
    add, get = counter(0)
    for i in range(700000):
        add(i)
    s = get()
    for i in range(300000):
        s += adder(i)(1)
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
