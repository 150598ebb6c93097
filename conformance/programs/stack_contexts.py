# compare: stderr
# Context chains of exit stacks five deep, with sync and async callbacks mixed: those that raise, replace, suppress and look.

import asyncio
import itertools
import traceback
from contextlib import AsyncExitStack, ExitStack


def chain(error):
    parts = []
    while error is not None and len(parts) < 12:
        parts.append(f"{type(error).__name__}({', '.join(map(str, error.args))})")
        error = error.__context__
    return " <- ".join(parts) or "nothing"


class Step:
    def __init__(self, name, action):
        self.name, self.action = name, action

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        print("   ", self.name, "sees", chain(exc_val))
        if self.action == "raise":
            raise KeyError(self.name)
        if self.action == "from":
            raise IndexError(self.name) from exc_val
        if self.action == "handled":
            try:
                raise OSError(self.name)
            except OSError:
                raise ValueError(self.name)
        if self.action == "again" and exc_val:
            raise exc_val
        return self.action == "hide"

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        return self.__exit__(*exc)


async def stacked(actions, asynchronous, body):
    async with AsyncExitStack() as stack:
        for n, (action, is_async) in enumerate(zip(actions, asynchronous)):
            step = Step(f"{n}{'a' if is_async else 's'}", action)
            if is_async:
                await stack.enter_async_context(step)
            else:
                stack.enter_context(step)
        if body:
            raise body


def nested(actions, body):
    with ExitStack() as a:
        for n, action in enumerate(actions):
            a.enter_context(Step(f"{n}", action))
            inner = ExitStack()
            inner.push(Step(f"{n}i", "pass"))
            a.enter_context(inner)
        if body:
            raise body


cases = [
    ("raise", "raise", "raise", "raise", "raise"),
    ("pass", "raise", "pass", "handled", "pass"),
    ("raise", "hide", "raise", "pass", "raise"),
    ("from", "pass", "from", "raise", "pass"),
    ("again", "handled", "again", "again", "pass"),
    ("hide", "hide", "pass", "raise", "hide"),
]


def main():
    patterns = itertools.cycle([(0, 1, 0, 1, 0), (1, 1, 0, 0, 1), (1, 0, 1, 0, 1)])
    for actions, body in itertools.product(cases, (None, TypeError("body"))):
        pattern = next(patterns)
        print(actions, pattern, body)
        for run in lambda: asyncio.run(stacked(actions, pattern, body)), lambda: nested(actions, body):
            try:
                run()
                print("  left")
            except Exception as error:
                print("  raised", chain(error), "| cause", chain(error.__cause__), error.__suppress_context__)
        if body:
            body.__context__ = body.__traceback__ = None
    try:
        with ExitStack() as stack:
            for n in range(3):
                stack.push(Step(str(n), "raise"))
            1 / 0
    except KeyError as error:
        traceback.print_exception(error)


main()
