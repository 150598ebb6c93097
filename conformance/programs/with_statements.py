# with: order, suppression, several managers, errors in enter and exit, missing methods.

class CM:
    def __init__(self, name, suppress=False, enter=None, exit=None):
        self.name, self.suppress, self.fail_enter, self.fail_exit = name, suppress, enter, exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise self.fail_enter
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail_exit:
            raise self.fail_exit
        return self.suppress


with CM("a") as a, CM("b") as b:
    print(a, b)
with (CM("a") as a, CM("b"), CM("c") as (x, *y),):
    print(a, x, y)
with CM("s", suppress=True):
    raise ValueError("suppressed")
print("after")


def attempt(what):
    try:
        print("->", what())
    except Exception as error:
        print("->", type(error).__name__, error, "| context:", repr(error.__context__))


def body_raises():
    with CM("o"), CM("i"):
        raise ValueError("body")


def exit_raises():
    with CM("o"), CM("i", exit=KeyError("exit")):
        raise ValueError("body")


def enter_raises():
    with CM("o", suppress=True), CM("i", enter=KeyError("enter")):
        print("never")
    return "suppressed by outer"


def returns():
    with CM("r") as r:
        return r
    print("never")


def exit_raises_on_return():
    with CM("r", exit=OSError("in exit")):
        return 1


def loops():
    for i in range(3):
        with CM(f"l{i}"):
            if i == 0:
                continue
            break
    else:
        print("never")
    return i


def nested_suppress():
    with CM("1", suppress=True):
        with CM("2", exit=TypeError("new")):
            with CM("3"):
                1 / 0
    return "ok"


def unpack_fails():
    with CM("u") as (p, q):
        print("never")


for f in [body_raises, exit_raises, enter_raises, returns, exit_raises_on_return, loops, nested_suppress, unpack_fails]:
    attempt(f)


class NoExit:
    def __enter__(self): print("entered?")
class NoEnter:
    def __exit__(self, *a): pass
class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
class OnInstance: pass


inst = OnInstance(); inst.__enter__ = inst.__exit__ = lambda *a: None
def use(cm):
    with cm as target:
        return target


for cm in [NoExit(), NoEnter(), Async(), inst, 5, None, CM]:
    attempt(lambda: use(cm))


class Attr: pass


obj, lst = Attr(), [0, 0]
with CM("t") as obj.attr, CM("u") as lst[1], CM("v") as [first, *_]:
    print(obj.attr, lst, first)


class Truthy:
    def __enter__(self): return self
    def __exit__(self, *a): return Flag()
class Flag:
    def __bool__(self): print("asked for truth"); return True


with Truthy():
    1 / 0
with Truthy():
    pass


def gen():
    with CM("gen", suppress=True):
        yield 1
        raise ValueError("in generator")
    yield 2


print(list(gen()))
import contextlib
@contextlib.contextmanager
def managed(n):
    print("setup", n)
    try:
        yield n * 2
    except ZeroDivisionError as error:
        print("handled", error)
    finally:
        print("teardown", n)


with managed(4) as value:
    print(value)
    1 / 0
with contextlib.ExitStack() as stack:
    print([stack.enter_context(managed(i)) for i in range(2)], stack.callback(print, "callback") is not None)
with contextlib.suppress(KeyError, IndexError):
    [][1]
with contextlib.closing(i for i in range(3)) as g:
    print(next(g))
print(list(g))
