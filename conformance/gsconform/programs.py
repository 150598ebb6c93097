"""Small programs of our own, run on both interpreters and compared by what they print and how they end."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from gsconform import process
from gsconform.interpreter import Interpreter
from gsconform.lists import Expectations

PROGRAM_LIMITS = process.Limits(seconds=30.0, memory_bytes=1 << 30, output_bytes=4 << 20)
# Where a traceback names a file of the library, its folder is the interpreter's own business.
_LIBRARY_FILE = re.compile(r'File "[^"]*/(?:lib/python3\.\d+|[Ll]ib)/')


@dataclass(frozen=True)
class ProgramResult:
    """A program on both. `difference` is "" where they agree."""

    name: str
    difference: str
    reference_seconds: float
    candidate_seconds: float
    expected: str | None = None

    @property
    def same(self) -> bool:
        """Whether both did the same."""
        return not self.difference

    @property
    def ok(self) -> bool:
        """Whether the result is as the records say."""
        return self.same == (self.expected is None)


def wants_stderr(source: str) -> bool:
    """Whether the program's header asks for its stderr to be compared too."""
    header = source.split("\n\n", 1)[0]
    return any(line.strip() == "# compare: stderr" for line in header.splitlines())


def compare_program(reference: Interpreter, candidate: Interpreter, program: Path) -> ProgramResult:
    """Run a program on both, each in a folder of its own that holds only the program."""
    left, right = (_run(interpreter, program) for interpreter in (reference, candidate))
    differences = []
    if left.describe() != right.describe():
        differences.append(f"ended by {left.describe()} on the reference, by {right.describe()} here")
    if left.stdout != right.stdout:
        differences.append(_first_difference("stdout", left.stdout, right.stdout))
    # A raw read: a program may be in another encoding on purpose.
    if wants_stderr(program.read_text(encoding="utf-8", errors="replace")):
        ours, theirs = (_LIBRARY_FILE.sub('File "<lib>/', run.stderr) for run in (left, right))
        if ours != theirs:
            differences.append(_first_difference("stderr", ours, theirs))
    elif differences and right.stderr != left.stderr:
        differences.append("stderr ends: " + "\n".join(right.stderr.strip().splitlines()[-6:]))
    return ProgramResult(program.stem, "\n".join(differences), left.seconds, right.seconds)


def with_expectation(result: ProgramResult, expectations: Expectations) -> ProgramResult:
    """The result beside what is on record for it."""
    return replace(result, expected=expectations.reasons.get(result.name))


def _run(interpreter: Interpreter, program: Path) -> process.Finished:
    with tempfile.TemporaryDirectory(prefix="gsconform-") as folder:
        cwd = Path(folder).resolve()
        shutil.copy(program, cwd)
        env = interpreter.environment(cwd)
        ended = process.run(interpreter.command(program.name), cwd=cwd, env=env, limits=PROGRAM_LIMITS)
        # Tracebacks name the program by its whole path.
        stdout, stderr = (text.replace(str(cwd), "<cwd>") for text in (ended.stdout, ended.stderr))
        return replace(ended, stdout=stdout, stderr=stderr)


def _first_difference(stream: str, left: str, right: str) -> str:
    ours, theirs = left.splitlines(), right.splitlines()
    for number, (wanted, got) in enumerate(zip(ours, theirs, strict=False), 1):
        if wanted != got:
            return f"{stream} line {number}: the reference wrote {wanted!r}, this one {got!r}"
    shorter = min(len(ours), len(theirs))
    if len(ours) > shorter:
        return f"{stream} stops after line {shorter}: the reference goes on with {ours[shorter]!r}"
    if len(theirs) > shorter:
        return f"{stream} goes on after line {shorter} with {theirs[shorter]!r}"
    return f"{stream} differs in its line ends"
