"""Comparing programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from gsconform.cli import HOME
from gsconform.lists import Expectations
from gsconform.programs import compare_program, wants_stderr, with_expectation


def program(tmp_path: Path, source: str) -> Path:
    path = tmp_path / "prog.py"
    path.write_text(source, encoding="utf-8")
    return path


MODE = "import os, sys\nmode = os.environ['SAMPLE_MODE']\n"


@pytest.mark.parametrize(
    ("source", "difference"),
    [
        ("print('same', __file__)", ""),
        ("print(1)\nprint(mode)", "stdout line 2: the reference wrote '', this one 'other'"),
        ("print(1)\nif mode: print(2)", "stdout goes on after line 1 with '2'"),
        ("print(1)\nif not mode: print(2)", "stdout stops after line 1: the reference goes on with '2'"),
        ("sys.stdout.write('x' + '\\n' * (not mode))", "stdout differs in its line ends"),
        ("sys.exit(len(mode))", "ended by exit status 0 on the reference, by exit status 5 here"),
        ("if mode: os.abort()", "ended by exit status 0 on the reference, by killed by SIGABRT here"),
        ("print(mode, file=sys.stderr)", ""),
        ("if mode: 1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_differences(tmp_path, sample, source, difference):
    found = compare_program(sample(), sample("other"), program(tmp_path, MODE + source))
    assert found.same == (not difference)
    assert difference in found.difference


def test_stderr_counts_where_the_header_says_so(tmp_path, sample):
    source = "# compare: stderr\n# About something.\n\n" + MODE + "print(mode, file=sys.stderr)\n"
    assert wants_stderr(source)
    assert not wants_stderr("# About it.\n\nx = '''\n# compare: stderr\n'''\n")
    found = compare_program(sample(), sample("other"), program(tmp_path, source))
    assert found.difference == "stderr line 1: the reference wrote '', this one 'other'"


def test_folders_do_not_show(tmp_path, sample):
    source = "# compare: stderr\n\nimport os\nprint(os.getcwd(), os.listdir())\n1 / 0\n"
    assert compare_program(sample(), sample(), program(tmp_path, source)).same


def test_expectations(tmp_path, sample):
    known = Expectations(Path("e"), {"prog": "not yet"})
    same = with_expectation(compare_program(sample(), sample(), program(tmp_path, "")), known)
    differs = with_expectation(compare_program(sample(), sample("x"), program(tmp_path, MODE + "print(mode)")), known)
    assert (same.same, same.ok) == (True, False)
    assert (differs.same, differs.ok) == (False, True)


def test_programs_say_what_they_are_about():
    for path in sorted((HOME / "programs").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert path.name == "hello.py" or text.startswith(("# ", '"""')), f"{path.name} does not say what it is about"
