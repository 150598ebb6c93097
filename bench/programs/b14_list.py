"""Lists: append, index, slices, sort, pop, insert, comparison."""


def main():
    s = 0
    seed = 42
    for r in range(4):
        l = []
        for i in range(60000):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            l.append(seed)
        for i in range(len(l)):
            s += l[i] & 15
        for i in range(1, len(l)):
            if l[i - 1] < l[i]:
                l[i - 1], l[i] = l[i], l[i - 1]
        t = sorted(l)
        l.sort(key=lambda x: x & 0xFFFF, reverse=True)
        for i in range(0, 60000, 10):
            s += len(l[i : i + 20])
        u = l[::2] + t[1::2]
        while len(u) > 30000:
            s ^= u.pop()
        u.insert(0, r)
        s += u.index(u[20000]) + t[100]
        if t == l:
            s += 1
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
