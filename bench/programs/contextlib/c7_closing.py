"""closing."""

from contextlib import closing


class Resource:
    def __init__(self, n):
        self.n = n

    def close(self):
        self.n = 0


def main():
    s = 0
    for i in range(600000):
        with closing(Resource(i)) as resource:
            s += resource.n
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
