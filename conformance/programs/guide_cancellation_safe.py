# A resource whose exit meets cancellation. The guide's check, current_task().cancelled(), is false during cleanup: the task is only
# being cancelled, which cancelling() tells.

import asyncio


class Resource:
    def __init__(self, name, closing=0.0):
        self.name, self.closing, self.is_open = name, closing, False

    async def __aenter__(self):
        await asyncio.sleep(0)
        self.is_open = True
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        task = asyncio.current_task()
        print(self.name, "exit", exc_type and exc_type.__name__, task.cancelled(), task.cancelling())
        try:
            if self.is_open:
                await asyncio.sleep(self.closing)
                print(self.name, "closed in order")
        except asyncio.CancelledError:
            print(self.name, "close was cancelled", task.cancelled(), task.cancelling())
            raise
        except Exception as error:
            print(self.name, "close failed", error)
            raise
        finally:
            self.is_open = False
        return False


async def work(resource, started):
    async with resource:
        started.set()
        await asyncio.Event().wait()


async def run(resource, cancels):
    started = asyncio.Event()
    task = asyncio.create_task(work(resource, started))
    await started.wait()
    for _ in range(cancels):
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    try:
        await task
    except asyncio.CancelledError:
        print(resource.name, "task cancelled:", task.cancelled(), task.cancelling(), "open:", resource.is_open)


async def main():
    await run(Resource("once"), 1)
    await run(Resource("twice", 10.0), 2)


asyncio.run(main())
print(issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__mro__[1].__name__)
