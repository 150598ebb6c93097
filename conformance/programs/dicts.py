# Dictionaries: order, methods, views, equality of keys, changes under iteration.

d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 10; del d["a"]; d["a"] = 4
print(d, list(d), d.keys(), d.values(), d.items(), len(d), "b" in d, "z" in d)
print(d.get("z"), d.get("z", 0), d.setdefault("z", []), d.setdefault("b", 5), d.pop("z"), d.pop("zz", "none"), d.popitem(), d)
d.update({"x": 1}, y=2); d.update([("p", 1), "qr"]); d |= {"b": 0}; print(d, d | {"new": 1}, {"new": 0} | d)
print(dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict(zip("ab", [1, 2])), dict.fromkeys("aba"), dict.fromkeys([1], []), {**{"k": 1}, "k": 2})
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2, 0.0: 3, -0.0: 4}, {"1": 1, 1: 2}, {(1, 2): 3}[1, 2], {2**70: 1}[2**70], {2.0**70: 5}[2**70])
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 1.0}, {} == [], {"a": 1} != {"a": 2}, {1: {2: 3}} == {1: {2: 3}})
print(list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1}.items())), sorted({"b": 1, "a": 2}.items()), max({"x": 1, "y": 5}, key={"x": 1, "y": 5}.get))
k = {"a": 1, "b": 2}.keys()
print(sorted(k & {"a", "z"}), sorted(k | ["c"]), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b"}, k >= {"a"}, k.isdisjoint("x"), ("a", 1) in {"a": 1}.items())
nan = float("nan"); n = {nan: 1}; print(n[nan])
many = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del many[i]
print(len(many), list(many)[:5], many[501], 500 in many, sum(many), list({**many, 0: 0})[-1])
self = {}; self["me"] = self; print(self, [self])
m = d.copy(); m.clear(); print(m, bool(m), m == {}, len(d))
proxy = type("T", (), {"q": 1}).__dict__; print(type(proxy).__name__, proxy["q"], "q" in proxy)


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): print("hash", self.n); return self.n % 2
    def __eq__(self, other): print("eq", self.n, other.n); return self.n == other.n
    def __repr__(self): return f"K{self.n}"


kd = {Key(1): "a", Key(3): "b"}
print(kd[Key(3)], kd, Key(5) in kd)


class Default(dict):
    def __missing__(self, key): return f"<{key}>"


dd = Default(a=1); print(dd["a"], dd["b"], dd.get("b"), dd, "%(zz)s" % dd, type(dd | {}).__name__)


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def change(d, what):
    for key in d:
        what(d, key)


attempt(lambda: {}["k"])
attempt(lambda: {}[1, 2])
attempt(lambda: {[]: 1})
attempt(lambda: {}.pop("k"))
attempt(lambda: {}.popitem())
attempt(lambda: {1: 2}.__delitem__(3))
attempt(lambda: dict([1]))
attempt(lambda: dict(["abc"]))
attempt(lambda: dict(5))
attempt(lambda: {} | [])
attempt(lambda: {} < {})
attempt(lambda: hash({}))
attempt(lambda: change({1: 1}, lambda d, k: d.update({k + 1: 1})))
attempt(lambda: change({1: 1, 2: 2}, lambda d, k: d.pop(k)))
attempt(lambda: change({1: 1, 2: 2}, lambda d, k: (d.pop(k), d.update({k: k}))))
attempt(lambda: proxy.__setitem__("a", 1))
attempt(lambda: dict(**{"a": 1}, **{"a": 2}))
attempt(lambda: dict(**5))
attempt(lambda: {**[1]})
attempt(lambda: {}.fromkeys(3))
attempt(lambda: {1: 2}.update(7))
