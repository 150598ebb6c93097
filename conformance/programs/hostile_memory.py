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
    try:
        fill()
    except MemoryError:
        print(fill.__name__, "MemoryError")
try:
    bytes(1 << 40)
except MemoryError:
    print("bytes MemoryError")
print("done")
