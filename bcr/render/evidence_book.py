"""The evidence of a sample as a workbook: each figure, its cell, and a column to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADERS: Final = (
    "Figure", "Value", "How", "Source file", "Cell", "The cell says", "Computed here",
    "Agreed (tick)", "Remark",
)  # fmt: skip
_WIDTHS: Final = (46, 16, 44, 38, 22, 22, 16, 12, 40)
_VALUE, _COMPUTED = "B", "G"
#: How periods become a figure → the function of a spreadsheet that does the same.
_OVER_PERIODS: Final = {"mean": "AVERAGE", "sum": "SUM"}


def evidence_book(about: Mapping[str, str], steps: Mapping[str, pl.DataFrame]) -> Workbook:
    """Give a workbook with a sheet about the sample and one of evidence, a benefit after another.

    `about`: what the sample is and how it was drawn, line by line. `steps`: by benefit, the rows
    that `bcr trace` prints. "Computed here" are formulas: the spreadsheet computes each share and
    mean again from the values beside it.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sample"
    for row, line in enumerate(about.items(), start=1):
        for column, text in enumerate(line, start=1):
            _say(sheet, row, column, text, bold=column == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    _fill(book.create_sheet("Evidence"), steps)
    return book


def _fill(sheet: Worksheet, steps: Mapping[str, pl.DataFrame]) -> None:
    for column, header in enumerate(HEADERS, start=1):
        _say(sheet, 1, column, header, bold=True)
        sheet.column_dimensions["ABCDEFGHI"[column - 1]].width = _WIDTHS[column - 1]
    sheet.freeze_panes = "B2"
    row = 2
    for rows in (frame.to_dicts() for frame in steps.values()):
        formulas = dict(_formulas(rows, first=row))
        for offset, step in enumerate(rows):
            _write_step(sheet, row + offset, step)
            if formula := formulas.get(offset):
                sheet[f"{_COMPUTED}{row + offset}"] = formula
        row += len(rows) + 1
    sheet.auto_filter.ref = f"A1:I{row - 1}"


def _write_step(sheet: Worksheet, row: int, step: Mapping[str, Any]) -> None:
    from openpyxl.styles import Alignment

    said = (step["figure"], _number(step["value"]), step["how"], step["source_file"],
            step["source_cell"], step["cell_says"])  # fmt: skip
    for column, value in enumerate(said, start=1):
        _say(sheet, row, column, value, bold=step["depth"] == 0)
    sheet.cell(row, 1).alignment = Alignment(indent=step["depth"])


def _say(
    sheet: Worksheet, row: int, column: int, value: str | float | None, *, bold: bool = False
) -> None:
    """Write a value; text is text, whatever it begins with."""
    from openpyxl.styles import Font

    from bcr.workbook.files.archive import cell_text

    cell = sheet.cell(row, column)
    cell.value = cell_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _formulas(rows: Sequence[Mapping[str, Any]], *, first: int) -> Iterator[tuple[int, str]]:
    """Give the formula of each figure that the values below it give: its place → formula."""
    parts = {step["figure"]: first + place for place, step in reversed(list(enumerate(rows)))}
    baseline, planned, actual = (
        f"{_VALUE}{parts[name]}" if name in parts else ""
        for name in ("baseline", "planned to date", "actual")
    )
    for place, step in enumerate(rows):
        if step["figure"].startswith("realised share") and isinstance(
            _number(step["value"]), float
        ):
            yield place, f"=({actual}-{baseline})/({planned}-{baseline})"
        how, _, rest = step["how"].partition(" of ")
        if step["figure"] == "actual" and how in _OVER_PERIODS and " periods of " in rest:
            below = first + place + 1, first + place + int(rest.partition(" ")[0])
            yield place, f"={_OVER_PERIODS[how]}({_VALUE}{below[0]}:{_VALUE}{below[1]})"
