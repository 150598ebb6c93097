# Raising and catching; context, cause, suppression, notes; attributes of the built-in classes.

def chain(e, depth=0):
    out = []
    while e is not None and depth < 10:
        out.append(f"{type(e).__name__}({e}) cause={e.__cause__!r} context={e.__context__!r} suppress={e.__suppress_context__}")
        e, depth = e.__cause__ or e.__context__, depth + 1
    print(*out, sep="\n    ")


try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("second")
except KeyError as e:
    chain(e)
try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise KeyError("second") from first
except KeyError as e:
    chain(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("second") from None
except KeyError as e:
    chain(e)
try:
    try:
        raise ValueError("a")
    finally:
        raise TypeError("b")
except TypeError as e:
    chain(e)
try:
    try:
        raise ValueError("again")
    except ValueError as e:
        saved = e
        raise
except ValueError as e:
    print(e is saved, e.__context__)
try:
    raise ValueError from OSError
except ValueError as e:
    chain(e)
try:
    raise
except RuntimeError as e:
    print(e)
e1, e2 = ValueError(1), ValueError(2)
try:
    try:
        raise e1
    except ValueError:
        try:
            raise e2
        except ValueError:
            raise e1
except ValueError as e:
    print(e is e1, e.__context__, e.__context__ and e.__context__.__context__)
for bad in ["raise 1", "raise int", "raise ValueError from 5", "raise None"]:
    try:
        exec(bad)
    except TypeError as e:
        print(e)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))
try:
    try:
        1 / 0
    except (ValueError, (KeyError, ZeroDivisionError)) if False else (ValueError, ZeroDivisionError) as e:
        print("tuple matched")
finally:
    print("finally")
e = ValueError("x"); e.add_note("note 1"); e.add_note("note 2"); print(e.__notes__, e.args, repr(e), str(e), str(ValueError()), repr(ValueError(1, "a")), str(ValueError(1, 2)))
print(repr(KeyError("k")), str(KeyError("k")), str(KeyError(1, 2)), OSError(2, "No", "file").filename, str(OSError(2, "No such", "f")), type(OSError(2, "x")).__name__, OSError(13, "x").errno)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, NameError("n", name="q").name, AttributeError("a", name="n", obj=5).obj, ImportError("i", name="m", path="p").path)
u = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"); print(u, u.start, u.object, u.reason); print(UnicodeEncodeError("ascii", "é", 0, 1, "no"))
s = SyntaxError("msg", ("f.py", 3, 4, "text", 3, 6)); print(s.lineno, s.offset, s.text, s.end_offset, s.filename, s)
print([c.__name__ for c in ZeroDivisionError.__mro__], issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), IOError is OSError, issubclass(KeyboardInterrupt, Exception))
try:
    {}["missing"]
except LookupError as e:
    print(type(e).__name__, e.args, e.__traceback__ is not None, e.__traceback__.tb_lineno > 0, e.with_traceback(None) is e, e.__traceback__)
try:
    undefined_name
except NameError as e:
    print(e.name, e)
try:
    "x".missing
except AttributeError as e:
    print(e.name, e.obj, e)
try:
    import no_such_module_here
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    from sys import no_such_name
except ImportError as e:
    print(e)
try:
    assert 1 == 2, "assertion message"
except AssertionError as e:
    print(repr(e))
try:
    assert ()
except AssertionError as e:
    print(repr(e))


class MyError(Exception):
    def __init__(self, a, b): self.a = a; super().__init__(a)
    def __str__(self): return f"my {self.a}"


try:
    raise MyError(1, 2)
except MyError as e:
    print(e, e.args, repr(e))
for what in [lambda: MyError(1), lambda: ValueError(x=1), lambda: e1.add_note(5), lambda: setattr(e1, "__cause__", 5), lambda: setattr(e1, "args", 5), lambda: setattr(e1, "__traceback__", 5), lambda: UnicodeDecodeError(1), lambda: delattr(e1, "args")]:
    try:
        what()
    except TypeError as error:
        print(error)

# Frames are not referred to weakly.
import sys
import weakref

try:
    weakref.ref(sys._getframe())
except TypeError as e:
    print(e)
