"""Runs Python's asynchronous context managers for Go code: each in a task of its own, from __aenter__ to __aexit__."""

import asyncio
from asyncio.base_events import _run_until_complete_cb


class Manager:
    """A context manager that Go code enters and leaves through its loop."""

    def __init__(self, loop, enter, exit, entered, left):
        self.loop = loop
        self.enter = enter
        self.exit = exit
        self.entered = entered
        self.left = left
        self.task = None
        self.cancelled = False

    def start(self):
        """Enters the manager, in the loop."""
        if not self.cancelled:
            self.leave = self.loop.create_future()
            self.task = self.loop.create_task(self.run())
        else:
            self.entered(None, asyncio.CancelledError())

    def cancel(self):
        """Cancels the method that runs."""
        self.cancelled = True
        if self.task is not None:
            self.task.cancel()

    def finish(self, exc):
        """Leaves the manager, with the exception that ended the body or None."""
        if not self.leave.done():
            self.leave.set_result(exc)

    async def run(self):
        """Is the task."""
        try:
            value = await self.enter()
        except (Exception, asyncio.CancelledError) as exc:
            self.entered(None, exc)
            return
        except BaseException as exc:
            self.entered(None, exc)
            raise
        self.entered(value, None)
        interrupted = None
        try:
            exc = await self.leave
        except asyncio.CancelledError as error:
            # The task group or timeout that was entered, or the loop's end, wants the body to end now.
            exc = interrupted = error
        try:
            if exc is None:
                suppress = await self.exit(None, None, None)
            else:
                suppress = await self.exit(type(exc), exc, exc.__traceback__)
            suppress = bool(suppress)
        except (Exception, asyncio.CancelledError) as error:
            self.left(False, error)
        except BaseException as error:
            self.left(False, error)
            raise
        else:
            self.left(suppress, None if suppress else interrupted)


async def wait(ready):
    """Is the main task of the loop that runs for Go code: it waits to be cancelled."""
    loop = asyncio.get_running_loop()
    ready(loop)
    await loop.create_future()


def background(ready):
    """Runs a loop for Go code until the interpreter ends."""
    asyncio.run(wait(ready))


def cancel_main_task():
    """Cancels the task that the loop of this thread runs until it is complete."""
    loop = asyncio._get_running_loop()
    if loop is None:
        return False
    for task in asyncio.all_tasks(loop):
        if any(callback is _run_until_complete_cb for callback, _ in task._callbacks or ()) and task.cancel():
            loop.call_soon_threadsafe(lambda: None)
            return True
    return False
