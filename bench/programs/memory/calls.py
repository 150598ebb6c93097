"""Ten million calls."""


class Adder:
    def __init__(self, n):
        self.n = n

    def add(self, x, *, y=0):
        return self.n + x + y


def call(f, *args, **kwargs):
    return f(*args, **kwargs)


def main():
    s = 0
    adder = Adder(1)
    for step in range(20):
        for i in range(125000):
            s += adder.add(i)
            s += call(adder.add, i, y=2)
            s += Adder(i).n
        print("step", step, flush=True)
    print(s)


main()
