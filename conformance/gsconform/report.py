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
    variants: tuple[Interpreter, ...] = ()  # the candidate with Python sources in place of ports

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
            "variants": {variant.title: list(variant.options) for variant in self.variants},
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
        "variants": {title: _variant_json(variant) for title, variant in found.variants.items()},
        "unexpected_passes": found.unexpected_passes,
        "unknown_expectations": found.unknown_expectations,
    }


def _variant_json(found: ModuleComparison) -> dict[str, object]:
    return {
        "ok": found.ok,
        "gophersnake": _run_json(found.candidate),
        "comparable": found.comparable,
        "same": found.same,
        "time_ratio": None if found.time_ratio is None else round(found.time_ratio, 3),
        "differences": [vars(difference) for difference in found.differences],
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


def variant_columns(report: Report) -> tuple[str, ...]:
    """The heads of the table where there are variants: a column for each way to run the modules."""
    titles = [one.title for one in (*report.variants, report.candidate)]
    return ("module", report.reference.describe(), *(f"{report.candidate.implementation} {title}" for title in titles))


def variant_row(found: ModuleComparison) -> list[str]:
    """A module's line of that table: what each column found, a line of text each."""
    cells = [found.module, "\n".join(_run_lines(found.reference))]
    for compared in (*found.variants.values(), found):
        lines = [*_run_lines(compared.candidate), f"{compared.same}/{compared.comparable} the same"]
        lines.append(f"{len(compared.unexpected)} differing")
        known = len(compared.differences) - len(compared.unexpected)
        if known:
            lines.append(f"{known} differing as expected")
        if compared.time_ratio is not None:
            lines.append(f"time ratio {compared.time_ratio:.2f}")
        cells.append("\n".join(lines))
    return cells


def _run_lines(run: ModuleRun) -> list[str]:
    counts = run.counts()
    return [f"{counts['run']} run", f"{counts.get('passed', 0)} passed", f"{counts.get('skipped', 0)} skipped"]


def print_report(report: Report, console: Console, longest: int = 40) -> None:
    """The table, and under it what is not as it should be."""
    if report.modules:
        table = Table(title=f"{report.candidate.describe()} against {report.reference.describe()}")
        columns = variant_columns(report) if report.variants else MODULE_COLUMNS
        for column in columns:
            table.add_column(column, justify="left" if column == "module" else "right")
        for found in report.modules:
            row = variant_row(found) if report.variants else module_row(found)
            table.add_row(*row, style="" if found.ok else "red", end_section=bool(report.variants))
        console.print(table)
        for title in [*(variant.title for variant in report.variants), ""]:
            same, comparable = totals(found.variants[title] if title else found for found in report.modules)
            share = 100.0 * same / comparable if comparable else 100.0
            where = title or (report.candidate.title if report.variants else "")
            line = f"{same} of {comparable} comparable tests have the same outcome ({share:.2f}%) {where}"
            console.print(line.rstrip(), highlight=False)
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
        for title, variant in module.variants.items():
            for difference in variant.unexpected:
                yield f"{module.module} {title}: {_headline(difference)}"
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
    if difference.blame:
        line += f" ({difference.blame})"
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
        columns = variant_columns(report) if report.variants else MODULE_COLUMNS
        head = "".join(f"<th>{text(column)}</th>" for column in columns)
        parts.append(f"<h2>Modules</h2><table><tr>{head}</tr>")
        for found in report.modules:
            row = variant_row(found) if report.variants else module_row(found)
            cells = "".join(f"<td>{text(cell).replace(chr(10), '<br>')}</td>" for cell in row)
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


def _difference_row(difference: Difference, title: str = "") -> str:
    text = html.escape
    known = f"<div class=known>expected: {text(difference.expected)}</div>" if difference.expected else ""
    where = "".join(f"<div class=known>{text(note)}</div>" for note in (title, difference.blame) if note)
    outcome = f"{text(difference.reference)} &rarr; {text(difference.candidate)}{where}"
    message = f"<pre>{text(difference.message)}</pre>{known}"
    return f"<tr><td>{text(difference.test)}</td><td>{outcome}</td><td>{message}</td></tr>"


def _module_details(found: ModuleComparison) -> str:
    text = html.escape
    rows = [_difference_row(difference) for difference in found.differences]
    for title, variant in found.variants.items():
        rows += [_difference_row(difference, title) for difference in variant.differences]
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
