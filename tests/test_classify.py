"""The way of a suggestion: from the sheet, confirmed in Excel, back through the import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from bcr.cli.group import main
from bcr.config import default_logics
from bcr.figures.classifying.suggestions import suggestions
from bcr.portfolio import Portfolio
from bcr.schemas.records import Cases, Kpis, Logics, PromisedBenefits
from bcr.store import database, queries
from bcr.workflow.figures import dossier

BENEFITS = (
    ("Case ID", "Case title", "Benefit ID", "Title", "Unit", "Baseline", "Target", "Due on",
     "Actual"),
    ("C1", "Council chatbot", "C1-B1", "Fewer calls", "calls", 100, 60, "2024-03-31", 90),
    ("C2", "Adviser academy", "C2-B1", "Fewer errors", "errors", 10, 5, "2024-03-31", 6),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a register that names no logic, imported."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Benefits"
    for row in BENEFITS:
        sheet.append(row)
    book.save(tmp_path / "register.xlsx")
    assert run(tmp_path, "import", str(tmp_path / "register.xlsx")).exit_code == 0
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(folder / "bcr.duckdb"), *arguments])


def logics_of(folder: Path) -> dict[str, str]:
    rows: list[dict[str, Any]] = json.loads(run(folder, "compare", "--format", "json").stdout)
    return {row["benefit_id"]: row["logic"] for row in rows}


def fill(path: Path, sheet: str, row: int, answers: dict[str, str]) -> None:
    """Type into the columns of a sheet, as a person would."""
    book = load_workbook(path)
    columns = {cell.value: number for number, cell in enumerate(book[sheet][1], start=1)}
    for header, answer in answers.items():
        book[sheet].cell(row, columns[header], answer)
    book.save(path)


def test_a_confirmed_suggestion_is_imported_and_the_others_stay_unclassified(folder: Path) -> None:
    review = folder / "review.xlsx"
    assert run(folder, "classify", "-o", str(review)).exit_code == 0
    fill(review, "Decisions", 2, {"New": "Chatbot"})
    assert run(folder, "import", str(review)).exit_code == 0
    assert logics_of(folder) == {"C1-B1": "chatbot", "C2-B1": "unclassified"}
    asked = json.loads(run(folder, "classify", "--format", "json").stdout)
    assert [row["benefit_id"] for row in asked] == ["C2-B1"]


def test_a_review_sheet_that_nobody_filled_in_changes_nothing(folder: Path) -> None:
    run(folder, "classify", "-o", str(folder / "review.xlsx"))
    assert run(folder, "import", str(folder / "review.xlsx")).exit_code == 0
    assert set(logics_of(folder).values()) == {"unclassified"}


def test_a_logic_of_ones_own_is_added_on_the_same_workbook(folder: Path) -> None:
    review = folder / "review.xlsx"
    run(folder, "classify", "-o", str(review))
    last = load_workbook(review)["Logics"].max_row + 1
    fill(review, "Logics", last, {"Logic": "mentoring", "Name": "Mentoring"})
    fill(review, "Decisions", 3, {"New": "mentoring"})
    assert run(folder, "import", str(review)).exit_code == 0
    ranked = json.loads(run(folder, "logic", "--format", "json").stdout)
    assert {row["logic"]: row["name"] for row in ranked}["mentoring"] == "Mentoring"


def test_the_review_sheet_offers_the_logics_in_a_drop_down(folder: Path) -> None:
    run(folder, "classify", "-o", str(folder / "review.xlsx"))
    sheet = load_workbook(folder / "review.xlsx")["Decisions"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.type) == ("J2:J3", "list")
    assert "Logics" in str(rule.formula1)


def test_no_review_sheet_overwrites_another(folder: Path) -> None:
    run(folder, "classify", "-o", str(folder / "review.xlsx"))
    again = run(folder, "classify", "-o", str(folder / "review.xlsx"))
    assert again.exit_code == 2


FOLDER = Path(__file__).parent.parent / "cases" / "contact-centre"


@pytest.mark.parametrize("held_out", [False, True])
def test_the_planted_logics_are_named_from_words_alone(tmp_path: Path, *, held_out: bool) -> None:
    """What counts how much was chosen on two thirds of the cases; a third was held out."""
    run(tmp_path, "import", str(FOLDER))
    with database.open_store(tmp_path / "bcr.duckdb", read_only=True) as connection:
        tables = {name: queries.current(connection, name) for name in ("cases", "kpis", "logics")}
    named = dossier(tmp_path / "bcr.duckdb", Portfolio()).benefits
    shipped = pl.DataFrame(default_logics()).with_columns(
        source_id=pl.lit("0" * 64), block=pl.lit(0, pl.Int32), row=pl.lit(1, pl.Int32)
    )
    found = suggestions(
        PromisedBenefits.cast(named.with_columns(logic=pl.lit("unclassified"))),
        cases=Cases.cast(tables["cases"]),
        kpis=Kpis.cast(tables["kpis"]),
        logics=Logics.cast(pl.concat([tables["logics"], shipped], how="diagonal")),
    )
    third = sorted(set(named["case_id"]))[2::3]
    wanted = named.filter(pl.col("case_id").is_in(third) == held_out)
    right = found.join(wanted.select("benefit_id", "logic"), on=["benefit_id", "logic"])
    assert (right["place"] == 1).sum() / wanted.height >= 0.8
    assert right.height / wanted.height >= 0.95
