"""Cells below each other: named by their column once, and looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.files.value import Value


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

    __slots__ = ("_distinct", "_lines", "_texts", "_types", "values")

    def __init__(self, values: list[Value]) -> None:
        #: In order; not to be changed.
        self.values = values
        self._types: set[type] | None = None
        self._distinct: set[Value] | None = None
        self._texts: set[str] | None = None
        self._lines: str | None = None

    @property
    def types(self) -> set[type]:
        """Give the types of the values; a blank cell is a text."""
        if self._types is None:
            self._types = set(map(type, self.values))
        return self._types

    @property
    def distinct(self) -> set[Value]:
        """Give the values, each once; of yes and 1 there is one, since they are equal."""
        if self._distinct is None:
            self._distinct = set(self.values)
        return self._distinct

    @property
    def texts(self) -> set[str]:
        """Give the texts, each once, but for blanks."""
        if self._texts is None:
            self._texts = self._texts_among(self.distinct) if str in self.types else set()
        return self._texts

    def _texts_among(self, values: set[Value]) -> set[str]:
        if len(self.types) > 1 or "" in values:
            return {value for value in values if isinstance(value, str) and value}
        return cast("set[str]", values)  # a column of nothing else, which may be large

    @property
    def lines(self) -> str:
        """Give the texts as one, a line each, to be searched at once."""
        if self._lines is None:
            self._lines = "\n".join(self.texts)
        return self._lines
