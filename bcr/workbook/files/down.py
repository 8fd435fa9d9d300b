"""Cells below each other: named by their column once, and looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast, overload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bcr.workbook.files.value import Value

#: Cells of a column that is long; so many tell whether most of them are alike.
_LONG: Final = 1_000


class Down(Sequence[tuple[int, int]]):
    """The places (row, column) of a column's cells in some rows, which increase.

    >>> list(Down([4, 5, 9], 2))
    [(4, 2), (5, 2), (9, 2)]
    """

    __slots__ = ("column", "rows")

    def __init__(self, rows: Sequence[int], column: int) -> None:
        self.rows, self.column = rows, column

    def __len__(self) -> int:
        """Give the number of cells."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Give the places from top to bottom."""
        column = self.column
        return ((row, column) for row in self.rows)

    @overload
    def __getitem__(self, number: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, number: slice) -> Down: ...
    def __getitem__(self, number: int | slice) -> tuple[int, int] | Down:
        """Give one place, or those of some cells on end."""
        if isinstance(number, slice):
            return Down(self.rows[number], self.column)
        return self.rows[number], self.column

    @property
    def span(self) -> tuple[int, int] | None:
        """Give the first row and the one after the last; nothing where any between is left out."""
        rows = self.rows
        if not rows:
            return 0, 0
        first, last = rows[0], rows[-1]
        return (first, last + 1) if last - first + 1 == len(rows) else None


class Cells:
    """What stands in some cells, looked at once however often it is asked about."""

    __slots__ = ("_distinct", "_lines", "_texts", "types", "values")

    def __init__(self, values: list[Value]) -> None:
        #: In order; not to be changed.
        self.values = values
        #: Of the values; a blank cell is a text.
        self.types = set(map(type, values))
        self._distinct: set[Value] | None = None
        self._texts: set[str] | None = None
        self._lines: str | None = None

    @property
    def distinct(self) -> set[Value]:
        """Give the values, each once; of yes and 1 there is one, since they are equal."""
        if self._distinct is None:
            self._distinct = set(self.values)
        return self._distinct

    @property
    def some(self) -> Collection[Value]:
        """Give every value at least once: once if many are alike, else as they stand.

        A column of ids or titles, which may be long, need not be sorted out.
        """
        if self._distinct is None:
            values = self.values
            if len(values) > _LONG and len(set(values[:_LONG])) > _LONG // 2:
                return values
            self._distinct = set(values)
        return self._distinct

    @property
    def texts(self) -> set[str]:
        """Give the texts, each once, but for blanks."""
        if self._texts is None:
            found = self._texts_among(self.distinct)
            self._texts = found if isinstance(found, set) else set(found)
        return self._texts

    @property
    def lines(self) -> str:
        """Give the texts as one, a line each, to be searched at once."""
        if self._lines is None:
            self._lines = "\n".join(self._texts_among(self.some))
        return self._lines

    def _texts_among(self, values: Collection[Value]) -> Collection[str]:
        """Give the texts but for blanks; of a column of nothing else, which may be long, itself."""
        if str not in self.types:
            return ()
        if len(self.types) > 1 or "" in values:
            return [value for value in values if isinstance(value, str) and value]
        return cast("Collection[str]", values)
