"""Check that the documents are true where that can be checked: links, make targets, and paths of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from repo import ROOT, files, finish

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`|^ {4}(\S.*)$", re.MULTILINE)
TARGET = re.compile(r"(?:^|[\s;&])make ([a-z]+)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
# A path is checked where its first part is there: `vm/eval.go` is a claim, `foo/bar` an example.
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?")


def anchor(heading: str) -> str:
    """The name under which a heading can be linked to."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def complaints(document: Path, root: Path, targets: set[str]) -> Iterator[str]:
    """What is wrong in one document."""
    text = document.read_text(encoding="utf-8")
    name = document.relative_to(root)
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, fragment = link.partition("#")
        goal = document.parent / file if file else document
        if not goal.exists():
            yield f"{name}: the link to {link} leads nowhere"
        elif fragment and fragment not in {anchor(head) for head in HEADING.findall(goal.read_text("utf-8"))}:
            yield f"{name}: {file or name} has no heading for #{fragment}"
    for inline, block in CODE.findall(text):
        code = inline or block
        for target in TARGET.findall(code):
            if target not in targets:
                yield f"{name}: there is no target for `make {target}`"
        for path in PATH.findall(inline):
            first = path.split("/", 1)[0]
            claimed = path == inline and (root / first).is_dir() and first not in ("bin", "build")
            if claimed and not (root / path).exists():
                yield f"{name}: {path} does not exist"


def main() -> None:
    """Check every document."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    finish("docs", (line for document in files("*.md") for line in complaints(document, ROOT, targets)))


if __name__ == "__main__":
    main()
