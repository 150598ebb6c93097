# compare: stderr
# TaskGroups entered into an AsyncExitStack: siblings are cancelled, errors gathered, callbacks of the stack run around them.

import sys

sys.modules["_asyncio"] = None  # both use the futures and tasks that are Python
import asyncio
import traceback
from contextlib import AsyncExitStack, suppress


def show(error, depth=1):
    print("  " * depth + repr(error), "context", repr(error.__context__), "cause", repr(error.__cause__))
    for member in getattr(error, "exceptions", ()):
        show(member, depth + 1)


async def job(name, turns, error=None):
    try:
        for _ in range(turns):
            await asyncio.sleep(0)
        if error:
            raise error
        print("  ", name, "ended")
        return name
    except asyncio.CancelledError:
        print("  ", name, "cancelled")
        raise


async def scenario(title, jobs, body=None, quiet=()):
    print(title)
    try:
        async with AsyncExitStack() as stack:
            stack.callback(print, "   outer callback")
            stack.enter_context(suppress(*quiet))
            one = await stack.enter_async_context(asyncio.TaskGroup())
            stack.push_async_callback(job, "callback", 1)
            two = await stack.enter_async_context(asyncio.TaskGroup())
            for n, (name, turns, error) in enumerate(jobs):
                (one, two)[n % 2].create_task(job(name, turns, error), name=name)
            if body:
                raise body
        print("  left")
    except* ValueError as group:
        print("  values")
        show(group)
    except* LookupError as group:
        print("  lookups")
        show(group)
        traceback.print_exception(group, limit=1)
    print("  cancelling", asyncio.current_task().cancelling())


async def main():
    await scenario("all well", [("a", 2, None), ("b", 1, None), ("c", 3, None)])
    await scenario("inner fails", [("a", 9, None), ("b", 1, ValueError("b")), ("c", 9, None)])
    await scenario("outer fails", [("a", 1, ValueError("a")), ("b", 9, None), ("c", 9, None)])
    await scenario("both fail", [("a", 2, KeyError("a")), ("b", 2, ValueError("b"))])
    await scenario("the body fails", [("a", 5, None), ("b", 5, None)], IndexError("body"))
    await scenario("suppressed", [("a", 5, None), ("b", 1, ValueError("b"))], quiet=(ValueError,))
    await scenario("in part", [("a", 1, ValueError("a")), ("b", 1, KeyError("b"))], quiet=(ValueError,))
    group = asyncio.TaskGroup()
    for attempt in "before", "after":
        coro = job("late", 1)
        try:
            group.create_task(coro)
        except RuntimeError as error:
            print(attempt, "running" in str(error) or "finished" in str(error))
        coro.close()
        if attempt == "before":
            async with group:
                pass
    try:
        async with group:
            pass
    except RuntimeError as error:
        print("entered" in str(error))


asyncio.run(main())
