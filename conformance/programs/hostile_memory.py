# Memory filled by many small objects, where the process has a limit: MemoryError, and the program goes on.

import itertools
import resource

with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (500 << 20), resource.getrlimit(resource.RLIMIT_AS)[1]))


def objects():
    kept = []
    while True:
        kept.append(object())


def strings():
    kept = {}
    for i in itertools.count():
        kept[i] = "a string that is a little longer %d" % i


def comprehension():
    return [[i] for i in itertools.count()]


for fill in (objects, strings, comprehension):
    full = False
    try:
        fill()
    except MemoryError:
        full = True
    # Only here is gone what the exception's traceback kept.
    print(fill.__name__, full)
try:
    bytes(1 << 40)
except MemoryError:
    print("bytes MemoryError")
print("done")
