"""Saying where two runs differ, and what of it is known."""

from __future__ import annotations

from pathlib import Path

from gsconform.compare import INTERPRETER, PORT, add_variants, compare, cpython_only_tests
from gsconform.lists import Expectations
from gsconform.runner import ModuleRun, TestResult


def run(**outcomes: str) -> ModuleRun:
    return ModuleRun("test_x", {name: TestResult(outcome, f"{name} {outcome}") for name, outcome in outcomes.items()})


def expecting(**reasons: str) -> Expectations:
    return Expectations(Path("x.txt"), dict(reasons))


def test_all_the_same():
    both = run(a="passed", b="failed", c="skipped")
    found = compare(both, both, both, expecting())
    assert (found.same, found.comparable, found.ok) == (3, 3, True)
    assert found.differences == []


def test_every_other_outcome_differs():
    reference = run(a="passed", b="passed", c="skipped", d="passed", e="passed")
    ours = run(a="failed", b="skipped", c="passed", d="error", e="crashed")
    found = compare(reference, reference, ours, expecting())
    assert [difference.test for difference in found.differences] == list("abcde")
    assert found.differences[0].message == "a failed"
    assert not found.ok


def test_missing_and_extra_tests_differ():
    reference = run(a="passed", b="passed")
    found = compare(reference, reference, run(a="passed", extra="passed"), expecting())
    assert {(d.test, d.reference, d.candidate) for d in found.differences} == {
        ("b", "passed", "not run"),
        ("extra", "not run", "passed"),
    }


def test_cpythons_own_tests_are_those_that_change_and_no_others():
    reference = run(a="passed", own="passed", gone="passed", b="failed")
    as_other = run(a="passed", own="skipped", b="failed")
    assert cpython_only_tests(reference, as_other) == ["gone", "own"]
    found = compare(reference, as_other, run(a="passed", own="failed", b="failed"), expecting())
    assert found.cpython_only == ["gone", "own"]
    assert (found.same, found.comparable, found.ok) == (2, 2, True)


def test_a_module_that_is_cpythons_own_as_a_whole():
    as_other = ModuleRun("test_x", {"import test.test_x": TestResult("skipped")})
    found = compare(run(a="passed", b="passed"), as_other, as_other, expecting())
    assert found.cpython_only == ["a", "b"]
    assert (found.comparable, found.ok) == (0, True)


def test_expected_differences():
    reference, ours = run(a="passed", b="passed"), run(a="failed", b="passed")
    found = compare(reference, reference, ours, expecting(a="known"))
    assert found.ok
    assert found.differences[0].expected == "known"
    assert found.unexpected == []


def test_an_expected_difference_that_is_none_is_red():
    both = run(a="passed", b="passed")
    found = compare(both, both, both, expecting(a="known"))
    assert found.unexpected_passes == ["a"]
    assert not found.ok


def test_an_expectation_of_a_test_that_is_not_there_is_red():
    reference, as_other = run(a="passed", own="passed"), run(a="passed", own="skipped")
    for name in ("nothing", "own"):
        found = compare(reference, as_other, reference, expecting(**{name: "known"}))
        assert found.unknown_expectations == [name]
        assert not found.ok


def test_counts():
    found = run(a="passed", b="passed", c="skipped", d="not run")
    assert found.counts() == {"run": 3, "passed": 2, "skipped": 1, "not run": 1}


def test_json_round_trip():
    before = run(a="passed")
    before.results["s"] = TestResult("failed", "m", 0.5, (("(i=1)", "failed"),))
    before.seconds = 1.5
    assert ModuleRun.from_json(before.as_json()) == before


def test_what_differs_with_the_port_alone_is_the_ports():
    reference = run(a="passed", b="passed", c="passed", d="passed")
    port = compare(reference, reference, run(a="failed", b="failed", c="passed", d="passed"), expecting())
    source = compare(reference, reference, run(a="passed", b="failed", c="failed", d="passed"), expecting())
    add_variants(port, {"source": source})
    assert {difference.test: difference.blame for difference in port.differences} == {"a": PORT, "b": INTERPRETER}
    assert {difference.test: difference.blame for difference in source.differences} == {
        "b": INTERPRETER,
        "c": INTERPRETER,
    }


def test_a_difference_without_the_port_is_red_too():
    reference = run(a="passed")
    port = compare(reference, reference, reference, expecting())
    add_variants(port, {"source": compare(reference, reference, run(a="failed"), expecting())})
    assert port.differences == [] and not port.ok


def test_records_are_judged_with_the_port():
    reference = run(a="passed")
    port = compare(reference, reference, run(a="failed"), expecting(a="known"))
    add_variants(port, {"source": compare(reference, reference, reference, expecting(a="known"))})
    assert port.ok
