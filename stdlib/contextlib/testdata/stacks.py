"""Exit stacks: what subclasses override is called, and the deque of callbacks is there for who asks."""

import traceback
from collections import deque
from contextlib import ExitStack, suppress

log = []


class Logged(ExitStack):
    """Each private method can be replaced."""

    def _push_exit_callback(self, callback, is_sync=True):
        log.append((callback.__name__, is_sync))
        super()._push_exit_callback(callback, is_sync)

    @staticmethod
    def _create_cb_wrapper(callback, /, *args, **kwds):
        def wrapped(*details):
            log.append((args, kwds))
            callback(*args, **kwds)

        return wrapped


with Logged() as stack:
    stack.callback(log.append, "called")
    stack.push(lambda *details: log.append("pushed"))
    stack.enter_context(suppress())
assert log == [("wrapped", True), ("<lambda>", True), ("__exit__", True), "pushed", (("called",), {}), "called"], log


class Own(ExitStack):
    def __init__(self):
        super().__init__()
        self.attribute = 1


with Own() as stack:
    stack.callback(log.clear)
assert log == [] and list(vars(stack)) in (["_exit_callbacks", "attribute"], ["attribute", "_exit_callbacks"])
stack._push_exit_callback = lambda callback, is_sync=True: log.append("instance")
stack.callback(print)
stack.push(print)
stack.enter_context(suppress())
assert log == ["instance"] * 3

# The deque shows what is registered, and changes of it count.
log.clear()
stack = ExitStack()
stack.callback(log.append, 1)
callbacks = stack._exit_callbacks
assert type(callbacks) is deque and len(callbacks) == 1
sync, wrapper = callbacks[0]
assert sync is True and wrapper.__wrapped__ == log.append and wrapper.__name__ == "_exit_wrapper"
stack.callback(log.append, 2)
callbacks.appendleft((True, lambda *details: log.append(details)))
stack.close()
assert log == [2, 1, (None, None, None)] and not callbacks
stack._exit_callbacks = deque([(True, lambda *details: log.append("replaced"))])
stack.close()
assert log[-1] == "replaced"

# Callbacks may register others, and pop_all leaves them to the new stack.
log.clear()
with ExitStack() as stack:
    stack.callback(lambda: stack.callback(log.append, "late"))
    with ExitStack() as inner:
        inner.callback(log.append, "moved")
        stack.push(inner.pop_all())
assert log == ["late", "moved"] or log == ["moved", "late"], log


# Exceptions are chained as nested with statements would chain them, and tracebacks have the original's places.
def raiser(exc):
    raise exc


try:
    with ExitStack() as stack:
        stack.callback(raiser, KeyError("third"))
        stack.push(lambda *details: raiser(ValueError("second")))
        1 / 0
except KeyError as e:
    chain = []
    exc = e
    while exc:
        chain.append(type(exc))
        exc = exc.__context__
    assert chain == [KeyError, ValueError, ZeroDivisionError], chain
    assert [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)][1:] == [
        ("__exit__", "raise exc"),
        ("__exit__", "if cb(*exc_details):"),
        ("_exit_wrapper", "callback(*args, **kwds)"),
        ("raiser", "raise exc"),
    ]
else:
    raise AssertionError("nothing raised")

try:
    ExitStack().enter_context(5)
except TypeError as e:
    text = "".join(traceback.format_exception(e))
    assert "in enter_context\n    raise TypeError(f\"'{cls.__module__}" in text, text
    assert type(e.__context__) is AttributeError and e.__suppress_context__

with ExitStack() as stack:
    stack.push(lambda *details: True)
    stack.callback(raiser, KeyError())
    raise ValueError
assert ExitStack().__exit__(None, None, None) is False
stack = ExitStack()
stack.push(lambda *details: True)
assert stack.__exit__(ValueError, ValueError(), None) is True
stack = ExitStack()
stack.push(lambda *details: True)
assert stack.__exit__(None, None, None) is False
