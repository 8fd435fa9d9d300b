"""What a cell may hold, and how that is written as text."""

from __future__ import annotations

import datetime as dt
from typing import Final

#: A blank cell holds the empty string.
Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

#: Whole numbers up to here are exact in a cell.
_EXACT: Final = 10**15


def as_text(value: Value) -> str:
    """Give a value as text: whole numbers without a point, dates as ISO, blanks as empty.

    >>> as_text(12.0), as_text(0.5), as_text(dt.date(2024, 3, 1)), as_text("")
    ('12', '0.5', '2024-03-01', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)
