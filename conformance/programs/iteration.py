# The iterator protocol, the built-in iterators, for/else and while/else, itertools.

class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return CountIter(self.n)
class CountIter:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * i
    def __len__(self): return 3
class Rev(Seq):
    def __reversed__(self): return iter("reversed")
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return i
class BadIter:
    def __iter__(self): return 5
class BadNext:
    def __iter__(self): return self
    def __next__(self): raise KeyError("from next")


print(list(Count(3)), [*Count(2)], sum(Count(4)), 2 in Count(3), 9 in Count(3), max(Count(3)), list(zip(Count(2), Count(3))), dict(zip("ab", Count(9))), sorted(Count(3), reverse=True), tuple(Seq()), 4 in Seq(), list(reversed(Seq())), "".join(reversed(Rev())), list(iter(Seq())))
for x in Count(3):
    if x == 2: continue
    print("loop", x)
else:
    print("for else")
for x in Count(3):
    if x == 2: break
else:
    print("never")
n = 3
while n:
    n -= 1
    if n == 1: continue
else:
    print("while else", n)
while True:
    n += 1
    if n > 3: break
for i in range(3):
    for j in range(3):
        if j == 1: break
        if i == 1: break
    else:
        continue
    print(i, j, end=";")
print(n, i, j)
for i in range(2):
    i = 10
print(i)
values = iter([1, 2, 3, 0, 5]); print(list(iter(lambda: next(values), 0)), next(values), next(values, "end"))
it = iter([1, 2, 3, 4]); print(list(zip(it, it)), list(map(max, [1, 5], [3, 2])), list(filter(lambda x: x % 2, range(6))), list(enumerate("ab", start=-1)), list(zip()), list(zip([1])), [a + b for a, b in zip("ab", "cd")])
print(range(5), range(1, 5), range(0, 10, 3), list(range(10, 0, -3)), len(range(0, 10, 3)), 6 in range(0, 10, 3), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), range(10).index(7), range(10).count(3), range(10**20)[10**19], len(range(10**10)), 2.0 in range(5), "a" in range(5), range(3).start, any(range(1)), all(range(1, 3)), [*reversed(range(3))], list(reversed(range(0, 10, 4))))
print(type(iter([])).__name__, type(iter(())).__name__, type(iter("")).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(range(1))).__name__, type(iter(b"")).__name__, type(iter(lambda: 0, 1)).__name__, type(iter(Seq())).__name__, type(reversed([])).__name__, type(zip()).__name__, type(iter({}.items())).__name__, type(iter("é")).__name__)
import itertools as it
print(list(it.chain("ab", [1])), list(it.islice(it.count(5, 2), 3)), list(it.takewhile(lambda x: x < 3, it.count())), list(it.dropwhile(lambda x: x < 2, range(4))), list(it.accumulate([1, 2, 3])), list(it.product("ab", [1, 2])), list(it.permutations("abc", 2)), list(it.combinations("abc", 2)), [(k, list(g)) for k, g in it.groupby("aabbb")], list(it.zip_longest("ab", "c", fillvalue="-")), list(it.pairwise("abc")), list(it.batched("abcde", 2)), list(it.starmap(pow, [(2, 3)])), list(it.compress("abc", [1, 0, 1])), list(it.islice(it.cycle("ab"), 5)), list(it.repeat("x", 2)), [list(t) for t in it.tee("ab")], list(it.filterfalse(None, [0, 1])), list(it.combinations_with_replacement("ab", 2)), list(it.chain.from_iterable(["ab", "c"])))
for what in [lambda: iter(5), lambda: list(NoIter()), lambda: 1 in NoIter(), lambda: iter(BadIter()), lambda: list(BadNext()), lambda: next([]), lambda: next(iter([])), lambda: [x for x in None], lambda: iter(len, 1) and iter(5, 1), lambda: 1 in 5, lambda: reversed({1}), lambda: reversed(Count(1)), lambda: range(1, 2, 0), lambda: range(5).index(9), lambda: dict(zip([[]], [1])), lambda: enumerate(5), lambda: list(map(5, [1])), lambda: list(map(lambda x: x, [1], [2])), lambda: sum("ab"), lambda: min(Count(0)), lambda: it.islice([], -1), lambda: list(it.batched("a", 0)), lambda: len(iter([])), lambda: zip([1], 5), lambda: max([1, "a"]), lambda: it.count("a")]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
