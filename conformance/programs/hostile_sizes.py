# Sizes that nobody has memory for: an error at once, and nothing allocated.

import array
import collections
import io
import itertools
import struct

HUGE = 10**15


def attempt(what, function):
    try:
        result = function()
    except (MemoryError, OverflowError, ValueError, struct.error) as error:
        print(what, type(error).__name__)
    else:
        print(what, "->", result)


for value in ([1], [1, 2, 3], (1,), "x", "xy", "é", b"x", b"xy", bytearray(b"x"), array.array("i", [1])):
    attempt(f"{value!r} *", lambda: value * HUGE)
    attempt(f"* {value!r}", lambda: (2**62) * value)
    attempt(f"{value!r} * 2**63", lambda: value * 2**63)
for value in ([], (), "", b"", bytearray()):
    attempt(f"{value!r} *", lambda: value * HUGE)
for value in ([1], bytearray(b"xy"), array.array("d", [1]), collections.deque([1, 2], maxlen=3)):

    def grow(value=value):
        value *= HUGE
        return value

    attempt(f"{value!r} *=", grow)
for text in ("a\tb", "é\t", b"a\tb", bytearray(b"a\tb")):
    for method in ("ljust", "rjust", "center", "zfill"):
        attempt(f"{text!r}.{method}", lambda: getattr(text, method)(HUGE))
for maker in (bytes, bytearray):
    attempt(maker.__name__, lambda: maker(HUGE))
attempt("list(range)", lambda: list(range(HUGE)))
attempt("[*range]", lambda: [*range(HUGE)])
attempt("list(repeat)", lambda: list(itertools.repeat(None, HUGE)))
attempt("to_bytes", lambda: (5).to_bytes(HUGE, "little"))
attempt("<<", lambda: 1 << HUGE)
attempt("0 <<", lambda: 0 << HUGE)
attempt("<< 10**20", lambda: 1 << 10**20)
attempt(">>", lambda: (1 >> HUGE, -1 >> 10**20))
attempt("0 ** ", lambda: (0**HUGE, 1**HUGE, (-1) ** (HUGE + 1)))
attempt("pow mod", lambda: pow(3, HUGE, 7))
attempt("%*d", lambda: "%*d" % (HUGE, 5))
attempt("%.*d bytes", lambda: b"%.*d" % (10**20, 5))
for spec in ("d", "s", "f", "", "n", "%", "x", "e"):
    value = "x" if spec in ("s", "") else 5.5 if spec in "f%en" else 5
    attempt(f"format width {spec}", lambda: format(value, f"{HUGE}{spec}"))
    attempt(f"format precision {spec}", lambda: format(value, f".{2**63}{spec}"))
attempt("join", lambda: len("".join(itertools.repeat("a", 100))))
for function in (itertools.combinations, itertools.combinations_with_replacement):
    attempt(function.__name__, lambda: function("ab", 2**62))
attempt("product", lambda: itertools.product("ab", repeat=2**62))
attempt("tee", lambda: itertools.tee("ab", 2**60))
attempt("calcsize", lambda: struct.calcsize(f"{2**63}s"))
attempt("pack", lambda: struct.pack(f"{HUGE}x"))
attempt("unpack", lambda: struct.unpack(f"{HUGE}x", b""))
attempt("rotate", lambda: (lambda d: (d.rotate(HUGE), d)[1])(collections.deque([1, 2, 3])))
attempt("maxlen", lambda: collections.deque(maxlen=2**63))
attempt("StringIO", lambda: io.StringIO("abc").read(HUGE))
attempt("BytesIO", lambda: io.BytesIO(b"abc").read(HUGE))
attempt("BufferedReader", lambda: io.BufferedReader(io.BytesIO(), HUGE))


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __length_hint__(self):
        return self.n

    def __iter__(self):
        return iter([1])


attempt("length of 2**63", lambda: len(Sized(2**63)))
attempt("length of -1", lambda: len(Sized(-1)))
attempt("list of what says it has many", lambda: list(Sized(10**17)))
attempt("list of what says it has some", lambda: list(Sized(10)))
