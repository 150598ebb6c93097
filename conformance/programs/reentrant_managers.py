# Managers used again and entered while entered: which can, and what the others say.

import asyncio
import contextlib
import io
import sys
import threading
from contextlib import (
    AsyncExitStack, ExitStack, asynccontextmanager, chdir, closing, contextmanager, nullcontext,
    redirect_stderr, redirect_stdout, suppress,
)


@contextmanager
def once(name="once"):
    print("  enter", name)
    yield name
    print("  exit", name)


@asynccontextmanager
async def aonce():
    yield "aonce"


def twice(label, cm):
    for attempt in 1, 2:
        try:
            with cm as value:
                print(" ", label, attempt, type(value).__name__)
        except Exception as error:
            print(" ", label, attempt, type(error).__name__, error)


def within(label, cm):
    try:
        with cm as a, cm as b:
            print(" ", label, "within itself", a is b)
    except Exception as error:
        print(" ", label, "within itself", type(error).__name__, error)


twice("contextmanager", once())
within("contextmanager", once())
twice("suppress", suppress(ValueError))
within("suppress", suppress(ValueError))
within("nullcontext", nullcontext(3))
twice("RLock", threading.RLock())
within("RLock", threading.RLock())
twice("Lock", threading.Lock())
twice("closing", closing(io.StringIO()))
twice("file", open(__file__))
twice("chdir", chdir("/"))
within("chdir", chdir("/"))

out = redirect_stdout(io.StringIO())
with out as first:
    print("one")
    with redirect_stderr(sys.stdout):
        print("two", file=sys.stderr)
    with out as again:
        print("three")
    print("four")
print(repr(first.getvalue()), first is again)

stack = ExitStack()
with stack:
    stack.enter_context(once("a"))
    with stack:
        stack.enter_context(once("b"))
        print("  inner ends, and takes what the outer had")
    stack.enter_context(once("c"))
with ExitStack() as stack:
    stack.enter_context(once("kept"))
    kept = stack.pop_all()
    print("  nothing left to do")
kept.close()
kept.close()
with contextlib.ExitStack() as stack:
    print(" ", stack.enter_context(nullcontext("n")), stack.push(len) is len, stack.callback(print, "  called") is print)
    try:
        stack.enter_context(3)
    except TypeError as error:
        print(" ", error)
    stack.pop_all()


async def main():
    cm = aonce()
    for attempt in 1, 2:
        try:
            async with cm as value:
                print(" ", value)
        except Exception as error:
            print(" ", type(error).__name__, error)
    async with AsyncExitStack() as stack:
        for bad in stack.enter_async_context(nullcontext()), stack.enter_async_context(once()):
            try:
                print(" ", await bad)
            except TypeError as error:
                print(" ", error)
        async with stack:
            stack.push_async_callback(asyncio.sleep, 0)
        moved = stack.pop_all()
    await moved.aclose()
    async with nullcontext(1) as one, nullcontext() as none:
        print(" ", one, none)
    lock = asyncio.Lock()
    try:
        async with asyncio.timeout(0.005), lock, lock:
            print("not reached")
    except TimeoutError:
        print("  a lock waits for itself", lock.locked())


asyncio.run(main())
