"""What stands below a header: whether most cells of a column can be values of some kind."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Amount, amount_in, may_hold_amounts
from bcr.workbook.values.dates import date_in, plain_days
from bcr.workbook.values.editions import edition_year
from bcr.workbook.words.fields import NUMERIC, Kind, normal, say_blank, says_blank, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value

#: Half of the cells that say anything must fit before a column is taken for a kind.
_ENOUGH: Final = 0.5
#: Cells that are asked.
_SAMPLE: Final = 50
_DAYS: Final = frozenset({Kind.STARTS, Kind.ENDS, Kind.PERIOD})
#: Kinds of which a text is neither a number nor anything else.
_DATED: Final = _DAYS | {Kind.YEAR}
#: Numbers that are years.
_YEARS: Final = (1990, 2060)


class Question(NamedTuple):
    """What recognition may ask of the cells below a header: whether most of a column are so."""

    column: int
    #: Whether they say anything; can be values of `kind`; are words that the field `words` knows.
    kind: Kind | None = None
    words: str = ""


class Below:
    """What stands below each column of a header, looked at once however often it is asked about."""

    def __init__(self, grid: Grid, rows: range) -> None:
        self._grid, self._rows = grid, rows
        self._said: dict[int, _Said] = {}
        #: All that was asked, with the answers.
        self.answers: dict[Question, bool] = {}

    def tells(self, question: Question) -> bool:
        """Give the answer to a question."""
        answer = self.answers.get(question)
        if answer is None:
            answer = self.answers[question] = self._answer(question)
        return answer

    def _answer(self, question: Question) -> bool:
        column, kind, words = question
        said = self._said.get(column)
        if said is None:
            said = self._said[column] = _Said(self._grid.down(self._rows, (column,))[0])
        if kind:
            return said.may_be(kind)
        return said.are_words_of(words) if words else said.is_anything()


def fits(kind: Kind, cell: Value) -> bool:
    """Tell whether a cell can be a value of a kind; one that says nothing fits any."""
    if isinstance(cell, str) and not _says(cell):
        return True
    return _is(kind, cell) and (kind not in _DAYS or _may_be_year(cell))


def _that_say_something(cells: Cells) -> list[Value]:
    if str not in cells.types:
        return cells.values
    unsaid = say_blank(cells) | ({""} & cells.distinct)
    return [cell for cell in cells.values if cell not in unsaid] if unsaid else cells.values


def _says(text: str) -> bool:
    return text != "" and not says_blank(text)


class _Said:
    """What some cells say; "TBC" says nothing of what its column holds."""

    def __init__(self, below: Cells) -> None:
        self._below = below
        self._cells: list[Value] | None = None

    @property
    def cells(self) -> list[Value]:
        """Give the first of those that say something."""
        if self._cells is None:
            self._cells = _that_say_something(self._below)[:_SAMPLE]
        return self._cells

    def is_anything(self) -> bool:
        """Tell whether any cell says something; of most columns the first one does."""
        return any(not isinstance(cell, str) or _says(cell) for cell in self._below.values)

    def are_words_of(self, field: str) -> bool:
        """Tell whether most are words that a field knows."""
        words = vocabulary()[field.partition(".")[2]]
        return _are_most(sum(normal(as_text(cell)) in words for cell in self.cells), self.cells)

    def may_be(self, kind: Kind) -> bool:
        """Tell whether most can be values of a kind.

        Plain numbers are days only where all are years: a target of 2,000 calls is none.
        """
        below = self._below
        if kind in NUMERIC and self._are_numbers():
            return True
        if below.types == {str} and kind not in _DATED and not may_hold_amounts(below.lines):
            return kind not in NUMERIC or not self.is_anything()
        if kind in _DAYS and not all(map(_may_be_year, below.values[:_SAMPLE])):
            return False  # no number says nothing
        return self._are_by_themselves(kind)

    def _are_numbers(self) -> bool:
        """Tell whether they are by most of all cells, be what the others say as it may."""
        types, values = self._below.types, self._below.values
        if types == {float}:
            return True
        is_sample = float in types and len(values) <= _SAMPLE
        return is_sample and _are_most(list(map(type, values)).count(float), values)

    def _are_by_themselves(self, kind: Kind) -> bool:
        """Tell it by each cell that says something."""
        cells = self.cells
        if kind in _DAYS and set(map(type, cells)) == {dt.date}:
            days = plain_days(cells)
            return _are_most(sum(cell in days for cell in cells), cells)
        if kind in _DAYS and not all(map(_may_be_year, cells)):
            return False
        return _are_most(sum(_is(kind, cell) for cell in cells), cells)


def _are_most(number: int, cells: Sequence[Value]) -> bool:
    return number >= _ENOUGH * len(cells)


def _may_be_year(cell: Value) -> bool:
    """Tell whether a cell is a year if it is a plain number."""
    if isinstance(cell, float) or (isinstance(cell, str) and cell.strip().isdecimal()):
        return _YEARS[0] <= float(cell) <= _YEARS[1]
    return True


def _is(kind: Kind, cell: Value) -> bool:
    if isinstance(cell, str):
        return _is_in_text(kind, cell)
    if kind in NUMERIC:
        return isinstance(cell, float) or isinstance(amount_in(cell), Amount)
    if kind is Kind.YEAR:
        return isinstance(edition_year(cell), int)
    return kind in _DAYS and isinstance(date_in(cell, edge="end", order="dmy"), dt.date)


@lru_cache(maxsize=16_384)
def _is_in_text(kind: Kind, text: str) -> bool:
    if kind in _DAYS:
        return isinstance(date_in(text, edge="end", order="dmy"), dt.date)
    if kind is Kind.YEAR:
        return isinstance(edition_year(text), int)
    return isinstance(amount_in(text), Amount) is (kind in NUMERIC)
