"""What people wrote stays text in every workbook that is written from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from openpyxl import load_workbook

from bcr.render.evidence_book import evidence_book
from bcr.workbook.files.archive import write_new_workbook
from bcr.workbook.template.review import write_review

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    "a\x00\x1bb",
    "x" * 40_000,
)


def texts(path: Path, sheet: str) -> set[tuple[str, str]]:
    """Give type and text of every cell of a sheet that is filled."""
    rows = load_workbook(path)[sheet].iter_rows()
    return {(cell.data_type, str(cell.value)) for row in rows for cell in row if cell.value}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_review_asks_about_texts_and_runs_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "review.xlsx"
    row = {"Benefit ID": "B-1", "Benefit title": text}
    write_review(path, [row], [{"logic": "web", "name": text}])
    kept = ("s", text.replace("\x00", "�").replace("\x1b", "�")[:32_767])
    assert kept in texts(path, "Decisions")
    assert kept in texts(path, "Logics")


@pytest.mark.parametrize("text", HOSTILE)
def test_evidence_quotes_texts_and_runs_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "evidence.xlsx"
    step = {"depth": 0, "figure": "target", "value": text, "how": text, "source_file": text,
            "source_cell": "A!B2", "cell_says": text}  # fmt: skip
    write_new_workbook(evidence_book({"Sample": text}, {"B-1": pl.DataFrame([step])}), path)
    found = texts(path, "Evidence") | texts(path, "Sample")
    assert "f" not in {kind for kind, _ in found}
    kept = ("s", text.replace("\x00", "�").replace("\x1b", "�")[:32_767])
    assert kept in found
