# Generators: values, return, delegation, laziness, attributes.

def count(n):
    i = 0
    while i < n:
        got = yield i
        if got:
            print("got", got)
            i = got
        i += 1
    return "returned"


g = count(5); print(next(g), next(g), g.send(3), list(g), next(g, "exhausted"))
def delegate():
    result = yield from count(3)
    print("result", result)
    yield from "ab"
    yield from []
    x = yield from (i * i for i in range(3))
    print("x", x)
    return (yield)


g = delegate(); print([next(g) for _ in range(8)]); print(next(g))
try:
    g.send("final")
except StopIteration as stop:
    print("stop", stop.value)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib(); print([next(f) for _ in range(15)], [x for x, _ in zip(fib(), range(5))])
def tree(t):
    if t:
        left, value, right = t
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree((((), 1, ()), 2, ((), 3, ((), 4, ()))))))
g = count(1); print(g.gi_frame is not None, g.gi_running, g.gi_yieldfrom, g.gi_code.co_name, g.__name__, g.__qualname__, type(g).__name__, iter(g) is g)
list(g); print(g.gi_frame)
def empty():
    return
    yield


print(list(empty()), sum(count(4)), max(count(4)), sorted(count(4), reverse=True), dict.fromkeys(count(2)), "".join(c for c in "abc"), *count(3))
a, *b = count(4); print(a, b)


def expression_forms():
    x = yield
    y = (yield x) + 1
    z = [(yield y), (yield)]
    yield {"z": z, "t": ((yield),)}


g = expression_forms(); print(next(g), g.send(1), g.send(2), g.send(3), g.send(4), g.send(5))
def lazily():
    print("started")
    yield 1
    print("ended")


g = lazily(); print("created"); print(next(g)); print(next(g, None))


class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("iter result")
        return self.n
    def send(self, v): print("send", v); return v
    def throw(self, *a): print("throw", a[0]); raise StopIteration("thrown away")


def outer(): print("outer got", (yield from Iter()))


print(list(outer())); g = outer(); next(g); print(g.send("hello"))
try:
    g.throw(ValueError("v"))
except StopIteration:
    print("stopped")


def stop_inside():
    yield 1
    raise StopIteration("leak")


try:
    list(stop_inside())
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__context__ is error.__cause__)
def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)
for what in [lambda: count(1).send(5), lambda: next(5), lambda: list(outer_from_int()), lambda: iter(5), lambda: count(), lambda: count(1).send()]:
    try:
        what()
    except Exception as error:
        print(type(error).__name__, error)


def outer_from_int(): yield from 5


try:
    list(outer_from_int())
except TypeError as error:
    print(error)
