# Lists and tuples: every method, comparison, and changes while something else is looking.

x = [3, 1, 2]
x.append(5); x.extend((7, 6)); x.extend(c for c in "ab"); x.insert(0, "first"); x.insert(-1, "near"); x.insert(99, "last"); x.insert(-99, 0)
print(x, len(x), x.index(5), x.count(1), x.pop(), x.pop(0), x.pop(-2), x)
x.remove("first"); x.reverse(); print(x, x.copy() == x, x.copy() is x)
x.clear(); print(x, bool(x), [] == x)
print([1] + [2], [1, 2] * 2, 2 * [3], [[]] * 2, [1] * 0, [1] * -5, (1, 2) + (3,), (1,) * 3, () + (), (1, 2)[::-1])
a = b = [1]; a += [2]; print(a, b, a is b)
a = b = (1,); a += (2,); print(a, b)
a = [1]; a += "xy"; a *= 2; print(a)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [1, 2] == (1, 2), (1, 2) == (1, 2), (1, "a") < (2, 0), [[1], 2] == [[1], 2])
print(2 in [1, 2], "x" not in ("x",), [1] in [[1]], None in ())
cycle = [1]; cycle.append(cycle); print(cycle, cycle[1][1][1] is cycle, [cycle, (cycle,)])
print((1,), (), (1, (2, [3])), tuple("abc"), list((1, 2)), list({1: 2}), tuple(range(3)), [*"ab", *[1]], (*(), 1))
print((1, 2, 1).count(1), (1, 2, 3).index(3), (1, 2, 3).index(3, 1), hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple([])))

out = []
grow = [1, 2, 3]
for item in grow:
    out.append(item)
    if len(grow) < 6:
        grow.append(item * 10)
print(out)
shrink = [1, 2, 3, 4, 5, 6]
out = []
for item in shrink:
    out.append(item)
    shrink.remove(item)
print(out, shrink)
it = iter([1, 2, 3]); print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), next(it, "end"))
done = [1]; it = iter(done); list(it); done.append(2); print(list(it))
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), sorted((3, 1, 2)), sum([[1], [2]], []), any([0, "", 1]), all([]))
print(list(map(lambda p, q: p + q, [1, 2], [10, 20, 30])), list(zip("ab", [1, 2, 3])), list(enumerate("ab", 5)), list(filter(None, [0, 1, "", "x"])))


class Evil:
    def __eq__(self, other):
        victim.clear()
        return False


victim = [Evil(), Evil(), Evil()]
print(victim == [1, 2, 3], victim)
victim = [Evil(), 2]
print(2 in victim, victim.count(1))


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: (1,).index(2))
attempt(lambda: [1] + (2,))
attempt(lambda: (1,) + [2])
attempt(lambda: [1] * [2])
attempt(lambda: [1] * 1.5)
attempt(lambda: [1] < (1,))
attempt(lambda: [1] < ["a"])
attempt(lambda: [].extend(5))
attempt(lambda: [].insert("x", 1))
attempt(lambda: hash([]))
attempt(lambda: hash(([],)))
attempt(lambda: list(5))
attempt(lambda: [].append())
attempt(lambda: [].append(1, 2))
attempt(lambda: [1] * (10**15))
attempt(lambda: next(iter([])))
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(lambda: list.append([], x=1))
attempt(lambda: list(a=1))
attempt(lambda: len(5))
