"""`bcr check --annotate` as a user types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from tests.offices import write_office

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

COULD_NOT_RUN, FOUND_PROBLEMS = 2, 3


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two departments whose registers have one name."""
    monkeypatch.chdir(tmp_path)
    for department in ("housing", "roads"):
        write_office(tmp_path / "cases" / department)
    return tmp_path


def annotate(source: str, folder: str) -> Result:
    return CliRunner().invoke(main, ["check", source, "--annotate", folder])


def test_copies_lie_as_their_workbooks_do_and_the_workbooks_are_left_alone(offices: Path) -> None:
    before = {path: path.read_bytes() for path in offices.rglob("*.xlsx")}

    result = annotate("cases", "marked")

    assert result.exit_code == FOUND_PROBLEMS
    assert {path: path.read_bytes() for path in before} == before
    for department in ("housing", "roads"):
        copy = f"marked/{department}/register.xlsx"
        assert f"problems marked in {copy}" in result.stderr
        note = openpyxl.load_workbook(offices / copy)["Register"]["J6"].comment
        assert note is not None
        assert "target-not-a-number" in note.text


def test_a_file_without_problems_has_no_copy(offices: Path) -> None:
    annotate("cases", "marked")

    assert not list((offices / "marked").rglob("days*"))


@pytest.mark.parametrize(
    ("source", "folder", "why"),
    [
        ("cases", "cases/marked", "among the files"),
        ("cases/housing/register.xlsx", "cases/housing", "not empty"),
        ("cases", "full", "not empty"),
        ("cases", "full/note.txt", "not empty"),
    ],
)
def test_a_folder_that_holds_anything_or_would_be_imported_is_refused(
    offices: Path, source: str, folder: str, why: str
) -> None:
    (offices / "full").mkdir()
    (offices / "full" / "note.txt").write_text("mine", encoding="utf-8")

    result = annotate(source, folder)

    assert result.exit_code == COULD_NOT_RUN
    assert why in result.stderr
    assert (offices / "full" / "note.txt").read_text(encoding="utf-8") == "mine"
    assert not (offices / "cases" / "marked").exists()
