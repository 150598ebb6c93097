"""Saying, test by test, where two runs of a module differ."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gsconform.lists import Expectations
from gsconform.runner import NOT_RUN, ModuleRun, TestResult

ABSENT = TestResult(NOT_RUN)
PORT, INTERPRETER = "the port's", "the interpreter's"


@dataclass(frozen=True)
class Difference:
    """One test whose outcome is not the reference's. `expected` is the reason on record, if there is one."""

    test: str
    reference: str
    candidate: str
    message: str
    expected: str | None = None
    blame: str = ""  # where there are variants: whose difference it is


@dataclass
class ModuleComparison:
    """A module on the reference and on the interpreter under test."""

    module: str
    reference: ModuleRun
    candidate: ModuleRun
    cpython_only: list[str] = field(default_factory=list)
    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    unexpected_passes: list[str] = field(default_factory=list)
    unknown_expectations: list[str] = field(default_factory=list)
    time_ratio: float | None = None
    variants: dict[str, ModuleComparison] = field(default_factory=dict)  # by title: run with other options

    @property
    def unexpected(self) -> list[Difference]:
        """The differences that nothing explains."""
        return [difference for difference in self.differences if difference.expected is None]

    @property
    def ok(self) -> bool:
        """Whether the run is as the records say."""
        clean = not (self.unexpected or self.unexpected_passes or self.unknown_expectations)
        return clean and all(found.ok for found in self.variants.values())

    @property
    def comparable(self) -> int:
        """How many tests were compared."""
        return self.same + len(self.differences)


def cpython_only_tests(reference: ModuleRun, as_other: ModuleRun) -> list[str]:
    """The tests that CPython keeps to itself: whose outcome changes when it pretends to be another implementation."""
    return sorted(
        name
        for name, result in reference.results.items()
        if as_other.results.get(name, ABSENT).outcome != result.outcome
    )


def compare(
    reference: ModuleRun, as_other: ModuleRun, candidate: ModuleRun, expectations: Expectations
) -> ModuleComparison:
    """Compare a module's runs. Tests that only one side has count as different, except CPython's own."""
    own = cpython_only_tests(reference, as_other)
    found = ModuleComparison(reference.module, reference, candidate, own)
    # A module that the reference cannot run as another implementation may show other tests to one: those of its import.
    excluded = set(own) | (set(as_other.results) - set(reference.results))
    for name in {**reference.results, **candidate.results}:
        if name in excluded:
            continue
        left = reference.results.get(name, ABSENT)
        right = candidate.results.get(name, ABSENT)
        if left.outcome == right.outcome:
            found.same += 1
            if name in expectations.reasons:
                found.unexpected_passes.append(name)
            continue
        reason = expectations.reasons.get(name)
        message = right.message or left.message
        found.differences.append(Difference(name, left.outcome, right.outcome, message, reason))
    seen = {difference.test for difference in found.differences} | set(found.unexpected_passes)
    found.unknown_expectations = [name for name in expectations.reasons if name not in seen]
    return found


def add_variants(found: ModuleComparison, variants: dict[str, ModuleComparison]) -> None:
    """Put the same module, run with Python sources in place of ports, beside a comparison, and say whose each difference is.

    A difference that shows with the port alone is the port's. What is on record is judged with the port.
    """
    found.variants = variants
    for variant in variants.values():
        variant.unexpected_passes, variant.unknown_expectations = [], []
        variant.differences = [replace(difference, blame=INTERPRETER) for difference in variant.differences]
    without_port = {difference.test for variant in variants.values() for difference in variant.differences}
    found.differences = [
        replace(difference, blame=INTERPRETER if difference.test in without_port else PORT)
        for difference in found.differences
    ]
