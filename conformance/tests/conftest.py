"""What the harness's own tests share."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gsconform import reference as finder
from gsconform.interpreter import Interpreter
from gsconform.process import Limits
from gsconform.runner import RunOptions

SAMPLE = Path(__file__).parent / "sample"
MakeInterpreter = Callable[..., Interpreter]


@pytest.fixture
def quick() -> RunOptions:
    """Options under which even a hang is over soon."""
    return RunOptions(Limits(seconds=20.0, idle_seconds=2.5, memory_bytes=256 << 20, output_bytes=1 << 20))


@pytest.fixture
def sample() -> MakeInterpreter:
    """Makes interpreters whose Lib/test is the sample; the argument is what goes wrong there."""

    def make(mode: str = "") -> Interpreter:
        env = (("PYTHONPATH", str(SAMPLE)), ("SAMPLE_MODE", mode), ("PYTHONDONTWRITEBYTECODE", "1"))
        return Interpreter(Path(sys.executable), "cpython", "3", f"sample {mode}", Path("lib"), env)

    return make


@pytest.fixture(scope="session")
def cpython() -> Interpreter:
    """The real reference."""
    return finder.find()


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Path]:
    """Makes executable shell scripts."""

    def make(name: str, body: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n" + body + "\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make
