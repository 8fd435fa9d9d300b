"""Suggested investment logics as a workbook to look through, whose answers are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from bcr.workbook.files.addresses import letters
from bcr.workbook.files.archive import cell_text, write_new_workbook
from bcr.workbook.template.columns import template_notes
from bcr.workbook.template.sheet import FONT, draw_table, filled_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

#: Column of the answer.
ANSWER: Final = "New"
_WIDTHS: Final = {
    "Benefit ID": 18, "Case title": 32, "Benefit title": 36, "Suggested": 24, "Score": 8,
    "Because": 52, "Else": 22, "Or": 22, "Field": 10, ANSWER: 24, "Decided on": 14,
    "Decided by": 20,
}  # fmt: skip
_TO_FILL: Final = (ANSWER, "Decided on", "Decided by")
_TITLE: Final = "Investment logics to confirm"
_HOW: Final = """
1. On the sheet Decisions, choose the logic of each benefit in the column New. An empty cell \
decides nothing: the benefit stays unclassified.
2. Suggested is what the words of the benefit and its case speak for; Because says which. Take it, \
take another, or leave the cell empty.
3. Give a logic of your own a row on the sheet Logics; it can then be chosen.
4. Save the file and import it: bcr import FILE.
"""


def write_review(
    path: Path, rows: Sequence[Mapping[str, object]], logics: Iterable[Mapping[str, str]]
) -> None:
    """Write the suggestions with a drop-down for each answer, and the logics to choose from.

    `rows` have the columns of the sheet but the answers; the same rows give the same bytes.

    Raises: BcrError, when the name is taken or cannot be written.
    """
    workbook = Workbook()
    workbook.properties.creator, workbook.properties.title = "bcr", _TITLE
    _draw_how(workbook.worksheets[0])
    _draw_rows(workbook.create_sheet("Decisions"), rows)
    draw_table(workbook.create_sheet("Logics"), template_notes().columns["logics"], logics)
    write_new_workbook(workbook, path)


def _draw_how(sheet: Worksheet) -> None:
    sheet.title = "Read me"
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate((_TITLE, *_HOW.strip().splitlines()), start=1):
        cell = sheet.cell(row, 1, line)
        cell.font = Font(FONT, 16 if row == 1 else 12, bold=row == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _draw_rows(sheet: Worksheet, rows: Sequence[Mapping[str, object]]) -> None:
    for number, (header, width) in enumerate(_WIDTHS.items(), start=1):
        head = sheet.cell(1, number, header)
        to_fill = header in _TO_FILL
        head.font = Font(FONT, 11, bold=True, color="FFFFFF" if to_fill else "1B1F24")
        head.fill = PatternFill("solid", fgColor="12436D" if to_fill else "EEF0F2")
        sheet.column_dimensions[letters(number - 1)].width = width
        for place, row in enumerate(rows, start=2):
            _draw_cell(sheet, place, number, row.get(header))
    sheet.freeze_panes = "B2"
    _offer_logics(sheet, len(rows))


def _draw_cell(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
    elif isinstance(value, float):
        cell.value = value
        cell.number_format = "0%"


def _offer_logics(sheet: Worksheet, many: int) -> None:
    letter = letters(list(_WIDTHS).index(ANSWER))
    rule = DataValidation(
        type="list", formula1=filled_cells("Logics"), allow_blank=True, errorStyle="warning",
        errorTitle="Please look again", error="This is not on the sheet Logics yet.",
        showErrorMessage=True,
    )  # fmt: skip
    rule.add(f"{letter}2:{letter}{max(many + 1, 2)}")
    sheet.add_data_validation(rule)
