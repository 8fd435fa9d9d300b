"""An empty workbook to fill in: a sheet a table, and one that says how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from bcr.errors import BcrError
from bcr.workbook.files.archive import write_new_workbook
from bcr.workbook.template.columns import sheet_title, template_notes
from bcr.workbook.template.sheet import FONT, draw_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def write_template(path: Path, logics: Sequence[Mapping[str, str]]) -> None:
    """Write an empty workbook to fill in, with these investment logics in it.

    `logics` have the columns of schemas.Logics that are not about its source; missing ones stay
    empty. The same logics give the same bytes.

    Raises: BcrError, when the name is no .xlsx, is taken, or cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        tip = f"Name it {path.with_suffix('.xlsx').name}." if path.stem else ""
        raise BcrError(f"{path.as_posix()}: a template is an .xlsx workbook", tip)
    write_new_workbook(_workbook(logics), path)


def _workbook(logics: Sequence[Mapping[str, str]]) -> Workbook:
    workbook = Workbook()
    workbook.properties.creator = "bcr"
    workbook.properties.title = template_notes().title
    first = workbook.worksheets[0]
    first.title = "Read me"
    _draw_how(first)
    for table, columns in template_notes().columns.items():
        rows = logics if table == "logics" else ()
        draw_table(workbook.create_sheet(sheet_title(table)), columns, rows)
    return workbook


def _draw_how(sheet: Worksheet) -> None:
    """Draw how to fill it in; in one column, so that nothing here reads as a table."""
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    notes = template_notes()
    lines = [f"{number}. {line}" for number, line in enumerate(notes.how, start=1)]
    for row, line in enumerate((notes.title, *lines), start=1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(FONT, 16, bold=True) if row == 1 else Font(FONT, 12)
        sheet.row_dimensions[row].height = 36
