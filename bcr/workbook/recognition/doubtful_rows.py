"""Which rows below a header have to be looked at one by one, told by the columns as a whole."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.value import as_text
from bcr.workbook.recognition.total_words import with_total

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid

    #: Numbers of the rows, from 0 at the first one below the header, in which something is so.
    Numbers = Iterable[int]

#: First characters of a cell that is no text, as it is written.
_OF_VALUES: Final = frozenset("-0123456789yn")
#: A record has so many.
_CELLS: Final = 2


def doubtful_rows(
    grid: Grid, header: Mapping[int, str], naming: Collection[int], rows: range
) -> set[int]:
    """Give the rows that may be no records.

    Each of the others has something under a header that names things (`naming`, by column), holds
    two cells or more, none of them broken, and says neither what a header says nor a total. The
    header is from left to right.
    """
    cells = dict(zip(header, grid.down(rows, header), strict=True))
    blanks: dict[int, Sequence[int]] = {}
    found: set[int] = set()
    for (column, down), text in zip(cells.items(), header.values(), strict=True):
        if str in down.types:
            if "" in down.some:
                blanks[column] = _blanks(down)
            if text in down.lines:  # mostly in none
                found.update(_texts_that_say(text, down))
        if text[:1] in _OF_VALUES:
            found.update(_values_that_say(text, down))
    if blanks or not naming or len(cells) < _CELLS:
        found.update(_unnamed(blanks, naming, len(rows)), _alone(blanks, len(cells), len(rows)))
    found.update(_of_totals(cells, blanks))
    broken = grid.marks.broken_rows
    return {rows[number] for number in found} | (broken.intersection(rows) if broken else set())


def _blanks(down: Cells) -> Sequence[int]:
    return [number for number, cell in enumerate(down.values) if cell == ""]


def _unnamed(blanks: Mapping[int, Sequence[int]], naming: Collection[int], height: int) -> Numbers:
    """Give the rows in which no column has anything that names things."""
    if not naming:
        return range(height)
    if not blanks.keys() >= set(naming):
        return ()
    fewest, *others = sorted((blanks[column] for column in naming), key=len)
    return set(fewest).intersection(*others)


def _alone(blanks: Mapping[int, Sequence[int]], width: int, height: int) -> Numbers:
    """Give the rows in which one cell stands at most."""
    if width - len(blanks) >= _CELLS:
        return ()
    if width < _CELLS:
        return range(height)
    counts = Counter(chain.from_iterable(blanks.values()))
    return (number for number, count in counts.items() if count >= width - 1)


def _texts_that_say(header: str, down: Cells) -> Numbers:
    """Give the rows that say again what the header of their column says."""
    said = {text for text in down.texts if text.strip() == header}
    return (number for number, cell in enumerate(down.values) if cell in said)


def _values_that_say(header: str, down: Cells) -> Numbers:
    """Give the rows with a number or day that, as it is written, is the header of its column."""
    if down.types == {str}:
        return ()
    others = ((n, cell) for n, cell in enumerate(down.values) if not isinstance(cell, str))
    return (number for number, cell in others if as_text(cell) == header)


def _of_totals(cells: Mapping[int, Cells], blanks: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Give the rows that may begin with a total; none does to the right of a full column."""
    for column, down in cells.items():
        if said := with_total(down):
            yield from (number for number, cell in enumerate(down.values) if cell in said)
        if column not in blanks:
            return
