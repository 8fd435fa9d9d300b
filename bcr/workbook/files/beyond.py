"""Serial numbers under a date or time format that are beyond any calendar.

Excel shows 0 as 00/01/1900, and what is below it or after the year 9999 as ####. Readers take the
first for an hour of the day and the last for a plain number; both would pass for an amount.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bcr.workbook.files.value import Value

#: A cell's attributes and the text of its value, be there a formula before it or not.
_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?"
    rb"\s*<(?:\w+:)?v>([^<]*)<"
)
#: The serial number of the last day of 9999, where days are counted from 1904.
_LAST: Final = 2_957_003
_ATTRIBUTE: Final = re.compile(rb"""\b([rs])=["']([^"']*)["']""")


def may_hold_some(rows: Iterable[Iterable[Value]]) -> bool:
    """Tell whether any cell of a sheet was taken for an hour of the day, or is so large."""
    return any(
        type(value) is dt.time or (type(value) is float and value > _LAST)
        for value in set(chain.from_iterable(rows))
    )


def tell_days_beyond(
    rows: list[list[Value]], xml: bytes, days: Collection[str], zero: dt.date
) -> None:
    """Make such values, in the rows of a sheet, what its XML says: a day, or less than no time.

    `days` are the styles that show a day, `zero` the day of the serial number 0. What lies after
    the last day of all is given as that day.
    """
    first = (dt.date.min - zero).days
    for row, column, style, serial in _numbers(xml):
        if row >= len(rows) or column >= len(rows[row]):
            continue
        if isinstance(rows[row][column], float):
            if style in days and serial > _LAST:
                rows[row][column] = dt.date.max
        elif not isinstance(rows[row][column], dt.time):
            continue
        elif style in days:
            rows[row][column] = zero + dt.timedelta(days=max(math.floor(serial), first))
        elif serial < 0:
            rows[row][column] = dt.timedelta(days=serial)


def _numbers(xml: bytes) -> Iterator[tuple[int, int, str, float]]:
    """Give row, column, style and number of each cell that has an address and a number."""
    for attributes, text in _CELL.findall(xml):
        said = {name: value.decode() for name, value in _ATTRIBUTE.findall(attributes)}
        try:
            yield *position(said[b"r"]), said.get(b"s", ""), float(text)
        except (KeyError, ValueError):
            continue
