# Subprocesses: pipes, status, input, errors, termination, shells; a process that outlives a cancelled wait.

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT


async def main():
    process = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    print(await process.communicate(b"through a pipe\n"), process.returncode)
    process = await asyncio.create_subprocess_exec("sh", "-c", "echo out; echo err >&2; exit 3", stdout=PIPE, stderr=PIPE)
    print(await process.communicate(), process.returncode, process.pid > 0)
    process = await asyncio.create_subprocess_shell("echo $NAME; echo second >&2", stdout=PIPE, stderr=STDOUT, env={**os.environ, "NAME": "value"})
    print((await process.stdout.read()).splitlines(), await process.wait())
    process = await asyncio.create_subprocess_exec("sh", "-c", "while read line; do echo got $line; done; echo over", stdin=PIPE, stdout=PIPE)
    for line in b"one", b"two":
        process.stdin.write(line + b"\n")
        await process.stdin.drain()
        print(await process.stdout.readline())
    process.stdin.close()
    await process.stdin.wait_closed()
    print(await process.stdout.read(), await process.wait())
    process = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        async with asyncio.timeout(0.01):
            await process.wait()
    except TimeoutError:
        print("still running", process.returncode)
    process.terminate()
    print(await process.wait() == -signal.SIGTERM)
    process = await asyncio.create_subprocess_exec("sleep", "60")
    process.send_signal(signal.SIGKILL)
    print(await process.wait(), process.returncode)
    try:
        process.kill()
    except ProcessLookupError as error:
        print("gone", type(error).__name__)
    try:
        await asyncio.create_subprocess_exec("/no/such/program")
    except FileNotFoundError as error:
        print(error)
    try:
        await asyncio.create_subprocess_exec("true", cwd="/no/such/folder")
    except FileNotFoundError as error:
        print(error)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import sys; sys.stdout.write('x' * 200000)", stdout=PIPE, stdin=DEVNULL)
    print(len((await process.communicate())[0]), process.returncode)
    results = await asyncio.gather(*(shell(f"exit {n}") for n in range(10)))
    print(results)
    task = asyncio.create_task(shell("exec sleep 60"))
    await asyncio.sleep(0.05)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


async def shell(command):
    process = await asyncio.create_subprocess_shell(command)
    try:
        return await process.wait()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise


asyncio.run(main())
