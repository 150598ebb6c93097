"""Comprehensions of lists, dicts and sets, and generator expressions."""


def main():
    s = 0
    data = list(range(10000))
    for r in range(90):
        a = [x * 2 for x in data]
        b = [x for x in a if x & 2]
        c = {x: x + r for x in b}
        d = {x % 100 for x in data}
        e = sum(x for x in b if x > r)
        f = [i + j for i in range(100) for j in range(20)]
        g = [[i for i in range(5)] for _ in range(200)]
        s += len(a) + len(b) + len(c) + len(d) + e + len(f) + len(g)
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
