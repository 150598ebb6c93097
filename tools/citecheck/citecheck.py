"""citecheck: verify where Go code says which of CPython's code it was ported from, and write PORTING.md.

Usage: python3 tools/citecheck/citecheck.py [--check] [--fix] [--lib DIR] [folder ...]

A ported declaration ends its doc comment with the citation, and says on lines of their own where it differs on purpose:

    // enterAsyncContext enters cm and pushes its exit.
    //
    // CPython: Lib/contextlib.py:659-675 AsyncExitStack.enter_async_context
    //
    // Differs: the reason.

A citation may name several symbols ("a.c f, g"), and continue on the next line; several are separated by ";". Of Lib
each needs the lines, and each symbol (Class.method, function.inner, or a variable) must be defined within them, in the
reference found by the harness or the Lib given with --lib. Sources in C, and Lib without a symbol or as a whole
("Lib/x.py"), are checked for their form alone. --fix puts the lines of the reference in place of wrong ones.

Every package that cites symbols of Lib gets a PORTING.md: symbol, lines, Go declaration, differences, and, where the
package is named as the module, which of CPython's tests of the module (test_x, test_x_*) enter the symbol, as covers.py
finds with the reference, and what of the module is cited nowhere. With --check nothing is written; a file that is not
current is an error.

In a package named as a module of Lib the places that tracebacks name, {Line: 1, Column: 4, Text: "f()"}, are verified too.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAD = "<!-- Written by tools/citecheck; do not edit. -->\n"
CITATION = re.compile(
    r"(?P<path>(?:Lib|Objects|Modules|Python|Include|Parser|Programs|Tools|Grammar)/[\w./-]+\.(?:py|c|h|gram|inc))"
    r"(?::(?P<first>\d+)(?:-(?P<last>\d+))?)?"
    r"(?:\s+(?P<names>[A-Za-z_][\w.]*(?:\(\))?(?:,\s*[A-Za-z_][\w.]*(?:\(\))?)*))?"
)
SPOT = re.compile(r'Line: (?P<line>\d+), Column: (?P<column>\d+), Text: ("(?P<text>[^"\n]*)"|`(?P<raw>[^`]*)`)')
NAMED_TESTS = 3
DECLARATION = re.compile(
    r"(?:func\s+(?:\((?:\w+\s+)?(?P<recv>\*?\w+)(?:\[[^\]]*\])?\)\s*)?(?P<func>\w+)"
    r"|(?:type|var|const)\s+(?P<decl>\w+)|(?P<package>package\s+\w+)|(?P<entry>\w+))"
)


@dataclass
class Citation:
    """A symbol, or a file without one, that a Go declaration names as its origin."""

    path: str
    first: int
    last: int
    name: str
    file: Path
    line: int
    go: str = ""
    differs: list[str] = field(default_factory=list)

    @property
    def lines(self) -> str:
        """The lines as a citation has them."""
        return "" if not self.first else f"{self.first}-{self.last}" if self.last != self.first else str(self.first)


@dataclass(frozen=True)
class Span:
    """Where a symbol is defined: its first line is a decorator's if it has one."""

    first: int
    definition: int
    last: int


class Definitions(ast.NodeVisitor):
    """The symbols of a module: classes, functions and variables, nested ones with the names around them."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.public: list[str] = []
        self._scope: list[str] = []

    def _add(self, name: str, node: ast.stmt, first: int) -> None:
        assert node.end_lineno is not None
        self.spans.setdefault(".".join([*self._scope, name]), []).append(Span(first, node.lineno, node.end_lineno))

    def _definition(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._add(node.name, node, min([node.lineno, *(d.lineno for d in node.decorator_list)]))
        self._scope.append(node.name)
        self.generic_visit(node)
        self._scope.pop()

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _definition  # noqa: N815

    def _variable(self, node: ast.Assign | ast.AnnAssign) -> None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                self._add(target.id, node, node.lineno)

    visit_Assign = visit_AnnAssign = _variable  # noqa: N815


@cache
def definitions(file: Path) -> dict[str, list[Span]]:
    """The symbols that a Python file defines."""
    visitor = Definitions()
    visitor.visit(ast.parse(file.read_text(encoding="utf-8")))
    return visitor.spans


def comments(text: str) -> Iterator[tuple[int, list[str], str]]:
    """(number of the first line, lines without their slashes, the code line behind) of each // comment."""
    lines = text.split("\n")
    start = None
    for number, line in enumerate([*lines, ""]):
        if line.strip().startswith("//"):
            start = number if start is None else start
        elif start is not None:
            yield start + 1, [part.strip()[2:].removeprefix(" ") for part in lines[start:number]], line.strip()
            start = None


