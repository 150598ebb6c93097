"""Calls with keywords, defaults, *args and **kwargs."""


def defaults(a, b=2, c=3):
    return a + b + c


def keyword_only(a, *, scale=1, offset=0):
    return a * scale + offset


def star(*args, **kwargs):
    return len(args) + len(kwargs)


def main():
    s = 0
    for i in range(300000):
        s += defaults(i)
        s += defaults(i, c=i)
        s += defaults(c=1, a=i, b=2)
        s += keyword_only(i, offset=3, scale=2)
        s += star(i, 1, x=i)
    args = (1, 2)
    kwargs = {"c": 3}
    for i in range(200000):
        s += defaults(*args, **kwargs)
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
