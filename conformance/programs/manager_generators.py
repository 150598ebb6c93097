# compare: stderr
# Generators that yield twice, never, or swallow, under contextmanager: errors, contexts and tracebacks.

import sys
import traceback
from contextlib import contextmanager


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def twice_after_error():
    try:
        yield 1
    except ValueError:
        yield 2


@contextmanager
def never():
    if False:
        yield


@contextmanager
def fails_first():
    raise OSError("before")
    yield


@contextmanager
def swallows():
    try:
        yield
    except BaseException as error:
        print("swallowed", repr(error))


@contextmanager
def passes():
    yield


@contextmanager
def reraises():
    try:
        yield
    except Exception as error:
        raise error


@contextmanager
def replaces():
    try:
        yield
    except Exception as error:
        raise KeyError("replaced") from error


@contextmanager
def finishes():
    try:
        yield
    finally:
        raise IndexError("finally")


@contextmanager
def leaks(kind):
    yield
    raise kind("leak")


def chain(error):
    while error is not None:
        yield repr(error)
        error = error.__cause__ or error.__context__


def run(label, cm, error=None):
    print(label, file=sys.stderr)
    try:
        with cm:
            if error is not None:
                raise error
        print(label, "left")
    except BaseException as raised:
        print(label, " <- ".join(chain(raised)), raised is error, raised.__suppress_context__)
        traceback.print_exception(raised)


errors = [
    None, ValueError("v"), StopIteration("s"), GeneratorExit("g"), KeyboardInterrupt("k"),
    RuntimeError("generator raised StopIteration"), StopAsyncIteration("a"),
]
for error in errors:
    for make in twice, twice_after_error, swallows, passes, reraises, replaces, finishes:
        run(f"{make.__name__} {error!r}", make(), error)
        if error:
            error.__traceback__ = error.__context__ = error.__cause__ = None
run("never", never())
run("fails_first", fails_first())
for kind in StopIteration, ValueError, GeneratorExit:
    run(f"leaks {kind.__name__}", leaks(kind))
try:
    raise ValueError("outside")
except ValueError:
    run("while handling", passes(), KeyError("inside"))
    run("while handling", never())
never().__enter__()
