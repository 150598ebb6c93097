"""Running one CPython test module on one interpreter, whatever it does to the process that runs it."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gsconform import process
from gsconform.interpreter import Interpreter

DRIVER = Path(__file__).resolve().parent.parent / "driver.py"

CRASHED = "crashed"
HUNG = "hung"
NOT_RUN = "not run"
EXIT = "exit"
IMPORT = "import"

# The modules that test CPython's C API. Real modules that happen to have "_inter" in their names are not among them.
C_API_MODULES = """
    _testbuffer _testcapi _testclinic _testclinic_limited _testconsole _testimportmultiple _testinternalcapi
    _testlimitedcapi _testmultiphase _testsinglephase _xxtestfuzz _ctypes_test xxlimited xxlimited_35
    xxsubtype
""".split()

# Accelerators whose Python originals are what everyone else runs: tests of the C classes themselves are CPython's own.
ACCELERATORS = ["_asyncio"]
# The same, of modules that do with their Python originals as soon as the import fails: where a test module imports one of these
# itself, at its top, a stand-in takes its place.
OPTIONAL_ACCELERATORS = ["_datetime", "_pickle"]


@dataclass(frozen=True)
class TestResult:
    """What came of one test."""

    outcome: str
    message: str = ""
    seconds: float = 0.0
    subtests: tuple[tuple[str, str], ...] = ()


@dataclass
class ModuleRun:
    """What came of one module on one interpreter."""

    module: str
    results: dict[str, TestResult] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    restarts: int = 0
    cached: bool = False
    stand_ins: bool = False

    def count(self, outcome: str) -> int:
        """How many tests ended that way."""
        return sum(result.outcome == outcome for result in self.results.values())

    def counts(self) -> dict[str, int]:
        """Every outcome with its number, and how many tests were run."""
        outcomes: dict[str, int] = {"run": len(self.results) - self.count(NOT_RUN)}
        for result in self.results.values():
            outcomes[result.outcome] = outcomes.get(result.outcome, 0) + 1
        return outcomes

    @property
    def loaded(self) -> bool:
        """Whether the module got as far as having tests."""
        return not {IMPORT, f"import test.{self.module}"} & set(self.results)

    def as_json(self) -> dict[str, object]:
        """For the cache."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, object]) -> ModuleRun:
        """From the cache."""
        results = data["results"]
        assert isinstance(results, dict)
        run = cls(**{key: value for key, value in data.items() if key != "results"})  # type: ignore[arg-type]
        for name, fields in results.items():
            subtests = tuple((name, outcome) for name, outcome in fields.pop("subtests"))
            run.results[name] = TestResult(**fields, subtests=subtests)
        return run


@dataclass(frozen=True)
class RunOptions:
    """How modules are run."""

    limits: process.Limits = field(default_factory=process.Limits)
    max_restarts: int = 20
    resources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pose:
    """What an interpreter is made to look like.

    With other_implementation, sys.implementation.name is not "cpython" and what tests the C API cannot be imported. With
    stand_ins it can be while the test module is loaded, and whatever test uses it is skipped: some modules import it at
    their top for the sake of a few tests.
    """

    other_implementation: bool = False
    stand_ins: bool = False

    def instructions(self) -> list[str]:
        """The pose as lines for the driver."""
        lines = ["implementation gophersnake"] if self.other_implementation else []
        if self.stand_ins:
            lines += [f"stand-in {name}" for name in C_API_MODULES + OPTIONAL_ACCELERATORS]
            return lines + [f"block {name}" for name in ACCELERATORS if self.other_implementation]
        blocked = C_API_MODULES + ACCELERATORS + OPTIONAL_ACCELERATORS
        return lines + [f"block {name}" for name in blocked if self.other_implementation]


ITSELF = Pose()
OTHER = Pose(other_implementation=True)
OTHER_WITH_STAND_INS = Pose(other_implementation=True, stand_ins=True)
WITH_STAND_INS = Pose(stand_ins=True)


