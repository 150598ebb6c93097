# An __aexit__ that is cancelled while it cleans up, twice, and what is chained to what.

import asyncio


def chain(error):
    while error is not None:
        yield repr(error)
        error = error.__context__


class Stubborn:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self.log.append(f"exit with {exc_val!r}")
        for attempt in 1, 2, 3:
            try:
                await asyncio.sleep(0.001 if attempt == 3 else 60)
                self.log.append(f"closed at attempt {attempt}")
                break
            except asyncio.CancelledError as error:
                self.log.append(f"attempt {attempt}: {error.args} {list(chain(error))[1:]}")
        return False


class Fragile(Stubborn):
    async def __aexit__(self, exc_type, exc_val, exc_tb):
        try:
            await asyncio.sleep(60)
        finally:
            self.log.append("first finally")
            try:
                await asyncio.sleep(60)
            finally:
                self.log.append("second finally")


async def work(manager, body):
    async with manager:
        if body == "error":
            raise ValueError("body")
        if body == "wait":
            await asyncio.sleep(60)


async def main():
    for kind in Stubborn, Fragile:
        for body in "error", "wait", "nothing":
            log = []
            task = asyncio.create_task(work(kind(log), body))
            cancels = 0
            while not task.done() and cancels < 3:
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                if cancels < (3 if body == "wait" else 2):
                    cancels += 1
                    task.cancel(f"cancel {cancels}")
                else:
                    break
            print(kind.__name__, body)
            try:
                await task
                print("  ended")
            except BaseException as error:
                print("  raised", list(chain(error)))
            for line in log:
                print("   ", line)
            print("  ", task.cancelling(), task.cancelled())


asyncio.run(main())
