"""What the checks share: the repository's files, and how a check ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def files(*patterns: str, root: Path = ROOT) -> list[Path]:
    """The files that are or could be committed, by git's patterns; all of them without any."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return [root / name for name in sorted(set(listed.split("\0"))) if name and (root / name).is_file()]


def is_generated(text: str) -> bool:
    """Whether the file says, as Go's tools expect, that a program wrote it."""
    return any("Code generated" in line and "DO NOT EDIT" in line for line in text.splitlines()[:5])


def finish(name: str, complaints: Iterable[str]) -> None:
    """Print what is wrong and exit with 1, or exit with 0."""
    found = list(complaints)
    for line in found:
        print(f"{name}: {line}", file=sys.stderr)
    sys.exit(1 if found else 0)
