# What exec and eval take for globals and builtins.


class Frozen(dict):
    def __setitem__(self, key, value):
        raise RuntimeError("read-only " + key)


def attempt(what, f, *args):
    try:
        print(what, f(*args))
    except Exception as e:
        print(what, type(e).__name__, e)


proxy = type(type.__dict__)
attempt("mapping", eval, "known", {"__builtins__": proxy({"known": 1})})
attempt("no such name", eval, "unknown", {"__builtins__": proxy({})})
attempt("import", exec, "import a.b", {"__builtins__": proxy({})})
attempt("reduce", eval, "iter_.__reduce__()[1:]", {"__builtins__": proxy({"iter": iter}), "iter_": iter([1])})
attempt("reduce without iter", eval, "iter_.__reduce__()", {"__builtins__": proxy({}), "iter_": iter([1])})
attempt("no mapping", eval, "x", {"__builtins__": 123})
given = proxy({"known": 1})
attempt("f_builtins", lambda: eval("(lambda: 0).__builtins__", {"__builtins__": given}) is given)
attempt("frozen globals", exec, "x = 1", Frozen())
attempt("frozen builtins", exec, "__builtins__['x'] = 1", {"__builtins__": Frozen()})

# Code with ever new globals.
code = compile("x + 1", "c", "eval")
print(sum(eval(code, {"x": i}) for i in range(20000)))


def keywords(**kw):
    return kw


class Private:
    def call(self):
        return keywords(__x=1, **{"__y": 2})


print(Private().call())


class Namespace(type(__import__("sys").implementation)):
    odd = False

    def __new__(cls, *args, **kw):
        return 1 if cls.odd else super().__new__(cls)


n = Namespace()
Namespace.odd = True
attempt("replace", n.__replace__)


class Unhashable(type):
    __hash__ = None


A = Unhashable("A", (), {})
attempt("hash of a union", hash, A | int)
