"""modules.txt and the expectations."""

from __future__ import annotations

from pathlib import Path

import pytest
from gsconform.cli import HOME
from gsconform.errors import HarnessError
from gsconform.lists import read_expectations, read_modules


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_modules(tmp_path):
    text = "# a comment\n\ntest_with\n  test_asyncio.test_tasks\noff test_gc  # no collector yet\n"
    found = read_modules(write(tmp_path / "m", text))
    assert found.enabled == ["test_with", "test_asyncio.test_tasks"]
    assert found.disabled == {"test_gc": "no collector yet"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("with\n", "expected `test_x`"),
        ("test_a test_b\n", "expected `test_x`"),
        ("off test_a\n", "off without a reason"),
        ("test_a\noff test_a  # why\n", "listed twice"),
    ],
)
def test_bad_modules(tmp_path, text, complaint):
    with pytest.raises(HarnessError, match=complaint):
        read_modules(write(tmp_path / "m", text))


def test_expectations(tmp_path):
    text = "# known\ntest.test_x.C.test_y  # no reference counts\nsetUpClass (test.test_x.D)  # it's # hard\n"
    found = read_expectations(write(tmp_path / "e", text))
    assert found.reasons == {
        "test.test_x.C.test_y": "no reference counts",
        "setUpClass (test.test_x.D)": "it's # hard",
    }
    assert read_expectations(tmp_path / "absent").reasons == {}


@pytest.mark.parametrize("text", ["test.a\n", "test.a  #\n", "test.a # one space\n", "a  # x\na  # y\n"])
def test_bad_expectations(tmp_path, text):
    with pytest.raises(HarnessError):
        read_expectations(write(tmp_path / "e", text))


def test_shrinking_keeps_the_rest(tmp_path):
    path = write(tmp_path / "e", "# head\na  # one\nb  # two\n\nc  # three\n")
    read_expectations(path).shrink({"b"})
    assert path.read_text() == "# head\na  # one\n\nc  # three\n"
    read_expectations(path).shrink({"a", "c"})
    assert not path.exists()


def test_the_projects_own_lists_can_be_read():
    found = read_modules(HOME / "modules.txt")
    assert found.enabled or found.disabled
    for path in (HOME / "expectations").glob("*.txt"):
        known = read_expectations(path)
        assert known.reasons, f"{path.name} is empty: take it away"
        names = {*found.enabled, *found.disabled, "programs"}
        assert path.stem in names, f"{path.name} belongs to no module"
