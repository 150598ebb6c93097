# Source and data nested so deep that an error is due, and nothing worse. Where the limit lies is each interpreter's own affair.

import ast
import functools
import sys
import types


def attempt(what, function):
    try:
        function()
    except (RecursionError, MemoryError, SyntaxError) as error:
        print(what, "SyntaxError" if isinstance(error, SyntaxError) else "too deep")
    else:
        print(what, "fine")


def source(what, text, mode="exec"):
    attempt(what, lambda: compile(text, "s", mode))


N = 100_000
for opening, closing in ("()", "[]", "{}"):
    source(f"open {opening}", opening * N)
    source(f"closed {closing}", closing * N)
    attempt(f"nested {opening}", lambda: compile(opening * 1000 + closing * 1000, "s", "eval"))
for unary in ("-", "+", "~", "not ", "lambda: ", "1 if 1 else ", "a ** "):
    source(f"unary {unary}", unary * N + "1", "eval")
for chain in (".b", "()", "[0]", ".b()"):
    source(f"chain {chain}", "a" + chain * N, "eval")
for operator in ("a + ", "a | ", "a // "):
    source(f"binary {operator}", operator * N + "1", "eval")
source("elif", "if a: pass\n" + "elif a: pass\n" * N)
for blocks in (50, 99, 100, 101):
    source(f"{blocks} blocks", "".join(" " * i + "if a:\n" for i in range(blocks)) + " " * blocks + "pass\n")
for blocks in (19, 20, 21):
    source(f"{blocks} loops", "".join(" " * i + "for a in b:\n" for i in range(blocks)) + " " * blocks + "pass\n")
for comprehension in ("[1 {}]", "(1 {})", "{{1: 1 {}}}"):
    source(f"clauses {comprehension}", comprehension.format("for a in b " * 3 * N), "eval")
source("conditions", "[1 for a in b " + "if a " * N + "]", "eval")
source("strings", '"a" ' * N)
source("f-strings", 'f"{' * N)
attempt("null byte", lambda: compile("a\0b", "s", "exec"))
for data in (b"# coding: nonsense\n", b"\xff = 1", b"\xef\xbb\xbf# coding: latin-1\n", b"# coding: utf-8\n'\xe9'"):
    attempt(f"bytes {data!r}", lambda: compile(data, "s", "exec"))

sys.setrecursionlimit(10_000_000)
deep_tuple, deep_list, deep_dict, deep_set = (), [], {}, frozenset()
for _ in range(N):
    deep_tuple, deep_list, deep_dict, deep_set = (deep_tuple,), [deep_list], {0: deep_dict}, frozenset([deep_set])
for deep in (deep_tuple, deep_list, deep_dict, deep_set):
    attempt(f"repr {type(deep).__name__}", lambda: repr(deep))
other = ()
for _ in range(N):
    other = (other,)
attempt("compare", lambda: deep_tuple == other)
attempt("generic", lambda: repr(functools.reduce(lambda x, _: list[x], range(N), int)))
attempt("namespace", lambda: repr(functools.reduce(lambda x, _: types.SimpleNamespace(a=x), range(N), 1)))
node = ast.Constant(1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
for _ in range(N):
    node = ast.UnaryOp(ast.USub(), node, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
attempt("tree", lambda: compile(ast.Expression(node), "s", "eval"))


class Wrapped:
    def __init__(self, inner):
        self.inner = inner

    def __del__(self):
        self.inner = None


del deep_tuple, deep_list, deep_dict, deep_set, other, node
chain = functools.reduce(lambda e, i: Wrapped(e), range(1000), None)
del chain
error = None
for i in range(N):
    new = ValueError(i)
    new.__context__ = error
    error = new
try:
    raise error
except ValueError as caught:
    print("a chain of contexts", caught)
del error, new
print("done")
