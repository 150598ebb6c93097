"""JSON, HTML and the table."""

from __future__ import annotations

import html.parser
import io
import json
from dataclasses import replace
from pathlib import Path

from gsconform.compare import add_variants, compare
from gsconform.interpreter import Interpreter
from gsconform.lists import Expectations
from gsconform.programs import ProgramResult
from gsconform.report import Report, print_report, render_html
from gsconform.runner import ModuleRun, TestResult
from rich.console import Console


def made(expected: dict[str, str] | None = None) -> Report:
    reference = ModuleRun("test_x", {"a": TestResult("passed"), "b": TestResult("passed"), "own": TestResult("passed")})
    as_other = ModuleRun("test_x", {"a": TestResult("passed"), "b": TestResult("passed")})
    ours = ModuleRun("test_x", {"a": TestResult("passed"), "b": TestResult("failed", "<b> & [bold]last line[/bold]")})
    found = compare(reference, as_other, ours, Expectations(Path("e"), expected or {}))
    found.time_ratio = 0.5
    cpython = Interpreter(Path("/ref"), "cpython", "3.14.1", "3.14.1 built", Path("/lib"))
    snake = Interpreter(Path("/snake"), "gophersnake", "3.14.0", "3.14.0", Path("/lib"))
    programs = [ProgramResult("good", "", 0.1, 0.1), ProgramResult("bad", "stdout line 1: <x>", 0.1, 0.2)]
    return Report(cpython, snake, [found], programs, 1.0)


def test_json(tmp_path):
    made().write(tmp_path / "new" / "folder")
    data = json.loads((tmp_path / "new" / "folder" / "results.json").read_text())
    assert data["ok"] is False
    assert data["reference"]["version"] == "3.14.1"
    (module,) = data["modules"]
    assert (module["module"], module["same"], module["comparable"]) == ("test_x", 1, 2)
    assert module["cpython_only"] == ["own"]
    assert module["time_ratio"] == 0.5
    assert module["reference"]["counts"] == {"run": 3, "passed": 3}
    assert module["differences"][0]["test"] == "b"
    assert [program["same"] for program in data["programs"]] == [True, False]


def test_html_is_self_contained_and_escaped():
    page = render_html(made())
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Parser(html.parser.HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append((tag, dict(attrs)))

    Parser().feed(page)
    assert not [attrs for _, attrs in tags if "src" in attrs or "href" in attrs]
    assert "script" not in {tag for tag, _ in tags}
    assert "&lt;b&gt; &amp;" in page
    assert "own" in page
    assert "stdout line 1: &lt;x&gt;" in page


def shown(report: Report) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=200))
    return out.getvalue()


def test_the_table():
    text = shown(made())
    row = next(line for line in text.splitlines() if "test_x" in line and "│" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        *("test_x", "3", "3", "0", "2", "1", "0", "1", "1/2", "1", "0", "0.50")
    ]
    assert "1 of 2 comparable tests have the same outcome (50.00%)" in text
    assert "test_x: b: passed on the reference, failed here" in text
    assert "[bold]last line[/bold]" in text
    assert "program bad: stdout line 1" in text
    assert "1 of 2 programs do the same" in text


def test_an_expected_difference_is_shown_but_fine():
    report = made({"b": "known"})
    report.programs = []
    assert report.ok
    assert "expected: known" in render_html(report)
    assert "failed here" not in shown(report)


def test_variants_are_columns(tmp_path):
    report = made()
    (port,) = report.modules
    source = compare(port.reference, port.reference, port.reference, Expectations(Path("e"), {}))
    add_variants(port, {"with x.py": source})
    report.variants = (replace(report.candidate, title="with x.py", options=("-X", "purepython=x")),)
    report.candidate = replace(report.candidate, title="with the port")
    text = shown(report)
    assert [cell.strip() for cell in text.splitlines()[2].strip("┃").split("┃")] == [
        *("module", "cpython 3.14.1", "gophersnake with x.py", "gophersnake with the port")
    ]
    assert "3/3 the same" in text and "1/2 the same" in text
    assert "test_x: b: passed on the reference, failed here (the port's)" in text
    assert "3 of 3 comparable tests have the same outcome (100.00%) with x.py" in text
    assert "gophersnake with the port</th>" in render_html(report)
    assert "the port&#x27;s" in render_html(report)
    report.write(tmp_path)
    data = json.loads((tmp_path / "results.json").read_text())
    assert data["variants"] == {"with x.py": ["-X", "purepython=x"]}
    assert data["modules"][0]["variants"]["with x.py"]["same"] == 3
    assert data["modules"][0]["differences"][0]["blame"] == "the port's"
