"""Attributes and methods, inherited over two levels."""


class Base:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x = self.x + dx
        self.y += dy


class Mid(Base):
    def getx(self):
        return self.x


class Point(Mid):
    pass


def main():
    p = Point(1, 2)
    s = 0
    for i in range(1000000):
        p.move(1, 2)
        s += p.getx()
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
