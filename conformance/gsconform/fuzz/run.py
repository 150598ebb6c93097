"""Running many programs in one process, on one interpreter or on both, and making smaller what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gsconform import process
from gsconform.errors import HarnessError
from gsconform.fuzz.generate import make
from gsconform.fuzz.tree import Program, smaller
from gsconform.interpreter import Interpreter

DRIVER = Path(__file__).resolve().parents[2] / "fuzzdriver.py"
RECORD, FIELD = "\x1e", "\x1f"
LIMITS = process.Limits(seconds=600.0, idle_seconds=20.0, memory_bytes=2 << 30)
CRASHED, HUNG = "crashed", "hung"
CHUNK = 48  # smaller programs tried at a time


@dataclass(frozen=True)
class Pair:
    """The interpreters to be compared."""

    reference: Interpreter
    candidate: Interpreter


def run(
    interpreter: Interpreter, programs: Sequence[Program], *, full: bool = False, alone: bool = False
) -> dict[str, str]:
    """What each program leaves: a sum over its log, or the log if full, or how it took the process down.

    Those behind a program that does so are run in a new process, unless alone, when they have no result.
    """
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="gsfuzz-") as folder:
        top = Path(folder).resolve()
        source, results = top / "programs", top / "results"
        left = list(programs)
        while left:
            source.write_bytes("".join(FIELD.join(program.record()) + RECORD for program in left).encode())
            results.write_bytes(b"")
            ended = process.run(
                interpreter.command(str(DRIVER), str(source), str(results), *(["full"] if full else [])),
                cwd=top,
                env=interpreter.environment(top),
                limits=LIMITS,
                activity=lambda: results.stat().st_size,
            )
            for record in results.read_bytes().decode("utf-8", "replace").split(RECORD)[:-1]:
                name, _, text = record.partition(FIELD)
                found[name] = text
            left = [program for program in left if program.name not in found]
            if not left:
                if ended.killed or ended.status:
                    found[programs[-1].name] = _death(ended)
                break
            if not ended.killed and ended.status == 0:
                raise HarnessError(f"{interpreter.path} ended well without running {left[0].name}")
            found[left[0].name] = _death(ended)
            left = [] if alone else left[1:]
    return found


def _death(ended: process.Finished) -> str:
    said = ended.stderr.strip().splitlines()
    head = [line for line in said if line.startswith(("panic:", "fatal error:", "unexpected fault", "goroutine "))]
    kind = HUNG if ended.killed in ("time", "idle") else CRASHED
    return "\n".join([f"{kind}: {ended.describe()}", *(said[:40] if head else said[-20:])])


def differing(pair: Pair, programs: Sequence[Program], *, alone: bool = False) -> list[Program]:
    """The programs that do not do the same on both."""
    theirs = run(pair.reference, programs)
    ours = run(pair.candidate, programs, alone=alone)
    return [
        program
        for program in programs
        if program.name in ours
        and theirs[program.name] != ours[program.name]
        and not theirs[program.name].startswith((CRASHED, HUNG))
    ]


def differing_seeds(pair: Pair, seeds: Sequence[str]) -> list[str]:
    """The seeds whose programs do not do the same on both."""
    return [program.name for program in differing(pair, [make(seed) for seed in seeds])]


def shrink(pair: Pair, program: Program) -> Program:
    """The program with everything cut away without which it still differs."""
    while True:
        candidates = [replace(cut, name=str(number)) for number, cut in enumerate(smaller(program))]
        candidates = [cut for cut in candidates if cut.size() < program.size() or cut.schedule != program.schedule]
        candidates.sort(key=Program.size)
        for start in range(0, len(candidates), CHUNK):
            failing = differing(pair, candidates[start : start + CHUNK], alone=True)
            if failing:
                program = replace(min(failing, key=Program.size), name=program.name)
                break
        else:
            return program
