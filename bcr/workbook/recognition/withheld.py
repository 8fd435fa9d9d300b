"""Figures that a column kept as text says are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.files.down import Down
from bcr.workbook.recognition.found import Doubt
from bcr.workbook.words.fields import says_withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value

#: Rows in which such a text is looked for before a column is counted.
_SAMPLE: Final = 200


def withheld_figures(
    grid: Grid, unmatched: Iterable[tuple[str, int]], rows: Sequence[int]
) -> Iterator[Doubt]:
    """Say of each column that fed no field how many of its cells are withheld."""
    for _, column in unmatched:
        sample = set(grid.cells(Down(rows[:_SAMPLE], column)))
        if not any(map(_is_withheld, sample)):
            continue
        where = [row for row in rows if _is_withheld(grid.at(row, column))]
        say = "1 cell says" if len(where) == 1 else f"{len(where):,} cells say"
        message = (
            f"In this column {say} that what belongs there is withheld; that is kept as text with "
            "its reason, and is no figure."
        )
        place = (where[0], column)
        yield Doubt(place, grid.text(*place), message, "figures-withheld", "notice")


def _is_withheld(cell: Value) -> bool:
    return isinstance(cell, str) and cell != "" and says_withheld(cell)
