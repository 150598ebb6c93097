"""The command line: `python -m gsconform.fuzz`."""

from __future__ import annotations

import argparse
import difflib
import os
import random
import re
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from gsconform import reference
from gsconform.errors import HarnessError
from gsconform.fuzz.generate import make
from gsconform.fuzz.run import Pair, differing_seeds, run, shrink
from gsconform.fuzz.tree import Program
from gsconform.interpreter import candidate

ROOT = Path(__file__).resolve().parents[3]
SHOWN_LINES = 14


def parser() -> argparse.ArgumentParser:
    """The options."""
    found = argparse.ArgumentParser(
        prog="gsconform.fuzz",
        description="Run random programs of managers, stacks and generators on CPython 3.14 and on gophersnake, and make "
        "those small that do not leave the same log. Exits with 0 where all do, 1 where not, 2 where it cannot tell.",
    )
    add = found.add_argument
    add("--count", type=int, default=10_000, help="how many programs (10000)")
    add("--seed", default="1", help="the seed, or `random` (1)")
    add("--only", action="append", default=[], metavar="SEED:NUMBER", help="just this program, shown with both logs")
    add("--batch", type=int, default=250, help="programs in a process (250)")
    add("--jobs", type=int, default=os.cpu_count() or 1, help="batches at a time (the number of cores)")
    add("--interpreter", type=Path, default=ROOT / "bin" / "gophersnake", help="what to test (bin/gophersnake)")
    add("--purepython", action="append", default=[], metavar="NAME", help="CPython's own module in place of the port")
    add("--most", type=int, default=5, help="how many that differ to make small (5)")
    add("--output", type=Path, default=ROOT / "build" / "fuzz", help="folder for the small programs")
    return found


@dataclass(frozen=True)
class Finding:
    """A small program that differs, and how."""

    program: Program
    seed: str
    difference: str

    @property
    def signature(self) -> str:
        """What is the same of findings with the same cause, most of the time."""
        return re.sub(r"\d+", "", self.difference)


def find_out(pair: Pair, seed: str) -> Finding:
    """Make the program of a seed small and say how it differs."""
    program = make(seed)
    difference = compare(pair, program)
    if not difference:
        return Finding(program, seed, "differs only behind the others of its batch")
    program = shrink(pair, program)
    return Finding(program, seed, compare(pair, program))


def compare(pair: Pair, program: Program) -> str:
    """The difference between both logs of the program, run by itself, or ""."""
    theirs, ours = (run(one, [program], full=True)[program.name] for one in (pair.reference, pair.candidate))
    if theirs == ours:
        return ""
    lines = difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "reference", "gophersnake", lineterm="", n=2)
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz; returns the exit status."""
    args = parser().parse_args(argv)
    try:
        return _run(args)
    except HarnessError as error:
        print(f"gsconform.fuzz: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(args: argparse.Namespace) -> int:
    cpython = reference.find(say=lambda message: print(message, file=sys.stderr))
    tested = candidate(args.interpreter.absolute(), cpython, reference.cache_folder())
    options = tuple(part for name in args.purepython for part in ("-X", f"purepython={name}"))
    pair = Pair(cpython, replace(tested, options=options))
    if args.only:
        return max(_show(pair, seed) for seed in args.only)
    started = time.monotonic()
    base = str(random.SystemRandom().randrange(10**9)) if args.seed == "random" else args.seed
    failing: list[str] = []
    seeds = [f"{base}:{number}" for number in range(args.count)]
    batches = [seeds[start : start + args.batch] for start in range(0, len(seeds), args.batch)]
    with ProcessPoolExecutor(max_workers=max(1, args.jobs)) as pool:
        work = [pool.submit(differing_seeds, pair, batch) for batch in batches]
        for number, future in enumerate(as_completed(work), 1):
            failing += future.result()
            if sys.stderr.isatty():
                print(f"\r{number}/{len(batches)} batches, {len(failing)} differ", end="", file=sys.stderr)
        failing.sort(key=lambda seed: int(seed.rpartition(":")[2]))
        seconds = time.monotonic() - started
        print(f"seed {base}: {len(failing)} of {args.count} programs differ ({seconds:.1f} s)")
        findings: dict[str, Finding] = {}
        for found in pool.map(find_out, [pair] * args.most, failing[: args.most]):
            findings.setdefault(found.signature, found)
    args.output.mkdir(parents=True, exist_ok=True)
    for found in findings.values():
        _write(args.output, found)
    return 1 if failing else 0


def _write(folder: Path, found: Finding) -> None:
    """Keep a finding as a file, and show it."""
    path = folder / f"{found.seed.replace(':', '-')}.py"
    comment = "".join(f"# {line}\n" for line in found.difference.splitlines())
    head = f"# Program {found.seed}, made small. Schedule: {', '.join(found.program.schedule) or 'none'}\n"
    path.write_text(head + found.program.source() + comment, encoding="utf-8")
    shown = found.difference.splitlines()
    print(f"\n=== {found.seed} ({path})\n{found.program.source()}")
    print("schedule:", *found.program.schedule)
    print("\n".join(shown[:SHOWN_LINES]))


def _show(pair: Pair, seed: str) -> int:
    program = make(seed)
    difference = compare(pair, program)
    print(program.source())
    print("schedule:", *program.schedule)
    print(difference or run(pair.reference, [program], full=True)[program.name])
    return 1 if difference else 0
