"""Check what the project asks of every file: its length, no loose ends, and nothing that only holds on one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from repo import ROOT, files, finish, is_generated

LONGEST = 700
LOOSE_END = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:root|home|work|farm|Users)/\w|\b(?:deb|snapshot)\.debian\.org\b")
TEST_DATA = ("testdata", "programs", "golden")


def complaints(path: Path, root: Path) -> Iterator[str]:
    """What is wrong with one file."""
    name = path.relative_to(root)
    text = path.read_text(encoding="utf-8", errors="replace")
    if is_generated(text):
        return
    lines = text.splitlines()
    if len(lines) > LONGEST:
        yield f"{name} has {len(lines)} lines, more than {LONGEST}: make it several rooms"
    for number, line in enumerate(lines, 1):
        if LOOSE_END.search(line):
            yield f"{name}:{number}: finish it, or write an issue: {line.strip()[:80]}"
        if ONE_MACHINE.search(line):
            yield f"{name}:{number}: only one machine has that: {line.strip()[:80]}"
    if path.suffix == ".go" and re.search(r"^package utils?$", text, re.MULTILINE):
        yield f"{name}: a package is named for what it provides, not util"


def main() -> None:
    """Check every source file that people write, except this one, which has to name what it forbids."""
    sources = [
        path
        for path in files("*.go", "*.py", "*.md", "*.toml", "Makefile", ".ci/*")
        if path != Path(__file__).resolve() and not set(TEST_DATA) & set(path.relative_to(ROOT).parts)
    ]
    finish("layout", (line for path in sources for line in complaints(path, ROOT)))


if __name__ == "__main__":
    main()
