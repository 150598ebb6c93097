"""One process, kept within limits of time, silence, memory and output, and never left behind."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

POLL_SECONDS = 0.1
KEEP_BYTES = 256 * 1024
PAGE_SIZE = resource.getpagesize()


@dataclass(frozen=True)
class Limits:
    """When to kill a process."""

    seconds: float = 600.0
    idle_seconds: float = 120.0
    memory_bytes: int = 4 << 30
    output_bytes: int = 64 << 20


@dataclass(frozen=True)
class Finished:
    """How a process ended. `killed` is "" or the limit that it broke: time, idle, memory or output."""

    status: int
    killed: str
    stdout: str
    stderr: str
    seconds: float
    cpu_seconds: float
    peak_bytes: int

    def describe(self) -> str:
        """The end in words: "exit status 3", "killed by SIGSEGV", "over the limit of time"."""
        if self.killed:
            return f"over the limit of {self.killed}"
        if self.status >= 0:
            return f"exit status {self.status}"
        try:
            return f"killed by {signal.Signals(-self.status).name}"
        except ValueError:
            return f"killed by signal {-self.status}"


class _Drain(threading.Thread):
    """Reads a pipe to its end so that the writer never blocks, keeping the beginning and the end of what it read."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.pipe = pipe
        self.total = 0
        self._head = bytearray()
        self._tail = bytearray()
        self.start()

    def run(self) -> None:
        while True:
            try:
                chunk = os.read(self.pipe.fileno(), 65536)
            except (OSError, ValueError):
                return
            if not chunk:
                return
            self.total += len(chunk)
            room = KEEP_BYTES - len(self._head)
            self._head += chunk[:room] if room > 0 else b""
            self._tail += chunk[max(room, 0) :]
            del self._tail[:-KEEP_BYTES]

    def text(self) -> str:
        dropped = self.total - len(self._head) - len(self._tail)
        between = f"\n[... {dropped} bytes left out ...]\n".encode() if dropped > 0 else b""
        return (bytes(self._head) + between + bytes(self._tail)).decode("utf-8", "backslashreplace")


def _resident_bytes(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * PAGE_SIZE
    except (OSError, IndexError, ValueError):
        return 0


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def run(
    argv: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    limits: Limits,
    activity: Callable[[], object] | None = None,
) -> Finished:
    """Run argv in a process group of its own until it ends or breaks a limit, and kill whatever is left of the group.

    `activity` tells whether the process is getting on: while its value stays the same, the idle limit runs.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None and process.stderr is not None
    drains = [_Drain(process.stdout), _Drain(process.stderr)]
    ended = threading.Event()
    outcome: list[tuple[int, float, resource.struct_rusage]] = []

    def wait() -> None:
        # A blocking wait4 in a thread: exact about the time of the end, and it brings the CPU time along.
        _, status, usage = os.wait4(process.pid, 0)
        outcome.append((os.waitstatus_to_exitcode(status), time.perf_counter(), usage))
        ended.set()

    waiter = threading.Thread(target=wait, daemon=True)
    waiter.start()
    killed = ""
    last_sign = activity() if activity else None
    last_change = started
    try:
        while not ended.wait(POLL_SECONDS):
            now = time.perf_counter()
            if activity and (sign := activity()) != last_sign:
                last_sign, last_change = sign, now
            if now - started > limits.seconds:
                killed = "time"
            elif activity and now - last_change > limits.idle_seconds:
                killed = "idle"
            elif _resident_bytes(process.pid) > limits.memory_bytes:
                killed = "memory"
            elif sum(drain.total for drain in drains) > limits.output_bytes:
                killed = "output"
            if killed:
                break
    finally:
        # Also on KeyboardInterrupt, and for children that outlive a process which ended by itself.
        _kill_group(process.pid)
        waiter.join()
        process.returncode = outcome[0][0]
        for drain in drains:
            drain.join(timeout=2.0)
        process.stdout.close()
        process.stderr.close()
    status, end, usage = outcome[0]
    return Finished(
        status=status,
        killed=killed,
        stdout=drains[0].text(),
        stderr=drains[1].text(),
        seconds=end - started,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
    )
