# Containers changed by what is called while they are iterated, sorted, compared, joined, hashed.

import array
import bisect
import collections
import functools
import heapq
import itertools
import operator
import re


def attempt(what, function):
    try:
        result = function()
    except Exception as error:
        print(what, type(error).__name__, error)
    else:
        print(what, "->", repr(result)[:120])


class Hook:
    def __init__(self, act, value=0):
        self.act, self.value = act, value

    def __eq__(self, other):
        self.act()
        return False

    def __lt__(self, other):
        self.act()
        return True

    def __hash__(self):
        self.act()
        return 1

    def __index__(self):
        self.act()
        return self.value

    def __len__(self):
        self.act()
        return self.value

    def __iter__(self):
        self.act()
        return iter([1])

    def __repr__(self):
        self.act()
        return "hook"

    def __str__(self):
        self.act()
        return "hook"

    def __buffer__(self, flags):
        self.act()
        return memoryview(b"ab")


def changing(make, change, use):
    data = make()
    data_hook = Hook(lambda: change(data))
    return use(data, data_hook)


def loop(data, change):
    for n, _ in enumerate(data):
        change(data)
        if n > 20:
            break
    return len(data)


for make in (lambda: [1, 2, 3], lambda: bytearray(b"abc"), lambda: array.array("i", [1, 2, 3]), lambda: collections.deque([1, 2, 3])):
    name = type(make()).__name__
    attempt(f"{name} grows", lambda: loop(make(), lambda d: d.append(1)))
    attempt(f"{name} shrinks", lambda: loop(make(), lambda d: d.pop()))
for make in (lambda: {1: 1, 2: 2}, lambda: {1, 2}, lambda: collections.OrderedDict(a=1, b=2), lambda: collections.defaultdict(int, a=1)):
    name = type(make()).__name__
    grow = (lambda d: d.add(len(d) + 10)) if isinstance(make(), set) else (lambda d: d.__setitem__(len(d) + 10, 1))
    attempt(f"{name} grows", lambda: loop(make(), grow))
    attempt(f"{name} is cleared", lambda: loop(make(), lambda d: d.clear()))


def clearing(data):
    if isinstance(data, (bytearray, array.array)):
        del data[:]
    else:
        data.clear()


for make in (list, collections.deque):
    start = lambda: make([1, 2, 3])
    attempt(f"{make.__name__} ==", lambda: changing(lambda: make([1]), clearing, lambda d, h: d == make([h])))
    attempt(f"{make.__name__} in", lambda: changing(start, clearing, lambda d, h: h in d))
    attempt(f"{make.__name__} count", lambda: changing(start, clearing, lambda d, h: d.count(h)))
    attempt(f"{make.__name__} index", lambda: changing(start, clearing, lambda d, h: d.index(h)))
    attempt(f"{make.__name__} remove", lambda: changing(start, clearing, lambda d, h: d.remove(h)))
    attempt(f"{make.__name__} insert", lambda: changing(start, clearing, lambda d, h: (d.insert(h, 5), d)[1]))
    attempt(f"{make.__name__} repr", lambda: changing(start, clearing, lambda d, h: (d.append(h), d.append(1), repr(d))[2]))
    attempt(f"{make.__name__} *", lambda: changing(start, clearing, lambda d, h: d * h))
attempt("sort key", lambda: changing(lambda: [3, 1, 2], clearing, lambda d, h: d.sort(key=lambda x: d.append(x))))
attempt("sort compare", lambda: (lambda d: (d.extend([Hook(d.clear), Hook(d.clear)]), d.sort()))([]))
attempt("slice", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: d[Hook(d.clear, 0) : Hook(d.clear, 3)]))
attempt("slice set", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: (d.__setitem__(slice(0, Hook(d.clear, 3)), [7]), d)[1]))
attempt("item", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: d[h]))
attempt("bytearray item", lambda: changing(lambda: bytearray(b"abc"), clearing, lambda d, h: d.__setitem__(0, h)))
attempt("bytearray join", lambda: changing(lambda: bytearray(b"abc"), clearing, lambda d, h: d.join([b"a", h, b"c"])))
attempt("bytearray find", lambda: changing(lambda: bytearray(b"abc"), clearing, lambda d, h: d.find(b"c", h)))
attempt("bytearray extend", lambda: changing(lambda: bytearray(b"abc"), clearing, lambda d, h: (d.extend(h), d)[1]))
attempt("array item", lambda: changing(lambda: array.array("i", [1, 2]), clearing, lambda d, h: d.__setitem__(1, h)))
attempt("array insert", lambda: changing(lambda: array.array("i", [1, 2]), clearing, lambda d, h: (d.insert(h, 1), d)[1]))
attempt("memoryview", lambda: (lambda b: (lambda m: m.__setitem__(0, Hook(m.release, 1)))(memoryview(b)))(bytearray(b"ab")))
attempt("dict get", lambda: changing(lambda: {1: 1}, clearing, lambda d, h: d.get(h)))
attempt("dict set", lambda: changing(lambda: {1: 1}, clearing, lambda d, h: d.__setitem__(h, 1)))
attempt("dict ==", lambda: changing(lambda: {1: 1}, clearing, lambda d, h: {1: h} == d))
attempt("dict repr", lambda: changing(dict, clearing, lambda d, h: (d.update({2: h, 3: 1}), repr(d))[1]))
attempt("dict update", lambda: changing(lambda: {5: 1}, clearing, lambda d, h: d.update([h])))
attempt("set in", lambda: changing(lambda: {1}, clearing, lambda d, h: h in d))
attempt("set &", lambda: changing(lambda: {1}, clearing, lambda d, h: d.intersection([h])))
attempt("set |=", lambda: changing(lambda: {1}, clearing, lambda d, h: d.update([h, 1])))
attempt("set <=", lambda: changing(lambda: {1}, clearing, lambda d, h: d <= {1, 2}))
attempt("bisect", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: bisect.bisect_left(d, h)))
attempt("heappop", lambda: changing(list, clearing, lambda d, h: (d.extend([h, h, h]), heapq.heappop(d))))
attempt("heapify", lambda: changing(list, clearing, lambda d, h: (d.extend([h, h, h]), heapq.heapify(d))))
attempt("reduce", lambda: changing(lambda: [1, 2], clearing, lambda d, h: functools.reduce(lambda a, b: d.clear(), d)))
attempt("itemgetter", lambda: changing(lambda: [1, 2], clearing, lambda d, h: operator.itemgetter(h)(d)))
attempt("join", lambda: changing(lambda: ["a", "b"], clearing, lambda d, h: ",".join(map(str, [h, h]))))
attempt("percent", lambda: changing(lambda: ["a"], clearing, lambda d, h: "%s %s" % (h, d)))
attempt("sub", lambda: changing(lambda: bytearray(b"aaa"), clearing, lambda d, h: re.sub(b"a", lambda m: (d.clear(), b"x")[1], d)))
attempt("product", lambda: changing(lambda: [1, 2], clearing, lambda d, h: list(itertools.product(d, (d.clear(), 1)))))
attempt("zip", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: [(d.clear(), x) for x in zip(d, d)]))
attempt("unpack", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: [*d, *h, *d]))
attempt("call", lambda: changing(lambda: [1, 2, 3], clearing, lambda d, h: (lambda *a: a)(*d, *h, *d)))
attempt("extend itself", lambda: (lambda d: (d.extend(d), d)[1])([1, 2]))
attempt("slice by itself", lambda: (lambda d: (d.__setitem__(slice(1, 1), d), d)[1])([1, 2]))
