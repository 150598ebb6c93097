"""The runner of benchmarks, with small programs and interpreters that are scripts around this one."""

from __future__ import annotations

import ast
import json
import os
import stat
import sys
import textwrap
from pathlib import Path

import pytest
from gsbench import cli, columns, compare, memory, programs
from gsbench.compare import Best, Ratio, Results, Row
from gsbench.programs import Program, RunError, Timing

BENCH = Path(__file__).resolve().parent.parent


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def interpreter(path: Path, setup: str = "") -> Path:
    """A command that runs a script in this Python, after some setup in the shell."""
    write(path, f'#!/bin/sh\n{setup}\nexec "{sys.executable}" "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


TIMED = """
    '''A program.'''
    import os
    wall, cpu = {wall}, {cpu}
    print('{{"wall": %r, "cpu": %r}}' % (wall, cpu))
    print({answer})
"""


def timed(path: Path, wall: str = "0.5", cpu: str = "0.25", answer: str = "42") -> Path:
    return write(path, TIMED.format(wall=wall, cpu=cpu, answer=answer))


SLOW = "export SLOW=1"
BY_INTERPRETER = "2.0 if os.environ.get('SLOW') else 1.0"


def bench(tmp_path: Path, *arguments: str, setup: str = SLOW) -> tuple[int, dict]:
    status = cli.main(
        [
            *arguments,
            f"--reference={interpreter(tmp_path / 'reference')}",
            f"--interpreter={interpreter(tmp_path / 'ours', setup)}",
            f"--programs={tmp_path / 'programs'}",
            f"--output={tmp_path / 'out' / 'results.json'}",
            "--rounds=2",
        ]
    )
    return status, json.loads((tmp_path / "out" / "results.json").read_text())


def test_ratio_and_mean(tmp_path):
    timed(tmp_path / "programs" / "b1_one.py", wall=BY_INTERPRETER)
    timed(tmp_path / "programs" / "b2_two.py", cpu="0.75 if os.environ.get('SLOW') else 0.25")
    timed(tmp_path / "programs" / "informational" / "i1_three.py", wall="9.0 if os.environ.get('SLOW') else 1.0")
    status, found = bench(tmp_path)
    assert status == 0
    assert [program["name"] for program in found["programs"]] == ["b1_one", "b2_two", "i1_three"]
    assert found["programs"][0]["ratio"]["gophersnake"] == {"wall": 2.0, "cpu": 1.0}
    assert found["programs"][1]["ratio"]["gophersnake"] == {"wall": 1.0, "cpu": 3.0}
    mean = found["geometric_mean"]["gophersnake"]
    assert mean["wall"] == pytest.approx(2**0.5) and mean["cpu"] == pytest.approx(3**0.5)
    assert bench(tmp_path, "--check")[0] == 1


def test_goal():
    def results(*walls: float) -> Results:
        rows = []
        for number, wall in enumerate(walls):
            best = {columns.REFERENCE: Best(1.0, 1.0, "1"), columns.CANDIDATE: Best(wall, wall, "1")}
            rows.append(Row(Program(Path(f"b{number}.py"), "?"), best))
        return Results([], rows)

    assert results(0.7, 0.9).goal_missed() == []
    assert len(results(0.9, 0.8).goal_missed()) == 1
    assert results(0.1, 2.1).goal_missed() == ["b1 takes 2.10 times as long, above 2"]
    assert Results([], []).goal_missed() == ["nothing was measured"]
    found = results(0.4, 0.6)
    found.goals = compare.CONTEXTLIB
    for row, original in zip(found.rows, (0.5, 0.6), strict=True):
        row.best[columns.ORIGINAL] = Best(original, original, "1")
    assert found.goal_missed() == ["b1 takes 0.60 times as long, above 0.5", "b1 is no faster than the original"]
    found.rows[1].program = Program(Path("b1.py"), "?", uses_port=False)
    assert found.goal_missed() == ["b1 takes 0.60 times as long, above 0.5"]
    assert Ratio.of(Best(1.0, 0.0, ""), Best(2.0, 0.0, "")) == Ratio(0.5, 1.0)


def test_different_answer_is_a_failure(tmp_path, capsys):
    timed(tmp_path / "programs" / "b1.py", answer="os.environ.get('SLOW')")
    status, found = bench(tmp_path)
    assert status == 1
    assert found["programs"][0]["errors"] == {"gophersnake": "answers 1, not None"}
    assert found["programs"][0]["ratio"] == {}
    assert "b1 failed" in found["goal_missed"]
    assert "answers 1, not None" in capsys.readouterr().out


def test_crash_and_hang_are_failures(tmp_path):
    timed(tmp_path / "programs" / "b1.py")
    status, found = bench(tmp_path, setup="echo 'panic: oh [no]' >&2; echo 'goroutine 1' >&2; exit 2")
    assert status == 1 and found["programs"][0]["errors"] == {"gophersnake": "status 2: panic: oh [no]"}
    status, found = bench(tmp_path, "--timeout=0.5", setup="exec sleep 60")
    assert status == 1 and found["programs"][0]["errors"] == {"gophersnake": "did not end in 0.5 s"}


def test_other_columns_and_filter(tmp_path, capsys):
    timed(tmp_path / "programs" / "b1_one.py", wall="2.0 if os.environ.get('GOMAXPROCS') == '1' else 1.0")
    timed(tmp_path / "programs" / "b2_two.py")
    baseline = interpreter(tmp_path / "before")
    status, found = bench(tmp_path, "--gomaxprocs1", f"--baseline={baseline}", "--filter=one")
    assert status == 0
    assert list(found["columns"]) == ["CPython", "gophersnake", "GOMAXPROCS=1", "baseline"]
    (program,) = found["programs"]
    assert program["ratio"]["GOMAXPROCS=1"]["wall"] == 2.0
    assert program["ratio"]["baseline"]["wall"] == 1.0


def test_contextlib_is_measured_without_the_port_too(tmp_path):
    timed(tmp_path / "programs" / "c1.py", wall="0.25 if os.environ.get('SLOW') else 1.0")
    setup = 'case "$1" in -X) shift 2;; *) export SLOW=1;; esac'
    status, found = bench(tmp_path, "--contextlib", setup=setup)
    assert status == 0
    assert list(found["columns"]) == ["CPython", "original", "gophersnake"]
    (program,) = found["programs"]
    assert (program["ratio"]["original"]["wall"], program["ratio"]["gophersnake"]["wall"]) == (1.0, 0.25)
    assert found["goal_missed"] == []


def test_unable(tmp_path, capsys, monkeypatch):
    python = str(interpreter(tmp_path / "python"))
    assert cli.main(["--reference", python, "--interpreter", str(tmp_path / "none")]) == 2
    assert cli.main(["--reference", python, "--interpreter", python, "--filter", "no such program"]) == 2
    assert cli.main(["--reference", python, "--interpreter", python, "--rounds", "0"]) == 2
    assert "no such program" in capsys.readouterr().err
    monkeypatch.setenv(columns.VARIABLE, python)
    assert columns.find_reference(None) == Path(python)


def test_parse():
    assert programs.parse('noise\n{"wall": 0.5, "cpu": 1e-3}\n42\n') == Timing(0.5, 0.001, "42")
    for output in ("", "42\n", "x\n42\n", '{"wall": 1}\n42\n', '{"wall": NaN, "cpu": 1}\n42\n', "[1]\n42\n"):
        with pytest.raises(RunError):
            programs.parse(output)


def test_answers_must_not_change():
    assert Best.of([Timing(2, 1, "a"), Timing(1, 2, "a")]) == Best(1, 1, "a")
    with pytest.raises(RunError):
        Best.of([Timing(2, 1, "a"), Timing(1, 2, "b")])


STEPS = """
    '''Steps.'''
    import time
    for step in range({steps}):
        time.sleep(0.02)
        print("step", step, flush=True)
    {then}
"""


def steps(path: Path, count: int = 8, then: str = "print(7)") -> Program:
    return Program(write(path, STEPS.format(steps=count, then=then)), "Steps")


def test_memory_flat_and_growing(tmp_path):
    program = steps(tmp_path / "m.py")
    column = columns.Column("x", Path(sys.executable))
    mib = 1 << 20

    def reader(*sizes: int) -> memory.Reader:
        left = iter(sizes)
        return lambda pid: next(left) * mib

    flat = memory.watch(program, column, 60, reader(1, 50, 60, 90, 80, 90, 95, 90))
    assert flat.flat and (flat.warm, flat.end, flat.peak) == (90 * mib, 95 * mib, 95 * mib)
    growing = memory.watch(program, column, 60, reader(10, 20, 30, 40, 50, 60, 70, 80))
    assert not growing.flat


def test_memory_alive(tmp_path):
    def watched(*sizes: int) -> memory.Usage:
        said = "".join(f"gc 1 @0.1s 2%: 0.1+3.6+0.07 ms clock, 32->33->{size} MB, 34 MB goal\\n" for size in sizes)
        program = steps(tmp_path / "m.py", then=f"import sys; sys.stderr.write('{said}'); print(7)")
        return memory.watch(program, columns.Column("x", Path(sys.executable)), 60, lambda pid: 1 << 20)

    flat = watched(1, 2, 5, 5, 5, 4, 5, 6)
    assert flat.flat and (flat.live_warm, flat.live_end) == (5 << 20, 6 << 20)
    growing = watched(1, 2, 3, 4, 5, 6, 7, 8)
    assert not growing.flat and (growing.live_warm, growing.live_end) == (4 << 20, 8 << 20)


def test_memory_failures(tmp_path):
    column = columns.Column("x", Path(sys.executable))
    for program, seconds, message in (
        (steps(tmp_path / "a.py", 7), 60, "7 steps"),
        (steps(tmp_path / "b.py", 8, "pass"), 60, "not its steps and its answer"),
        (steps(tmp_path / "c.py", 8, "raise KeyError(5)"), 60, "status 1: KeyError: 5"),
        (steps(tmp_path / "d.py", 8, "time.sleep(60)"), 0.5, "did not end in 0.5 s"),
    ):
        with pytest.raises(RunError, match=message):
            memory.watch(program, column, seconds)


def test_memory_command(tmp_path, capsys):
    steps(tmp_path / "programs" / "m.py", then="import os; print(os.environ.get('SLOW'))")
    status, found = bench(tmp_path, "memory", setup="")
    assert status == 0
    assert found["programs"][0]["usage"]["gophersnake"]["flat"]
    assert found["programs"][0]["usage"]["gophersnake"]["warm"] > 1 << 20
    status, found = bench(tmp_path, "memory")
    assert status == 1
    assert found["programs"][0]["errors"] == {"gophersnake": "answers 1, not None"}


def test_resident():
    assert memory.resident(os.getpid()) > 1 << 20


@pytest.mark.parametrize("path", sorted(BENCH.glob("programs/**/*.py")), ids=lambda path: path.stem)
def test_programs_need_little_of_the_library(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
    assert imported <= {"time", "contextlib", "gc"}
    assert programs.find(path.parent, [path.stem])[0].title != path.stem
