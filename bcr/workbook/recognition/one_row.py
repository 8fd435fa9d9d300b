"""What a row of a sheet says by itself of whether a header stands in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.dated_headers import dated
from bcr.workbook.recognition.header_words import is_known, may_be_part
from bcr.workbook.recognition.period_columns import MIN_PERIODS
from bcr.workbook.values.periods import period_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.value import Value

#: A row with so many figures is no part of a header.
_FIGURES: Final = 2
#: Some number their columns below the header.
_MOST_COLUMNS: Final = 99


def is_of_figures(cells: Sequence[Value]) -> bool:
    """Tell whether figures stand in a row."""
    if list(map(type, cells)).count(float) < _FIGURES:
        return False
    figures = (cell for cell in cells if isinstance(cell, float) and _is_figure(cell))
    return len(list(islice(figures, _FIGURES))) == _FIGURES


def _is_figure(number: float) -> bool:
    """Tell whether a number counts no column and is no period."""
    return not 0 <= number <= _MOST_COLUMNS and period_in(number) is None


def is_telling(cells: Sequence[Value]) -> bool:
    """Tell whether a row names two fields, or one beside several periods."""
    known = (cell for cell in cells if isinstance(cell, str) and cell and is_known(cell))
    first_two = list(islice(known, 2))
    if len(first_two) == 1:
        said = [cell for cell in cells if cell != ""]
        return sum(map(_is_period, said)) >= MIN_PERIODS
    return len(first_two) > 1


def is_any_telling(rows: Sequence[Sequence[Value]]) -> bool:
    """Tell whether any of some rows is; most of records have many texts in common, none known."""
    texts = {cell for cells in rows for cell in cells if isinstance(cell, str)}
    return any(map(is_known, texts)) and any(map(is_telling, rows))


def _is_period(cell: Value) -> bool:
    if isinstance(cell, str):
        return period_in(cell) is not None or dated(cell) is not None
    return not isinstance(cell, float) or period_in(cell) is not None


def ends_of_headers(rows: Sequence[Sequence[Value]]) -> list[int]:
    """Give the columns in which known headers that stand in several rows may end in the last.

    In most rows of records there is none: each cell holds a number, or a text with a word that no
    known header has. A blank one may end what stands above it.
    """
    *above, last = rows
    ends = [
        column
        for column, cell in enumerate(last)
        if (may_be_part(cell) if isinstance(cell, str) else isinstance(cell, bool))
    ]
    return [*ends, *range(len(last), max(map(len, above), default=0))]
