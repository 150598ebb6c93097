"""The differential fuzzer: its programs, their cuts, and that it finds what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from gsconform.fuzz import cli
from gsconform.fuzz.generate import make
from gsconform.fuzz.run import Pair, run, shrink
from gsconform.fuzz.tree import smaller


def test_a_seed_makes_one_program():
    assert make("7:1").record() == make("7:1").record()
    assert make("7:1").source() != make("7:2").source()


def test_every_program_and_every_cut_of_it_compiles():
    for number in range(60):
        compile(make(f"8:{number}").source(), "program", "exec")
    for number in range(4):
        program = make(f"9:{number}")
        for cut in smaller(program):
            compile(cut.source(), "program", "exec")
            assert cut.size() < program.size() or cut.schedule != program.schedule


@pytest.fixture
def broken(cpython, script, tmp_path) -> Path:
    """The reference with a suppress that forgets to."""
    folder = tmp_path / "site"
    folder.mkdir()
    change = "import contextlib; contextlib.suppress.__exit__ = lambda *args: None"
    (folder / "sitecustomize.py").write_text(change)
    return script("snake", f'PYTHONPATH={folder} PYTHONDONTWRITEBYTECODE=1 exec {cpython.path} "$@"')


def fuzz(tmp_path: Path, interpreter: Path, *options: str) -> int:
    output = tmp_path / "found"
    return cli.main(["--interpreter", str(interpreter), "--output", str(output), "--jobs", "1", *options])


def test_the_reference_agrees_with_itself(cpython, tmp_path, capsys):
    assert fuzz(tmp_path, cpython.path, "--count", "60") == 0
    assert "0 of 60 programs differ" in capsys.readouterr().out


def test_what_is_broken_is_found_and_made_small(broken, tmp_path):
    assert fuzz(tmp_path, broken, "--count", "120", "--most", "1") == 1
    (path,) = (tmp_path / "found").glob("*.py")
    text = path.read_text()
    assert "suppress(" in text
    assert len(text.splitlines()) < 60


def test_crashes_and_what_stands_behind_them(cpython, script, tmp_path):
    program = make("3:5")
    crash = script("crash", f'grep -q "{program.name}" "$2" && exit 9; exec {cpython.path} "$@"')
    pair = Pair(cpython, cli.candidate(crash, cpython, tmp_path))
    found = run(pair.candidate, [program, make("3:6")])
    assert found["3:5"].startswith("crashed: exit status 9")
    assert found["3:6"] == run(cpython, [make("3:6")])["3:6"]
    assert run(pair.candidate, [program, make("3:6")], alone=True).keys() == {"3:5"}


def test_shrinking_keeps_what_agrees(cpython):
    program = make("3:7")
    assert shrink(Pair(cpython, cpython), program) == program
