# Managers as decorators: on functions, methods, class methods, coroutines, generators and async generators.

import asyncio
import inspect
from contextlib import AsyncContextDecorator, ContextDecorator, asynccontextmanager, contextmanager


@contextmanager
def tag(name):
    print("<", name)
    try:
        yield name
    except ZeroDivisionError:
        print("!", name)
    finally:
        print(">", name)


@asynccontextmanager
async def atag(name):
    print("a<", name)
    try:
        yield name
    except ZeroDivisionError:
        print("a!", name)
    finally:
        print("a>", name)


class Own(ContextDecorator, AsyncContextDecorator):
    def __init__(self):
        self.entered = 0

    def __enter__(self):
        self.entered += 1
        print("own", self.entered)
        return self

    def __exit__(self, *exc):
        return False

    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, *exc):
        print("own left")
        return exc[0] is ZeroDivisionError


own = Own()


@tag("function")
def function(a, /, b=2, *args, c, **kw) -> int:
    """Doc."""
    return a + b + c


class Thing:
    @tag("method")
    def method(self, x):
        return type(self).__name__, x

    @classmethod
    @tag("class method")
    def make(cls):
        return cls.__name__

    @staticmethod
    @tag("static")
    def static():
        return 1 / 0

    @atag("coroutine")
    async def coroutine(self, x):
        await asyncio.sleep(0)
        return self.method(x)

    @AsyncContextDecorator.__call__.__get__(own)
    async def owned(self):
        return 1 / 0


@tag("generator")
def generator():
    for n in range(2):
        print("item", n)
        sent = yield n
        print("sent", sent)
    return "end"


@tag("async generator")
async def agenerator():
    for n in range(2):
        yield n


@atag("async generator, async tag")
async def aagenerator():
    try:
        for n in range(3):
            yield n
    finally:
        print("inner finally")


@tag("a coroutine, sync tag")
async def synctagged():
    print("in it")
    return 5


@Own()
def plain():
    return "plain"


print(function(1, c=3), inspect.signature(function), function.__doc__, function.__name__, function.__wrapped__.__name__)
thing = Thing()
print(thing.method(1), Thing.make(), thing.static(), Thing.method.__qualname__)
print(plain(), plain())
print(inspect.isgeneratorfunction(generator), inspect.isasyncgenfunction(aagenerator), inspect.iscoroutinefunction(Thing.coroutine))


def drain(g):
    result = yield from g
    print("result", result)


print(list(drain(generator())))


async def main():
    print(await thing.coroutine(2))
    print(await thing.owned())
    for make in agenerator, aagenerator:
        gen = make()
        print(type(gen).__name__)
        if not hasattr(gen, "__aiter__"):
            # The decorator took it for a coroutine function.
            try:
                await gen
            except TypeError as error:
                print(error)
            continue
        async for n in gen:
            print("got", n)
            if n == 1:
                break
        await gen.aclose()
    print(await synctagged())


asyncio.run(main())
