# An audit log that is flushed whole although the task that writes it is cancelled: shield, then wait for what was shielded.

import asyncio

flushed = []


async def flush(lines):
    for line in lines:
        await asyncio.sleep(0.001)
        flushed.append(line)
    return len(lines)


class Audit:
    async def __aenter__(self):
        self.lines = []
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        inner = asyncio.ensure_future(flush(self.lines))
        try:
            print("flushed", await asyncio.shield(inner))
        except asyncio.CancelledError:
            print("cancelled while flushing", flushed == self.lines, inner.cancelled())
            print("flushed", await inner)
            raise


async def work(ready, cancels):
    async with Audit() as audit:
        audit.lines += ["a", "b", "c"]
        ready.set()
        if cancels == 1:
            await asyncio.Event().wait()
        asyncio.current_task().add_done_callback(lambda t: print("done", t.cancelled()))


async def main():
    for cancels in 1, 2:
        flushed.clear()
        ready = asyncio.Event()
        task = asyncio.create_task(work(ready, cancels))
        await ready.wait()
        if cancels == 2:
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("task cancelled", flushed)


asyncio.run(main())
