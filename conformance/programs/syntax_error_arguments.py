# What a SyntaxError has in its arguments and attributes, by the stage that found it, and which warnings come before it.

import warnings


def attempt(source, mode="exec"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "s", mode)
        except SyntaxError as error:
            print(ascii(error.args), error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset)
        else:
            print(ascii(source), "compiles")
    for warning in caught:
        print("   ", warning.lineno, warning.message)


for mode in ("eval", "single"):
    for nothing in ("", "\n", "# nothing", b""):
        attempt(nothing, mode)
for source in (
    "from __future__ import x",
    "from __future__ import braces",
    "x = 1\nfrom __future__ import division",
    "return",
    "def f(a, a): pass",
    "def f():\n  global a\n  nonlocal a",
    "[(yield) for a in b]",
    "class A:\n  nonlocal a",
    "a: int\nglobal a",
    b"x\n\xff = 1",
    b"# coding: nonsense\n",
    b"\xef\xbb\xbf# coding: latin-1\n",
    "9" * 4301,
    "x = [1,\n" + "9" * 5000 + "]",
    "case = 1_" + "0" * 4300,
    "0x" + "9" * 5000,
    r'"\d \xq"',
    r'b"\d \xq"',
    r'"\d" "\xq"',
    r'"\d\400"',
    r'"\d \N{nothing of the kind}"',
    "__debug__()",
    "__debug__[0]",
    "__debug__ is 1",
    "[1][__debug__]",
    "'a'['b']",
):
    attempt(source)
