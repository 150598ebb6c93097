# A class decorator that wraps __aexit__ to report how it went.

import asyncio
import functools
import time

reports = []


def instrumented(cls):
    original = cls.__aexit__

    @functools.wraps(original)
    async def aexit(self, exc_type, exc_val, exc_tb):
        began = time.perf_counter_ns()
        try:
            return await original(self, exc_type, exc_val, exc_tb)
        finally:
            took = (time.perf_counter_ns() - began) / 1_000_000
            if took > 1.0:
                name = exc_type.__name__ if exc_type else "None"
                reports.append((cls.__name__, name, len(asyncio.all_tasks())))

    cls.__aexit__ = aexit
    return cls


@instrumented
class Client:
    """A client whose exit takes its time."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        """Close."""
        await asyncio.sleep(0.02)


async def one(error=None):
    async with Client():
        if error:
            raise error


async def main():
    print(await asyncio.gather(one(), one(ValueError("v")), one(), return_exceptions=True))
    await one()
    try:
        await one(KeyError("k"))
    except KeyError as error:
        print("through", repr(error))


asyncio.run(main())
print(sorted(reports))
print(Client.__aexit__.__doc__, Client.__aexit__.__name__, Client.__aexit__.__qualname__, Client.__aexit__.__wrapped__.__qualname__)