def run_module(interpreter: Interpreter, module: str, options: RunOptions, pose: Pose = ITSELF) -> ModuleRun:
    """Run a module of Lib/test, starting again behind every test that takes the process down."""
    run = ModuleRun(module, stand_ins=pose.stand_ins)
    while True:
        attempt = _Attempt(interpreter, module, options, pose, skip=set(run.results))
        run.results.update(attempt.results)
        run.seconds += attempt.ended.seconds
        run.cpu_seconds += attempt.ended.cpu_seconds
        if attempt.done:
            if attempt.ended.killed or attempt.ended.status != 0:
                outcome = HUNG if attempt.ended.killed in ("time", "idle") else CRASHED
                run.results[EXIT] = TestResult(outcome, attempt.last_words())
            return run
        if attempt.interrupted and not attempt.unfinished():
            return run
        if not attempt.unfinished():
            # It died before it could say what it would run, or after the last test, in a fixture.
            where = IMPORT if attempt.plan is None else EXIT
            run.results.setdefault(where, TestResult(attempt.death(), attempt.last_words()))
            return run
        if not attempt.interrupted:
            victim = attempt.running or attempt.unfinished()[0]
            run.results[victim] = TestResult(attempt.death(), attempt.last_words())
        run.restarts += 1
        if run.restarts > options.max_restarts:
            for name in attempt.unfinished():
                run.results.setdefault(name, TestResult(NOT_RUN, "the module was given up after too many restarts"))
            return run


class _Attempt:
    """One process that runs what has not been run yet."""

    def __init__(self, interpreter: Interpreter, module: str, options: RunOptions, pose: Pose, skip: set[str]) -> None:
        self.results: dict[str, TestResult] = {}
        self.plan: list[str] | None = None
        self.running: str | None = None
        self.done = False
        self.interrupted = False
        with tempfile.TemporaryDirectory(prefix="gsconform-", ignore_cleanup_errors=True) as folder:
            top = Path(folder).resolve()
            events, instructions = top / "events", top / "options"
            home, cwd = top / "home", top / "cwd"
            home.mkdir()
            cwd.mkdir()
            lines = [f"skip {name}" for name in sorted(skip)]
            lines += [f"resource {name}" for name in options.resources]
            lines += pose.instructions()
            instructions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            self.ended = process.run(
                interpreter.command(str(DRIVER), module, str(events), str(instructions)),
                cwd=cwd,
                env=interpreter.environment(home),
                limits=options.limits,
                activity=lambda: events.stat().st_size if events.exists() else 0,
            )
            if events.exists():
                self._read(events.read_text(encoding="utf-8", errors="replace"))
            _make_removable(top)

    def _read(self, text: str) -> None:
        for line in text.splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue  # the line that it was writing when it died
            if event["event"] == "plan":
                self.plan = event["ids"]
            elif event["event"] == "start":
                self.running = event["id"]
            elif event["event"] == "result":
                if event["id"] == self.running:
                    self.running = None
                subtests = tuple((name, outcome) for name, outcome in event["subtests"])
                self.results[event["id"]] = TestResult(event["outcome"], event["message"], event["seconds"], subtests)
            elif event["event"] == "interrupted":
                self.interrupted = True
            elif event["event"] == "done":
                self.done = True

    def unfinished(self) -> list[str]:
        """The tests that were to be run and have no result."""
        return [name for name in self.plan or [] if name not in self.results]

    def death(self) -> str:
        """What to call the way in which the process ended."""
        return HUNG if self.ended.killed in ("time", "idle") else CRASHED

    def last_words(self) -> str:
        """How the process ended and what it said last."""
        said = (self.ended.stderr.strip() or self.ended.stdout.strip()).splitlines()
        head = [line for line in said if line.startswith(("panic:", "fatal error:", "SIG", "Fatal Python error"))]
        shown = said[-20:] if not head else [*head[:3], "...", *said[-12:]]
        return "\n".join([self.ended.describe(), *shown])


def _make_removable(top: Path) -> None:
    """Tests that die leave directories behind that their owner may not enter."""
    for path in [top, *top.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)


def least_times(interpreters: Sequence[Interpreter], module: str, options: RunOptions, repeat: int) -> list[float]:
    """The least wall time of the module on each, run in turns so that a change in the machine's speed hits all."""
    times: list[list[float]] = [[] for _ in interpreters]
    deadline = time.monotonic() + options.limits.seconds
    for _ in range(repeat):
        for interpreter, found in zip(interpreters, times, strict=True):
            found.append(run_module(interpreter, module, options).seconds)
        if time.monotonic() > deadline:
            break
    return [min(found) for found in times]
