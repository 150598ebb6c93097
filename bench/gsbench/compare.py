"""Measuring every program on every interpreter, and what comes of it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gsbench.columns import CANDIDATE, ORIGINAL, REFERENCE, Column
from gsbench.programs import Program, RunError, Timing, run


@dataclass(frozen=True)
class Goals:
    """What the ratios by CPython's time are to be."""

    mean: float
    worst: float
    beats_original: bool = False  # also: nothing takes longer than CPython's own source does here


CORE = Goals(0.8, 2.0)
CONTEXTLIB = Goals(0.5, 0.5, beats_original=True)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Best:
    """The least of several runs, each time taken for itself."""

    wall: float
    cpu: float
    answer: str

    @classmethod
    def of(cls, timings: Sequence[Timing]) -> Best:
        """The least wall and processor time of runs that gave the same answer."""
        answers = {timing.answer for timing in timings}
        if len(answers) != 1:
            raise RunError(f"answers differently from run to run: {', '.join(sorted(answers))[:200]}")
        return cls(min(t.wall for t in timings), min(t.cpu for t in timings), timings[0].answer)


@dataclass(frozen=True)
class Ratio:
    """Time divided by another interpreter's."""

    wall: float
    cpu: float

    @classmethod
    def of(cls, ours: Best, theirs: Best) -> Ratio:
        """Ours by theirs; processor time counts from a microsecond on."""
        return cls(ours.wall / theirs.wall, max(ours.cpu, 1e-6) / max(theirs.cpu, 1e-6))


@dataclass
class Row:
    """A program's results: by the name of the column, a time or what went wrong."""

    program: Program
    best: dict[str, Best] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def ratio(self, column: str, to: str = REFERENCE) -> Ratio | None:
        """The column's time by another's, where both have one."""
        if column not in self.best or to not in self.best:
            return None
        return Ratio.of(self.best[column], self.best[to])


def measure(program: Program, columns: Sequence[Column], rounds: int, seconds: float) -> Row:
    """Run a program on all columns in turn, as often as asked, so that a slow minute hits all of them."""
    row = Row(program)
    timings: dict[str, list[Timing]] = {column.name: [] for column in columns}
    for _ in range(rounds):
        for column in columns:
            if column.name in row.errors:
                continue
            try:
                timings[column.name].append(run(program, column, seconds))
            except RunError as error:
                row.errors[column.name] = str(error)
    for column in columns:
        if column.name in row.errors:
            continue
        try:
            row.best[column.name] = Best.of(timings[column.name])
        except RunError as error:
            row.errors[column.name] = str(error)
    expected = row.best.get(REFERENCE)
    for column in columns:
        best = row.best.get(column.name)
        if best is not None and expected is not None and best.answer != expected.answer:
            del row.best[column.name]
            row.errors[column.name] = f"answers {best.answer[:80]}, not {expected.answer[:80]}"
    return row


@dataclass
class Results:
    """All rows, and the means over those that count."""

    columns: list[Column]
    rows: list[Row]
    goals: Goals = CORE

    def counted(self) -> list[Row]:
        """The rows that the goal is about."""
        return [row for row in self.rows if not row.program.informational]

    def mean(self, column: str, to: str = REFERENCE) -> Ratio | None:
        """The geometric means of a column's ratios over the counted programs that both ran."""
        ratios = [ratio for row in self.counted() if (ratio := row.ratio(column, to)) is not None]
        if not ratios:
            return None
        return Ratio(
            statistics.geometric_mean(ratio.wall for ratio in ratios),
            statistics.geometric_mean(ratio.cpu for ratio in ratios),
        )

    def failed(self) -> bool:
        """Whether a program failed or answered differently anywhere."""
        return any(row.errors for row in self.rows)

    def goal_missed(self) -> list[str]:
        """Why the goal is missed, or nothing: the mean, and single programs beyond the limit."""
        reasons = [f"{row.program.name} failed" for row in self.counted() if CANDIDATE in row.errors]
        mean = self.mean(CANDIDATE)
        if mean is None:
            return [*reasons, "nothing was measured"]
        if mean.wall > self.goals.mean:
            reasons.append(f"the mean is {mean.wall:.3f}, above {self.goals.mean:g}")
        for row in self.counted():
            ratio = row.ratio(CANDIDATE)
            if ratio is not None and ratio.wall > self.goals.worst:
                reasons.append(f"{row.program.name} takes {ratio.wall:.2f} times as long, above {self.goals.worst:g}")
            by_original = row.ratio(CANDIDATE, ORIGINAL)
            ported = self.goals.beats_original and row.program.uses_port
            if ported and by_original is not None and by_original.wall >= 1:
                reasons.append(f"{row.program.name} is no faster than the original")
        return reasons

    def as_json(self) -> dict[str, object]:
        """The results for machines."""
        others = [column.name for column in self.columns if column.name != REFERENCE]

        def ratios(get: Callable[[str], Ratio | None]) -> dict[str, dict[str, float]]:
            return {name: {"wall": r.wall, "cpu": r.cpu} for name in others if (r := get(name)) is not None}

        return {
            "columns": {column.name: str(column.path) for column in self.columns},
            "geometric_mean": ratios(self.mean),
            "goal_missed": self.goal_missed(),
            "programs": [
                {
                    "name": row.program.name,
                    "title": row.program.title,
                    "informational": row.program.informational,
                    "best": {name: {"wall": b.wall, "cpu": b.cpu} for name, b in row.best.items()},
                    "answer": row.best[REFERENCE].answer if REFERENCE in row.best else None,
                    "ratio": ratios(row.ratio),
                    "errors": row.errors,
                }
                for row in self.rows
            ],
        }


def compare(
    programs: Sequence[Program], columns: Sequence[Column], rounds: int, seconds: float, say: Say, goals: Goals = CORE
) -> Results:
    """Measure all programs on all columns."""
    rows = []
    for number, program in enumerate(programs, 1):
        say(f"[{number}/{len(programs)}] {program.name}: {program.title}")
        rows.append(measure(program, columns, rounds, seconds))
    return Results(list(columns), rows, goals)
