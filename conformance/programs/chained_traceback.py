# compare: stderr
# A traceback with causes, contexts, notes and repeated frames, as printed at the end of a program.

import sys


def level(n):
    if n == 0:
        raise ValueError("bottom")
    level(n - 1)


def context():
    try:
        level(5)
    except ValueError:
        {}["key"]


def cause():
    try:
        context()
    except KeyError as error:
        error.add_note("a note\non two lines")
        raise RuntimeError("multi\nline") from error


class Custom(Exception):
    pass


print("before")
sys.stdout.flush()
try:
    cause()
finally:
    raise Custom(
        "spread",
        1 + 2,
    )
