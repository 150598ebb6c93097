# Sets and frozensets. Printed sorted, since their order is nobody's business.


def show(s):
    return type(s).__name__ + str(sorted(s, key=repr))


a, b = {1, 2, 3, 4}, {3, 4, 5}
print(show(a | b), show(a & b), show(a - b), show(a ^ b), show(b - a), show(a.union([9], "x")), show(a.intersection([1, 2], {2})), show(a.difference({1}, [2])))
print(a <= b, {3} < b, a >= {1, 2}, a > a, a >= a, a == {4, 3, 2, 1}, a != b, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint({7}), {1} < {2})
s = set(); s.add(1); s.add(1); s.update([2, 3], (4,)); s.discard(9); s.discard(2); s.remove(3); print(show(s), len(s), 1 in s, 2 in s, set())
s |= {7, 8}; s &= {1, 7, 8}; s -= {1}; s ^= {8, 9}; print(show(s)); s.clear(); print(s, bool(s))
s = {1}; print(s.pop(), s); c = {1, 2}.copy(); print(show(c))
x = {1, 2, 3}; x.intersection_update([2, 3], [3]); print(x); x.difference_update([3]); print(x); x.symmetric_difference_update("a"); print(x)
f = frozenset("abca"); print(show(f), show(f | {"z"}), show({"z"} | f), hash(f) == hash(frozenset("cab")), f == set("abc"), {f: 1}[frozenset("bca")], frozenset(), frozenset([1]))
print(show({*"ab", *[1]}), show({i % 3 for i in range(10)}), len({1, 1.0, True}), {1, True}, {True, 1}, {0.0, -0.0, 0})
print({frozenset([1])} == {frozenset([1])}, frozenset([1]) in {frozenset([1])}, {1} in [{1}], {1} in {frozenset([1])}, repr({"a"}), repr(frozenset({"a"})))
big = set(range(500)); big -= set(range(0, 500, 3)); print(len(big), sum(big), 3 in big, 4 in big, min(big), max(big))
print(set("hello") == set("olleh"), sorted(set("hello")), set([]) == frozenset(), sorted({(1, 2), (0, 5)}), set(range(3)) == {0, 1, 2})


class Sub(set):
    def __repr__(self): return "Sub"


print(type(Sub([1]) | {2}).__name__, type({2} | Sub([1])).__name__, type(Sub().copy()).__name__, Sub([1]) == {1})


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other): print("eq", self.n, other.n); return self.n == other.n


k = {Key(1), Key(2)}; print(len(k), Key(2) in k)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def change(s):
    for item in s:
        s.add(item + 100)


attempt(lambda: {[]})
attempt(lambda: {1}.remove(2))
attempt(lambda: set().pop())
attempt(lambda: hash(set()))
attempt(lambda: {1} | [2])
attempt(lambda: {1} + {2})
attempt(lambda: {1} < [1])
attempt(lambda: set(5))
attempt(lambda: set(1, 2))
attempt(lambda: frozenset([1]).add(2))
attempt(lambda: {1}[0])
attempt(lambda: change({1, 2, 3}))
attempt(lambda: {1}.union(5))
attempt(lambda: {1} <= 5)
attempt(lambda: set().add())
attempt(lambda: {{}: 1})
attempt(lambda: {1, 2} & {2: "x"}.keys())
attempt(lambda: [] in {1})
