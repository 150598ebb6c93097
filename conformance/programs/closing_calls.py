"""closing and aclosing: what their exits call, with every kind of close and from every kind of caller, and the tracebacks."""

import asyncio
import traceback
from contextlib import aclosing, closing


class Resource:
    def __init__(self):
        self.log = []

    def close(self):
        self.log.append("closed")
        return "dropped"


class Broken:
    def close(self):
        return 1 / 0


class Shadowed:
    def close(self):
        print("the class's")


class Generates:
    def close(self):
        print("never printed")
        yield


class Defaults:
    def close(self, how="by default"):
        print("closed", how)


class Bare:
    __slots__ = ("closed",)

    def close(self):
        self.closed = True


class Missing:
    pass


def use(thing):
    with closing(thing) as same:
        assert same is thing
    return thing


def tell(error):
    lines = "".join(traceback.format_exception(error)).splitlines()
    print("\n".join(line.split('File "')[0] + line.rpartition("/")[2] if 'File "' in line else line for line in lines))


# Often enough for any cache.
for _ in range(4):
    print(use(Resource()).log)
    try:
        use(Broken())
    except ZeroDivisionError as e:
        tell(e)
    shadowed = Shadowed()
    use(shadowed)
    shadowed.close = lambda: print("its own")
    use(shadowed)
    use(Generates())
    use(Defaults())
    print(use(Bare()).closed)

for thing in Missing(), 5, closing:
    try:
        use(thing)
    except (AttributeError, TypeError) as e:
        tell(e)

manager = closing(Resource())
del manager.thing
for method in manager.__enter__, lambda: manager.__exit__(None, None, None):
    try:
        method()
    except AttributeError as e:
        tell(e)


def generate(thing):
    with closing(thing) as r:
        yield r
    yield "after"


for _ in range(3):
    print([getattr(x, "log", x) for x in generate(Resource())])
    try:
        list(generate(Broken()))
    except ZeroDivisionError as e:
        tell(e)

for thing in Resource(), Broken():
    for _ in range(3):
        try:
            with closing(thing):
                raise KeyError("block")
        except (KeyError, ZeroDivisionError) as e:
            print(repr(e), repr(e.__context__))


class Nested:
    def __init__(self, depth):
        self.depth = depth

    def close(self):
        if self.depth == 0:
            raise ValueError("the innermost")
        use(Nested(self.depth - 1))


try:
    use(Nested(40))
except ValueError as e:
    print(len(traceback.extract_tb(e.__traceback__)))

try:
    use(Nested(100_000))
except RecursionError:
    print("too deep")

Resource.close = lambda self: self.log.append("by another method")
print(use(Resource()).log)


class Async:
    def __init__(self, fail):
        self.fail = fail

    async def aclose(self):
        await asyncio.sleep(0)
        if self.fail:
            raise OSError("while closing")


class NotAwaitable:
    def aclose(self):
        return 3


class Raises:
    def aclose(self):
        raise LookupError("before it waits")


async def main():
    for thing in Async(False), Async(True), NotAwaitable(), Raises(), Missing():
        try:
            async with aclosing(thing) as same:
                assert same is thing
            print("closed")
        except Exception as e:
            tell(e)


asyncio.run(main())
