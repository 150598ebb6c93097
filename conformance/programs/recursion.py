# Recursion: deep but fine, and too deep in every place where Python code can be re-entered.

import sys


def down(n): return 0 if n == 0 else 1 + down(n - 1)


print(down(900), sys.getrecursionlimit())
def forever(): return forever()
class R:
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __getattr__(self, name): return getattr(self, name)
    def __call__(self): return self()
    def __hash__(self): return hash(self)
    def __iter__(self): return iter(self)
    def __add__(self, other): return self + other
    def __len__(self): return len(self)
    def __getitem__(self, key): return self[key]
    def __bool__(self): return bool(self)
    def __lt__(self, other): return self < other
    def __contains__(self, x): return x in self
    def __str__(self): return str(self)
    def __format__(self, spec): return format(self, spec)
    def __setattr__(self, k, v): setattr(self, k, v)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    @property
    def prop(self): return self.prop


def gen(): yield from gen()
def in_try():
    try:
        in_try()
    finally:
        pass
def mutual_a(): mutual_b()
def mutual_b(): mutual_a()
def by_sort(): sorted([1, 2], key=lambda x: by_sort())
def by_map(): list(map(lambda x: by_map(), [1]))
def by_comp(): [by_comp() for _ in [1]]
def by_eval(): eval("by_eval()")
def by_exec(): exec("by_exec()")
r = R()
for name, what in [("function", forever), ("repr", lambda: repr(r)), ("eq", lambda: r == r.__class__()), ("getattr", lambda: r.x), ("call", r), ("hash", lambda: hash(r)), ("iter", lambda: iter(r)), ("add", lambda: r + 1), ("len", lambda: len(r)),
                   ("getitem", lambda: r[0]), ("bool", lambda: not r), ("lt", lambda: r < 1), ("contains", lambda: 1 in r), ("str", lambda: str(r)), ("format", lambda: f"{r:x}"), ("setattr", lambda: setattr(r, "x", 1)), ("with", r.__enter__), ("property", lambda: r.prop),
                   ("generator", lambda: list(gen())), ("try", in_try), ("mutual", mutual_a), ("sort", by_sort), ("map", by_map), ("comprehension", by_comp), ("eval", by_eval), ("exec", by_exec)]:
    try:
        what()
        print(name, "no error")
    except RecursionError as error:
        print(name, type(error).__name__, str(error).startswith("maximum recursion depth exceeded"))
print("still alive", down(900))


def nested(n, kind):
    x = kind()
    for _ in range(n):
        x = [x] if kind is list else {1: x} if kind is dict else (x,)
    return x


for kind in [list, dict, tuple]:
    try:
        repr(nested(100_000, kind)); print("no error")
    except RecursionError as error:
        print(kind.__name__, type(error).__name__)
sys.setrecursionlimit(120)
def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(90 < depth() < 120); sys.setrecursionlimit(5000); print(down(4500)); sys.setrecursionlimit(1000)
for bad in [0, -1, "a", 2**40]:
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    forever()
except RecursionError as error:
    print(error)
for source in ["(" * 150 + ")" * 150, "[" * 250 + "]" * 250, "-" * 100 + "1", "x" + ".a" * 1000, "1" + "+1" * 2000]:
    try:
        compile(source, "c", "eval"); print("compiled")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(type(error).__name__, error)
