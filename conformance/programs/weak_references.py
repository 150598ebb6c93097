# Weak references, callbacks, proxies, weak containers, __del__; after a collection, since not all interpreters count references.

import gc
import weakref


class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"
    def __len__(self): return self.n
    def method(self): return f"method {self.n}"


def alive(r): gc.collect(); return r() is not None


c = C(1); r = weakref.ref(c); print(r() is c, r == weakref.ref(c), r is weakref.ref(c), hash(r) == hash(c), weakref.getweakrefcount(c), type(r).__name__)
log = []; cb = weakref.ref(c, lambda ref: log.append(ref is cb)); del c; print(alive(r), r(), log)
c = C(2); p = weakref.proxy(c); print(p.n, len(p), p.method(), p == c, type(p).__name__); p.n = 5; print(c.n); del c; gc.collect()
try:
    p.n
except ReferenceError as error:
    print(error)
a, b = C(3), C(4); d = weakref.WeakValueDictionary(a=a, b=b); k = weakref.WeakKeyDictionary({a: "va", b: "vb"}); s = weakref.WeakSet([a, b])
print(sorted(d), len(k), len(s), d["a"], k[b], a in s); del a; gc.collect(); print(sorted(d), len(k), len(s), d.get("a", "gone"))
m = weakref.WeakMethod(b.method); print(m()()); del b; gc.collect(); print(m(), dict(d), list(k.items()), list(s))
c = C(5); f = weakref.finalize(c, print, "finalized", 5); print(f.alive, f.peek()[2]); del c; gc.collect(); print(f.alive)
c = C(6); f = weakref.finalize(c, print, "called by hand"); f(); f(); print(f.alive)
class Node:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


n1 = Node("alone"); del n1; gc.collect()
n1, n2 = Node("cycle"), 5; n1.self = n1; r = weakref.ref(n1); del n1; gc.collect(); print(r())
saved = []
class Phoenix:
    def __del__(self): saved.append(self); print("resurrected")
ph = Phoenix(); del ph; gc.collect(); print(len(saved)); saved.clear(); gc.collect(); print(len(saved), "__del__ ran once")
class Raises:
    def __del__(self): raise ValueError("ignored")
import sys
caught = []; sys.unraisablehook = lambda u: caught.append((u.exc_type.__name__, str(u.exc_value), u.err_msg.partition(" at 0x")[0])); x = Raises(); del x; gc.collect(); print(caught); sys.unraisablehook = sys.__unraisablehook__
class Sub(weakref.ref):
    __slots__ = ("extra",)
    def __new__(cls, o, extra): return super().__new__(cls, o)
    def __init__(self, o, extra): super().__init__(o); self.extra = extra


c = C(7); sr = Sub(c, "x"); print(sr().n, sr.extra, sr == weakref.ref(c)); f = lambda: 0; print(weakref.ref(f)() is f, weakref.ref(C)() is C, weakref.ref({1}.__class__)() is set)
for what in [lambda: weakref.ref(5), lambda: weakref.ref("s"), lambda: weakref.ref([]), lambda: weakref.ref(None), lambda: weakref.ref({}), lambda: weakref.ref(()), lambda: weakref.ref(), lambda: weakref.proxy(1), lambda: hash(weakref.proxy(C(1))), lambda: hash(weakref.ref(Node))== hash(Node)]:
    try:
        print(what())
    except TypeError as error:
        print(error)
