"""The header rows of a table that a layout file names the headers of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.files.value import as_text
from bcr.workbook.recognition.header_texts import header_texts
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.specs import TableSpec

#: Rows in which a header that is named without its row is looked for.
SEARCHED: Final = 60
_MAX_HEIGHT: Final = 3


def wanted(spec: TableSpec) -> frozenset[str]:
    """Give the headers that a table names, as they are compared."""
    named = [one.header for one in spec.columns.values()]
    return frozenset(normal(text) for text in (*spec.headers, *named) if text.strip())


def most_like(grid: Grid, spec: TableSpec) -> tuple[int, int, int]:
    """Give first row (from 0), height and how many headers it names of the rows that name most.

    Of rows that name as many, the fewest and then the first.
    """
    names = wanted(spec)
    best = max(
        ((len(names & _names(grid, row, height)), -height, -row) for row, height in _rows(grid)),
        default=(0, -1, 0),
    )
    return -best[2], -best[1], best[0]


def is_signed(grid: Grid, spec: TableSpec) -> bool:
    """Tell whether all headers that make a layout's signature stand in one header of a sheet."""
    signature = {normal(text) for text in spec.headers}
    return any(signature <= _names(grid, row, height) for row, height in _rows(grid))


def has_any_header(grid: Grid, spec: TableSpec) -> bool:
    """Tell whether any header that a layout names stands on a sheet."""
    rows = spec.header or range(1, min(SEARCHED, grid.height) + 1)
    names = wanted(spec)
    if any(
        normal(as_text(cell)) in names
        for row in rows
        if row <= grid.height
        for cell in grid.rows[row - 1]
        if cell != ""
    ):
        return True
    return most_like(grid, spec)[2] > 0


def _rows(grid: Grid) -> Iterator[tuple[int, int]]:
    for row in range(min(SEARCHED, grid.height)):
        for height in range(1, min(_MAX_HEIGHT, grid.height - row) + 1):
            if grid.is_blank(row + height - 1):
                break
            yield row, height


def _names(grid: Grid, row: int, height: int) -> set[str]:
    return {normal(text) for text in header_texts(grid, row, height).values()}
