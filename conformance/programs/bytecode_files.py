"""Compiled modules on disk: written, read, stale, cut, damaged, of another version, without source."""

import importlib
import importlib.util
import os
import py_compile
import sys

sys.path.insert(0, os.getcwd())
sys.dont_write_bytecode = False
sys.pycache_prefix = os.path.join(os.getcwd(), "cache")
NAME = "subject"


def attempt(what):
    sys.modules.pop(NAME, None)
    importlib.invalidate_caches()
    try:
        module = importlib.import_module(NAME)
    except Exception as error:
        print(what, "->", type(error).__name__)
    else:
        print(what, "->", module.value, os.path.basename(module.__file__))


def source(value):
    with open(NAME + ".py", "w") as file:
        file.write(f"value = {value!r}\ndef f(x, *, y=1):\n    return [x + y for _ in 'abc']\n")
    os.utime(NAME + ".py", (1_000_000_000, 1_000_000_000))


def change(data):
    with open(cached, "wb") as file:
        file.write(data)


source(1)
cached = importlib.util.cache_from_source(os.path.join(os.getcwd(), NAME + ".py"))
attempt("first import")
print("written:", os.path.exists(cached), cached.startswith(sys.pycache_prefix), cached.endswith("-314.pyc"))
with open(cached, "rb") as file:
    good = file.read()
print("magic:", good[:4] == importlib.util.MAGIC_NUMBER, good[2:4], int.from_bytes(good[8:12], "little"))

# The source changes behind the file's back, with the same time and size: what was compiled counts.
source(2)
attempt("same time and size")
os.utime(NAME + ".py", (1_000_000_001, 1_000_000_001))
attempt("another time")
with open(cached, "rb") as file:
    good = file.read()

for length in (0, 3, 4, 8, 15):
    change(good[:length])
    attempt(f"cut in the header, {length}")
for length in (16, 17, 20, 30, len(good) // 2, len(good) - 1):
    change(good[:length])
    attempt("cut in the code")
change(b"\0\0\r\n" + good[4:])
attempt("another version")
with open(cached, "rb") as file:
    print("written anew:", file.read() == good)
change(good[:4] + b"\xff\xff\xff\x7f" + good[8:])
attempt("unknown flags")
change(good[:16] + b"N")
attempt("no code in it")
change(good[:16] + b"\xff" * 40)
attempt("nonsense")
os.remove(cached)

for mode in py_compile.PycInvalidationMode:
    py_compile.compile(NAME + ".py", doraise=True, invalidation_mode=mode)
    with open(cached, "rb") as file:
        data = file.read()
    print(mode.name, data[4:8])
    attempt(mode.name)
    os.remove(cached)

py_compile.compile(NAME + ".py", cfile=NAME + ".pyc", doraise=True)
os.remove(NAME + ".py")
attempt("without source")
with open(NAME + ".pyc", "r+b") as file:
    file.write(b"ab\r\n")
attempt("without source, another version")
with open(NAME + ".pyc", "r+b") as file:
    file.truncate(12)
attempt("without source, cut")
