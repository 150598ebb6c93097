"""Instance creation."""


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def main():
    s = 0
    for r in range(5):
        l = []
        for i in range(100000):
            l.append(P(i, r))
        for p in l:
            s += p.x
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
