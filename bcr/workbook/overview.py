"""What is to be said about a file as a whole: hidden things, sheets that gave nothing, nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bcr.provenance import CellRef, Problem, Severity
from bcr.workbook.files.addresses import address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bcr.provenance import Block
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.extract import Extract

#: Sheets or tables that are named; of more, the number.
_SHOWN: Final = 12
#: Year and month from which a serial number is one day and no other.
_FIRST_SURE_MONTH: Final = (1900, 3)
_NO_TABLE: Final = (
    "If this is a benefits register, draft a layout file with `bcr layout` and name its columns; "
    "else take the file out of the folder."
)


def about_sheets(file: str, grids: Sequence[Grid], founds: Sequence[Found]) -> Iterator[Problem]:
    """Say which hidden things were read, and which sheets or tables gave nothing."""
    used = {found.grid.sheet for found in founds}
    for grid in grids:
        if grid.sheet not in used:
            yield from _unused(CellRef(file, grid.sheet), grid)
        elif grid.hidden or grid.marks.hidden_rows or grid.marks.hidden_columns:
            yield from _hidden(CellRef(file, grid.sheet), grid)
    for found in founds:
        if not found.items and not found.set_aside:
            where = CellRef(file, found.grid.sheet)
            yield _notice(where, "no-rows", f"The table in {found.range} has a header and no rows.")


def about_format(file: str, grids: Sequence[Grid]) -> Iterator[Problem]:
    """Say what a format other than .xlsx does not let be seen."""
    if any(not grid.sees_formats for grid in grids):
        message = (
            "Percent and money formats, error cells and hidden rows cannot be seen in this kind of "
            "file: 85% is read as 0.85. Save it as .xlsx where that matters."
        )
        yield Problem(CellRef(file), "", message, "formats-not-seen", Severity.WARNING)


def _hidden(where: CellRef, grid: Grid) -> Iterator[Problem]:
    if grid.hidden:
        yield _notice(where, "hidden-sheet", "The sheet is hidden; it was read.")
    for name, places in (
        ("row", grid.marks.hidden_rows),
        ("column", grid.marks.hidden_columns),
    ):
        if places:
            were = "was" if len(places) == 1 else "were"
            message = f"{_count(len(places), f'hidden {name}')} {were} read too."
            yield _notice(where, f"hidden-{name}s", message)


def _unused(where: CellRef, grid: Grid) -> Iterator[Problem]:
    """Say that a sheet gave nothing, and which of its cells could have given nothing anyway."""
    if never := grid.marks.uncached:
        message = (
            f"{_count(len(never), 'formula')} on this sheet {_have(never)} no stored value "
            f"({_cells(never)}); open the file in Excel and save it."
        )
        yield Problem(_first(where, never), "", message, "formula-without-value")
    if errors := grid.marks.errors:
        message = f"{_count(len(errors), 'cell')} on this sheet {_have(errors)} an error: "
        message += f"{_cells(errors)}. Nothing of the sheet was used."
        yield _notice(_first(where, errors), "error-cell", message)
    if dates := _impossible_dates(grid):
        message = f"No calendar has the {_count(len(dates), 'date')} in {_cells(dates)}."
        message += " Nothing of the sheet was used."
        yield _notice(_first(where, dates), "impossible-date", message)
    if not all(grid.is_blank(row) for row in range(grid.height)):
        size = f"{_count(grid.height, 'row')} × {_count(grid.width, 'column')}"
        if hidden := len(grid.marks.hidden_rows):
            size += f", {_count(hidden, 'row')} hidden"
        message = f"No table was recognised on this sheet ({size}); nothing of it was used."
        yield _notice(where, "sheet-not-used", message)


def _impossible_dates(grid: Grid) -> list[tuple[int, int]]:
    """Give the cells with a date of Excel's first two months, or after its last year.

    It counts a 29 February 1900.
    """
    return [
        (row, column)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, dt.date)
        and ((cell.year, cell.month) < _FIRST_SURE_MONTH or cell == dt.date.max)
    ]


def _first(where: CellRef, places: Collection[tuple[int, int]]) -> CellRef:
    return where._replace(cell=address(*min(places)))


def _cells(places: Collection[tuple[int, int]]) -> str:
    return _listed([address(*place) for place in sorted(places)])


def _have(things: Collection[object]) -> str:
    return "has" if len(things) == 1 else "have"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'s' * (number != 1)}"


def _notice(where: CellRef, rule: str, message: str) -> Problem:
    return Problem(where, "", message, rule, Severity.NOTICE)


def why_nothing(grids: Sequence[Grid], result: Extract) -> str:
    """Say why a file gives nothing, what was seen in it and what to do; empty when it gives some.

    Where tables of figures contradict themselves and no benefit or case stands beside them, the
    file is no register at all.
    """
    contradictory = any(p.rule == "series-has-another-dimension" for p in result.problems)
    trusted = result.records.has("benefits") or result.records.has("cases")
    if result.records and (trusted or not contradictory):
        return ""
    if result.blocks and not any(block.rows or block.set_aside for block in result.blocks):
        return ""
    sheets = _listed([f"“{grid.sheet}”" for grid in grids if grid.height])
    tables = _listed([_described(block) for block in result.blocks])
    seen = f"Sheets seen: {sheets}." + (f" Tables seen: {tables}." if result.blocks else "")
    return f"No benefits table was recognised. {seen} {_NO_TABLE}"


def _described(block: Block) -> str:
    holds = "KPI series" if block.holds == "observations" else block.holds
    return f"{block.sheet}!{block.range} (read as {holds})"


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return (", ".join(names[:_SHOWN]) or "none") + (f" and {more} more" if more > 0 else "")
