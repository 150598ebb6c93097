# Tasks and futures: names, results, callbacks, cancellation counts, waiting in all ways, eager tasks, stacks.

import sys

sys.modules["_asyncio"] = None  # both use the futures and tasks that are Python
import asyncio
import contextvars
import io
import re


def shown(o):
    return re.sub(r"0x\w+", "0x", re.sub(r"[^ ]*/", "", repr(o)))


async def work(n, error=None):
    await asyncio.sleep(0.001 * n)
    if error:
        raise error
    return n


async def waits():
    tasks = [asyncio.create_task(work(n), name=f"t{n}") for n in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.get_name() for t in done)[:1], len(done) + len(pending))
    print([await t for t in asyncio.as_completed(tasks)] and "as completed")
    async for task in asyncio.as_completed([asyncio.create_task(work(n, ValueError(n) if n == 2 else None)) for n in (30, 1, 15)]):
        try:
            print("got", await task)
        except ValueError as error:
            print("error", error)
    fail = [asyncio.create_task(work(1, KeyError("k"))), asyncio.create_task(work(5000))]
    done, pending = await asyncio.wait(fail, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), [repr(t.exception()) for t in done])
    for t in pending:
        t.cancel("not needed")
    print(await asyncio.gather(*pending, return_exceptions=True))
    try:
        await asyncio.gather(work(1), work(2, OSError("gather")), work(3))
    except OSError as error:
        print(error)
    outer = asyncio.gather(work(5000), work(5000))
    await asyncio.sleep(0)
    outer.cancel("all")
    try:
        await outer
    except asyncio.CancelledError as error:
        print(repr(error), outer.cancelled())
    try:
        for wait in asyncio.as_completed([work(5000)], timeout=0.005):
            await wait
    except TimeoutError as error:
        print(repr(error))
    for wrong in lambda: asyncio.wait([]), lambda: asyncio.wait(work(1)):
        try:
            await wrong()
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(shown(future), future.done())
    future.add_done_callback(lambda f: print("callback", f.result()))
    future.set_result(1)
    for wrong in lambda: future.set_result(2), lambda: future.set_exception(ValueError), lambda: loop.create_future().result():
        try:
            wrong()
        except asyncio.InvalidStateError as error:
            print(error)
    await asyncio.sleep(0)
    print(shown(future), future.cancel(), await future)
    failed = loop.create_future()
    failed.set_exception(StopIteration("x"))
    try:
        await failed
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__))
    cancelled = loop.create_future()
    cancelled.cancel("why")
    print(shown(cancelled), cancelled.cancelled())
    try:
        cancelled.result()
    except asyncio.CancelledError as error:
        print(repr(error))


async def stubborn():
    for n in range(3):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            print("refused", n, task.cancelling(), task.uncancel())
    return "at last"


async def cancels():
    task = asyncio.create_task(stubborn(), name="stubborn")
    for _ in range(3):
        await asyncio.sleep(0)
        task.cancel()
    print(await task, task.cancelling(), task.cancel())
    task = asyncio.create_task(work(1))
    task.cancel("before it began")
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error), task.cancelled())
    out = io.StringIO()
    task = asyncio.create_task(work(5), name="stack")
    await asyncio.sleep(0)
    task.print_stack(file=out)
    print(re.sub(r'File ".*/', 'File "', out.getvalue()).strip())
    print(shown(task), [f.f_code.co_name for f in task.get_stack()])
    await task
    print(shown(task))

    async def itself():
        await asyncio.current_task()

    try:
        await asyncio.create_task(itself())
    except RuntimeError as error:
        print(re.sub(r"<.*>", "<>", str(error)))


async def eager():
    order = []

    async def at_once(n):
        order.append(f"start {n}")
        if n % 2:
            await asyncio.sleep(0)
        order.append(f"end {n}")
        return n

    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(at_once(n)) for n in range(4)]
    order.append("created")
    print(await asyncio.gather(*tasks), order)
    loop.set_task_factory(None)
    var = contextvars.ContextVar("var")
    var.set("outer")
    context = contextvars.copy_context()

    async def change():
        var.set("inner")

    await asyncio.create_task(change())
    await asyncio.create_task(change(), context=context)
    print(var.get(), context[var])


for main in waits, futures, cancels, eager:
    print("--", main.__name__)
    asyncio.run(main())
