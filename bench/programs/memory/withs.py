"""A million with statements: on a class, on a generator, and with an exception inside."""

from contextlib import contextmanager


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return kind is KeyError


@contextmanager
def managed(x):
    try:
        yield x
    except KeyError:
        pass


def main():
    s = 0
    for step in range(20):
        for i in range(25000):
            with Manager():
                s += 1
        for i in range(15000):
            with managed(i) as x:
                s += x
        for i in range(5000):
            with Manager():
                raise KeyError(i)
            with managed(i):
                raise KeyError(i)
        print("step", step, flush=True)
    print(s)


main()
