"""Days as people write them: 31/03/2021, 31 March 2021, Mar 2021, 2020-21, FY24 Q1."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from bcr.workbook.values.amounts import Unreadable
from bcr.workbook.values.periods import month, month_number, period_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bcr.workbook.files.value import Value
    from bcr.workbook.values.periods import Period

#: Which day of a coarse date is meant: 2021/22 as a start is its first day, as an end its last.
Edge = Literal["start", "end"]
Order = Literal["dmy", "mdy", "?", ""]
#: What 2011-12 is in a column: a financial year, a December, or either; empty where none is there.
ShortYear = Literal["year", "month", "?", ""]

_NUMERIC: Final = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)?\d\d)(?:\s+[\d:]+)?$")
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
_MONTH: Final = r"(?P<month>[^\W\d_]{3,10})\.?"
_WORDED: Final = re.compile(
    rf"^(?:[a-z]{{3,9}},?\s+)?{_DAY}[\s\-]+(?:of\s+|de\s+)?{_MONTH},?[\s\-]+(?:de\s+)?"
    r"(?P<year>(?:19|20)?\d\d)$",
    re.IGNORECASE,
)
_AMERICAN: Final = re.compile(rf"^{_MONTH}\s+{_DAY},?\s+(?P<year>(?:19|20)\d\d)$", re.IGNORECASE)
_BY: Final = re.compile(
    r"^(?:(?:by|from|since|in)\s+)?(?:the\s+)?(?:end(?:\s+of)?\s+)?", re.IGNORECASE
)
_SHORT: Final = re.compile(r"^((?:19|20)\d\d)-(\d\d)$")
#: A year that is written so can be nothing else.
_SLASHED: Final = re.compile(r"^(?:19|20)\d\d/\d\d$")
_EARLIEST: Final = dt.date(1950, 1, 1)
_LATEST: Final = dt.date(2150, 12, 31)


def day_order(cells: Iterable[Value]) -> Order:
    """Give the order of day and month that a column's numeric dates use.

    "?" when rows contradict each other, "" when no row decides.

    >>> day_order(["03/04/2021", "25/12/2021"]), day_order(["03/04/2021"])
    ('dmy', '')
    """
    orders: set[Order] = set()
    for cell in cells:
        match = _NUMERIC.match(cell.strip()) if isinstance(cell, str) else None
        if match and (int(match[1]) > 12 or int(match[2]) > 12):
            orders.add("dmy" if int(match[1]) > 12 else "mdy")
    return "?" if len(orders) > 1 else next(iter(orders), "")


def short_year(cells: Iterable[Value]) -> ShortYear:
    """Give what texts such as 2011-12 are, by the other cells of their column.

    >>> short_year(["2011-12", "2012-13"]), short_year(["2011-12", "2011-03"])
    ('year', 'month')
    >>> short_year(["2011-12"])
    '?'
    """
    texts = {cell.strip() for cell in cells if isinstance(cell, str)}
    short = {text: months for text in texts if (months := _readings_of_short(text))}
    either = [text for text, months in short.items() if len(months) > 1]
    if not either:
        return ""
    told: set[ShortYear] = {months[0] for months in short.values() if len(months) == 1}
    told |= {"year"} if len(either) > 1 or any(_SLASHED.match(text) for text in texts) else set()
    return told.pop() if len(told) == 1 else "?"


def _readings_of_short(text: str) -> list[ShortYear]:
    match = _SHORT.match(text)
    if match is None:
        return []
    found: list[ShortYear] = ["year"] if (int(match[1]) + 1) % 100 == int(match[2]) else []
    return [*found, "month"] if 1 <= int(match[2]) <= 12 else found


def date_in(
    value: Value,
    *,
    edge: Edge,
    order: Order = "",
    year_starts: int = 4,
    short: ShortYear = "",
) -> dt.date | Unreadable:
    """Give the day in a cell; of a month, quarter or year, its first or last day by `edge`.

    `order` and `short` are what the column says of 03/04/2021 and of 2011-12.

    >>> date_in("31/03/2021", edge="end").isoformat(), date_in("2020-21", edge="end").isoformat()
    ('2021-03-31', '2021-03-31')
    >>> date_in("03/04/2021", edge="end").rule
    'two-readings'
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _plausible(value)
    if isinstance(value, (float, str)):
        text = _BY.sub("", value.strip()) if isinstance(value, str) else value
        period = period_in(text, year_starts=year_starts)
        if short in {"month", "?"} and len(_readings_of_short(str(text).strip())) > 1:
            year, number = map(int, str(text).strip().split("-"))
            if period and short == "?":
                return _year_or_month(period, month(year, number))
            period = month(year, number)
        if period is not None:
            return _plausible(period.start if edge == "start" else period.end)
        if isinstance(text, str):
            return _day_in_text(text, order)
    return _not_a_date()


