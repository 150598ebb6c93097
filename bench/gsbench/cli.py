"""The command line: `python -m gsbench [memory]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from gsbench import compare, memory, programs, report
from gsbench.columns import (
    BASELINE,
    CANDIDATE,
    ONE_PROCESSOR,
    ORIGINAL,
    REFERENCE,
    BenchError,
    Column,
    existing,
    find_reference,
)

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "bench" / "programs"
SAME, DIFFERENT, UNABLE = 0, 1, 2
WIDTH = 160  # of the tables where no terminal sets one


def parser() -> argparse.ArgumentParser:
    """The options."""
    found = argparse.ArgumentParser(
        prog="gsbench",
        description="Time programs on CPython 3.14 and on gophersnake in turns, or watch whether memory stays flat. "
        "Exits with 0 where everything ran and answered the same, 1 where not, 2 where it cannot tell.",
    )
    add = found.add_argument
    add("what", nargs="?", choices=["time", "memory"], default="time", help="what to measure (time)")
    add("--interpreter", type=Path, default=ROOT / "bin" / "gophersnake", help="what to measure (bin/gophersnake)")
    add("--reference", type=Path, help="the CPython to compare with (the one that the conformance harness finds)")
    add("--baseline", type=Path, metavar="BINARY", help="another gophersnake to measure too, as of the commit before")
    add("--contextlib", action="store_true", help="the programs of contextlib, with the port and with CPython's source")
    add("--gomaxprocs1", action="store_true", help="measure gophersnake with one processor for Go too")
    add("--filter", action="append", default=[], metavar="TEXT", help="only programs whose names contain it")
    add("--rounds", type=int, default=5, metavar="N", help="runs of each program, of which the least counts (5)")
    add("--timeout", type=float, metavar="SECONDS", help="for one run (120; for memory 600)")
    add("--check", action="store_true", help="exit with 1 where the goal is missed too")
    add("--programs", type=Path, metavar="DIR", help="a folder of programs (bench/programs, or its folder memory)")
    add("--output", type=Path, help="the JSON file to write (build/bench/time.json, or memory.json)")
    return found


def columns(options: argparse.Namespace) -> list[Column]:
    """The interpreters that the options ask for, the reference first."""
    found = [Column(REFERENCE, find_reference(options.reference)), Column(CANDIDATE, existing(options.interpreter))]
    if options.contextlib:
        found.insert(1, Column(ORIGINAL, found[1].path, options=("-X", "purepython=contextlib")))
    if options.gomaxprocs1:
        found.append(Column(ONE_PROCESSOR, existing(options.interpreter), {"GOMAXPROCS": "1"}))
    if options.baseline is not None:
        found.append(Column(BASELINE, existing(options.baseline)))
    return found


def write(path: Path, results: object) -> None:
    """Write the results for machines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for, and return the status to exit with."""
    options = parser().parse_args(arguments)
    console, progress = Console(), Console(stderr=True)
    if not console.is_terminal:
        console.width = WIDTH
    name = "contextlib" if options.contextlib and options.what == "time" else options.what
    output = options.output or ROOT / "build" / "bench" / f"{name}.json"

    def say(message: str) -> None:
        progress.print(message, markup=False, highlight=False)

    try:
        if options.rounds < 1:
            raise BenchError("--rounds must be at least 1")
        chosen = columns(options)
        kind = "memory" if options.what == "memory" else "contextlib" if options.contextlib else ""
        folder = options.programs or PROGRAMS / kind
        found = programs.find(folder, options.filter)
    except BenchError as error:
        print(f"gsbench: {error}", file=sys.stderr)
        return UNABLE
    if options.what == "memory":
        rows = memory.check(found, chosen, options.timeout or 600.0, say)
        names = [column.name for column in chosen]
        write(output, {"columns": {c.name: str(c.path) for c in chosen}, "programs": [row.as_json() for row in rows]})
        report.print_memory(rows, names, console)
        good = all(
            name not in row.errors and (name == REFERENCE or row.usage[name].flat) for row in rows for name in names
        )
        return SAME if good else DIFFERENT
    goals = compare.CONTEXTLIB if options.contextlib else compare.CORE
    results = compare.compare(found, chosen, options.rounds, options.timeout or 120.0, say, goals)
    write(output, results.as_json())
    report.print_results(results, console)
    if results.failed() or (options.check and results.goal_missed()):
        return DIFFERENT
    return SAME
