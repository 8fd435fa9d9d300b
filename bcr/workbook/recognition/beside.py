"""Tables that stand side by side, parted by columns in which nothing stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.header_rows import HeaderSearch
from bcr.workbook.recognition.header_words import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.header import Placed

#: What a table that stands alone must score.
_SURE: Final = 3.0


def parts_beside(grid: Grid, placed: Placed, year_starts: int) -> list[Grid]:
    """Give a sheet in parts by columns, where it has tables side by side.

    Nothing where all that stands beside each other is one table, perhaps with blank columns in it.
    """
    parts = _between_gaps(grid, placed)
    if len(parts) < 2:
        return []
    groups = [list(parts[0])]
    for part in parts[1:]:
        if _stand_alone(grid, placed, year_starts, groups[-1], list(part)):
            groups.append(list(part))
        else:
            groups[-1] += part
    return [_with_columns(grid, group) for group in groups] if len(groups) > 1 else []


def _between_gaps(grid: Grid, placed: Placed) -> list[list[int]]:
    """Give the runs of columns that are parted by blank ones from the header down."""
    top, header = placed
    columns = range(min(header.texts), grid.width)
    if len(header.texts) == len(columns):
        return []
    rows = grid.rows[top:]
    filled = {c for row in rows for c, cell in enumerate(row) if cell != ""} | header.texts.keys()
    found: list[list[int]] = []
    for column in sorted(filled - set(range(columns.start))):
        if not found or column > found[-1][-1] + 1:
            found.append([])
        found[-1].append(column)
    return found


def _stand_alone(
    grid: Grid,
    placed: Placed,
    year_starts: int,
    left: Sequence[int],
    right: Sequence[int],
) -> bool:
    top, header = placed
    texts = [header.texts[column] for column in right if column in header.texts]
    if texts and not any(map(is_known, texts)):
        return False
    one = HeaderSearch(_with_columns(grid, left), year_starts).next(top)
    other = HeaderSearch(_with_columns(grid, right), year_starts).next(top)
    if one is None or other is None or min(one.header.score, other.header.score) < _SURE:
        return False
    both = HeaderSearch(_with_columns(grid, [*left, *right]), year_starts).at(top)
    apart = one.header.understood + other.header.understood
    return both is None or apart > both.header.understood


def _with_columns(grid: Grid, columns: Sequence[int]) -> Grid:
    """Give a sheet with the cells of some columns only, each in its place."""
    first, last = columns[0], columns[-1]
    rows = [
        ["" if c < first else cell for c, cell in enumerate(row[: last + 1])] for row in grid.rows
    ]
    return replace(grid, rows=rows)
