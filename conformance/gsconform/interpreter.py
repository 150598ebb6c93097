"""The interpreters to be compared, and the environment that their processes get."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

from gsconform.errors import HarnessError

_IDENTIFY = """
import sys
lib = sys.modules['os'].__file__ if 'os' in sys.modules else __import__('os').__file__
print(sys.implementation.name)
print('%d.%d.%d' % sys.version_info[:3])
print(' '.join(sys.version.split()))
print(lib.rpartition('/')[0])
"""


# Of how many builds of the interpreter under test the compiled modules are kept.
BYTECODE_BUILDS = 6


@dataclass(frozen=True)
class Interpreter:
    """An interpreter that can be asked to run a script."""

    path: Path
    implementation: str
    version: str
    build: str
    lib: Path
    extra_env: tuple[tuple[str, str], ...] = field(default=())
    options: tuple[str, ...] = ()
    title: str = ""

    def command(self, *arguments: str) -> list[str]:
        """How to run a script or `-c` program on it."""
        return [str(self.path), *self.options, *arguments]

    def environment(self, home: Path) -> dict[str, str]:
        """A small, fixed environment: what a test finds there must not depend on who runs the harness."""
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "TMPDIR": str(home),
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "TERM": "dumb",
        }
        env.update(self.extra_env)
        return env

    def with_python_sources(self, modules: tuple[str, ...]) -> Interpreter:
        """The same interpreter told to run CPython's own sources of these modules in place of its ports of them."""
        options = (*self.options, "-X", "purepython=" + ",".join(modules))
        return replace(self, options=options, title=f"with CPython's own {', '.join(f'{name}.py' for name in modules)}")

    def ports(self, modules: tuple[str, ...]) -> list[str]:
        """Which of the modules are not Python source here."""
        program = f"import sys; print(*(set({modules!r}) & set(sys.builtin_module_names)))"
        env = {**os.environ, **dict(self.extra_env)}
        answer = subprocess.run(
            self.command("-c", program), capture_output=True, text=True, timeout=60.0, env=env, check=False
        )
        return sorted(answer.stdout.split())

    def describe(self) -> str:
        """Name and version for people."""
        return f"{self.implementation} {self.version}"

    def as_json(self) -> dict[str, str]:
        """What the report says of it."""
        return {
            "path": str(self.path),
            "implementation": self.implementation,
            "version": self.version,
            "build": self.build,
            "lib": str(self.lib),
        }


def identify(path: Path, extra_env: dict[str, str] | None = None, seconds: float = 60.0) -> Interpreter:
    """Ask the interpreter at path who it is. Raises HarnessError where it does not answer."""
    extra = tuple(sorted((extra_env or {}).items()))
    env = {**os.environ, **dict(extra)}
    try:
        answer = subprocess.run(
            [str(path), "-c", _IDENTIFY], capture_output=True, text=True, timeout=seconds, env=env, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HarnessError(f"{path} cannot be run: {error}") from error
    lines = answer.stdout.splitlines()
    if answer.returncode != 0 or len(lines) != 4:
        said = (answer.stderr or answer.stdout).strip().splitlines()
        raise HarnessError(f"{path} cannot say who it is: {said[-1] if said else f'status {answer.returncode}'}")
    return Interpreter(path, lines[0], lines[1], lines[2], Path(lines[3]), extra)


def bytecode_folder(path: Path, cache: Path) -> Path:
    """Where the binary at path keeps compiled modules: each build has its own, as the compiler may have changed. Old ones go."""
    with path.open("rb") as binary:
        build = hashlib.file_digest(binary, "sha256").hexdigest()[:16]
    folder = cache / "bytecode" / build
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    for old in sorted(folder.parent.iterdir(), key=lambda other: other.stat().st_mtime)[:-BYTECODE_BUILDS]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def candidate(path: Path, reference: Interpreter, cache: Path) -> Interpreter:
    """The interpreter under test, told to use the reference's own Lib so that both run the same Python code.

    What it compiles of that Lib it keeps in the cache folder, and finds there in the next process.
    It need not be able to answer yet: one that cannot is compared all the same, and differs everywhere.
    """
    if not path.exists():
        raise HarnessError(f"there is no interpreter at {path}; `make build` makes bin/gophersnake")
    extra = {"GOPHERSNAKE_LIB": str(reference.lib), "GOPHERSNAKE_PYCACHE": str(bytecode_folder(path, cache))}
    try:
        return identify(path, extra, seconds=20.0)
    except HarnessError as error:
        return Interpreter(path, path.name, "?", str(error), reference.lib, tuple(extra.items()))


def dump(value: object) -> str:
    """JSON as every file of the harness is written."""
    return json.dumps(value, indent=1, sort_keys=True) + "\n"
