"""The module's functions and methods are functions to everybody, and its classes classes."""

import contextlib
import inspect
import types
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager


@contextmanager
def manager(a, b=1):
    yield a


manager.attribute = 1


@asynccontextmanager
async def amanager():
    yield 1


for f in (manager, amanager, contextmanager, ExitStack.push, ExitStack.callback, AsyncExitStack.aclose, contextlib.closing.__init__):
    assert type(f) is types.FunctionType and inspect.isfunction(f)
    assert f.__module__ in ("contextlib", __name__)
    assert f.__code__.co_filename == contextlib.__file__ and f.__code__.co_firstlineno > 1
assert (manager.__name__, manager.__qualname__, manager.__code__.co_name) == ("manager", "manager", "helper")
assert manager.__code__.co_freevars == ("func",) and manager.__closure__[0].cell_contents is manager.__wrapped__
assert str(inspect.signature(manager)) == "(a, b=1)"
assert str(inspect.signature(manager, follow_wrapped=False)) == "(*args, **kwds)"
assert str(inspect.signature(ExitStack.callback)) == "(self, callback, /, *args, **kwds)"
assert str(inspect.signature(contextlib.nullcontext)) == "(enter_result=None)"
assert inspect.iscoroutinefunction(AsyncExitStack.aclose) and inspect.iscoroutinefunction(contextlib.nullcontext.__aenter__)
assert not inspect.iscoroutinefunction(amanager) and not inspect.iscoroutinefunction(AsyncExitStack.push_async_exit)
assert inspect.getsource(ExitStack.push).startswith("    def push(self, exit):")
assert inspect.getsource(contextlib.chdir).startswith("class chdir(AbstractContextManager):")
assert type(contextlib) is types.ModuleType and contextlib.__spec__.origin == contextlib.__file__


class Bound:
    @contextmanager
    def method(self, x):
        yield self, x

    @classmethod
    @contextmanager
    def of_class(cls):
        yield cls


with (b := Bound()).method(1) as pair:
    assert pair == (b, 1)
with Bound.of_class() as cls:
    assert cls is Bound


def fails(kind, message, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except kind as e:
        assert str(e) == message, e
    else:
        raise AssertionError(f"no {kind.__name__}")


s = ExitStack()
fails(TypeError, "_BaseExitStack.push() missing 1 required positional argument: 'exit'", s.push)
fails(TypeError, "_BaseExitStack.push() takes 2 positional arguments but 3 were given", s.push, 1, 2)
fails(TypeError, "_BaseExitStack.callback() missing 1 required positional argument: 'callback'", s.callback)
fails(TypeError, "_BaseExitStack.callback() missing 2 required positional arguments: 'self' and 'callback'", ExitStack.callback)
fails(TypeError, "suppress.__init__() got an unexpected keyword argument 'x'", contextlib.suppress, x=1)
fails(TypeError, "nullcontext.__init__() takes from 1 to 2 positional arguments but 3 were given", contextlib.nullcontext, 1, 2)
fails(TypeError, "ExitStack.__exit__() got an unexpected keyword argument 'x'", s.__exit__, 1, 2, x=3)
fails(IndexError, "tuple index out of range", s.__exit__)
fails(TypeError, "'builtins.int' object does not support the context manager protocol", s.enter_context, 3)
fails(AttributeError, "'int' object has no attribute 'thing'", contextlib.closing.__enter__, 3)
assert contextlib.nullcontext(enter_result=3).__enter__() == 3
assert s.push(exit=print) is print and s.pop_all()._exit_callbacks[0] == (True, print)

# The body goes with the code, and defaults and names can be changed.
copied = types.FunctionType(ExitStack.push.__code__, {}, "other")
assert copied(s, len) is len and s._exit_callbacks.pop() == (True, len)
replaced = contextlib.nullcontext.__exit__.__code__.replace(co_name="x")
assert types.FunctionType(replaced, {})(1, 2, 3) is None and replaced.co_name == "x"

# Classes are open.
ExitStack.extra = 5
assert s.extra == 5
del ExitStack.extra
original = contextlib._GeneratorContextManager.__enter__
contextlib._GeneratorContextManager.__enter__ = lambda self: "patched"
assert manager(1).__enter__() == "patched"
contextlib._GeneratorContextManager.__enter__ = original
with manager(1) as value:
    assert value == 1


class HasExit:
    def __enter__(self):
        pass

    __exit__ = None


assert not issubclass(HasExit, contextlib.AbstractContextManager)
contextlib.AbstractContextManager.register(HasExit)
assert issubclass(HasExit, contextlib.AbstractContextManager)
assert contextlib.suppress[int].__origin__ is contextlib.suppress
fails(TypeError, "Can't instantiate abstract class AbstractContextManager without an implementation for abstract method '__exit__'",
      contextlib.AbstractContextManager)
