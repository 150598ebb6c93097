# Comprehensions and generator expressions: nesting, scope, order of evaluation.

print([i * j for i in range(3) for j in range(i) if j % 2 == 0 or i > 1], [[j for j in range(i)] for i in range(4)], {i: i**2 for i in range(3)}, sorted({c for c in "hello"}))
print([x for x in [1, 2, 3] if x > 1 if x < 3], [(a, b) for a, b in [(1, 2), (3, 4)]], [a for a, *b in ["xyz"]], [y := 5, y + 1], [i for i in range(5) if (h := i) % 2], h)
print(list(x + 1 for x in range(3)), sum(x for x in range(4)), max((len(w), w) for w in "a bb cc".split()), dict((k, v) for k, v in ["ab"]), tuple(i for i in ()))
x = "outer"
print([x for x in range(2)], x, [x for _ in range(1)], list(x for x in "in"), x)
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])


def log(value):
    print("eval", value)
    return value


print({log("k1"): log("v1") for _ in log([1])}, [log(1) for _ in log([0]) for _ in log([0])])
gen = (log(i) for i in log(range(2))); print("made"); print(next(gen)); print(list(gen), list(gen))


def scope(n):
    total = []
    [total.append(n + m) for m in range(n)]
    inner = [[n * q + r for r in range(2)] for q in range(2)]
    def closure(): return [n + z for z in (1, 2)]
    n = 100
    return total, inner, closure(), [locals().get("n") for _ in [0]]


print(scope(3))


class Body:
    items = [1, 2]
    seen = [i for i in items]
    pairs = [(i, j) for i in items for j in range(2)]
    try:
        bad = [items for _ in range(1)]
    except NameError as error:
        bad = str(error)
    def method(self): return [self for _ in [1]][0] is self


print(Body.seen, Body.pairs, Body.bad, Body().method())


def first_iterable_is_outer():
    try:
        return list(i for i in undefined)
    except NameError as error:
        return str(error)


print(first_iterable_is_outer())
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as error:
    print("error:", error)
try:
    print(i)
except NameError as error:
    print(error)
try:
    lazy = (1 / i for i in [0]); print("no error yet"); next(lazy)
except ZeroDivisionError as error:
    print(error, list(lazy))
try:
    (i for i in 5)
except TypeError as error:
    print(error)
try:
    [a for a, b in [(1, 2, 3)]]
except ValueError as error:
    print(error)
print([[(i, j, k) for k in range(j)] for i in range(2) for j in range(3) if i != j], [*(i for i in "ab"), *[j for j in "cd"]])
print(type(i for i in ()).__name__, (i for i in ()).__name__, [i for i in range(3) if i if i - 1], {**{k: 1 for k in "a"}, **{}}, [() for () in [()]], [l for l in [lambda: 0]][0]())
