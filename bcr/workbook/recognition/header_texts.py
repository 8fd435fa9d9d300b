"""What stands in the rows of a header, as one text a column."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bcr.workbook.files.value import as_text
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.files.grid import Grid


def header_texts(grid: Grid, top: int, height: int) -> dict[int, str]:
    """Give the header of each column, group headings put before the headings under them."""
    texts: dict[int, str] = {}
    rows = [_filled(grid, r, last=r == top + height - 1) for r in range(top, top + height)]
    for column in sorted(set().union(*rows)):
        parts = list(dict.fromkeys(row[column] for row in rows if row.get(column)))
        if column in rows[-1] or _is_merged_down(grid, top, top + height - 1, column):
            texts[column] = " ".join(parts)
    return texts


def lowest_texts(grid: Grid, row: int, height: int) -> dict[int, str]:
    """Give the lowest header of each column where no other column has the same one."""
    if height == 1:
        return {}
    texts = _filled(grid, row, last=True)
    counts = Counter(normal(text) for text in texts.values())
    return {c: text for c, text in texts.items() if counts[normal(text)] == 1}


def _filled(grid: Grid, row: int, *, last: bool) -> Mapping[int, str]:
    """Give the texts of a header row; in a group row each heading spans the blanks to its right."""
    if last:
        return grid.texts(row)
    texts = dict(grid.texts(row))
    current = ""
    for column, below in enumerate(grid.rows[row + 1]):
        if column in texts:
            current = texts[column]
        elif current and as_text(below).strip():
            texts[column] = current
    return texts


def _is_merged_down(grid: Grid, top: int, bottom: int, column: int) -> bool:
    """Tell whether a heading above stands for the last header row too."""
    return as_text(grid.at(bottom, column)).strip() == "" and any(
        as_text(grid.at(r, column)).strip() for r in range(top, bottom)
    )
