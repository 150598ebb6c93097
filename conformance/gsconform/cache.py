"""Results of the reference on disk: what CPython does with its own tests need not be found out again every time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from gsconform.interpreter import Interpreter, dump
from gsconform.runner import DRIVER, ModuleRun, Pose, RunOptions


@dataclass(frozen=True)
class ResultCache:
    """A folder of reference runs. `folder` None caches nothing."""

    folder: Path | None

    def _file(self, reference: Interpreter, module: str, pose: Pose, options: RunOptions) -> Path | None:
        if self.folder is None:
            return None
        stat = reference.path.stat()
        parts = [reference.path, stat.st_mtime_ns, stat.st_size, reference.build, module, pose.instructions(), options]
        key = hashlib.sha256(DRIVER.read_bytes() + repr([str(part) for part in parts]).encode())
        return self.folder / f"{module}-{key.hexdigest()[:16]}.json"

    def load(self, reference: Interpreter, module: str, pose: Pose, options: RunOptions) -> ModuleRun | None:
        """The run, if it is on record."""
        file = self._file(reference, module, pose, options)
        if file is None or not file.exists():
            return None
        try:
            run = ModuleRun.from_json(json.loads(file.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError):
            return None
        run.cached = True
        return run

    def store(self, reference: Interpreter, run: ModuleRun, pose: Pose, options: RunOptions) -> None:
        """Put a run on record, unless it had trouble that the next one may not have."""
        file = self._file(reference, run.module, pose, options)
        if file is None or run.restarts or not run.results:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(f".{id(run)}.new")
        new.write_text(dump(run.as_json()), encoding="utf-8")
        new.replace(file)
