"""Serial numbers below 1 under a date or time format, which readers take for an hour of the day.

Excel shows 0 as 00/01/1900 and what is below as ####: a day that no calendar has, or a time less
than none. As an hour of the day it would pass for a number.
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

    from bcr.workbook.files.grid import Value

#: A cell's attributes and the text of its value, be there a formula before it or not.
_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?"
    rb"\s*<(?:\w+:)?v>([^<]*)<"
)
_ATTRIBUTE: Final = re.compile(rb"""\b([rs])=["']([^"']*)["']""")


def holds_hours(rows: Iterable[Iterable[Value]]) -> bool:
    """Tell whether any cell of a sheet was taken for an hour of the day."""
    return dt.time in set(map(type, chain.from_iterable(rows)))


def tell_early_days(
    rows: list[list[Value]], xml: bytes, days: Collection[str], zero: dt.date
) -> None:
    """Make hours that are none, in the rows of a sheet, what its XML says: a day, or less than 0.

    `days` are the styles that show a day, `zero` the day of the serial number 0.
    """
    first = (dt.date.min - zero).days
    for row, column, style, serial in _numbers(xml):
        if row >= len(rows) or column >= len(rows[row]):
            continue
        if not isinstance(rows[row][column], dt.time):
            continue
        if style in days:
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
