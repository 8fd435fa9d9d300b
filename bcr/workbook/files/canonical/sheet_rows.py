"""A sheet put together from pieces of its rows."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from bcr.workbook.files.addresses import MOST_CELLS
from bcr.workbook.files.canonical.places import BARE
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.cells import Cells
    from bcr.workbook.files.canonical.places import Section
    from bcr.workbook.files.value import Value


class SheetRows:
    """The rows of a sheet and its marks, as far as its pieces were added."""

    def __init__(self) -> None:
        self.marks = Marks()
        #: Ways in which its tags of rows and formulas are written.
        self.row_tails: set[bytes] = set()
        self.formula_tags: set[bytes] = set()
        self._blocks: list[list[list[Value]]] = []
        self._height = 0
        self._last_row = -1
        #: Up to the last cell, be it blank.
        self._width = 0
        self._tails: list[tuple[Sequence[int], list[bytes]]] = []

    def add(self, cells: Cells, section: Section) -> None:
        """Add a section of the rows of a piece, and of its cells.

        Raises: Unusual, where they do not follow those before, or stand too far apart.
        """
        of_rows, of_cells, _, width = section
        numbers = cells.places.numbers[of_rows].tolist()
        if numbers[0] <= self._last_row:
            raise Unusual
        self._last_row = numbers[-1]
        self._note_tails(numbers, cells.places.row_tails[of_rows])
        rows, columns = cells.rows[of_cells], cells.places.columns[of_cells]
        if not len(rows):
            return
        self._width = max(self._width, width)
        if (self._last_row + 1) * self._width > MOST_CELLS:
            raise Unusual
        values = cells.values[of_cells]
        if not cells.are_filled and not (filled := cells.filled[of_cells]).all():
            rows, columns, values = rows[filled], columns[filled], values[filled]
            width = int(columns.max(initial=-1)) + 1
        if width:
            self._add_block(rows, columns, values, width)
        self._note_formats(cells, of_cells)
        self._note_broken(cells, of_cells)

    def rows(self) -> list[list[Value]]:
        """Give all rows, each as long as the longest; behind them those with broken cells alone."""
        width = max((len(block[0]) for block in self._blocks), default=0)
        for block in self._blocks:
            if missing := [""] * (width - len(block[0])):
                for row in block:
                    row.extend(missing)
        rows = list(chain.from_iterable(self._blocks))
        beyond = max(self.marks.broken_rows, default=-1) + 1 - len(rows)
        return rows + [[] for _ in range(beyond)] if beyond > 0 else rows

    def hide(self, tails: set[bytes]) -> None:
        """Mark the rows whose tags are written in some ways as hidden."""
        for numbers, written in self._tails if tails else ():
            pairs = zip(numbers, written, strict=True)
            self.marks.hidden_rows.update(number for number, tail in pairs if tail in tails)

    def _note_tails(self, numbers: list[int], tails: list[bytes]) -> None:
        distinct = set(tails)
        self.row_tails |= distinct
        if distinct != {BARE}:
            self._tails.append((numbers, tails))

    def _add_block(
        self,
        rows: NDArray[np.int64],
        columns: NDArray[np.int64],
        values: NDArray[np.object_],
        width: int,
    ) -> None:
        height = int(rows[-1]) + 1 - self._height
        if len(values) == height * width:  # in their order, they are all that can be
            block = values
        else:
            block = np.empty(height * width, object)
            block.fill("")
            block[(rows - self._height) * width + columns] = values
        self._blocks.append(block.reshape(height, width).tolist())
        self._height += height

    def _note_formats(self, cells: Cells, of_cells: slice) -> None:
        formats = self.marks.formats
        first = bisect_left(cells.formatted, of_cells.start)
        last = bisect_left(cells.formatted, of_cells.stop, first)
        for row, column, meaning in cells.formats[first:last]:
            if column not in formats:
                formats[column] = {}
            formats[column][row] = meaning

    def _note_broken(self, cells: Cells, of_cells: slice) -> None:
        marks = self.marks
        broken = ((cells.errors, marks.errors), (cells.uncached, marks.uncached))
        for found, marked in broken:
            for cell, text in found.items():
                if of_cells.start <= cell < of_cells.stop:
                    row = int(cells.rows[cell])
                    marked[row, int(cells.places.columns[cell])] = text
                    marks.broken_rows.add(row)
        for cell, tag in cells.formula_tags.items():
            if of_cells.start <= cell < of_cells.stop:
                self.formula_tags.add(tag)
