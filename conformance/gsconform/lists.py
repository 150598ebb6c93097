"""The two kinds of text files that people keep: which modules are enabled, and which differences are expected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from gsconform.errors import HarnessError

_MODULE = re.compile(r"(?P<off>off\s+)?(?P<name>test_[\w.]+)(?:\s+#\s*(?P<note>.*))?")


@dataclass(frozen=True)
class ModuleList:
    """conformance/modules.txt: the enabled modules, and the disabled ones with the reason."""

    enabled: list[str]
    disabled: dict[str, str]


def read_modules(path: Path) -> ModuleList:
    """Read a module list: `test_x`, or `off test_x  # reason`, one a line; a line that starts with # is a comment."""
    enabled: list[str] = []
    disabled: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _MODULE.fullmatch(text)
        if not match:
            raise HarnessError(f"{path}:{number}: expected `test_x` or `off test_x  # reason`, found {text!r}")
        name = match["name"]
        if name in disabled or name in enabled:
            raise HarnessError(f"{path}:{number}: {name} is listed twice")
        if not match["off"]:
            enabled.append(name)
        elif match["note"]:
            disabled[name] = match["note"]
        else:
            raise HarnessError(f"{path}:{number}: {name} is off without a reason")
    return ModuleList(enabled, disabled)


@dataclass
class Expectations:
    """The differences that are known and why, by test id. What is listed must differ; all else must not."""

    path: Path
    reasons: dict[str, str] = field(default_factory=dict)

    def shrink(self, no_longer_needed: set[str]) -> None:
        """Take entries out, keeping comments and order; the file goes when nothing is left. There is no way to add."""
        lines = self.path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.partition("  # ")[0].strip() not in no_longer_needed]
        for name in no_longer_needed:
            self.reasons.pop(name, None)
        if self.reasons:
            self.path.write_text("".join(kept), encoding="utf-8")
        else:
            self.path.unlink()


def read_expectations(path: Path) -> Expectations:
    """Read `test id  # reason` lines (two spaces before the #). A file that is absent expects nothing."""
    expected = Expectations(path)
    if not path.exists():
        return expected
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, mark, reason = (part.strip() for part in text.partition("  # "))
        if not mark or not reason:
            raise HarnessError(f"{path}:{number}: {name} has no reason (write `test id  # reason`)")
        if name in expected.reasons:
            raise HarnessError(f"{path}:{number}: {name} is listed twice")
        expected.reasons[name] = reason
    return expected
