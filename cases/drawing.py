"""How the made workbooks look: title blocks, tables, forms and notes, as people draw them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font, PatternFill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | dt.date | None

TITLE = Font(bold=True, size=14)
HEADING = Font(bold=True, color="FFFFFF")
LABEL = Font(bold=True)
REMARK = Font(italic=True, color="555555")
HEADING_FILL = PatternFill("solid", fgColor="1F4E79")
GROUP_FILL = PatternFill("solid", fgColor="2E75B6")
TOTAL_FILL = PatternFill("solid", fgColor="DDDDDD")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DATE = "dd/mm/yyyy"
WIDEST = 48


@dataclass(frozen=True, slots=True)
class Shown:
    """A value and the number format it is seen through."""

    value: Value
    number_format: str = ""


def put(sheet: Worksheet, row: int, column: int, content: Value | Shown) -> None:
    """Write a value; dates are shown day first, as on the desks this comes from."""
    shown = content if isinstance(content, Shown) else Shown(content)
    cell = sheet.cell(row, column)
    cell.value = shown.value
    cell.alignment = WRAPPED
    if shown.number_format:
        cell.number_format = shown.number_format
    elif isinstance(shown.value, dt.date):
        cell.number_format = DATE


def title_block(sheet: Worksheet, lines: Sequence[str]) -> None:
    """Write the lines above a table: the first large, the others as remarks."""
    for number, line in enumerate(lines, start=1):
        cell = sheet.cell(number, 1, line)
        cell.font = TITLE if number == 1 else REMARK


def heading(sheet: Worksheet, row: int, headers: Sequence[str], *, group: bool = False) -> None:
    """Write a row of headers; empty texts leave their cell empty."""
    for column, header in enumerate(headers, start=1):
        cell = sheet.cell(row, column, header or None)
        cell.font = HEADING
        cell.fill = GROUP_FILL if group else HEADING_FILL
        cell.alignment = WRAPPED
        letter = cell.column_letter
        width = min(WIDEST, max(11, len(header) + 2))
        sheet.column_dimensions[letter].width = max(width, sheet.column_dimensions[letter].width)


def table(
    sheet: Worksheet,
    top: int,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value | Shown]],
) -> int:
    """Write headers in row `top` and the rows below; the first free row comes back."""
    heading(sheet, top, headers)
    below = top + 1
    for row in rows:
        for column, content in enumerate(row, start=1):
            put(sheet, below, column, content)
        below += 1
    return below


def totals_row(sheet: Worksheet, row: int, contents: Sequence[Value | Shown]) -> None:
    """Write the sum line that people put under a register."""
    for column, content in enumerate(contents, start=1):
        put(sheet, row, column, content)
        cell = sheet.cell(row, column)
        cell.font = LABEL
        cell.fill = TOTAL_FILL


def notes_block(sheet: Worksheet, top: int, lines: Sequence[str]) -> None:
    """Write remarks below a table, one a row, under the word Notes."""
    sheet.cell(top, 1, "Notes").font = LABEL
    for number, line in enumerate(lines, start=1):
        sheet.cell(top + number, 1, line).font = REMARK


def form(sheet: Worksheet, top: int, lines: Iterable[Sequence[tuple[str, Value | Shown]]]) -> int:
    """Write labels with their values to the right, one or more pairs a line.

    A line of one pair without value is a section heading; an empty line stays free.
    """
    row = top
    for line in lines:
        for place, (label, content) in enumerate(line):
            sheet.cell(row, 1 + 2 * place, label).font = LABEL
            put(sheet, row, 2 + 2 * place, content)
        row += 1
    for column, width in zip("ABCD", (30, 48, 30, 24), strict=True):
        sheet.column_dimensions[column].width = width
    return row
