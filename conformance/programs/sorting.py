# Sorting: stability, keys, reverse, partly sorted data, bad comparisons, changes during the sort.

words = "the quick brown fox jumps over the lazy dog The QUICK".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (-len(w), w)))
print(sorted([3, 1.5, True, 2, -1, 2**70, 0]), sorted("hello"), sorted({3: 1, 1: 2}), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[2], [1, 5], [1]]), sorted([b"b", b"a"]))
data = [(i * 7919) % 1009 for i in range(2000)]
expected = []
for value in data:
    low, high = 0, len(expected)
    while low < high:
        mid = (low + high) // 2
        low, high = (mid + 1, high) if expected[mid] <= value else (low, mid)
    expected.insert(low, value)
print(sorted(data) == expected, sorted(data, reverse=True) == expected[::-1], sorted(expected) == expected, sorted(expected[::-1]) == expected)
runs = list(range(500)) + list(range(250, 0, -1)) + [5] * 100 + list(range(300)); check = sorted(runs); print(all(a <= b for a, b in zip(check, check[1:])), len(check), sum(check) == sum(runs))
pairs = [(i % 10, i) for i in range(1000)]; by_first = sorted(pairs, key=lambda p: p[0]); print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(by_first, by_first[1:])))
rev = sorted(pairs, key=lambda p: p[0], reverse=True); print(all(a[0] > b[0] or a[1] < b[1] for a, b in zip(rev, rev[1:])))
l = [3, 1, 2]; print(l.sort(), l); l.sort(reverse=True); print(l); l.sort(key=lambda x: -x if x != 2 else 100); print(l)


class Only:
    calls = 0
    def __init__(self, n): self.n = n
    def __lt__(self, other): Only.calls += 1; return self.n < other.n
    def __repr__(self): return f"O{self.n}"


print(sorted(map(Only, [3, 1, 2])), Only.calls <= 6, max(map(Only, [1, 5]), key=lambda o: o.n), min([Only(2), Only(1)]))
Only.calls = 0; sorted(map(Only, range(100))); print(Only.calls)
Only.calls = 0; sorted(map(Only, range(100, 0, -1))); print(Only.calls)
calls = []; sorted([3, 1, 2], key=lambda x: calls.append(x) or x); print(calls)
import functools
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted([1, 2, 3, 4], key=lambda x: x % 2), max("abc", key=ord), max([], default="d"), min(3, 1, 2), max([1, 2], [1, 3]), max(1, 1.0), min(1, True))


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Evil:
    def __init__(self, target): self.target = target
    def __lt__(self, other): self.target.append(1); return False
class Fails:
    def __init__(self, n): self.n = n
    def __lt__(self, other): raise KeyError("compare")


attempt(lambda: sorted([1, "a"]))
attempt(lambda: sorted([1, None]))
attempt(lambda: sorted([1j, 2j]))
attempt(lambda: sorted([{}, {}]))
attempt(lambda: sorted(5))
attempt(lambda: [2, 1].sort(key=5))
attempt(lambda: sorted([1], key=lambda: 0))
attempt(lambda: sorted([Fails(1), Fails(2)]))
attempt(lambda: sorted([2, 1], reverse="yes") if False else sorted([2, 1], reverse=2))
attempt(lambda: sorted([2, 1], reverse="a"))
target = []; target += [Evil(target), Evil(target), Evil(target)]
attempt(target.sort); print(len(target))
kept = [3, 2, 1]
attempt(lambda: kept.sort(key=lambda x: 1 / (x - 2))); print(kept)
seen = [2, 1]; attempt(lambda: seen.sort(key=lambda x: print(len(seen)))); print(seen)
nan = float("nan"); print(len(sorted([3, nan, 1, nan, 2])), sorted([nan]), sorted([(1, nan), (0, 5)]) [0])
print(list(reversed(sorted(range(5)))), sorted(sorted([2, 1]), reverse=True), sorted([True, False, 0, 1]), sorted(["é", "z", "a", "Z", "😀", "\uffff"]))
