"""Looking for the reference, in order, with interpreters that are only scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gsconform import reference
from gsconform.errors import HarnessError


def fake(version: str = "3.14.2", implementation: str = "cpython", tests: bool = True) -> str:
    """A script that answers as an interpreter would."""
    return f"""
case "$2" in
  *"import test"*) exit {0 if tests else 1} ;;
  *) printf '%s\\n' {implementation} {version} "{version} made up" /made/up/lib ;;
esac"""


@pytest.fixture
def nothing(tmp_path, monkeypatch) -> Path:
    """A machine on which there is nothing to be found. Returns its only PATH."""
    path = tmp_path / "path"
    path.mkdir()
    for tool in ("sh", "printf"):
        (path / tool).symlink_to(f"/bin/{tool}" if tool == "sh" else f"/usr/bin/{tool}")
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv(reference.VARIABLE, raising=False)
    return path


def find(tmp_path: Path) -> Path:
    return reference.find(cache=tmp_path / "cache", lay_out_missing=False).path


Script = Callable[[str, str], Path]


def test_the_order(tmp_path, nothing, script: Script, monkeypatch):
    laid_out = script("cache/reference/root/usr/bin/python3.14", fake())
    assert find(tmp_path) == laid_out
    script("pyenv/versions/3.14.0/bin/python3.14", fake("3.14.0"))
    newer = script("pyenv/versions/3.14.10/bin/python3.14", fake("3.14.10"))
    assert find(tmp_path) == newer
    uvs = script("uv-python", fake())
    script("path/uv", f'[ "$*" = "python find 3.14" ] && echo {uvs}')
    assert find(tmp_path) == uvs
    on_path = script("path/python3.14", fake())
    assert find(tmp_path) == on_path
    named = script("named", fake())
    monkeypatch.setenv(reference.VARIABLE, str(named))
    assert find(tmp_path) == named


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (fake(tests=False), "lacks CPython's test suite"),
        (fake("3.13.1"), "is cpython 3.13.1, not cpython 3.14"),
        (fake(implementation="pypy"), "is pypy 3.14.2"),
        ("exit 5", "cannot say who it is"),
        ("echo pyenv: not installed >&2; exit 127", "pyenv: not installed"),
    ],
)
def test_what_cannot_be_a_reference_is_passed_over(tmp_path, nothing, script: Script, body, said):
    script("path/python3.14", body)
    with pytest.raises(HarnessError, match=said):
        find(tmp_path)
    good = script("pyenv/versions/3.14.1/bin/python3.14", fake())
    assert find(tmp_path) == good


def test_a_named_reference_must_be_good(tmp_path, nothing, script: Script, monkeypatch):
    script("path/python3.14", fake())
    monkeypatch.setenv(reference.VARIABLE, str(tmp_path / "no-such-file"))
    with pytest.raises(HarnessError, match=f"{reference.VARIABLE}: .*cannot be run"):
        find(tmp_path)


def test_nothing_found_says_what_was_tried(tmp_path, nothing):
    with pytest.raises(HarnessError) as caught:
        find(tmp_path)
    for place in ("PATH", "uv", "pyenv", "the cache folder", reference.VARIABLE):
        assert place in str(caught.value)


def test_laying_out_needs_debians_tools(tmp_path, nothing):
    with pytest.raises(HarnessError, match="no apt-get"):
        reference.lay_out(tmp_path / "reference")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources.list", "# a comment\ndeb http://mirror.example/debian bookworm main\n"),
        ("sources.list", "deb [arch=amd64 signed-by=/k] http://mirror.example/debian trixie main contrib\n"),
        (
            "sources.list.d/debian.sources",
            "# note\nTypes: deb\n# URIs: http://not.this/one\nURIs: http://mirror.example/debian\n"
            "Suites: bookworm bookworm-updates\nComponents: main\n\nTypes: deb\n"
            "URIs: http://security.example/\nSuites: bookworm-security\nComponents: main\n",
        ),
        (
            "sources.list.d/a.sources",
            "Types: deb\nURIs: http://other.example/\nSuites: nodistro\n\nEnabled: no\nTypes: deb\n"
            "URIs: http://off.example/\nSuites: sid\n\nTypes: deb deb-src\nURIs: http://mirror.example/debian\nSuites: sid\n",
        ),
    ],
)
def test_the_mirror_is_the_machines_own(tmp_path, name, text):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / name).write_text(text)
    assert reference.mirror(tmp_path) == "http://mirror.example/debian"


def test_no_mirror(tmp_path):
    (tmp_path / "sources.list").write_text("deb http://other.example/ubuntu noble main\n")
    with pytest.raises(HarnessError, match="no Debian mirror"):
        reference.mirror(tmp_path)
