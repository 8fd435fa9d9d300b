"""What to ask or say about the headers of a table that was recognised."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import letters
from bcr.workbook.recognition.benefit_periods import measures_by_period
from bcr.workbook.recognition.found import Doubt
from bcr.workbook.recognition.header_words import candidates, whole_matches
from bcr.workbook.words.fields import Kind, kind_of_field, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.recognition.header import Header

#: Kinds of field where a wrong column would make a wrong figure.
_WEIGHTY: Final = frozenset({Kind.LEVEL, Kind.MONEY, Kind.STARTS, Kind.ENDS})


def header_doubts(header: Header, row: int) -> list[Doubt]:
    """Give what to ask or say, from left to right; `row` is the last of the header."""
    return [doubt._replace(place=(row, doubt.place[1])) for doubt in _doubts(header)]


@lru_cache(maxsize=256)
def _doubts(header: Header) -> Sequence[Doubt]:
    """Give the doubts of all sheets that share a header, as if its last row were the first."""
    doubts = [*_left_open(header), *_contested(header), *_in_part(header), *_not_used(header)]
    if header.has_measures:
        columns = measures_by_period(header.texts)
        message = (
            f"Columns {letters(columns[0])} to {letters(columns[-1])} hold several measures by "
            "period, and nothing says which of them a benefit was to move; they were kept as text. "
            "Name those that count in a layout file."
        )
        doubts.append(_doubt(header, columns[0], message, "measures-by-period", "warning"))
    return sorted(doubts, key=lambda doubt: doubt.place)


def _doubt(header: Header, column: int, message: str, rule: str, severity: str) -> Doubt:
    return Doubt((0, column), header.texts[column], message, rule, severity)


def _left_open(header: Header) -> Iterator[Doubt]:
    for column, fields in header.matches.open.items():
        choices = " or ".join(_plainly(field) for field in fields)
        message = (
            f"This header may mean {choices}; name it in a layout file. The column was kept as "
            "text."
        )
        yield _doubt(header, column, message, "ambiguous-header", "warning")


def _contested(header: Header) -> Iterator[Doubt]:
    for field, columns in header.matches.contested.items():
        others = " and ".join(f"column {letters(column)}" for column in columns[1:])
        message = (
            f"This header may mean {_plainly(field)}, and so may {others}; name one in a layout "
            "file. All were kept as text."
        )
        yield _doubt(header, columns[0], message, "ambiguous-header", "warning")


def _in_part(header: Header) -> Iterator[Doubt]:
    """Say which figures and days were taken on the strength of a part of their header."""
    for column, match in header.matches.fields.items():
        if match.score < 1.0 and kind_of_field(match.field) in _WEIGHTY:
            message = (
                f"Taken as {_plainly(match.field)}, since {match.reason}; name the column in a "
                "layout file if it is something else."
            )
            yield _doubt(header, column, message, "header-in-part", "notice")


def _not_used(header: Header) -> Iterator[Doubt]:
    """Say which columns would have fed a field that another one feeds."""
    fields = header.matches.fields
    said = {normal(header.texts[column]): column for column in fields}
    feeds = {match.field: column for column, match in fields.items()}
    settled = header.matches.columns() | header.periods.keys()
    for column, text in header.texts.items():
        if column in settled:
            continue
        if (same := said.get(normal(text))) is not None and candidates(text, header.company):
            message = (
                f"Column {letters(same)} has this header too and was used as "
                f"{_plainly(fields[same].field)}; this one was kept as text. Rename one, or name "
                "their letters in a layout file."
            )
            yield _doubt(header, column, message, "header-twice", "warning")
            continue
        match = next(iter(whole_matches(text, header.company)), None)
        if match and match.field in feeds and kind_of_field(match.field) in _WEIGHTY:
            message = (
                f"Column {letters(feeds[match.field])} was used as {_plainly(match.field)}, which "
                "this header means too; this one was kept as text."
            )
            yield _doubt(header, column, message, "field-taken", "notice")


def _plainly(field: str) -> str:
    return field.partition(".")[2].replace("_", " ")
