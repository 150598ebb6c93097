"""Run a command that generates files, and fail where it changed any: what is committed must be what its source makes.

python tools/checks/current.py COMMAND...
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from repo import ROOT, files, finish


def state(root: Path = ROOT) -> dict[Path, str]:
    """Every file with a digest of what is in it."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files(root=root)}


def main() -> None:
    """Generate and compare."""
    before = state()
    status = subprocess.run(sys.argv[1:], cwd=ROOT, check=False).returncode
    if status:
        finish("current", [f"`{' '.join(sys.argv[1:])}` ended with status {status}"])
    after = state()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    finish("current", [f"{path.relative_to(ROOT)} was not current; commit what is there now" for path in changed])


if __name__ == "__main__":
    main()
