"""A sheet put together from pieces of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bcr.workbook.files.canonical.places import BARE
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.markup import Marks
from bcr.workbook.files.sparse import MOST_CELLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.cells import Cells
    from bcr.workbook.files.canonical.values import Book
    from bcr.workbook.files.value import Value


class SheetRows:
    """The rows of a sheet and its marks, as far as its pieces were added."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.marks = Marks()
        #: Ways in which its tags of rows and formulas are written.
        self.row_tails: set[bytes] = set()
        self.formula_tags: set[bytes] = set()
        self._blocks: list[list[list[Value]]] = []
        self._height = 0
        self._last_row = self._last_column = -1
        self._tails: list[tuple[Sequence[int], list[bytes]]] = []

    def add(self, cells: Cells, start: int, end: int) -> None:
        """Add those rows of a piece that begin from one byte of it to another.

        Raises: Unusual, where rows do not follow each other, or stand too far apart.
        """
        places = cells.places
        first_row, last_row = (int(places.starts.searchsorted(at)) for at in (start, end))
        if first_row == last_row or places.starts[first_row] != start:
            raise Unusual
        first, last = (int(places.rows.searchsorted(row)) for row in (first_row, last_row))
        numbers = places.numbers[first_row:last_row]
        if numbers[0] <= self._last_row or (numbers[1:] <= numbers[:-1]).any():
            raise Unusual
        self._last_row = int(numbers[-1])
        self._note_tails(numbers.tolist(), places.row_tails[first_row:last_row])
        if first == last:
            return
        of_piece = slice(first, last)
        rows, columns = places.numbers.take(places.rows[of_piece]), places.columns[of_piece]
        self._last_column = max(self._last_column, int(columns.max()))
        if (self._last_row + 1) * (self._last_column + 1) > MOST_CELLS:
            raise Unusual
        filled = cells.filled[of_piece]
        self._add_block(rows[filled], columns[filled], cells.values[of_piece][filled])
        self._note_formats(cells, of_piece, rows, columns)
        self._note_broken(cells, of_piece)

    def rows(self) -> list[list[Value]]:
        """Give all rows, each as long as the longest; behind them those with broken cells alone."""
        width = max((len(block[0]) for block in self._blocks), default=0)
        for block in self._blocks:
            if missing := [""] * (width - len(block[0])):
                for row in block:
                    row.extend(missing)
        rows = [row for block in self._blocks for row in block]
        beyond = max(self.marks.broken_rows, default=-1) + 1 - len(rows)
        return rows + [[] for _ in range(beyond)]

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
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.object_]
    ) -> None:
        if not len(rows):
            return
        height, width = int(rows[-1]) + 1 - self._height, int(columns.max()) + 1
        block = np.empty(height * width, object)
        block.fill("")
        block[(rows - self._height) * width + columns] = values
        self._blocks.append(block.reshape(height, width).tolist())
        self._height += height

    def _note_formats(
        self,
        cells: Cells,
        of_piece: slice,
        rows: NDArray[np.int64],
        columns: NDArray[np.int64],
    ) -> None:
        formatted = cells.formatted[of_piece]
        if not formatted.any():
            return
        meanings = [self._book.look(tag).meaning for tag in cells.places.said]
        rows, columns = rows[formatted], columns[formatted]
        shown = np.array(meanings, object).take(cells.places.codes[of_piece][formatted])
        for column in set(columns.tolist()):
            chosen = columns == column
            pairs = zip(rows[chosen].tolist(), shown[chosen].tolist(), strict=True)
            self.marks.formats.setdefault(column, {}).update(pairs)

    def _note_broken(self, cells: Cells, of_piece: slice) -> None:
        places, marks = cells.places, self.marks
        broken = ((cells.errors, marks.errors), (cells.uncached, marks.uncached))
        for found, marked in broken:
            for cell, text in found.items():
                if of_piece.start <= cell < of_piece.stop:
                    row = int(places.numbers[places.rows[cell]])
                    marked[row, int(places.columns[cell])] = text
                    marks.broken_rows.add(row)
        self.formula_tags |= {
            tag
            for cell, tag in cells.formula_tags.items()
            if of_piece.start <= cell < of_piece.stop
        }