def keyed(block: list[str], key: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of each "key: text" in a comment; text goes on up to an empty line, a directive or another key."""
    for offset, line in enumerate(block):
        if not line.startswith(key + ":"):
            continue
        parts = [line.partition(":")[2].strip()]
        for more in block[offset + 1 :]:
            if not more.strip() or re.match(r"(CPython|Differs):|[a-z]+:\S", more):
                break
            parts.append(more.strip())
        yield offset, " ".join(parts)


def go_name(code: str) -> str:
    """The name of what a line of Go declares, with its receiver's type; empty if it declares nothing."""
    match = DECLARATION.match(code)
    if not match or match["package"]:
        return ""
    if match["func"]:
        receiver = (match["recv"] or "").lstrip("*")
        return f"{receiver}.{match['func']}" if receiver else match["func"]
    return match["decl"] or match["entry"] or ""


def citations(file: Path, problems: list[str]) -> list[Citation]:
    """What a Go file cites. What does not read as a citation goes to problems."""
    found = []
    for start, block, code in comments(file.read_text(encoding="utf-8")):
        differs = [text for _, text in keyed(block, "Differs")]
        for offset, text in keyed(block, "CPython"):
            line = start + offset
            for part in text.split(";"):
                match = CITATION.fullmatch(part.strip().removesuffix("."))
                if not match:
                    problems.append(f"{show(file)}:{line}: not a citation: {part.strip()}")
                    continue
                first = int(match["first"] or 0)
                last = int(match["last"] or first)
                for name in re.split(r",\s*", match["names"] or ""):
                    name = name.removesuffix("()")
                    found.append(Citation(match["path"], first, last, name, file, line, go_name(code), differs))
    return found


def show(file: Path) -> str:
    """A file's name in the repository."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file)


def verify(cited: Citation, lib: Path) -> tuple[str, Span | None]:
    """What is wrong with a citation of Lib, if anything, and where its symbol is defined."""
    where = f"{show(cited.file)}:{cited.line}: {cited.path}"
    source = lib / cited.path.removeprefix("Lib/")
    if not source.is_file():
        return f"{where} does not exist", None
    if not cited.name:
        return (f"{where}:{cited.lines} names no symbol" if cited.first else ""), None
    spans = definitions(source).get(cited.name)
    if not spans:
        return f"{where} does not define {cited.name}", None
    if any(cited.first <= span.definition and span.last <= cited.last for span in spans):
        return "", None
    at = " or ".join(f"{span.first}-{span.last}" for span in spans)
    had = f"not at {cited.lines}" if cited.first else "the citation has no lines"
    return f"{where}: {cited.name} is at {at}, {had}", spans[0] if len(spans) == 1 else None


def fix(cited: Citation, span: Span) -> bool:
    """Put the right lines into a citation of one symbol."""
    text = cited.file.read_text(encoding="utf-8")
    old = f"{cited.path}:{cited.lines} {cited.name}" if cited.first else f"{cited.path} {cited.name}"
    lines = text.split("\n")
    for number in range(cited.line - 1, len(lines)):
        pattern = re.compile(re.escape(old) + r"(?![\w.,])")
        new, count = pattern.subn(f"{cited.path}:{span.first}-{span.last} {cited.name}", lines[number])
        if count:
            lines[number] = new
            cited.file.write_text("\n".join(lines), encoding="utf-8")
            return True
        if not lines[number].strip().startswith("//"):
            break
    return False


def spots(file: Path, lib: Path) -> list[str]:
    """What is wrong with the places in a port's source that tracebacks name."""
    source = lib / f"{file.parent.name}.py"
    if not source.is_file():
        return []
    lines = source.read_text(encoding="utf-8").split("\n")
    code = file.read_text(encoding="utf-8")
    problems = []
    for match in SPOT.finditer(code):
        line, column, text = int(match["line"]), int(match["column"]), match["text"] or match["raw"] or ""
        has = "\n".join(lines[line - 1 : line + text.count("\n")])[column:]
        if not text or not has.startswith(text):
            number = code.count("\n", 0, match.start()) + 1
            problems.append(f"{show(file)}:{number}: {source.name}:{line} has {has!r} at {column}, not {text!r}")
    return problems


def covering(folder: Path, lib: Path, python: Path | None) -> dict[str, list[str]]:
    """The tests of the module that a package is named as, by the functions that they enter."""
    name = folder.name
    tests = sorted(p.stem for p in (lib / "test").glob(f"test_{name}*.py"))
    tests = [test for test in tests if test == f"test_{name}" or test.startswith(f"test_{name}_")]
    if not python or not tests or not (lib / f"{name}.py").is_file():
        return {}
    command = [str(python), str(Path(__file__).with_name("covers.py")), name, *(f"test.{test}" for test in tests)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    found: dict[str, list[str]] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def tests_of(name: str, covers: dict[str, list[str]]) -> str:
    """The tests that enter a symbol, those first that enter little else."""
    entered: dict[str, int] = {}
    for tests in covers.values():
        for test in tests:
            entered[test] = entered.get(test, 0) + 1
    symbols = [symbol for symbol in covers if symbol == name or symbol.startswith(name + ".")]
    found = {test for symbol in symbols for test in covers[symbol]}
    first = sorted(found, key=lambda test: (entered[test], test))[:NAMED_TESTS]
    more = f" and {len(found) - len(first)} more" if len(found) > len(first) else ""
    return ", ".join(f"`{test}`" for test in first) + more


def cell(text: str) -> str:
    """Text for a cell of a table."""
    return text.replace("|", "\\|")


def uncited(folder: Path, cited: Iterable[Citation], lib: Path) -> list[str]:
    """The classes, functions and methods that are cited nowhere, of the module the package is named as."""
    cited = list(cited)
    paths = {
        c.path for c in cited if Path(c.path).stem == folder.name or c.path.endswith(f"/{folder.name}/__init__.py")
    }
    missing = []
    for path in sorted(paths):
        tree = ast.parse((lib / path.removeprefix("Lib/")).read_text(encoding="utf-8"))
        names = {c.name for c in cited if c.path == path}
        for node in tree.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            inner = [
                f"{node.name}.{sub.name}"
                for sub in (node.body if isinstance(node, ast.ClassDef) else [])
                if isinstance(sub, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            if node.name not in names and not any(name.startswith(node.name + ".") for name in names):
                missing.append(node.name)
            else:
                missing += [name for name in dict.fromkeys(inner) if name not in names]
    return missing


def porting(folder: Path, cited: list[Citation], lib: Path, python: Path | None = None) -> str:
    """The PORTING.md of a package, from its citations of Lib."""
    out = [HEAD, f"# Where {folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder.name} comes from\n"]
    out.append("What was ported from CPython, with its lines there and the Go that does its work here.\n")
    for path in sorted({c.path for c in cited}):
        covers = covering(folder, lib, python) if path == f"Lib/{folder.name}.py" else {}
        head, line = (" Tests |", "---|") if covers else ("", "")
        out.append(f"## {path}\n\n| CPython | Lines | Go |{head} Differs |\n|---|---|---|{line}---|")
        for c in sorted((c for c in cited if c.path == path), key=lambda c: (c.first, c.name, show(c.file), c.line)):
            go = f"[`{c.go}`]({c.file.name})" if c.go else f"[{c.file.name}]({c.file.name})"
            tests = f" {tests_of(c.name, covers)} |" if covers else ""
            out.append(f"| `{c.name}` | {c.lines} | {go} |{tests} {cell(' '.join(c.differs))} |")
        out[-1] += "\n"
    missing = uncited(folder, cited, lib)
    if missing:
        out.append("Cited nowhere: " + ", ".join(f"`{name}`" for name in missing) + ".\n")
    return "\n".join(out)


def go_files(folders: list[str]) -> list[Path]:
    """The Go files to look at: what git has or would add, tests and generated files aside."""
    command = [
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *(f"{f}/*.go" for f in folders),
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    left_out = re.compile(r"_test\.go$|_gen\.go$|/testdata/|^tools/pybind/")
    names = sorted(name for name in set(listed.split("\0")) if name and not left_out.search(name))
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def find_reference() -> tuple[Path, Path]:
    """The Lib of the reference that the harness finds, and its interpreter."""
    from gsconform import reference

    found = reference.find(say=lambda message: print(message, file=sys.stderr))
    return found.lib, found.path


def run(files: list[Path], lib: Path, check: bool, fixing: bool, python: Path | None = None) -> list[str]:
    """Verify the citations in files and write each package's PORTING.md. Returns what is wrong."""
    problems: list[str] = []
    packages: dict[Path, list[Citation]] = {}
    for file in files:
        problems += spots(file, lib)
        for cited in citations(file, problems):
            if not cited.path.startswith("Lib/"):
                continue
            problem, span = verify(cited, lib)
            if problem and fixing and span and fix(cited, span):
                cited.first, cited.last, problem = span.first, span.last, ""
            if problem:
                problems.append(problem)
            elif cited.name:
                packages.setdefault(file.parent, []).append(cited)
    for folder in sorted({file.parent for file in files}):
        page = folder / "PORTING.md"
        old = page.read_text(encoding="utf-8") if page.exists() else ""
        new = porting(folder, packages[folder], lib, python) if folder in packages else ""
        if old == new:
            continue
        if check:
            problems.append(f"{show(page)} is not current; run tools/citecheck/citecheck.py")
        elif new:
            page.write_text(new, encoding="utf-8")
        elif old.startswith(HEAD):
            page.unlink()
    return problems


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Verify citations of CPython and write PORTING.md files.")
    parser.add_argument("folders", nargs="*", default=["."], help="where to look, from the repository's root")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--fix", action="store_true", help="correct the lines of citations")
    parser.add_argument("--lib", type=Path, help="CPython's Lib, instead of the reference's")
    args = parser.parse_args()
    lib, python = (args.lib, None) if args.lib else find_reference()
    problems = run(go_files(args.folders), lib, args.check, args.fix and not args.check, python)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
