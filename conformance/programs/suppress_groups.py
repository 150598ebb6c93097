# suppress with exception groups, inside TaskGroups, inside stacks.

import asyncio
from contextlib import AsyncExitStack, ExitStack, suppress


def show(error):
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}({error.message!r}, [{', '.join(map(show, error.exceptions))}])"
    return repr(error)


def attempt(title, error, *kinds):
    outer = None
    try:
        with suppress(*kinds) as nothing:
            assert nothing is None
            raise error
        print(title, "-> nothing")
    except BaseException as left:
        outer = left
        print(title, "->", show(left), left is error, "context", show(left.__context__) if left.__context__ else None)
        print("   notes", getattr(left, "__notes__", None), "cause", left.__cause__, left.__traceback__ is not None)
    return outer


def group():
    inner = ExceptionGroup("inner", [KeyError("k"), OSError("o")])
    error = ExceptionGroup("outer", [ValueError("v"), inner, TypeError("t")])
    error.add_note("noted")
    return error


attempt("plain", KeyError("k"), LookupError)
attempt("no match", KeyError("k"), ValueError)
attempt("nothing named", KeyError("k"))
attempt("part", group(), ValueError)
attempt("inner part", group(), LookupError, OSError)
attempt("all", group(), ValueError, LookupError, OSError, TypeError)
attempt("group by class", group(), ExceptionGroup)
attempt("base", BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError("v")]), ValueError)
attempt("base, all", BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError("v")]), ValueError, KeyboardInterrupt)


class Own(ExceptionGroup):
    def derive(self, members):
        return Own("derived", members)


attempt("own", Own("own", [ValueError("v"), KeyError("k")]), ValueError)


async def fail(error):
    await asyncio.sleep(0)
    raise error


async def main():
    manager = suppress(ValueError, ZeroDivisionError)
    async with AsyncExitStack() as stack:
        stack.enter_context(manager)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(fail(ValueError("one")))
        tasks.create_task(fail(ZeroDivisionError("two")))
    print("both suppressed")
    try:
        async with AsyncExitStack() as stack:
            stack.enter_context(manager)
            with manager, ExitStack() as inner:
                inner.enter_context(manager)
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(fail(ValueError("one")))
                    tasks.create_task(fail(EOFError("three")))
    except ExceptionGroup as error:
        print(show(error), error.__context__)
    async with asyncio.TaskGroup() as tasks:
        with manager:
            async with asyncio.TaskGroup() as inside:
                inside.create_task(fail(ValueError("inner")))
                await asyncio.sleep(60)
        print("outer group goes on", tasks)


asyncio.run(main())
