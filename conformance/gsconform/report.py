"""What was found, as a table for people, as JSON for programs, and as one HTML file for a browser."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gsconform.compare import Difference, ModuleComparison
from gsconform.interpreter import Interpreter, dump
from gsconform.programs import ProgramResult
from gsconform.runner import ModuleRun


@dataclass
class Report:
    """Everything that one run of the harness found."""

    reference: Interpreter
    candidate: Interpreter
    modules: list[ModuleComparison] = field(default_factory=list)
    programs: list[ProgramResult] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether nothing was found that is not on record."""
        return all(found.ok for found in self.modules) and all(found.ok for found in self.programs)

    def as_json(self) -> dict[str, object]:
        """The whole report as plain data."""
        return {
            "ok": self.ok,
            "seconds": round(self.seconds, 3),
            "reference": self.reference.as_json(),
            "gophersnake": self.candidate.as_json(),
            "modules": [_module_json(found) for found in self.modules],
            "programs": [_program_json(found) for found in self.programs],
        }

    def write(self, folder: Path) -> None:
        """Write results.json and results.html."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.json").write_text(dump(self.as_json()), encoding="utf-8")
        (folder / "results.html").write_text(render_html(self), encoding="utf-8")


def _run_json(run: ModuleRun) -> dict[str, object]:
    return {
        "counts": run.counts(),
        "seconds": round(run.seconds, 4),
        "cpu_seconds": round(run.cpu_seconds, 4),
        "restarts": run.restarts,
        "cached": run.cached,
    }


def _module_json(found: ModuleComparison) -> dict[str, object]:
    return {
        "module": found.module,
        "ok": found.ok,
        "reference": _run_json(found.reference),
        "gophersnake": _run_json(found.candidate),
        "comparable": found.comparable,
        "same": found.same,
        "cpython_only": found.cpython_only,
        "stand_ins": found.candidate.stand_ins,
        "time_ratio": None if found.time_ratio is None else round(found.time_ratio, 3),
        "differences": [vars(difference) for difference in found.differences],
        "unexpected_passes": found.unexpected_passes,
        "unknown_expectations": found.unknown_expectations,
    }


def _program_json(found: ProgramResult) -> dict[str, object]:
    return {
        "program": found.name,
        "ok": found.ok,
        "same": found.same,
        "difference": found.difference,
        "expected": found.expected,
        "seconds": {
            "reference": round(found.reference_seconds, 4),
            "gophersnake": round(found.candidate_seconds, 4),
        },
    }


MODULE_COLUMNS = (
    "module",
    "reference run",
    "passed",
    "skipped",
    "gophersnake run",
    "passed",
    "skipped",
    "CPython-only",
    "same",
    "differing",
    "expected",
    "time ratio",
)


def module_row(found: ModuleComparison) -> list[str]:
    """A module's line of the table."""
    cells: list[str] = [found.module]
    for run in (found.reference, found.candidate):
        counts = run.counts()
        cells += [str(counts["run"]), str(counts.get("passed", 0)), str(counts.get("skipped", 0))]
    expected = len(found.differences) - len(found.unexpected)
    cells += [str(len(found.cpython_only)), f"{found.same}/{found.comparable}", str(len(found.unexpected))]
    cells += [str(expected), "" if found.time_ratio is None else f"{found.time_ratio:.2f}"]
    return cells


def totals(modules: Iterable[ModuleComparison]) -> tuple[int, int]:
    """(same, comparable) over the modules."""
    same = comparable = 0
    for found in modules:
        same += found.same
        comparable += found.comparable
    return same, comparable


def print_report(report: Report, console: Console, longest: int = 40) -> None:
    """The table, and under it what is not as it should be."""
    if report.modules:
        table = Table(title=f"{report.candidate.describe()} against {report.reference.describe()}")
        for column in MODULE_COLUMNS:
            table.add_column(column, justify="left" if column == "module" else "right")
        for found in report.modules:
            table.add_row(*module_row(found), style="" if found.ok else "red")
        console.print(table)
        same, comparable = totals(report.modules)
        share = 100.0 * same / comparable if comparable else 100.0
        console.print(f"{same} of {comparable} comparable tests have the same outcome ({share:.2f}%)", highlight=False)
    lines = list(_complaints(report))
    for line in lines[:longest]:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if len(lines) > longest:
        console.print(f"... and {len(lines) - longest} more; see the JSON or HTML file", highlight=False)
    if report.programs:
        same_programs = sum(found.same for found in report.programs)
        console.print(f"{same_programs} of {len(report.programs)} programs do the same", highlight=False)


