# throw and close, through try, finally, with and yield from.

import gc


def worker(name):
    try:
        while True:
            try:
                x = yield name
                print(name, "received", x)
            except ValueError as error:
                print(name, "caught", repr(error), repr(error.__context__))
            except KeyError:
                return "returned on KeyError"
    except GeneratorExit:
        print(name, "closing")
        raise
    finally:
        print(name, "finally")


def outer():
    result = yield from worker("inner")
    print("outer result", result)
    yield from worker("second")


g = outer(); print(next(g), g.send(1), g.throw(ValueError("v")), g.throw(ValueError), g.throw(KeyError())); print(g.close(), g.close())
try:
    next(g)
except StopIteration as error:
    print("stop", error.value)
g = worker("fresh"); print(g.close())
g = worker("fresh")
try:
    g.throw(OSError("before start"))
except OSError as error:
    print("out:", error, list(g))
g = worker("w"); next(g)
try:
    g.throw(OSError("inside"))
except OSError as error:
    print("out:", error, error.__context__)


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("refusing")


g = stubborn(); next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
g = None; gc.collect()


def close_value():
    try:
        yield
    except GeneratorExit:
        return "value of close"


g = close_value(); next(g); print(g.close(), g.close())


def raising_close():
    try:
        yield
    finally:
        1 / 0


g = raising_close(); next(g)
try:
    g.close()
except ZeroDivisionError as error:
    print(error, repr(error.__context__))


class CM:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *exc): print("exit", exc[0] and exc[0].__name__, exc[1]); return exc[0] is ValueError


def with_inside():
    with CM():
        yield 1
    yield 2
    with CM():
        yield 3


g = with_inside(); print(next(g), g.throw(ValueError("swallowed")), next(g)); g.close()
def finally_yields():
    try:
        yield "try"
    finally:
        got = yield "finally"
        print("in finally", got)


g = finally_yields(); next(g); print(g.throw(ValueError("later")))
try:
    g.send("resumed")
except ValueError as error:
    print(error)


def context_kept():
    try:
        raise KeyError("handled here")
    except KeyError:
        yield 1
        try:
            raise
        except KeyError as error:
            print("re-raised", error)


g = context_kept(); next(g)
try:
    raise IndexError("outside")
except IndexError:
    list(g)
try:
    g = worker("x"); next(g)
    try:
        raise IndexError("being handled by the caller")
    except IndexError:
        g.throw(ValueError("with context"))
        g.close()
finally:
    pass
for what in [lambda: worker("q").throw(5), lambda: worker("q").throw(), lambda: worker("q").throw(ValueError, "a", 5), lambda: worker("q").throw(ValueError("x"), "extra"), lambda: worker("q").throw(int)]:
    try:
        what()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
def abandoned():
    try:
        yield 1
    finally:
        print("abandoned generator closed")


g = abandoned(); next(g); g = None
import gc; gc.collect()