def are_plausible(days: Collection[dt.date]) -> bool:
    """Tell whether days are all such as a business case may name.

    >>> are_plausible({dt.date(2021, 3, 31), dt.date(9021, 3, 31)})
    False
    """
    return not days or (min(days) >= _EARLIEST and max(days) <= _LATEST)


def plain_days(cells: Collection[object]) -> dict[object, dt.date]:
    """Give those of some cells that are days by themselves, as `date_in` has them."""
    days = {cell for cell in cells if type(cell) is dt.date}
    return {day: day for day in days if _EARLIEST <= day <= _LATEST}


def _year_or_month(year: Period, one: Period) -> Unreadable:
    return Unreadable(
        "two-readings",
        f"This may be the year to {_said(year.end)} or the month to {_said(one.end)}, and no row "
        "of its column tells; write 2011/12 or Dec 2011.",
    )


def _not_a_date() -> Unreadable:
    return Unreadable("not-a-date", "Write a date such as 31/03/2025, and remarks elsewhere.")


def _plausible(day: dt.date) -> dt.date | Unreadable:
    if _EARLIEST <= day <= _LATEST:
        return day
    return Unreadable("impossible-date", f"The year {day.year} cannot be right; correct the cell.")


@lru_cache(maxsize=16_384)
def _day_in_text(text: str, order: Order) -> dt.date | Unreadable:
    try:
        if re.match(r"^\d{4}-\d\d-\d\d(?:$|[ T])", text):
            return _plausible(dt.date.fromisoformat(text[:10]))
        if match := _NUMERIC.match(text):
            return _numeric(int(match[1]), int(match[2]), _year(match[3]), order)
        if match := _WORDED.match(text) or _AMERICAN.match(text):
            return _worded(match)
    except ValueError:
        return Unreadable("impossible-date", "There is no such day; correct the cell.")
    return _not_a_date()


def _year(text: str) -> int:
    """Give a year in full; of two digits as Excel has it, but for an earlier turn to the 1900s."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 70 else 1900)


def _worded(match: re.Match[str]) -> dt.date | Unreadable:
    number = month_number(match["month"])
    if number is None:
        return _not_a_date()
    return _plausible(dt.date(_year(match["year"]), number, int(match["day"])))


def _numeric(first: int, second: int, year: int, order: Order) -> dt.date | Unreadable:
    if first > 12 or (second <= 12 and order == "dmy") or first == second:
        return _plausible(dt.date(year, second, first))
    if second > 12 or order == "mdy":
        return _plausible(dt.date(year, first, second))
    readings = [dt.date(year, second, first), dt.date(year, first, second)]
    why = (
        "rows of its column contradict each other" if order == "?" else "no row of its column tells"
    )
    return Unreadable(
        "two-readings",
        f"This may be {_said(readings[0])} or {_said(readings[1])}, and {why}; make it a "
        "date cell, or set date_order in a layout file.",
    )


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
