"""Cells below each other, named by their column once and not each by its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    def span(self) -> slice | None:
        """Give the rows as a slice where none between them is left out."""
        rows = self.rows
        if not rows:
            return slice(0)
        return slice(rows[0], rows[-1] + 1) if rows[-1] - rows[0] + 1 == len(rows) else None
