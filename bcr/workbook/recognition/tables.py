"""The tables of a sheet, recognised by their headers and the cells below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.recognition.beside import parts_beside
from bcr.workbook.recognition.found import PeriodColumn
from bcr.workbook.recognition.header_rows import HeaderSearch
from bcr.workbook.recognition.one_table import table_of
from bcr.workbook.recognition.register_periods import register_with_periods
from bcr.workbook.recognition.rows import TableRows, ends_before
from bcr.workbook.values.hints import hint_in

if TYPE_CHECKING:
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.recognition.header import Placed


def tables_on(grid: Grid, *, year_starts: int = 4) -> list[Found]:
    """Give the tables of a sheet from top to bottom; none when no header is understood."""
    return _tables(grid, 0, year_starts)


def _tables(grid: Grid, start: int, year_starts: int) -> list[Found]:
    found: list[Found] = []
    search = HeaderSearch(grid, year_starts)
    row = start
    while (placed := search.next(row)) is not None:
        top, header = placed
        if parts := parts_beside(grid, placed, year_starts):
            beside = [t for part in parts for t in _tables(part, top, year_starts)]
            beside[0].set_aside |= _above(grid, range(row, top))
            return [*found, *beside]
        end = ends_before(grid, placed.below, header.texts, lambda r: _starts_another(search, r))
        table = _table(grid, placed, end, year_starts)
        table.set_aside |= _above(grid, range(row, top))
        found.append(table)
        row = end
    return found


def _above(grid: Grid, rows: range) -> dict[int, str]:
    return {row + 1: "stands above the table" for row in rows if not grid.is_blank(row)}


def _starts_another(search: HeaderSearch, row: int) -> bool:
    """Tell whether the row after a blank one is the header of the next table."""
    placed = search.at(row)
    return placed is not None and placed.header.score >= 3


def _table(grid: Grid, placed: Placed, end: int, year_starts: int) -> Found:
    header = placed.header
    if header.company == "benefits" and (header.dated or header.single):
        return register_with_periods(grid, placed, end, year_starts)
    rows = TableRows(grid, header.columns)
    rows.sort(range(placed.below, end))
    found = table_of(grid, placed, rows, year_starts)
    if header.company == "observations":
        found.periods = [
            PeriodColumn(c, p, "observations.value", hint_in(header.texts[c]))
            for c, p in header.periods.items()
        ]
    return found
