"""What stands below a header: whether most cells of a column can be values of some kind."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from bcr.workbook.files.down import Down
from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Amount, amount_in, amounts_among
from bcr.workbook.values.dates import date_in, plain_days
from bcr.workbook.values.editions import edition_year
from bcr.workbook.words.fields import NUMERIC, Kind, normal, say_blank, says_blank, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        if question not in self.answers:
            self.answers[question] = self._answer(question)
        return self.answers[question]

    def _answer(self, question: Question) -> bool:
        column, kind, words = question
        said = self._said.get(column)
        if said is None:
            below = self._grid.look(Down(self._rows, column))
            said = self._said[column] = _Said(_that_say_something(below)[:_SAMPLE])
        if kind:
            return said.may_be(kind)
        return said.are_words_of(words) if words else bool(said.cells)


def fits(kind: Kind, cell: Value) -> bool:
    """Tell whether a cell can be a value of a kind; one that says nothing fits any."""
    says_nothing = cell == "" or (isinstance(cell, str) and says_blank(cell))
    return _Said([] if says_nothing else [cell]).may_be(kind)


def _that_say_something(cells: Cells) -> list[Value]:
    """Give the cells that do; "TBC" says nothing of what its column holds."""
    if str not in cells.types:
        return cells.values
    unsaid = say_blank(cells) | ({""} & cells.distinct)
    return [cell for cell in cells.values if cell not in unsaid] if unsaid else cells.values


class _Said:
    """Cells that say something."""

    def __init__(self, cells: list[Value]) -> None:
        self.cells = cells
        self._types = set(map(type, cells))
        self._amounts: int | None = None

    def are_words_of(self, field: str) -> bool:
        """Tell whether most are words that a field knows."""
        words = vocabulary()[field.partition(".")[2]]
        return self._are_most(sum(normal(as_text(cell)) in words for cell in self.cells))

    def may_be(self, kind: Kind) -> bool:
        """Tell whether most can be values of a kind.

        Plain numbers are days only where all are years: a target of 2,000 calls is none.
        """
        cells, types = self.cells, self._types
        if types == {float} and kind in NUMERIC:
            return True
        if types == {dt.date} and kind in _DAYS:
            days = plain_days(cells)
            return self._are_most(sum(cell in days for cell in cells))
        if types == {str} and kind not in _DATED:
            amounts = self._amounts_in_texts()
            return self._are_most(amounts if kind in NUMERIC else len(cells) - amounts)
        if kind in _DAYS and not all(_YEARS[0] <= number <= _YEARS[1] for number in _plain(cells)):
            return False
        return self._are_most(sum(_is(kind, cell) for cell in cells))

    def _are_most(self, number: int) -> bool:
        return number >= _ENOUGH * len(self.cells)

    def _amounts_in_texts(self) -> int:
        """Give how many of the cells, all texts, are amounts; 0 where few can be.

        Where none of more than half of them is, it does not matter what the others are.
        """
        if self._amounts is None:
            texts = cast("list[str]", self.cells)
            some_are = amounts_among(set(texts[: len(texts) // 2 + 1]))
            amounts = amounts_among(set(texts)) if some_are else ()
            self._amounts = sum(text in amounts for text in texts) if amounts else 0
        return self._amounts


def _plain(cells: Sequence[Value]) -> Iterable[float]:
    for cell in cells:
        if isinstance(cell, float) or (isinstance(cell, str) and cell.strip().isdecimal()):
            yield float(cell)


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
