"""The tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from gsbench.columns import BASELINE, CANDIDATE, ORIGINAL, REFERENCE
from gsbench.compare import Goals, Ratio, Results, Row
from gsbench.memory import MemoryRow

MISSING = "-"


def _colour(value: float, goals: Goals) -> str:
    """A ratio, green where it is within the goal and red beyond the limit."""
    colour = "green" if value <= goals.mean else "red" if value > goals.worst else "yellow" if value > 1 else "default"
    return f"[{colour}]{value:.2f}[/]"


def _milliseconds(row: Row, column: str) -> str:
    best = row.best.get(column)
    return MISSING if best is None else f"{best.wall * 1000:.1f}"


def _ratios(ratio: Ratio | None, goals: Goals) -> list[str]:
    return [MISSING, MISSING] if ratio is None else [_colour(ratio.wall, goals), _colour(ratio.cpu, goals)]


def print_results(results: Results, console: Console) -> None:
    """The table of times, its means, and what failed."""
    others = [column.name for column in results.columns if column.name != REFERENCE]
    table = Table(title="Time by CPython's, least of the runs; lower is better")
    table.add_column("program", no_wrap=True)
    table.add_column(f"{REFERENCE} ms", justify="right")
    for name in others:
        table.add_column(f"{name} ms", justify="right")
        table.add_column("wall", justify="right")
        table.add_column("CPU", justify="right")
    rivals = [name for name in (ORIGINAL, BASELINE) if name in others]
    for name in rivals:
        table.add_column(f"{CANDIDATE} by {name}", justify="right")

    def add(row: Row) -> None:
        cells = [row.program.name, _milliseconds(row, REFERENCE)]
        for name in others:
            cells += [_milliseconds(row, name), *_ratios(row.ratio(name), results.goals)]
        for name in rivals:
            cells += _ratios(row.ratio(CANDIDATE, name), results.goals)[:1]
        table.add_row(*cells)

    for row in results.counted():
        add(row)
    table.add_section()
    cells = ["geometric mean", ""]
    for name in others:
        cells += ["", *_ratios(results.mean(name), results.goals)]
    for name in rivals:
        cells += _ratios(results.mean(CANDIDATE, name), results.goals)[:1]
    table.add_row(*cells, style="bold")
    informational = [row for row in results.rows if row.program.informational]
    if informational:
        table.add_section()
        for row in informational:
            add(row)
    console.print(table)
    _print_errors({row.program.name: row.errors for row in results.rows}, console)
    reasons = results.goal_missed()
    if reasons:
        console.print(f"[yellow]Goal missed:[/] {'; '.join(reasons)}")
    else:
        goals = results.goals
        console.print(f"[green]Goal reached:[/] a mean of at most {goals.mean:g}, and nothing above {goals.worst:g}")


def print_memory(rows: Sequence[MemoryRow], columns: Sequence[str], console: Console) -> None:
    """The table of resident memory."""
    table = Table(title="Resident memory and live heap in MiB, warm and at the end")
    table.add_column("program", no_wrap=True)
    for name in columns:
        for what in ("warm", "end", "peak", "live warm", "live end"):
            table.add_column(f"{name} {what}", justify="right")
        table.add_column("flat")
    for row in rows:
        cells = [row.program.name]
        for name in columns:
            usage = row.usage.get(name)
            if usage is None:
                cells += [MISSING] * 6
            else:
                cells += [f"{size / (1 << 20):.1f}" for size in (usage.warm, usage.end, usage.peak)]
                alive = (usage.live_warm, usage.live_end)
                cells += [f"{size / (1 << 20):.0f}" if size else MISSING for size in alive]
                cells.append("[green]yes[/]" if usage.flat else "[red]no[/]")
        table.add_row(*cells)
    console.print(table)
    _print_errors({row.program.name: row.errors for row in rows}, console)


def _print_errors(errors: Mapping[str, Mapping[str, str]], console: Console) -> None:
    for program, by_column in errors.items():
        for column, error in by_column.items():
            console.print(f"[red]{program} on {column}:[/] ", end="")
            console.print(error, markup=False, highlight=False)