def _complaints(report: Report) -> Iterable[str]:
    for module in report.modules:
        for difference in module.unexpected:
            yield f"{module.module}: {_headline(difference)}"
        for name in module.unexpected_passes:
            yield f"{module.module}: {name}: expected to differ, but is the same now (take it out of the expectations)"
        for name in module.unknown_expectations:
            yield f"{module.module}: {name}: in the expectations, but there is no such test to compare"
    for program in report.programs:
        if program.ok:
            continue
        if program.same:
            yield f"program {program.name}: expected to differ, but is the same now (take it out of the expectations)"
        else:
            yield f"program {program.name}: " + program.difference.replace("\n", "\n    ")


def _headline(difference: Difference) -> str:
    line = f"{difference.test}: {difference.reference} on the reference, {difference.candidate} here"
    last = [text for text in difference.message.strip().splitlines() if text.strip()]
    return f"{line}\n    {last[-1].strip()[:200]}" if last else line


_STYLE = """
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; color: #222; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { padding: .3rem .6rem; border-bottom: 1px solid #ddd }
td + td, th + th { text-align: right } .text td { text-align: left; vertical-align: top }
.bad { background: #fde8e8 } .good { background: #eaf7ea } .known { color: #777 }
pre { white-space: pre-wrap; margin: 0; font-size: 12px } summary { cursor: pointer; margin: .8rem 0 .3rem }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } .bad { background: #4a2222 }
.good { background: #1f3a22 } th, td { border-color: #444 } }
"""


def render_html(report: Report) -> str:
    """The report as one HTML file that needs nothing else."""
    text = html.escape
    same, comparable = totals(report.modules)
    verdict = "as on record" if report.ok else "not as on record"
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>gophersnake conformance</title><style>{_STYLE}</style>",
        f"<h1>{text(report.candidate.describe())} against {text(report.reference.describe())}</h1>",
        f"<p class={'good' if report.ok else 'bad'}>{same} of {comparable} comparable tests have the same outcome; "
        f"{sum(found.same for found in report.programs)} of {len(report.programs)} programs do the same; "
        f"all in all {verdict}. Took {report.seconds:.1f} s.</p>",
        f"<p>Reference build: {text(report.reference.build)}</p>",
    ]
    if report.modules:
        head = "".join(f"<th>{text(column)}</th>" for column in MODULE_COLUMNS)
        parts.append(f"<h2>Modules</h2><table><tr>{head}</tr>")
        for found in report.modules:
            cells = "".join(f"<td>{text(cell)}</td>" for cell in module_row(found))
            parts.append(f"<tr class={'good' if found.ok else 'bad'}>{cells}</tr>")
        parts.append("</table>")
        parts += [_module_details(found) for found in report.modules]
    if report.programs:
        parts.append("<h2>Programs</h2><table class=text><tr><th>program</th><th>difference</th></tr>")
        for program in report.programs:
            said = f"<pre>{text(program.difference)}</pre>" if program.difference else "the same"
            known = f"<div class=known>expected: {text(program.expected)}</div>" if program.expected else ""
            colour = "good" if program.ok else "bad"
            parts.append(f"<tr class={colour}><td>{text(program.name)}</td><td>{said}{known}</td></tr>")
        parts.append("</table>")
    return "\n".join(parts) + "\n"


def _module_details(found: ModuleComparison) -> str:
    text = html.escape
    rows = []
    for difference in found.differences:
        known = f"<div class=known>expected: {text(difference.expected)}</div>" if difference.expected else ""
        outcome = f"{text(difference.reference)} &rarr; {text(difference.candidate)}"
        message = f"<pre>{text(difference.message)}</pre>{known}"
        rows.append(f"<tr><td>{text(difference.test)}</td><td>{outcome}</td><td>{message}</td></tr>")
    for name in found.unexpected_passes:
        rows.append(f"<tr class=bad><td>{text(name)}</td><td>the same</td><td>was expected to differ</td></tr>")
    for name in found.unknown_expectations:
        rows.append(f"<tr class=bad><td>{text(name)}</td><td>absent</td><td>is in the expectations</td></tr>")
    out = ""
    if rows:
        opened = "" if found.ok else " open"
        out += f"<details{opened}><summary>{text(found.module)}: {len(found.differences)} differing</summary>"
        out += f"<table class=text>{''.join(rows)}</table></details>"
    if found.cpython_only:
        names = "".join(f"<li>{text(name)}</li>" for name in found.cpython_only)
        out += f"<details><summary>{text(found.module)}: {len(found.cpython_only)} tests that CPython keeps to itself"
        out += f"</summary><ul>{names}</ul></details>"
    return out
