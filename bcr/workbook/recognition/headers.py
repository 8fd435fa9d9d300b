"""What each column of a table means: its header, and the cells below where that leaves a choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.below import Question
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.below import Below
    from bcr.workbook.recognition.header_words import Match

#: A field's own header and its first synonym mean it, whatever stands below.
_FIRST_SYNONYM: Final = 1
#: Kinds that a header names only where the cells below bear it out: "Type", "Case template".
_BORNE_OUT: Final = frozenset({Kind.WORD, Kind.YEAR})


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

    def without(self, column: int) -> Matches:
        """Give the same, but for what a column feeds."""
        fields = {c: match for c, match in self.fields.items() if c != column}
        return Matches(fields, self.open, self.contested)

    def score(self) -> float:
        """Give how much of a table of its kind this is."""
        return sum(match.score for match in self.fields.values()) + 0.5 * len(self.open)


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
