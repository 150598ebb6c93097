# Module _warnings without module warnings: what is remembered, what becomes an error.
import _warnings


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


class Pattern:
    def __init__(self, text):
        self.text = text

    def match(self, s):
        return s.startswith(self.text)


filters = _warnings.filters


def use(*new):
    filters[:] = new
    _warnings._acquire_lock()
    _warnings._filters_mutated_lock_held()
    _warnings._release_lock()


registry = {}
use(("ignore", None, UserWarning, None, 0), ("error", Pattern("bad"), Warning, None, 0), ("error", None, Warning, "mod", 7))
attempt(_warnings.warn, "x")
attempt(_warnings.warn_explicit, "bad thing", FutureWarning, "f.py", 1)
attempt(_warnings.warn_explicit, "y", FutureWarning, "mod.py", 7)
attempt(_warnings.warn_explicit, FutureWarning("bad instance"), None, "f.py", 1)
attempt(_warnings.warn_explicit, "ignored", UserWarning, "f.py", 1, registry=registry)
print(list(registry) == ["version"])
use(("sometimes", None, Warning, None, 0))
attempt(_warnings.warn, "x", SyntaxWarning)
use(("error", None, Warning, None))
attempt(_warnings.warn, "x")
use((3, None, Warning, None, 0))
attempt(_warnings.warn, "x")
use(("error", None, Warning, None, 0))
attempt(_warnings.warn, "x", int)
attempt(_warnings.warn, "x", 3)
attempt(_warnings.warn, "x", skip_file_prefixes=["a"])
attempt(_warnings.warn, "x", skip_file_prefixes=(3,), stacklevel=3)
attempt(_warnings.warn_explicit, "x", UserWarning, 3, 3)
attempt(_warnings.warn_explicit, "x", UserWarning, "f", 3, registry=3)
attempt(_warnings.warn_explicit, "x", UserWarning, "f", 3, module_globals=3)
attempt(_warnings.warn_explicit, "x", UserWarning, "f", 3, None)
attempt(_warnings._filters_mutated_lock_held)
attempt(_warnings._release_lock)
