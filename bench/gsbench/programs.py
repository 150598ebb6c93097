"""The programs, and what they print: their time as a JSON line, and their answer last."""

from __future__ import annotations

import ast
import json
import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gsbench.columns import BenchError, Column

INFORMATIONAL = "informational"


@dataclass(frozen=True)
class Program:
    """A program of the benchmarks or of the checks of memory."""

    path: Path
    title: str
    informational: bool = False
    uses_port: bool = True  # of contextlib, whose original it is compared with

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return self.path.stem


@dataclass(frozen=True)
class Timing:
    """One run: seconds of wall and of processor time, of the timed part alone, and the answer."""

    wall: float
    cpu: float
    answer: str


class RunError(Exception):
    """A run that ended without time or answer."""


def find(folder: Path, filters: list[str]) -> list[Program]:
    """The programs in a folder, the informational ones last, of which the names contain one of the filters."""
    found = []
    for informational in (False, True):
        place = folder / INFORMATIONAL if informational else folder
        for path in sorted(place.glob("*.py"), key=_natural):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            title = ast.get_docstring(tree) or path.stem
            uses_port = any(isinstance(node, ast.ImportFrom) and node.module == "contextlib" for node in tree.body)
            found.append(Program(path, title.splitlines()[0].rstrip("."), informational, uses_port))
    chosen = [program for program in found if not filters or any(text in program.name for text in filters)]
    if not chosen:
        raise BenchError(f"no program in {folder} is called like {', '.join(filters) or '*.py'}")
    return chosen


def _natural(path: Path) -> list[tuple[str, int]]:
    """Sort names as people count: b2 before b10."""
    return [(text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", path.stem)]


def parse(output: str) -> Timing:
    """What a program printed: a JSON line with its times, and its answer behind it."""
    lines = output.splitlines()
    if len(lines) < 2:
        raise RunError(f"printed {output!r}, not its time and its answer")
    try:
        times = json.loads(lines[-2])
        wall, cpu = float(times["wall"]), float(times["cpu"])
    except (ValueError, TypeError, KeyError) as error:
        raise RunError(f"printed {lines[-2]!r} where its time belongs") from error
    if not (math.isfinite(wall) and math.isfinite(cpu) and wall > 0 and cpu >= 0):
        raise RunError(f"says that it took {lines[-2]}")
    return Timing(wall, cpu, lines[-1])


def run(program: Program, column: Column, seconds: float) -> Timing:
    """Run a program once on one interpreter."""
    try:
        done = subprocess.run(
            column.command(program.path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            env=column.environment(),
            cwd=program.path.parent,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RunError(f"did not end in {seconds:g} s") from error
    except OSError as error:
        raise RunError(str(error)) from error
    if done.returncode != 0:
        raise RunError(failure(done.returncode, done.stderr))
    return parse(done.stdout)


def failure(status: int, stderr: str) -> str:
    """A line that says how a process failed: the last of what it wrote, or the first of a Go panic."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    crash = next((line for line in lines if line.startswith(("panic:", "fatal error:", "runtime:"))), None)
    return f"status {status}: {crash or (lines[-1] if lines else 'no message')}"
