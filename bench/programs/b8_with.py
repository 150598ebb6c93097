"""with on an object of a class."""


class CM:
    def __init__(self):
        self.n = 0

    def __enter__(self):
        self.n += 1
        return self

    def __exit__(self, a, b, c):
        return False


def main():
    cm = CM()
    s = 0
    for i in range(1000000):
        with cm as q:
            s += i
    return s + cm.n


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
