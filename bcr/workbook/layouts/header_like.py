"""The row of a workbook that looks most like a header, where none was recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.layouts.header_rows import SEARCHED
from bcr.workbook.recognition.header_words import is_known
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.grid import Grid

_LONGEST: Final = 80
#: Columns that one known header is worth.
_KNOWN: Final = 3


def header_like(grids: Sequence[Grid]) -> tuple[Grid, int] | None:
    """Give sheet and row (from 0) of the row that names most columns, or nothing without any.

    Known headers count more than others, and a row must have another one below it.
    """
    rows = [
        (_likeness(grid, row), -number, -row)
        for number, grid in enumerate(grids)
        for row in range(min(SEARCHED, grid.height))
    ]
    likeness, number, row = max(rows, default=(0, 0, 0))
    return (grids[-number], -row) if likeness else None


def _likeness(grid: Grid, row: int) -> int:
    """Give how much a row looks like a header: the different short texts in it."""
    texts = {normal(c) for c in grid.rows[row] if isinstance(c, str) and 0 < len(c) <= _LONGEST}
    texts.discard("")
    if len(texts) < 2 or grid.is_blank(row + 1):
        return 0
    return len(texts) + _KNOWN * sum(is_known(text) for text in texts)
