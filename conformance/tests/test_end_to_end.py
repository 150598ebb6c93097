"""The whole harness, with the real reference: against itself it finds nothing, against a broken interpreter it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from gsconform import cli
from gsconform.interpreter import Interpreter

Script = Callable[[str, str], Path]

CONTEXTLIB_TESTS = {"test_contextlib": 91, "test_contextlib_async": 58}


@pytest.fixture
def home(tmp_path) -> Path:
    """A folder as conformance/ is, with nothing on record."""
    path = tmp_path / "conformance"
    (path / "expectations").mkdir(parents=True)
    (path / "programs").mkdir()
    (path / "modules.txt").write_text("test_contextlib\noff test_gc  # not this time\n")
    (path / "programs" / "one.py").write_text("import contextlib\nprint(contextlib.nullcontext(5).__enter__())\n")
    return path


@pytest.fixture
def broken(cpython: Interpreter, script: Script, tmp_path) -> Callable[[str], Path]:
    """Makes interpreters that are the reference but for one thing."""

    def make(change: str) -> Path:
        folder = tmp_path / "broken"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(f"import contextlib, os, time\n{change}\n")
        return script("snake", f'PYTHONPATH={folder} PYTHONDONTWRITEBYTECODE=1 exec {cpython.path} "$@"')

    return make


def harness(home: Path, interpreter: Path, *args: str) -> tuple[int, dict]:
    output = home / "out"
    options = ["--home", str(home), "--interpreter", str(interpreter), "--output", str(output), *args]
    status = cli.main(options)
    return status, json.loads((output / "results.json").read_text())


def test_the_reference_agrees_with_itself(home, cpython):
    status, data = harness(home, cpython.path, "--contextlib", "--programs")
    assert status == 0
    assert data["ok"]
    assert {module["module"]: module["same"] for module in data["modules"]} == CONTEXTLIB_TESTS
    assert {module["module"]: module["comparable"] for module in data["modules"]} == CONTEXTLIB_TESTS
    assert all(module["time_ratio"] > 0 for module in data["modules"])
    for module in data["modules"]:
        (variant,) = module["variants"].values()
        assert variant["same"] == module["same"] and variant["time_ratio"] > 0
    assert not any(module["reference"]["cached"] for module in data["modules"])
    assert [program["same"] for program in data["programs"]] == [True]


def test_cpythons_own_tests_are_left_out(home, cpython):
    status, data = harness(home, cpython.path, "test_scope", "test_super")
    assert status == 0
    for module in data["modules"]:
        assert module["cpython_only"]
        assert module["comparable"] == module["reference"]["counts"]["run"] - len(module["cpython_only"])


def test_a_module_that_imports_the_c_api_early_is_compared_all_the_same(home, cpython):
    status, data = harness(home, cpython.path, "test_class")
    assert status == 0
    (module,) = data["modules"]
    assert module["stand_ins"]
    assert module["comparable"] > len(module["cpython_only"]) > 0


def test_a_changed_behaviour_is_caught(home, broken):
    status, data = harness(home, broken("contextlib.nullcontext.__enter__ = lambda self: None"), "--programs")
    assert status == 1
    assert data["programs"][0]["difference"] == "stdout line 1: the reference wrote '5', this one 'None'"
    status, data = harness(home, broken("contextlib.nullcontext.__enter__ = lambda self: None"))
    assert status == 1
    (module,) = data["modules"]
    assert [difference["test"] for difference in module["differences"]] == [
        "test.test_contextlib.NullcontextTestCase.test_nullcontext"
    ]


@pytest.mark.parametrize(
    ("how", "outcome"), [("os.abort()", "crashed"), ("os._exit(0)", "crashed"), ("time.sleep(600)", "hung")]
)
def test_a_crash_or_hang_is_caught(home, broken, how, outcome):
    snake = broken(f"contextlib.closing.__exit__ = lambda *args: {how}")
    status, data = harness(home, snake, "--test-timeout", "4")
    assert status == 1
    (module,) = data["modules"]
    assert {difference["candidate"] for difference in module["differences"]} == {outcome}
    assert 1 <= len(module["differences"]) <= 4
    assert module["gophersnake"]["counts"]["passed"] == 91 - len(module["differences"])


def test_an_interpreter_that_cannot_do_anything_is_caught(home, script):
    status, data = harness(home, script("snake", "exit 9"), "--programs", "test_contextlib")
    assert status == 1
    (module,) = data["modules"]
    assert module["same"] == 0
    assert module["comparable"] == 92
    assert "exit status 9" in next(d["message"] for d in module["differences"] if d["test"] == "import")


def test_expectations_make_it_green_and_a_pass_makes_it_red(home, broken, cpython):
    known = home / "expectations" / "test_contextlib.txt"
    name = "test.test_contextlib.NullcontextTestCase.test_nullcontext"
    known.write_text(f"{name}  # a made-up reason\n")
    (home / "expectations" / "programs.txt").write_text("one  # the same reason\n")
    snake = broken("contextlib.nullcontext.__enter__ = lambda self: None")
    status, data = harness(home, snake, "test_contextlib", "--programs")
    assert status == 0
    assert data["modules"][0]["differences"][0]["expected"] == "a made-up reason"
    status, data = harness(home, cpython.path, "test_contextlib", "--programs")
    assert status == 1
    assert data["modules"][0]["unexpected_passes"] == [name]
    status, data = harness(home, cpython.path, "test_contextlib", "--programs", "--shrink")
    assert status == 0
    assert not known.exists()
    assert not (home / "expectations" / "programs.txt").exists()


def test_a_broken_port_is_told_from_a_broken_interpreter(home, broken, cpython, script, capfd):
    change = (
        "import sys; sys.builtin_module_names += ('contextlib',); contextlib.nullcontext.__enter__ = lambda self: None"
    )
    port = broken(change)
    switch = script(
        "switch", f'case "$*" in *purepython=contextlib*) exec {cpython.path} "$@";; *) exec {port} "$@";; esac'
    )
    status, data = harness(home, switch, "test_contextlib", "--purepython", "contextlib")
    assert status == 1
    (module,) = data["modules"]
    assert [difference["blame"] for difference in module["differences"]] == ["the port's"]
    (variant,) = module["variants"].values()
    assert (variant["ok"], variant["same"]) == (True, 91)
    assert cli.main(["--home", str(home), "--interpreter", str(port), "--purepython", "contextlib"]) == 2
    assert "still uses its port of contextlib" in capfd.readouterr().err


def test_mistakes_are_explained(home, cpython, capsys):
    def complaint(*args: str) -> str:
        assert cli.main(["--home", str(home), *args]) == 2
        return capsys.readouterr().err

    assert "there is no interpreter at /no/such/thing" in complaint("--interpreter", "/no/such/thing")
    assert "no such program: nope" in complaint("--interpreter", str(cpython.path), "--programs", "--only", "nope")
    (home / "expectations" / "programs.txt").write_text("gone  # was there once\n")
    assert "programs that do not exist: gone" in complaint("--interpreter", str(cpython.path), "--programs")
