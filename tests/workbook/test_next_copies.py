"""The same benefit in another file: a restatement under its id, else named and never merged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from tests.workbook.books import column, sheets_in, write_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workbook.books import Read

REGISTER = "Case ID | Benefit ID | Benefit | Baseline | Target\n{}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(folder: Path, name: str, text: str) -> str:
    """Import a workbook of this text, and give what was said about it."""
    write_book(folder / name, sheets_in(text))
    return CliRunner().invoke(main, ["import", name, "--all"]).stderr


def compared(*options: str) -> list[dict[str, Any]]:
    fixed = ["compare", "--as-of", "2024-01-01", "--format", "json"]
    said = CliRunner().invoke(main, [*fixed, *options])
    found: list[dict[str, Any]] = json.loads(said.stdout)
    return found


def test_next_quarters_copy_restates_a_benefit_that_has_no_id(folder: Path) -> None:
    text = "Benefit | Baseline | Target\nFewer repeat calls | 100 | {}"
    imported(folder, "Register 2024 Q1.xlsx", text.format(80))
    imported(folder, "Register 2024 Q2.xlsx", text.format(85))
    (approved,), (latest,) = compared(), compared("--basis", "latest")
    assert approved["benefit_id"] == latest["benefit_id"] == "register/fewer-repeat-calls"
    assert (approved["target"], latest["target"]) == (80.0, 85.0)


def test_a_moved_row_keeps_the_id_it_gets_from_its_title(read: Read) -> None:
    text = "Case ID | Benefit | Target\n{}"
    one = read(text.format("C1 | Calls | 80\nC1 | Visits | 70"))
    other = read(text.format("C1 | Mails | 9\nC1 | Visits | 75\nC1 | Calls | 80"))
    assert {*column(one, "benefits.benefit_id")} < {*column(other, "benefits.benefit_id")}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("C1 | HSG-NEW | fewer Repeat calls | 50 | 40", "the case"),
        ("C2 | HSG-NEW | Fewer repeat calls | 100 | 80", "the movement promised"),
    ],
)
def test_a_benefit_that_another_file_may_have_is_named_and_both_are_kept(
    folder: Path, row: str, why: str
) -> None:
    imported(folder, "a.xlsx", REGISTER.format("C1 | HSG-OLD | Fewer repeat calls | 100 | 80"))
    said = imported(folder, "b.xlsx", REGISTER.format(row))
    named = "HSG-NEW may be the benefit HSG-OLD of a.xlsx, Register!E2: the title is the same"
    assert f"{named}, and so is {why}" in said
    assert "[likely-duplicate]" in said
    assert [row["benefit_id"] for row in compared()] == ["HSG-NEW", "HSG-OLD"]


@pytest.mark.parametrize(
    "row",
    [
        "C2 | HSG-NEW | Fewer repeat calls | 50 | 40",
        "C2 | HSG-NEW | Fewer calls | 100 | 80",
        "C1 | HSG-OLD | Fewer repeat calls | 100 | 75",
        "C2 | HSG-NEW |  | 100 | 80",
        "C2 | HSG-N1 | Fewer repeat calls | 100 | 80\nC3 | HSG-N2 | Fewer repeat calls | 7 | 8",
    ],
)
def test_a_title_alone_or_figures_alone_are_no_duplicate(folder: Path, row: str) -> None:
    imported(folder, "a.xlsx", REGISTER.format("C1 | HSG-OLD | Fewer repeat calls | 100 | 80"))
    assert "likely-duplicate" not in imported(folder, "b.xlsx", REGISTER.format(row))


def test_files_of_one_run_are_told_as_those_of_a_run_each(folder: Path) -> None:
    rows = {
        "a.xlsx": "C1 | HSG-OLD | Fewer repeat calls | 100 | 80",
        "b.xlsx": "C1 | HSG-NEW | Fewer repeat calls | 50 | 40",
        "c.xlsx": "C1 | HSG-OLD | Fewer letters | 100 | 80",
        "d.xlsx": "C1 | HSG-3 | Fewer repeat calls | 7 | 8",
        "e.xlsx": "C1 | HSG-4 | fewer letters | 7 | 8",
        "f.xlsx": "C1 | HSG-5 | Fewer repeat calls | 7 | 8",
    }
    singly = [imported(folder, name, REGISTER.format(row)) for name, row in rows.items()]
    (folder / "bcr.duckdb").unlink()

    together = CliRunner().invoke(main, ["import", *rows, "--all"]).stderr

    assert together == "".join(singly)
    assert ["likely-duplicate" in said for said in singly] == [
        False,
        True,
        False,
        True,
        True,
        False,
    ]
    assert "the benefit HSG-NEW of b.xlsx" in singly[3]
    assert "the benefit HSG-OLD of c.xlsx" in singly[4]


def test_leading_zeros_of_ids_are_kept_in_text_files_too(read: Read) -> None:
    reading = read(
        "Case ID | Benefit ID | Benefit | Target\n'0012 | '007.10 | Calls | 80", name="list.csv"
    )
    assert column(reading, "benefits.case_id") == ["0012"]
    assert column(reading, "benefits.benefit_id") == ["0012/007.10"]
