"""The command line: `python -m gsconform [modules...]`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from gsconform import compare, lists, process, programs, reference, runner
from gsconform.cache import ResultCache
from gsconform.errors import HarnessError
from gsconform.interpreter import Interpreter, candidate
from gsconform.report import Report, print_report

HOME = Path(__file__).resolve().parent.parent
ROOT = HOME.parent
CONTEXTLIB = ("test_contextlib", "test_contextlib_async")
PROGRAM_EXPECTATIONS = "programs"
TIMED_RUNS = 3


def parser() -> argparse.ArgumentParser:
    """The options."""
    found = argparse.ArgumentParser(
        prog="gsconform",
        description="Run CPython's own test modules, and programs of our own, on CPython 3.14 and on gophersnake, and "
        "say where they differ. Exits with 0 where every outcome is as on record, 1 where not, 2 where it cannot tell.",
    )
    add = found.add_argument
    add("modules", nargs="*", help="test modules such as test_with (without any: those that modules.txt enables)")
    add("--contextlib", action="store_true", help="the two contextlib modules, with the port and without")
    add(
        "--purepython",
        action="append",
        default=[],
        metavar="NAME",
        help="also with CPython's own NAME.py, not the port",
    )
    add("--programs", action="store_true", help="the programs (all of them, or those that --only names)")
    add("--only", action="append", default=[], metavar="NAME", help="with --programs: only this program")
    add("--interpreter", type=Path, default=ROOT / "bin" / "gophersnake", help="what to test (bin/gophersnake)")
    add("--timeout", type=float, default=600.0, metavar="SECONDS", help="for a module's process (600)")
    add("--test-timeout", type=float, default=120.0, metavar="SECONDS", help="for one test (120)")
    add("--memory", type=int, default=4096, metavar="MIB", help="for a process (4096)")
    add("--jobs", type=int, default=os.cpu_count() or 1, help="modules or programs at a time (the number of cores)")
    add("--resource", action="append", default=[], metavar="NAME", help="allow tests that need it (cpu, network, ...)")
    add("--time", action="store_true", help="measure the time ratio too: nothing cached, one process at a time")
    add("--no-cache", action="store_true", help="run the reference anew")
    add("--shrink", action="store_true", help="take what no longer differs out of the expectations")
    add("--output", type=Path, default=ROOT / "build" / "conformance", help="folder for results.json and results.html")
    add("--home", type=Path, default=HOME, help="folder with modules.txt, expectations and programs")
    add("--print-reference", action="store_true", help="find or lay out the reference, print its path, and stop")
    return found


@dataclass(frozen=True)
class Session:
    """What all the work of one run shares."""

    reference: Interpreter
    candidate: Interpreter
    variants: tuple[Interpreter, ...]
    options: runner.RunOptions
    cache: ResultCache
    jobs: int
    timed: bool
    home: Path
    say: Callable[[str], None]

    def expectations(self, name: str) -> lists.Expectations:
        """What is on record for a module or for the programs."""
        return lists.read_expectations(self.home / "expectations" / f"{name}.txt")

    def reference_run(self, module: str, pose: runner.Pose = runner.ITSELF) -> runner.ModuleRun:
        """The module on the reference, from the cache if it may be."""
        cached = self.cache.load(self.reference, module, pose, self.options)
        if cached is not None:
            return cached
        run = runner.run_module(self.reference, module, self.options, pose)
        self.cache.store(self.reference, run, pose, self.options)
        return run

    def other_runs(self, module: str) -> tuple[runner.ModuleRun, list[runner.ModuleRun]]:
        """The module on the reference posing as another implementation, and on the interpreter under test and its variants."""
        as_other = self.reference_run(module, runner.OTHER)
        pose = runner.ITSELF
        if not as_other.loaded:
            with_stand_ins = self.reference_run(module, runner.OTHER_WITH_STAND_INS)
            if with_stand_ins.loaded:
                as_other, pose = with_stand_ins, runner.WITH_STAND_INS
        tested = (self.candidate, *self.variants)
        return as_other, [runner.run_module(one, module, self.options, pose) for one in tested]

    def compare_modules(self, names: Sequence[str]) -> list[compare.ModuleComparison]:
        """Run every module on both, several at a time, and compare."""
        expected = {name: self.expectations(name) for name in names}
        found: dict[str, compare.ModuleComparison] = {}
        with ThreadPoolExecutor(max_workers=self.jobs) as pool:
            # Two pieces of work for each module, so that even one module uses two cores.
            work = {name: (pool.submit(self.other_runs, name), pool.submit(self.reference_run, name)) for name in names}
            try:
                for number, name in enumerate(names, 1):
                    (as_other, runs), theirs = work[name][0].result(), work[name][1].result()
                    compared = [compare.compare(theirs, as_other, ours, expected[name]) for ours in runs]
                    found[name] = compared[0]
                    if self.variants:
                        titles = [variant.title for variant in self.variants]
                        compare.add_variants(found[name], dict(zip(titles, compared[1:], strict=True)))
                    self.say(f"[{number}/{len(names)}] {progress_line(found[name])}")
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        if self.timed:
            for name in names:
                all_of_them = (self.reference, self.candidate, *self.variants)
                theirs_s, ours_s, *others = runner.least_times(all_of_them, name, self.options, TIMED_RUNS)
                found[name].time_ratio = ours_s / theirs_s
                self.say(f"{name}: {theirs_s:.2f} s on the reference, {ours_s:.2f} s here")
                for variant, seconds in zip(self.variants, others, strict=True):
                    found[name].variants[variant.title].time_ratio = seconds / theirs_s
                    self.say(f"{name}: {seconds:.2f} s {variant.title}")
        return [found[name] for name in names]

    def compare_programs(self, paths: Sequence[Path]) -> list[programs.ProgramResult]:
        """Run every program on both, several at a time, and compare."""
        expected = self.expectations(PROGRAM_EXPECTATIONS)
        unknown = sorted(set(expected.reasons) - {path.stem for path in (self.home / "programs").glob("*.py")})
        if unknown:
            raise HarnessError(f"{expected.path} names programs that do not exist: {', '.join(unknown)}")
        found = []
        with ThreadPoolExecutor(max_workers=self.jobs) as pool:
            work = [pool.submit(programs.compare_program, self.reference, self.candidate, path) for path in paths]
            for future in as_completed(work):
                found.append(programs.with_expectation(future.result(), expected))
        return sorted(found, key=lambda result: result.name)


def progress_line(found: compare.ModuleComparison) -> str:
    """A module's outcome in one line, while others are still running."""
    result = "as on record" if found.ok else f"{len(found.unexpected)} differing"
    seconds = f"{found.candidate.seconds:.1f} s"
    return f"{found.module}: {found.same} of {found.comparable} the same, {result} ({seconds})"


