"""A sheet that gives nothing still says which of its cells could not have given anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.reading import read_file
from tests.workbook.books import only, raw_sheet, said, text_cell, text_row

if TYPE_CHECKING:
    from pathlib import Path


def test_errors_and_formulas_without_a_value_are_named_and_kept_apart(tmp_path: Path) -> None:
    row = '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><v>#N/A</v></c>'
    row += '<c r="D2"><f>A1*2</f></c></row>'
    reading = read_file(raw_sheet(tmp_path / "notes.xlsx", text_row(1, "Notes"), row))
    assert said(reading) == [("B2", "error-cell"), ("D2", "formula-without-value")]
    assert "2 cells on this sheet have an error: B2, C2." in reading.problems[2].message


def test_hidden_rows_are_counted(tmp_path: Path) -> None:
    row = f'<row r="2" hidden="1">{text_cell("A2", "more")}</row>'
    reading = read_file(raw_sheet(tmp_path / "notes.xlsx", text_row(1, "Notes"), row))
    assert any("2 rows × 1 column, 1 row hidden" in one.message for one in reading.problems)


def test_a_watch_on_a_cell_is_no_second_cell(tmp_path: Path) -> None:
    rows = text_row(1, "Benefit ID", "Benefit", "Baseline", "Target")
    rows += text_row(2, "B-1", "Calls", "100", "80")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'{rows}</sheetData><cellWatches><cellWatch r="D2"/></cellWatches></worksheet>'
    )
    path = raw_sheet(tmp_path / "watched.xlsx", parts={"xl/worksheets/sheet1.xml": sheet})
    assert only(read_file(path), "benefits")["target"] == 80.0
