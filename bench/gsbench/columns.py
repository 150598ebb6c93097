"""The interpreters that are compared: each is a column of the table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

VARIABLE = "GOPHERSNAKE_REFERENCE"
REFERENCE = "CPython"
CANDIDATE = "gophersnake"
ONE_PROCESSOR = "GOMAXPROCS=1"
BASELINE = "baseline"
ORIGINAL = "original"  # gophersnake with CPython's own Python source in place of a port


class BenchError(Exception):
    """What keeps the runner from measuring at all, said for people."""


@dataclass(frozen=True)
class Column:
    """An interpreter, and how it is run."""

    name: str
    path: Path
    extra_env: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()

    def command(self, program: Path) -> list[str]:
        """How to run a program."""
        return [str(self.path), *self.options, str(program)]

    def environment(self) -> dict[str, str]:
        """The caller's environment with what makes runs comparable: one hash seed, and CPython without its JIT."""
        env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
        return {**env, "PYTHONHASHSEED": "0", "PYTHON_JIT": "0", "PYTHONDONTWRITEBYTECODE": "1", **self.extra_env}


def find_reference(named: Path | None) -> Path:
    """The CPython to compare with: the one named, that of the environment, or the one that the harness finds."""
    if named is not None:
        return existing(named)
    from_environment = os.environ.get(VARIABLE)
    if from_environment:
        return existing(Path(from_environment))
    try:
        from gsconform import reference
    except ImportError as error:
        raise BenchError(f"name CPython 3.14 with --reference or {VARIABLE}: {error}") from error
    try:
        return Path(reference.find().path)
    except Exception as error:
        raise BenchError(str(error)) from error


def existing(path: Path) -> Path:
    """The absolute path of an interpreter that is there."""
    if not path.is_file():
        raise BenchError(f"there is no interpreter at {path}")
    return path.absolute()
