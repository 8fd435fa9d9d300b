"""Cells merged down over several rows of a table: what names them counts for each, figures once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.recognition.found import Doubt
from bcr.workbook.words.fields import NUMERIC, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place


class Merged:
    """The ranges of a sheet that are merged down within some columns and rows."""

    def __init__(self, grid: Grid, columns: Mapping[int, str], rows: range) -> None:
        self._grid, self._columns = grid, columns
        self._ranges: list[tuple[int, int, int]] = []
        self._tops: dict[tuple[int, int], int] = {}
        for top, left, bottom, _ in grid.merged:
            if bottom > top and top in rows and left in columns:
                self._ranges.append((top, left, bottom))
                self._tops |= {(row, left): top for row in range(top + 1, bottom + 1)}

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._tops)

    def place(self, row: int, column: int, field: str) -> Place:
        """Give the cell that holds a field of a row."""
        if not self._tops or kind_of_field(field) in NUMERIC:
            return row, column
        return self._tops.get((row, column), row), column

    def inherited(self, row: int) -> int:
        """Give how many cells of a row are part of one above."""
        return sum((row, column) in self._tops for column in self._columns) if self._tops else 0

    def doubts(self) -> Iterator[Doubt]:
        """Say which figures are merged over several rows."""
        for top, left, bottom in sorted(self._ranges):
            is_figure = kind_of_field(self._columns[left]) in NUMERIC
            if is_figure and self._grid.at(top, left) != "":
                message = (
                    f"The figure is merged over rows {top + 1} to {bottom + 1}; it was used for "
                    "the first of them only. Give each row its own."
                )
                yield Doubt((top, left), self._grid.text(top, left), message, "merged-figure")
