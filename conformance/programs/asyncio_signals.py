# Signals: handlers of the loop, of the signal module, and Ctrl-C under asyncio.run.

import asyncio
import os
import signal


async def handlers():
    loop = asyncio.get_running_loop()
    got = asyncio.Queue()
    loop.add_signal_handler(signal.SIGUSR1, got.put_nowait, "usr1")
    loop.add_signal_handler(signal.SIGUSR2, got.put_nowait, "usr2")
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await got.get())
    signal.raise_signal(signal.SIGUSR2)
    print(await got.get())
    print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    print(signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL)
    for bad in 0, 1000, signal.SIGKILL:
        try:
            loop.add_signal_handler(bad, print)
        except (ValueError, RuntimeError) as error:
            print(type(error).__name__, error)
    try:
        loop.add_signal_handler(signal.SIGUSR1, handlers)
    except TypeError as error:
        print(error)
    try:
        await asyncio.to_thread(loop.add_signal_handler, signal.SIGUSR1, print)
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
    seen = []
    signal.signal(signal.SIGALRM, lambda number, frame: seen.append(signal.Signals(number).name))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while not seen:
        await asyncio.sleep(0.005)
    print(seen)


async def interrupted(cleanup):
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("main is cancelled", asyncio.current_task().cancelling())
        if cleanup == "hide":
            return "went on"
        if cleanup == "replace":
            raise ValueError("cleanup")
        raise
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


async def busy():
    signal.raise_signal(signal.SIGINT)
    while True:
        await asyncio.sleep(0)


asyncio.run(handlers())
for cleanup in "raise", "hide", "replace":
    try:
        print(asyncio.run(interrupted(cleanup)))
    except BaseException as error:
        print(repr(error), repr(error.__context__))
try:
    asyncio.run(busy())
except KeyboardInterrupt as error:
    print(repr(error))
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)


async def terminated():
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()
    loop.add_signal_handler(signal.SIGTERM, main.cancel, "SIGTERM")
    os.kill(os.getpid(), signal.SIGTERM)
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError as error:
        print("stopping:", error)


asyncio.run(terminated())
signal.signal(signal.SIGALRM, signal.SIG_DFL)
print("killed now", flush=True)
signal.raise_signal(signal.SIGALRM)
