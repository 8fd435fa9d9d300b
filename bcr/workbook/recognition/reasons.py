"""Why each column of a table was understood as it was, a sentence a column."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import letters
from bcr.workbook.recognition.header_words import candidates
from bcr.workbook.values.amounts import amounts_among
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.header import Header
    from bcr.workbook.recognition.header_words import Match

#: Values of a column that are looked at.
_SAMPLE: Final = 20
_KINDS: Final = {
    float: "numbers",
    bool: "yes or no",
    dt.timedelta: "times",
    dt.time: "times",
    dt.date: "dates",
    dt.datetime: "dates",
}


def column_reasons(
    grid: Grid, header: Header, rows: Sequence[int], across: Collection[int]
) -> Iterator[str]:
    """Give each column's header, what it feeds, why and how surely, and what its values are.

    Such as: E “Target value” → benefits.target: a synonym of target, 1.00; values are numbers.
    """
    matches = header.matches
    sample = list(zip_longest(*(grid.rows[row] for row in rows[:_SAMPLE]), fillvalue=""))
    for column, text in sorted(header.texts.items()):
        if column in across:
            continue
        values = _values(sample[column] if column < len(sample) else ())
        if match := matches.fields.get(column):
            single = header.single.get(column)
            yield f"{_fed(column, text, match, single and single.period.end)}; {values}"
            continue
        name = _named(column, text)
        if options := matches.open.get(column):
            yield f"{name} → kept as text: it may mean {' or '.join(options)}; {values}"
        elif any(column in columns for columns in matches.contested.values()):
            yield f"{name} → kept as text: other headers say as much; {values}"
        elif taken := candidates(text, header.company):
            yield f"{name} → kept as text: another column feeds {taken[0].field}; {values}"
        else:
            yield f"{name} → kept as text: no field is known by this header; {values}"


@lru_cache(maxsize=4096)
def _fed(column: int, text: str, match: Match, single_to: dt.date | None) -> str:
    """Say what a column feeds and why; `single_to` is the end of the only period of its role."""
    name = f"{_named(column, text)} → {match.field}"
    if single_to:
        return f"{name}: the only column of its role, to {single_to}, 1.00"
    if match.score < 1.0:
        return f"{name}: {match.reason}, {match.score:.2f}"
    field = match.field.partition(".")[2].replace("_", " ")
    how = "the name" if normal(text) == normal(field) else "a synonym"
    return f"{name}: {how} of {field}, {match.score:.2f}"


def _named(column: int, text: str) -> str:
    return f"{letters(column)} “{' '.join(text.split())}”"


def _values(cells: Collection[Value]) -> str:
    types = set(map(type, cells))
    kinds = {_KINDS[one] for one in types if one in _KINDS}
    if str in types:
        kinds |= _kinds_of_text({one for one in set(cells) if isinstance(one, str) and one})
    return f"values are {' and '.join(sorted(kinds))}" if kinds else "no values yet"


def _kinds_of_text(texts: set[str]) -> set[str]:
    amounts = amounts_among(texts)
    numbers = {"numbers as text"} if amounts else set()
    return numbers | {"texts"} if len(amounts) < len(texts) else numbers
