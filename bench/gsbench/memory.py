"""Whether memory stays flat: programs that do the same again and again, watched from outside.

Each program prints a line behind every one of its equal steps and its answer last. Its resident memory is read at
every line; flat it is where the last quarter of the steps needs no more than the second quarter did, but for a
tolerance. The first quarter is warm-up. How much memory is resident varies from one garbage collection to the next, so
of gophersnake what Go's collector found alive is read too, from its trace, and judged by a smaller tolerance; and the
collector is told to keep within a limit, so that it runs often enough for the second quarter to be as full as the last.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gsbench.columns import REFERENCE, Column
from gsbench.programs import Program, RunError, failure

STEP = "step "
LEAST_STEPS = 8
RELATIVE = 0.15
ABSOLUTE = 8 << 20
LIVE_ABSOLUTE = 2 << 20
_COLLECTION = re.compile(r"^gc \d+ @.*?(\d+)->(\d+)->(\d+) MB, ", re.MULTILINE)

Reader = Callable[[int], int]


def resident(pid: int) -> int:
    """The bytes of memory that a process has resident."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) << 10
        return 0  # it has ended
    except FileNotFoundError:
        answer = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(answer.stdout.strip() or 0) << 10


@dataclass
class Usage:
    """What a program needed on one interpreter, in bytes, step by step."""

    samples: list[int]
    answer: str
    live: list[int] = field(default_factory=list)  # bytes alive behind each garbage collection that was traced

    @property
    def warm(self) -> int:
        """The most in the second quarter of the steps."""
        quarter = len(self.samples) // 4
        return max(self.samples[quarter : 2 * quarter])

    @property
    def end(self) -> int:
        """The most in the last quarter."""
        return max(self.samples[-(len(self.samples) // 4) :])

    @property
    def peak(self) -> int:
        """The most at any step."""
        return max(self.samples)

    @property
    def flat(self) -> bool:
        """Whether the end needs no more than what was warm, within the tolerance."""
        if self.end > self.warm * (1 + RELATIVE) + ABSOLUTE:
            return False
        return self.live_end <= self.live_warm * (1 + RELATIVE) + LIVE_ABSOLUTE

    @property
    def live_warm(self) -> int:
        """The most alive behind the collections of the second quarter; 0 where too few were seen."""
        quarter = len(self.live) // 4
        return max(self.live[quarter : 2 * quarter], default=0)

    @property
    def live_end(self) -> int:
        """The most alive behind those of the last quarter."""
        quarter = len(self.live) // 4
        return max(self.live[-quarter:], default=0) if quarter else 0


@dataclass
class MemoryRow:
    """A program's results by the name of the column."""

    program: Program
    usage: dict[str, Usage] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The results for machines."""
        return {
            "name": self.program.name,
            "title": self.program.title,
            "errors": self.errors,
            "usage": {
                name: {
                    "warm": u.warm,
                    "end": u.end,
                    "peak": u.peak,
                    "live_warm": u.live_warm,
                    "live_end": u.live_end,
                    "flat": u.flat,
                    "samples": u.samples,
                    "live": u.live,
                }
                for name, u in self.usage.items()
            },
        }


def watch(program: Program, column: Column, seconds: float, read: Reader = resident) -> Usage:
    """Run a program and read its memory at each step."""
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as stderr,
        subprocess.Popen(
            column.command(program.path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            errors="replace",
            env={**column.environment(), "GODEBUG": "gctrace=1", "GOMEMLIMIT": "96MiB"},
            cwd=program.path.parent,
        ) as process,
    ):
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        samples, last = [], ""
        try:
            assert process.stdout is not None
            for line in process.stdout:
                last = line.rstrip("\n")
                if line.startswith(STEP):
                    samples.append(read(process.pid))
            status = process.wait()
            overdue = not timer.is_alive()
        finally:
            timer.cancel()
            process.kill()
        if overdue:
            raise RunError(f"did not end in {seconds:g} s")
        stderr.seek(0)
        said = stderr.read()
        if status != 0:
            raise RunError(failure(status, said))
    if len(samples) < LEAST_STEPS or last.startswith(STEP) or not last:
        raise RunError(f"printed {len(samples)} steps and {last!r} last, not its steps and its answer")
    live = [int(match[3]) << 20 for match in _COLLECTION.finditer(said)]
    usage = Usage([size for size in samples if size], last, live)
    if not usage.warm or not usage.end:
        raise RunError("was gone before its memory could be read")
    return usage


def check(
    programs: Sequence[Program], columns: Sequence[Column], seconds: float, say: Callable[[str], None]
) -> list[MemoryRow]:
    """Watch all programs on all columns, and compare their answers."""
    rows = []
    for number, program in enumerate(programs, 1):
        say(f"[{number}/{len(programs)}] {program.name}: {program.title}")
        row = MemoryRow(program)
        for column in columns:
            try:
                row.usage[column.name] = watch(program, column, seconds)
            except (RunError, OSError) as error:
                row.errors[column.name] = str(error)
        expected = row.usage.get(REFERENCE)
        for name, usage in list(row.usage.items()):
            if expected is not None and usage.answer != expected.answer:
                del row.usage[name]
                row.errors[name] = f"answers {usage.answer[:80]}, not {expected.answer[:80]}"
        rows.append(row)
    return rows
