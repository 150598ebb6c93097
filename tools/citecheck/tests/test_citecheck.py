import importlib.util
import sys
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("citecheck", Path(__file__).parents[1] / "citecheck.py")
citecheck = importlib.util.module_from_spec(spec)
sys.modules["citecheck"] = citecheck
spec.loader.exec_module(citecheck)

MODULE = '''\
import abc

limit = 3


class Stack(abc.ABC):
    """A stack."""

    @property
    def top(self):
        return 1

    def push(self, item):
        def check():
            pass
        return item


async def walk():
    pass


def unported():
    pass
'''

GO = """\
package stack

// Push pushes.
//
// CPython: Lib/stack.py:{push} Stack.push
//
// Differs: it pushes | faster,
// always.
//
//py:def Stack.push(self, item)
func (s *Stack) Push() {{}}

// Stack is one.
//
// CPython: Lib/stack.py:6-17 Stack, Stack.top; Objects/listobject.c list_append,
// list_pop_impl
type Stack struct{{}}

var x = 1 // CPython: no comment of its own
"""


@pytest.fixture
def tree(tmp_path):
    lib, package = tmp_path / "lib", tmp_path / "stack"
    lib.mkdir()
    package.mkdir()
    (lib / "stack.py").write_text(MODULE)

    def make(go):
        (package / "stack.go").write_text(go)
        return [package / "stack.go"], lib

    return make


def problems(tree, go, check=False, fixing=False):
    files, lib = tree(go)
    return [problem.partition(": ")[2] or problem for problem in citecheck.run(files, lib, check, fixing)]


def test_right_citations_make_a_page(tree, tmp_path):
    assert problems(tree, GO.format(push="13-16")) == []
    page = (tmp_path / "stack" / "PORTING.md").read_text()
    assert "| `Stack.push` | 13-16 | [`Stack.Push`](stack.go) | it pushes \\| faster, always. |" in page
    assert "| `Stack` | 6-17 | [`Stack`](stack.go) |  |" in page
    assert "Cited nowhere: `walk`, `unported`." in page
    assert problems(tree, GO.format(push="13-16"), check=True) == []


def test_a_page_that_is_not_current_is_an_error(tree):
    (problem,) = problems(tree, GO.format(push="13-16"), check=True)
    assert problem.endswith("is not current; run tools/citecheck/citecheck.py")


@pytest.mark.parametrize(
    ("citation", "problem"),
    [
        ("Lib/stack.py:13-15 Stack.push", "Lib/stack.py: Stack.push is at 13-16, not at 13-15"),
        ("Lib/stack.py:1-2 walk", "Lib/stack.py: walk is at 19-20, not at 1-2"),
        ("Lib/stack.py walk", "Lib/stack.py: walk is at 19-20, the citation has no lines"),
        ("Lib/stack.py:1-99 Stack.pop", "Lib/stack.py does not define Stack.pop"),
        ("Lib/none.py:1-2 f", "Lib/none.py does not exist"),
        ("Lib/stack.py:1-2", "Lib/stack.py:1-2 names no symbol"),
        ("listobject.c list_pop", "not a citation: listobject.c list_pop"),
        ("Objects/listobject.c list_pop and others", "not a citation: Objects/listobject.c list_pop and others"),
    ],
)
def test_wrong_citations(tree, citation, problem):
    assert problems(tree, f"package p\n\n// F is.\n//\n// CPython: {citation}\nfunc F() {{}}\n") == [problem]


@pytest.mark.parametrize(
    "citation",
    [
        "Lib/stack.py",
        "Lib/stack.py:3 limit",
        "Lib/stack.py:9-11 Stack.top",
        "Lib/stack.py:10-11 Stack.top",
        "Lib/stack.py:14-15 Stack.push.check",
        "Objects/listobject.c:10-20 list_pop",
        "Modules/_io/fileio.c",
        "Parser/lexer/lexer.c",
    ],
)
def test_right_citations(tree, citation):
    assert problems(tree, f"package p\n\n// F is.\n//\n// CPython: {citation}\nfunc F() {{}}\n") == []


def test_places_in_the_source_are_verified(tree):
    right = 'Line: 16, Column: 8, Text: "return item"'
    wrong = "Line: 10, Column: 4, Text: `@property\n    def top`"
    found = problems(tree, f"package p\n\nvar spots = []Spot{{{{{right}}}, {{{wrong}}}}}\n")
    assert found == ["stack.py:10 has 'def top(self):\\n        return 1' at 4, not '@property\\n    def top'"]


def test_the_tests_that_cover_a_symbol():
    covers = {
        "S.push": ["T.test_a", "T.test_b", "T.test_c", "T.test_d"],
        "S.pop": ["T.test_a"],
        "S.push.check": ["T.test_e"],
    }
    assert citecheck.tests_of("S.pop", covers) == "`T.test_a`"
    assert citecheck.tests_of("S.push", covers) == "`T.test_b`, `T.test_c`, `T.test_d` and 2 more"
    assert citecheck.tests_of("S.top", covers) == ""


def test_fix_corrects_the_lines(tree, tmp_path):
    assert problems(tree, GO.format(push="1-2"), fixing=True) == []
    assert "Lib/stack.py:13-16 Stack.push" in (tmp_path / "stack" / "stack.go").read_text()
