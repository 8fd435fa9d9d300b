"""Small workbooks written by tests: a table as text, typed as Excel would take what is typed in."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, Protocol

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bcr.schemas.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from bcr.provenance import Block, Problem, Reading
    from bcr.workbook.layouts.layout import Layout

Row = dict[str, object]


class Shown(NamedTuple):
    """A number with its number format."""

    number: float | dt.time
    format: str


Cell = str | float | dt.date | dt.time | dt.timedelta | Shown | None
Sheets = dict[str, list[list[Cell]]]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class Read(Protocol):
    """Writes a workbook and reads it."""

    def __call__(
        self,
        text: str | Sheets,
        *,
        name: str = ...,
        edit: Callable[[Workbook], None] | None = ...,
        layouts: Sequence[Layout] = ...,
        year_starts: int = ...,
    ) -> Reading: ...


def sheets_in(text: str) -> Sheets:
    """Give the sheets a text draws: `[Name]` begins one, `|` parts cells, a blank line is a row.

    A number, a day as 2024-03-01 and 85% become numbers, dates and percentages; an apostrophe
    keeps the text behind it.
    """
    sheets: Sheets = {}
    rows: list[list[Cell]] = []
    for line in text.strip("\n").rstrip().splitlines():
        bare = line.strip()
        if bare.startswith("[") and bare.endswith("]"):
            rows = sheets.setdefault(bare[1:-1], [])
        else:
            rows = rows if sheets else sheets.setdefault("Register", [])
            rows.append([_cell(cell.strip()) for cell in bare.split("|")] if bare else [])
    return sheets


def _cell(text: str) -> Cell:
    if text.startswith("'"):
        return text[1:]
    if _NUMBER.fullmatch(text):
        return float(text)
    if percent := _PERCENT.fullmatch(text):
        return Shown(round(float(percent[1]) / 100, 12), "0%")
    if _ISO.fullmatch(text):
        return dt.date.fromisoformat(text)
    return text or None


def write_book(path: Path, sheets: Sheets, edit: Callable[[Workbook], None] | None = None) -> Path:
    """Write the sheets as .xlsx, changed at last by `edit`: merged, hidden, formatted."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                _write(sheet, number, column, value)
    if edit:
        edit(book)
    book.save(path)
    return path


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None:
        return
    cell = sheet.cell(row, column)
    if isinstance(value, Shown):
        cell.value, cell.number_format = value
    else:
        cell.value = value


def write_csv(path: Path, sheets: Sheets) -> Path:
    """Write the only sheet as comma separated text."""
    (rows,) = sheets.values()
    lines = [",".join(_quoted(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _quoted(cell: Cell) -> str:
    if cell is None:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return f'"{text}"' if re.search(r'[,"\n]', text) else text


def raw_sheet(path: Path, *rows: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write an .xlsx whose only sheet, S1, has this XML as its rows; `parts` replace others."""
    book = Workbook()
    book.worksheets[0].title = "S1"
    empty = BytesIO()
    book.save(empty)
    sheet = (
        '<?xml version="1.0"?><worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(rows)}</sheetData></worksheet>"
    )
    return repacked(path, empty, {"xl/worksheets/sheet1.xml": sheet, **(parts or {})})


def repacked(
    path: Path, source: Path | BytesIO, parts: Mapping[str, str], without: Sequence[str] = ()
) -> Path:
    """Write a workbook anew with some of its parts replaced, added or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {n: old.read(n).decode() for n in old.namelist() if n not in without}
        for name, content in (kept | dict(parts)).items():
            new.writestr(name, content)
    return path


def text_cell(address: str, text: str) -> str:
    """Give the XML of a cell with a text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def text_row(number: int, *texts: str) -> str:
    """Give the XML of a row of texts."""
    cells = [text_cell(f"{get_column_letter(c)}{number}", t) for c, t in enumerate(texts, 1) if t]
    return f'<row r="{number}">{"".join(cells)}</row>'


def records(reading: Reading, table: str) -> list[Row]:
    """Give the rows of a table that was read."""
    columns = reading.records.get(table, {})
    unsaid: Row = dict.fromkeys(RECORDS[table].columns())
    rows = zip(*columns.values(), strict=True)
    return [unsaid | dict(zip(columns, row, strict=True)) for row in rows]


def column(reading: Reading, name: str) -> list[object]:
    """Give a column such as benefits.target of what was read."""
    table, _, field = name.partition(".")
    return [row[field] for row in records(reading, table)]


def only(reading: Reading, table: str) -> Row:
    """Give the only row of a table."""
    (row,) = records(reading, table)
    return row


def problems(reading: Reading) -> list[Problem]:
    """Give the problems with cells, in the order they were found."""
    return [problem for problem in reading.problems if problem.where.cell]


def said(reading: Reading) -> list[tuple[str, str]]:
    """Give cell and rule of every problem with a cell, in the order they were found."""
    return [(problem.where.cell, problem.rule) for problem in problems(reading)]


def rules(reading: Reading) -> set[str]:
    """Give the rules that were broken."""
    return {problem.rule for problem in reading.problems}


def block(reading: Reading) -> Block:
    """Give the only table or form that was found."""
    (found,) = reading.blocks
    return found
