"""A workbook as grids of cells with addresses, whatever the file format."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from bcr.workbook.files.addresses import address
from bcr.workbook.files.down import Cells, Down
from bcr.workbook.files.markup import Marks
from bcr.workbook.files.value import as_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bcr.workbook.files.value import Value

#: Excel's own carriage-return escape.
ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Grid:
    """One sheet: values by row and column from 0, and what its markup says about them."""

    sheet: str
    rows: list[list[Value]]
    hidden: bool = False
    #: (top, left, bottom, right) of each merged range.
    merged: Sequence[tuple[int, int, int, int]] = ()
    #: Empty for formats whose markup is not read.
    marks: Marks = field(default_factory=Marks)
    #: Whether number formats, errors and hidden rows could be seen.
    sees_formats: bool = True
    _texts: dict[int, dict[int, str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _columns: dict[int, list[Value]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _looks: dict[tuple[int, int, int], Cells] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _blank: Sequence[int] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def is_blank(self, row: int) -> bool:
        """Tell whether nothing stands in a row; outside the sheet nothing does."""
        if not 0 <= row < len(self.rows):
            return True
        cells = self.rows[row]
        return row not in self.marks.broken_rows and cells.count("") == len(cells)

    def is_filled(self, row: int, column: int) -> bool:
        """Tell whether something stands in a cell, be it a formula that gives no value."""
        return self.at(row, column) != "" or self.is_broken(row, column)

    def filled(self, row: int, columns: Iterable[int]) -> list[int]:
        """Give those of some columns in which something stands in a row of the sheet."""
        if row in self.marks.broken_rows:
            return [column for column in columns if self.is_filled(row, column)]
        cells = self.rows[row]
        end = len(cells)
        return [column for column in columns if column < end and cells[column] != ""]

    def is_broken(self, row: int, column: int) -> bool:
        """Tell whether a cell has no value because its formula gives an error or was never run."""
        if row not in self.marks.broken_rows:
            return False
        return (row, column) in self.marks.errors or (row, column) in self.marks.uncached

    def at(self, row: int, column: int) -> Value:
        """Give the value of a cell; blank outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(cells := self.rows[row]):
            return cells[column]
        return ""

    def column(self, column: int) -> list[Value]:
        """Give all values of a column from the top; blank where a row is shorter."""
        if not self._columns and len(set(map(len, self.rows))) == 1:
            self._columns = dict(enumerate(map(list, zip(*self.rows, strict=True))))
        cells = self._columns.get(column)
        if cells is None:
            try:
                cells = list(map(itemgetter(column), self.rows))
            except IndexError:  # some rows are shorter
                cells = [row[column] if column < len(row) else "" for row in self.rows]
            self._columns[column] = cells
        return cells

    def put(self, row: int, cells: list[Value]) -> None:
        """Give a row its cells, which nobody has asked for yet; what was kept of it goes."""
        self.rows[row] = cells
        self._texts.pop(row, None)
        self._columns.clear()
        self._looks.clear()
        self._blank = None

    def cells(self, places: Collection[tuple[int, int]]) -> list[Value]:
        """Give the values of some cells."""
        if isinstance(places, Down):
            return self._down(places)
        rows = self.rows
        try:
            return [rows[row][column] for row, column in places]
        except IndexError:  # some stand to the right of a row's last cell
            return [self.at(row, column) for row, column in places]

    def _down(self, places: Down) -> list[Value]:
        column, span = self.column(places.column), places.span
        if span is None:
            return [column[row] for row in places.rows]
        return column[span[0] : span[1]]

    def look(self, places: Collection[tuple[int, int]]) -> Cells:
        """Give what stands in some cells; what was looked at down a column is kept."""
        if not isinstance(places, Down) or (span := places.span) is None:
            return Cells(self.cells(places))
        return self._look(places.column, *span)

    def down(self, rows: Sequence[int], columns: Iterable[int]) -> list[Cells]:
        """Give what stands in some rows, which increase, of each of some columns."""
        span = Down(rows, 0).span
        if span is None:
            return [self.look(Down(rows, column)) for column in columns]
        known = self._looks  # a call less for each column: most were looked at before
        return [known.get((column, *span)) or self._look(column, *span) for column in columns]

    def _look(self, column: int, first: int, end: int) -> Cells:
        place = (column, first, end)
        cells = self._looks.get(place)
        if cells is None:
            cells = self._looks[place] = Cells(self.column(column)[first:end])
        return cells

    def blank_rows(self) -> Sequence[int]:
        """Give the rows in which nothing stands, from top to bottom."""
        if self._blank is None:
            broken = self.marks.broken_rows
            self._blank = [
                row
                for row, cells in enumerate(self.rows)
                if (not cells or cells[0] == "")  # mostly the first cell settles it
                and cells.count("") == len(cells)
                and row not in broken
            ]
        return self._blank

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Give the cell that holds what a cell shows: the first of its merged range, or itself."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def text(self, row: int, column: int) -> str:
        """Give a cell as the text a person would copy from it."""
        place, marks = (row, column), self.marks
        broken = row in marks.broken_rows and (marks.errors.get(place) or marks.uncached.get(place))
        return broken or as_text(self.at(row, column))

    def texts(self, row: int) -> Mapping[int, str]:
        """Give the texts of a row's cells by column, without the spaces around them."""
        if row not in self._texts:
            stripped = ((c, as_text(cell).strip()) for c, cell in enumerate(self.rows[row]))
            self._texts[row] = {column: text for column, text in stripped if text}
        return self._texts[row]

    def where(self, row: int, column: int) -> str:
        """Give a cell's address.

        >>> Grid("S", []).where(13, 3)
        'D14'
        """
        return address(row, column)


def tidied(rows: list[list[Any]]) -> list[list[Value]]:
    """Decode Excel's escapes, make every number a float, and blank what holds only spaces.

    Most sheets need none of it, so their distinct cells are looked through first.
    """
    if int in set(map(type, chain.from_iterable(rows))) or _are_untidy(set().union(*rows)):
        return [[_value(cell) for cell in row] for row in rows]
    return rows


def _are_untidy(cells: Collection[object]) -> bool:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if "_x" in "\n".join(texts) or any(map(str.isspace, texts)):
        return True
    return not all(map(math.isfinite, [cell for cell in cells if isinstance(cell, float)]))


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        text = ESCAPE.sub(lambda m: chr(int(m[1], 16)), cell) if "_x" in cell else cell
        return "" if text.isspace() else text
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else repr(cell)  # 1e999 is a text and no amount
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return cell  # type: ignore[return-value] # calamine gives no other types
