# The built-in functions that no other program is about.

print(abs(-3), all([1, 2]), any([]), ascii("é"), bin(5), bool([]), callable(len), chr(97), divmod(7, 3), eval("1+1"), hex(255), oct(8), ord("a"), pow(2, 3), pow(2, 3, 5), repr("x"), round(2.5), sum([1, 2], 10), format(3.5, ".2f"), hash(1) == 1, max("b", "a"), min([3, 1]))
print(1, "a", [2], sep="-", end="!\n"); print(); print("x", "y", sep=""); print(*range(3), sep=", "); print("a", end=""); print("b")
import io, sys
out = io.StringIO(); print("to file", file=out, flush=True); print(repr(out.getvalue()), type(out).__name__)
print(isinstance(1, (int, str)), isinstance(1, int | str), issubclass(bool, int), type(1) is int, id(None) == id(None), getattr("x", "upper")(), getattr(1, "no", 5), hasattr([], "append"), vars(type("T", (), {"a": 1}))["a"], sorted(dir([]))[-3:], len(dir()) > 3)
ns = {"x": 1}; exec("y = x + 1\nz = [i for i in range(y)]", ns); print(ns["y"], ns["z"], eval("x + y", ns), eval("a * b", {"a": 2}, {"b": 5}), eval(compile("1 + 1", "c", "eval")), exec("pass"), eval("  1"), eval(b"2"), eval("lambda: 3")())
code = compile("def f(a, b=2): return a + b", "file.py", "exec"); print(code.co_filename, code.co_name, code.co_consts[0].co_name if hasattr(code.co_consts[0], "co_name") else "", type(code).__name__); exec(code); print(f(1))
class Mapping(dict):
    def __missing__(self, key): return f"missing {key}"
print(eval("anything", {"__builtins__": {}}, Mapping()), eval("len", {"__builtins__": {"len": "replaced"}}))
print(__import__("sys") is sys, __import__("os.path").__name__, sys.modules["os"].__name__, __builtins__.__name__, __debug__, Ellipsis, NotImplemented, ..., None.__class__.__name__)
print(sorted(n for n in dir(__builtins__) if n[0].islower() and n not in ("copyright", "credits", "exit", "quit", "license", "help")))
print(sorted(n for n in dir(__builtins__) if n[0].isupper()))
for value in [0, "", (), [], {}, set(), 0.0, 0j, None, False, range(0), b"", frozenset()]:
    assert not value
for value in [1, "a", (0,), [0], {0: 0}, {0}, 0.1, 1j, True, range(1), b"0", ..., object(), print, int, float("nan")]:
    assert value
print(str(None), str(True), str([1, "a"]), repr(...), str(int), str(len), repr(NotImplemented), str(b"x"), str(type), repr(print), str(object), str({1: [2]}), repr(sys), str(Exception("m")), repr(slice(1)), repr(range(2)))
print(type(lambda: 0).__name__, type(len).__name__, type(type).__name__, type(None), type(...), type(NotImplemented), type(sys).__name__, type((lambda: 0).__code__).__name__, type(print.__call__).__name__, type(iter).__name__)
def f(a, /, b: int = 2, *c, d=4, **e): "doc"; x = 1; return x
print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_nlocals, f.__code__.co_flags & 12, f.__module__, f.__closure__, f.__dict__, f.__globals__ is globals(), f.__builtins__ is __builtins__.__dict__); f.attr = 1; print(f.__dict__, f.attr); f.__name__ = "renamed"; f.__doc__ = None; print(f.__name__, f.__doc__, f.__qualname__)
print(len.__doc__ is not None, len.__text_signature__, sorted.__text_signature__, dict.fromkeys.__text_signature__, int.__doc__.splitlines()[0], print.__module__, len.__self__.__name__, str.join.__doc__ is not None)
print(sys.version_info[:2], sys.byteorder, sys.maxsize, sys.maxunicode, sys.argv, sys.implementation.version[:2], sys.flags.optimize, sys.getsizeof([]) > 0, sys.intern("a") is sys.intern("a"), sys.hash_info.width, sys.hash_info.modulus, sys.int_info.bits_per_digit, sys.float_info.mant_dig, sys.getdefaultencoding(), sys.platform)
for what in [lambda: eval("1 +"), lambda: eval("x = 1"), lambda: exec(5), lambda: eval(5), lambda: exec("x", 5), lambda: eval("x", {}, 5), lambda: compile("x", "f", "wrong"), lambda: compile(5, "f", "exec"), lambda: __import__("nope_nope"), lambda: __import__(""), lambda: __import__(5), lambda: print(sep=5), lambda: print(end=b"x"), lambda: print(file=5), lambda: print("x", bad=1), lambda: vars(5), lambda: dir(1, 2), lambda: f.__defaults__.x, lambda: setattr(f, "__name__", 5), lambda: setattr(f, "__defaults__", 5), lambda: setattr(f, "__code__", 5), lambda: delattr(f, "__name__"), lambda: round("a"), lambda: round(1.5, "a"), lambda: sum([[]], 0), lambda: chr(1.5), lambda: eval("a", {"a": 1}) and eval("b", {"a": 1}), lambda: isinstance(1, "int"), lambda: issubclass(int, 5), lambda: isinstance(1, (int, 5)) , lambda: isinstance("a", (int, 5)), lambda: getattr(1, 2), lambda: callable(), lambda: id(1, 2), lambda: eval("__import__('x' * 3)"), lambda: exec("import sys.nope"), lambda: exec("from sys import nope"), lambda: exec("from os import path.x")]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