def program_paths(folder: Path, only: Sequence[str]) -> list[Path]:
    """The programs to be run."""
    paths = sorted(folder.glob("*.py"))
    wanted = {name.removesuffix(".py") for name in only}
    unknown = wanted - {path.stem for path in paths}
    if unknown:
        raise HarnessError(f"no such program: {', '.join(sorted(unknown))}")
    return [path for path in paths if not wanted or path.stem in wanted]


def module_names(args: argparse.Namespace) -> list[str]:
    """The modules to be run."""
    if args.modules:
        return list(dict.fromkeys(args.modules))
    if args.contextlib:
        return list(CONTEXTLIB)
    return [] if args.programs else lists.read_modules(args.home / "modules.txt").enabled


def variants_of(tested: Interpreter, modules: Sequence[str], say: Callable[[str], None]) -> tuple[Interpreter, ...]:
    """The interpreter without its ports of these modules, if there are any to be compared."""
    if not modules:
        return ()
    names = tuple(modules)
    missing = sorted(set(names) - set(tested.ports(names)))
    if missing:
        say(f"{tested.path} has no port of {', '.join(missing)}: with and without it is the same code")
    without = tested.with_python_sources(names)
    if left := without.ports(names):
        raise HarnessError(f"{' '.join(without.command())} still uses its port of {', '.join(left)}")
    return (without,)


def shrink(session: Session, report: Report) -> None:
    """Take what no longer differs out of the expectations, and the complaint about it out of the report."""
    for found in report.modules:
        gone = {*found.unexpected_passes, *found.unknown_expectations}
        if gone:
            session.expectations(found.module).shrink(gone)
            found.unexpected_passes, found.unknown_expectations = [], []
    passed = {result.name for result in report.programs if result.same and result.expected is not None}
    if passed:
        session.expectations(PROGRAM_EXPECTATIONS).shrink(passed)
        report.programs = [
            replace(result, expected=None) if result.name in passed else result for result in report.programs
        ]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the harness; returns the exit status."""
    args = parser().parse_args(argv)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell's background job ignores it, and every test about interrupts would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    progress = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    try:
        return _run(args, progress.print)
    except HarnessError as error:
        progress.print(f"gsconform: {error}")
        return 2
    except KeyboardInterrupt:
        progress.print("gsconform: interrupted")
        return 130


def _run(args: argparse.Namespace, say: Callable[[str], None]) -> int:
    started = time.monotonic()
    cpython = reference.find(say=say)
    if args.print_reference:
        print(cpython.path)
        return 0
    say(f"reference: {cpython.describe()} at {cpython.path}")
    timed = args.time or args.contextlib
    limits = process.Limits(args.timeout, args.test_timeout, args.memory << 20)
    pure = list(dict.fromkeys([*args.purepython, *(["contextlib"] if args.contextlib else [])]))
    tested = candidate(args.interpreter.absolute(), cpython, reference.cache_folder())
    if pure:
        tested = replace(tested, title=f"with the port of {', '.join(pure)}")
    session = Session(
        reference=cpython,
        candidate=tested,
        variants=variants_of(tested, pure, say),
        options=runner.RunOptions(limits, resources=tuple(args.resource)),
        cache=ResultCache(None if args.no_cache or timed else reference.cache_folder() / "results"),
        jobs=max(1, args.jobs),
        timed=timed,
        home=args.home,
        say=say,
    )
    report = Report(cpython, session.candidate, variants=session.variants)
    names = module_names(args)
    if names:
        report.modules = session.compare_modules(names)
    elif not args.programs:
        say(f"{args.home / 'modules.txt'} enables no module; name some")
    if args.programs:
        report.programs = session.compare_programs(program_paths(args.home / "programs", args.only))
    if args.shrink:
        shrink(session, report)
    report.seconds = time.monotonic() - started
    report.write(args.output)
    wide = None if sys.stdout.isatty() else 200
    print_report(report, Console(width=wide, highlight=False))
    say(f"written: {args.output / 'results.json'} and results.html")
    return 0 if report.ok else 1
