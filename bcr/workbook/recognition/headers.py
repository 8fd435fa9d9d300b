"""What each column of a table means: its header, and the cells below where that leaves a choice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from bcr.workbook.files.down import Down
from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Amount, amount_in, amounts_among
from bcr.workbook.values.dates import date_in, plain_days
from bcr.workbook.values.editions import edition_year
from bcr.workbook.words.fields import NUMERIC, Kind, kind_of_field, normal, says_blank, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.header_words import Match

#: A field's own header and its first synonym mean it, whatever stands below.
_FIRST_SYNONYM: Final = 1
#: Half of the cells that say anything must fit before a column is taken for a kind.
_ENOUGH: Final = 0.5
_SAMPLE: Final = 50
_DAYS: Final = frozenset({Kind.STARTS, Kind.ENDS, Kind.PERIOD})
#: Kinds of which a text is neither a number nor anything else.
_DATED: Final = _DAYS | {Kind.YEAR}
#: Kinds that a header names only where the cells below bear it out: "Type", "Case template".
_BORNE_OUT: Final = frozenset({Kind.WORD, Kind.YEAR})
#: Numbers that are years.
_YEARS: Final = (1990, 2060)


@dataclass(slots=True)
class Matches:
    """The headers of one table understood together."""

    #: Column → its field.
    fields: dict[int, Match] = field(default_factory=dict)
    #: Column → fields that fit it equally well.
    open: dict[int, tuple[str, ...]] = field(default_factory=dict)
    #: Field → columns whose headers contain it equally well.
    contested: dict[str, list[int]] = field(default_factory=dict)

    def columns(self) -> set[int]:
        """Give the columns that are settled or asked about."""
        contested = (column for columns in self.contested.values() for column in columns)
        return {*self.fields, *self.open, *contested}

    def copy(self) -> Matches:
        """Give the same, to be changed by itself."""
        return Matches(dict(self.fields), dict(self.open), dict(self.contested))

    def score(self) -> float:
        """Give how much of a table of its kind this is."""
        return sum(match.score for match in self.fields.values()) + 0.5 * len(self.open)


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
        self._spoken: dict[int, list[Value]] = {}
        #: All that was asked, with the answers.
        self.answers: dict[Question, bool] = {}

    def tells(self, question: Question) -> bool:
        """Give the answer to a question."""
        if question not in self.answers:
            self.answers[question] = self._answer(question)
        return self.answers[question]

    def _answer(self, question: Question) -> bool:
        said = self._said(question.column)
        if question.kind:
            return _most_fit(question.kind, said)
        if not question.words:
            return bool(said)
        words = vocabulary()[question.words.partition(".")[2]]
        return sum(normal(as_text(cell)) in words for cell in said) >= _ENOUGH * len(said)

    def _said(self, column: int) -> list[Value]:
        """Give the first cells that say something; "TBC" says nothing of what its column holds."""
        if column not in self._spoken:
            below = self._grid.look(Down(self._rows, column))
            said, unsaid = below.values, {"", *filter(says_blank, below.texts)}
            if str in below.types:
                said = [cell for cell in said if cell not in unsaid]
            self._spoken[column] = said[:_SAMPLE]
        return self._spoken[column]


def match_headers(offered: Mapping[int, Sequence[Match]], below: Below) -> Matches:
    """Give what each column of a table means, one header a field and one field a header.

    `offered` are the fields that each column's header may name. One that may name several is
    decided by the cells below, else left open.
    """
    fitting = {column: _fitting(matches, column, below) for column, matches in offered.items()}
    found = Matches()
    taken: set[str] = set()
    for score in sorted({m.score for matches in fitting.values() for m in matches}, reverse=True):
        settled = found.columns()
        so_sure = {
            column: [match for match in matches if match.score == score]
            for column, matches in fitting.items()
            if column not in settled
        }
        _settle(so_sure, found, taken)
    return found


def _settle(offers: dict[int, list[Match]], found: Matches, taken: set[str]) -> None:
    """Give each column its field, those with one choice first, until nothing more is clear."""
    left = {column: matches for column, matches in sorted(offers.items()) if matches}
    while left:
        choices = {c: options for c in left if (options := _choice(left[c], taken))}
        clear = [(options[0].rank, c) for c, options in choices.items() if len(options) == 1]
        if not clear:
            found.open.update({c: tuple(m.field for m in choices[c]) for c in choices})
            return
        offers_of = Counter(m.field for options in choices.values() for m in options)
        settled: set[int] = set()
        for _, first in sorted(clear):
            match = choices[first][0]
            rivals = [c for _, c in clear if choices[c][0].field == match.field]
            taken.add(match.field)
            if match.score < 1.0 and len(rivals) > 1:
                found.contested[match.field] = sorted(rivals)
                settled.update(rivals)
            else:
                found.fields[first] = match
                settled.add(first)
            if offers_of[match.field] > 1:
                break  # other columns have less to choose from now
        left = {c: left[c] for c in choices if c not in settled}


def _choice(matches: Sequence[Match], taken: set[str]) -> Sequence[Match]:
    """Keep the options of the first table: a company lists its main table first."""
    if len(matches) == 1:
        return () if matches[0].field in taken else matches
    options = [match for match in matches if match.field not in taken]
    tables = [match.field.partition(".")[0] for match in options]
    return [m for m, table in zip(options, tables, strict=True) if table == tables[0]]


def _fitting(matches: Sequence[Match], column: int, below: Below) -> Sequence[Match]:
    """Keep the fields that the cells can be values of, where a header leaves a choice.

    Where they fit none, their owner will want to hear what is wrong with each: the first is kept.
    """
    alone = len(matches) == 1
    if not matches or (alone and kind_of_field(matches[0].field) not in _BORNE_OUT):
        return matches
    if not below.tells(Question(column)):
        return matches[:1]
    fitting = [match for match in matches if _fits_field(match, column, below, alone=alone)]
    readable = [match for match in matches if kind_of_field(match.field) not in _BORNE_OUT]
    return fitting or readable[:1]


def _fits_field(match: Match, column: int, below: Below, *, alone: bool) -> bool:
    """A column of words must use the known ones: "Type" is a class only where it holds some."""
    kind = kind_of_field(match.field)
    if kind in _BORNE_OUT and match.rank <= _FIRST_SYNONYM:
        return True
    if kind is Kind.WORD:
        return below.tells(Question(column, words=match.field))
    if kind is Kind.YEAR:
        return below.tells(Question(column, kind))
    return alone or below.tells(Question(column, kind))


def fits(kind: Kind, cell: Value) -> bool:
    """Tell whether a cell can be a value of a kind; one that says nothing fits any."""
    return _most_fit(kind, list(_spoken([cell])))


def _spoken(cells: Iterable[Value]) -> Iterable[Value]:
    return (c for c in cells if c != "" and not (isinstance(c, str) and says_blank(c)))


def _most_fit(kind: Kind, cells: Sequence[Value]) -> bool:
    """Plain numbers are days only where all are years: a target of 2,000 calls is none."""
    types = set(map(type, cells))
    if types == {float} and kind in NUMERIC:
        return True
    if types == {dt.date} and kind in _DAYS:
        days = plain_days(cells)
        return sum(cell in days for cell in cells) >= _ENOUGH * len(cells)
    if types == {str} and kind not in _DATED:
        texts = cast("Sequence[str]", cells)
        amounts = amounts_among(set(texts))
        fitting = sum(cell in amounts for cell in texts)
        return (fitting if kind in NUMERIC else len(texts) - fitting) >= _ENOUGH * len(texts)
    if kind in _DAYS and not all(_YEARS[0] <= number <= _YEARS[1] for number in _plain(cells)):
        return False
    return sum(_is(kind, cell) for cell in cells) >= _ENOUGH * len(cells)


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
