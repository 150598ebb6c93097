# The order of an async manager's life, by hand and by the statement.

import asyncio


class Basic:
    async def __aenter__(self):
        print("enter")
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        print("exit", exc_type, exc_val, exc_tb is None)
        if exc_type is not None:
            print("exception:", exc_val)
        return False


async def by_hand(manager, body):
    value = await type(manager).__aenter__(manager)
    try:
        body(value)
    except BaseException as error:
        if not await type(manager).__aexit__(manager, type(error), error, error.__traceback__):
            raise
    else:
        await type(manager).__aexit__(manager, None, None, None)


def fails(_):
    raise ValueError("by hand")


async def main():
    async with Basic() as basic:
        print("inside", type(basic).__name__)
    await by_hand(Basic(), lambda value: print("inside", type(value).__name__))
    for body in fails, lambda value: value.missing:
        try:
            await by_hand(Basic(), body)
        except Exception as error:
            print("out:", repr(error))
    for n in range(3):
        async with Basic():
            if n == 0:
                continue
            if n == 1:
                break
    print(await early())


async def early():
    async with Basic():
        return "returned"


asyncio.run(main())
