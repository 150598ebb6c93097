"""What can be seen of instances: their attributes lie in __dict__, whoever asks, and they are pickled and copied by it."""

import contextlib
import copy
import pickle
from contextlib import contextmanager


@contextmanager
def manager(a, *, b=2):
    "A docstring."
    yield a + b


# A manager has what the original sets, in its order, and forgets what it needs no more when it is entered.
m = manager(1, b=3)
assert m.__doc__ == "A docstring."
assert list(vars(m)) == ["gen", "func", "args", "kwds", "__doc__"]
assert m.args == (1,) and m.kwds == {"b": 3} and m.func is manager.__wrapped__
assert m.args is m.args and m.kwds is m.kwds
assert m.__enter__() == 4
assert list(vars(m)) == ["gen", "__doc__"] and m.__doc__ == "A docstring."
try:
    m.__enter__()
except AttributeError as e:
    assert str(e) == "'_GeneratorContextManager' object has no attribute 'args'", e
else:
    raise AssertionError("entered twice")
assert m.__exit__(None, None, None) is False

# The docstring is kept without asking for the others, and is the class's where the function has none.
m = manager(1)
m.__enter__()
assert m.__doc__ == "A docstring."


@contextmanager
def undocumented():
    yield


m = undocumented()
assert m.__doc__ == type(m).__doc__
with m:
    assert m.__doc__ == type(m).__doc__
m = undocumented()
assert m.args == () and m.kwds == {} and type(m.kwds) is dict

# What is set, replaced and deleted in one way is seen in all others.
s = contextlib.suppress(KeyError)
s._exceptions += (ValueError,)
assert vars(s) == {"_exceptions": (KeyError, ValueError)}
with s:
    raise ValueError
vars(s)["_exceptions"] = ()
try:
    with s:
        raise KeyError("seen")
except KeyError as e:
    assert e.args == ("seen",)
n = contextlib.nullcontext(1)
n.other = 2
n.__dict__["enter_result"] = 5
with n as value:
    assert value == 5
assert vars(n) == {"enter_result": 5, "other": 2}
del n.enter_result
for access in (lambda: n.enter_result, n.__enter__):
    try:
        access()
    except AttributeError as e:
        assert str(e) == "'nullcontext' object has no attribute 'enter_result'"
    else:
        raise AssertionError("it is deleted")
n.__dict__ = {"enter_result": 7}
assert n.__enter__() == 7
assert not hasattr(contextlib.nullcontext, "enter_result") and not hasattr(contextlib.ExitStack, "_exit_callbacks")


class Closes:
    def close(self):
        self.closed = True


c = contextlib.closing(Closes())
with c as thing:
    assert thing is c.thing
assert thing.closed
c.thing = other = Closes()
with c:
    pass
assert other.closed

# Pickles and copies.
for o in (contextlib.suppress(ValueError, KeyError), contextlib.suppress(OSError), contextlib.nullcontext(5), contextlib.chdir("/")):
    copies = [copy.copy(o), copy.deepcopy(o), *(pickle.loads(pickle.dumps(o, p)) for p in range(2, 6))]
    for other in copies:
        assert type(other) is type(o) and vars(other) == vars(o), (o, vars(other))
for f in (pickle.dumps, copy.deepcopy):
    try:
        f(manager(1))
    except TypeError as e:
        assert "generator" in str(e), e
    else:
        raise AssertionError("a generator was copied")
t = copy.copy(contextlib.ExitStack())
assert list(vars(t)) == ["_exit_callbacks"]
u = pickle.loads(pickle.dumps(contextlib.suppress(ValueError)))
with u:
    raise ValueError


# Subclasses, with slots, attributes and constructors of their own.
class Sub(contextlib.nullcontext):
    __slots__ = ("slot",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.slot, self.own = 1, 2


x = Sub(enter_result=3)
assert (x.slot, x.own, x.enter_result, vars(x)) == (1, 2, 3, {"own": 2, "enter_result": 3})
assert pickle.loads(pickle.dumps(x)).own == 2


class Lazy(contextlib.suppress):
    def __init__(self):
        self.own = 1


with Lazy() as nothing:
    pass
try:
    with Lazy():
        raise ValueError
except AttributeError as e:
    assert str(e) == "'Lazy' object has no attribute '_exceptions'"
    assert isinstance(e.__context__, ValueError)

x = contextlib.nullcontext(1)
x.__class__ = type("Other", (contextlib.nullcontext,), {})
assert x.enter_result == 1 and x.__enter__() == 1
