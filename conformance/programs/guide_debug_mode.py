# Debug mode: slow callbacks are logged, coroutines know where they were made, and blocking work goes to an executor.

import asyncio
import logging
import re
import time

lines = []
asyncio.run(asyncio.to_thread(int))  # what the executor needs is imported now


class Keep(logging.Handler):
    def emit(self, record):
        text = record.getMessage()
        text = re.sub(r"0x[0-9a-f]+", "0x", text)
        text = re.sub(r"\d+\.\d+ seconds", "N seconds", text)
        text = re.sub(r'[^ "]*/', "", text)
        lines.append((record.levelname, text))


logging.getLogger("asyncio").addHandler(Keep())
logging.getLogger("asyncio").setLevel(logging.WARNING)


class Blocking:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        time.sleep(0.3)


class Offloading(Blocking):
    async def __aexit__(self, *exc):
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.3)


async def main(manager):
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    loop.slow_callback_duration = 0.2
    await asyncio.sleep(0)
    async with manager():
        pass
    print("over")


asyncio.run(main(Blocking), debug=True)
print([level for level, text in lines if "took" in text])
print(all(re.search(r"^Executing <Task .*name='Task-\d+' .*> took N seconds$", text) for _, text in lines), len(lines))
lines.clear()
asyncio.run(main(Offloading), debug=True)
print(lines)
asyncio.run(main(Blocking))
print(lines)


async def misuse():
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(None, loop.call_soon, print)
    except RuntimeError as error:
        print(error)


asyncio.run(misuse(), debug=True)
