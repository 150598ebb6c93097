# What an exit that returns true hides: everything, cancellation included; and a filter that lets cancellation through.

import asyncio


class HidesAll:
    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        return True


class HidesOnly:
    def __init__(self, *kinds):
        self.kinds = kinds

    async def __aenter__(self):
        return None

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        return exc_type is not None and issubclass(exc_type, self.kinds)


class Truthy:
    def __init__(self, value):
        self.value = value

    async def __aenter__(self):
        pass

    async def __aexit__(self, *exc):
        return self.value


class Awkward:
    def __bool__(self):
        raise OverflowError("no truth")


async def sleeper(manager):
    async with manager:
        await asyncio.sleep(60)
    return "went on"


async def cancel(manager):
    task = asyncio.create_task(sleeper(manager))
    await asyncio.sleep(0)
    task.cancel()
    try:
        print(type(manager).__name__, await task, task.cancelling(), task.cancelled())
    except asyncio.CancelledError:
        print(type(manager).__name__, "cancelled")


async def main():
    async with HidesAll():
        raise ValueError("never seen")
    await cancel(HidesAll())
    await cancel(HidesOnly(Exception))
    await cancel(HidesOnly(asyncio.CancelledError))
    async with HidesOnly(ArithmeticError) as nothing:
        print("bound", nothing)
        1 / 0
    for value in 1, "x", [0], 0, "", None, [], NotImplemented, Awkward():
        try:
            async with Truthy(value):
                raise KeyError(1)
            print("hidden by", value)
        except Exception as error:
            print(repr(error), "context", repr(error.__context__))


asyncio.run(main())
