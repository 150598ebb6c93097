"""Running a module: every outcome, and every way in which a process can go wrong."""

from __future__ import annotations

import dataclasses
import time

import pytest
from gsconform import runner
from gsconform.runner import CRASHED, HUNG, ModuleRun, run_module

OUTCOMES = "test.test_sample.Outcomes."
MIDDLE = "test.test_sample.Middle."
EXPECTED = {
    OUTCOMES + "test_a_passes": "passed",
    OUTCOMES + "test_b_fails": "failed",
    OUTCOMES + "test_c_errors": "error",
    OUTCOMES + "test_d_skips": "skipped",
    OUTCOMES + "test_e_expected": "expected failure",
    OUTCOMES + "test_f_unexpected": "unexpected success",
    OUTCOMES + "test_g_subtests": "failed",
    OUTCOMES + "test_h_subtest_skips": "skipped",
    OUTCOMES + "test_i_fails_twice": "error",
    MIDDLE + "test_before": "passed",
    MIDDLE + "test_before #2": "passed",
    MIDDLE + "test_middle": "passed",
    MIDDLE + "test_then": "passed",
    "test.test_sample.Restless.test_1": "passed",
    "test.test_sample.Restless.test_2": "passed",
    "test.test_sample.Restless.test_3": "passed",
    "setUpClass (test.test_sample.BadSetup)": "error",
    "test.test_sample.Own.test_cpython_only": "passed",
    "test.test_sample.documented": "passed",
}


def outcomes(run: ModuleRun) -> dict[str, str]:
    found = {name: result.outcome for name, result in run.results.items()}
    found.pop("test.test_sample.Own.test_needs_c_api", None)
    return found


def test_every_outcome(sample, quick):
    run = run_module(sample(), "test_sample", quick)
    assert outcomes(run) == EXPECTED
    assert run.restarts == 0
    assert run.seconds > 0
    message = run.results[OUTCOMES + "test_c_errors"].message
    assert "KeyError" in message
    failing = run.results[OUTCOMES + "test_g_subtests"]
    assert failing.subtests == (("(number=1)", "failed"),)
    assert "AssertionError" in failing.message
    assert run.results[OUTCOMES + "test_d_skips"].message == "because"
    twice = run.results[OUTCOMES + "test_i_fails_twice"].message
    assert "first" in twice
    assert "ZeroDivisionError" in twice


@pytest.mark.parametrize(
    ("mode", "outcome", "said"),
    [
        ("crash", CRASHED, "SIGABRT"),
        ("exit", CRASHED, "exit status 7"),
        ("hang", HUNG, "limit of idle"),
        ("spin", HUNG, "limit of idle"),
        ("flood", CRASHED, "limit of output"),
        ("memory", CRASHED, "limit of memory"),
        ("interrupt", "error", "KeyboardInterrupt"),
        ("different", "failed", "only here"),
    ],
)
def test_what_kills_one_test_leaves_the_others(sample, quick, mode, outcome, said):
    run = run_module(sample(mode), "test_sample", quick)
    assert outcomes(run) == {**EXPECTED, MIDDLE + "test_middle": outcome}
    assert said in run.results[MIDDLE + "test_middle"].message
    assert run.restarts == (0 if mode == "different" else 1)


def test_last_words_show_the_panic(sample, quick):
    run = run_module(sample("crash"), "test_sample", quick)
    assert "panic: made up" in run.results[MIDDLE + "test_middle"].message


def test_the_time_of_the_whole_process_is_limited(sample, quick):
    options = dataclasses.replace(quick, limits=dataclasses.replace(quick.limits, seconds=1.0, idle_seconds=60.0))
    started = time.monotonic()
    run = run_module(sample("hang"), "test_sample", options)
    assert run.results[MIDDLE + "test_middle"].outcome == HUNG
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("mode", ["fork", "close", "leave child"])
def test_harmless_mischief(sample, quick, mode):
    started = time.monotonic()
    assert outcomes(run_module(sample(mode), "test_sample", quick)) == EXPECTED
    assert time.monotonic() - started < 15


def test_many_deaths(sample, quick):
    run = run_module(sample("die often"), "test_sample", quick)
    assert run.restarts == 3
    assert [run.results[f"test.test_sample.Restless.test_{n}"].outcome for n in (1, 2, 3)] == [CRASHED] * 3
    assert run.results["test.test_sample.documented"].outcome == "passed"


def test_giving_up(sample, quick):
    run = run_module(sample("die often"), "test_sample", dataclasses.replace(quick, max_restarts=1))
    assert run.restarts == 2
    assert run.results["test.test_sample.Restless.test_2"].outcome == CRASHED
    assert run.results["test.test_sample.Restless.test_3"].outcome == runner.NOT_RUN
    assert run.counts()["run"] == len(run.results) - run.count(runner.NOT_RUN)


def test_a_crash_in_a_fixture_is_the_next_tests(sample, quick):
    run = run_module(sample("class crash"), "test_sample", quick)
    assert run.results["test.test_sample.BadSetup.test_never_run"].outcome == CRASHED
    assert run.results["test.test_sample.documented"].outcome == "passed"


@pytest.mark.parametrize(
    ("mode", "name", "outcome", "said"),
    [
        ("import error", "import test.test_sample", "import error", "ValueError: cannot be imported"),
        ("import skip", "import test.test_sample", "skipped", "not on this machine"),
        ("import crash", runner.IMPORT, CRASHED, "SIGABRT"),
    ],
)
def test_a_module_that_cannot_be_loaded(sample, quick, mode, name, outcome, said):
    run = run_module(sample(mode), "test_sample", quick)
    assert outcomes(run) == {name: outcome}
    assert said in run.results[name].message


def test_a_module_that_does_not_exist(sample, quick):
    run = run_module(sample(), "test_none_such", quick)
    assert outcomes(run) == {"import test.test_none_such": "import error"}


@pytest.mark.parametrize(("mode", "outcome"), [("exit crash", CRASHED), ("exit hang", HUNG)])
def test_trouble_at_exit(sample, quick, mode, outcome):
    assert outcomes(run_module(sample(mode), "test_sample", quick)) == {**EXPECTED, runner.EXIT: outcome}


def test_posing_as_another_implementation(sample, quick):
    run = run_module(sample(), "test_sample", quick, runner.OTHER)
    assert run.results["test.test_sample.Own.test_cpython_only"].outcome == "skipped"
    own = run.results["test.test_sample.Own.test_needs_c_api"]
    assert own.outcome == "error"
    assert "None in sys.modules" in own.message


@pytest.mark.parametrize(
    ("pose", "loaded", "outcome"),
    [
        (runner.OTHER, False, "passed"),
        (runner.OTHER_WITH_STAND_INS, True, "skipped"),
        (runner.WITH_STAND_INS, True, "passed"),
    ],
)
def test_stand_ins_for_modules_that_are_needed_to_load(sample, quick, pose, loaded, outcome):
    run = run_module(sample("needs c api"), "test_sample", quick, pose)
    assert run.loaded == loaded
    assert run.stand_ins == pose.stand_ins
    if loaded:
        uses = run.results["test.test_sample.Own.test_uses_c_api"]
        assert (uses.outcome, uses.message) == ("skipped", "_testcapi.something tests CPython's C API")
        assert run.results["test.test_sample.Own.test_cpython_only"].outcome == outcome
        assert run.results["test.test_sample.Middle.test_then"].outcome == "passed"
