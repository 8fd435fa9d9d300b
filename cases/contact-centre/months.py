"""Calendar months as numbers, so that windows and delays are sums."""

from __future__ import annotations

import datetime as dt

YEAR = 12


def add_months(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies `months` after that of `day`."""
    number = day.year * YEAR + day.month - 1 + months
    return dt.date(number // YEAR, number % YEAR + 1, 1)


def months_between(first: dt.date, second: dt.date) -> int:
    """How many months the month of `second` lies after that of `first`."""
    return (second.year - first.year) * YEAR + second.month - first.month


def last_day(day: dt.date) -> dt.date:
    """The last day of its month."""
    return add_months(day, 1) - dt.timedelta(days=1)
