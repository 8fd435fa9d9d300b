"""What is said of the cells of a sheet beside their values."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A sheet may hide all columns to its right; those that can hold values are counted.
MOST_HIDDEN: Final = 200
#: How XML says yes.
TRUE: Final = frozenset({"1", "true"})


@dataclass(slots=True)
class Marks:
    """Places on one sheet that need care, as (row, column) from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Formulas that were never calculated, with their text.
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Rows that have any of these two.
    broken_rows: set[int] = field(default_factory=set)
    #: "percent", "clock" or a currency code, from the number format, by column and then by row.
    formats: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def shown_as(self, row: int, column: int) -> str:
        """Give what a cell's number format says; empty where it says nothing special."""
        shown = self.formats.get(column)
        return shown.get(row, "") if shown else ""

    def shown_down(self, column: int, rows: Sequence[int]) -> Sequence[str] | None:
        """Give what the formats of some rows' cells say; nothing where none of the column does."""
        shown = self.formats.get(column)
        return [*map(shown.get, rows, repeat(""))] if shown else None
