"""Spans of time as people write them: 2023/24, FY24 Q1, Jan-24, 2024-01, Q3 2024."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.value import Value

_MONTH_NAMES: Final = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
)
_SHORTEST_MONTH: Final = 3

_WEEK: Final = 7
_MONDAY: Final = 0
#: Monday, Friday, Saturday, Sunday.
_WEEK_EDGES: Final = frozenset({_MONDAY, 4, 5, 6})

#: Every period has a year.
_DIGIT: Final = re.compile(r"\d")
_FINANCIAL_YEAR: Final = re.compile(
    r"^(?:fy|f/y|financial year|year)?\s*"
    r"(?P<first>(?:19|20)?\d\d)\s*[/\-–]\s*(?P<last>(?:19|20)?\d\d)$"
)
_FY: Final = re.compile(r"^fy\s*'?(?P<last>(?:20)?\d\d)$")
_PART: Final = r"(?:[qt]\s*\.?\s*(?P<quarter>[1-4])|h\s*(?P<half>[12]))"
_PART_FIRST: Final = re.compile(rf"^{_PART}\.?\s*[\s,\-–/']?\s*(?P<rest>.+)$")
_PART_LAST: Final = re.compile(rf"^(?P<rest>.+?)\s*[\s,\-–/]?\s*{_PART}$")
_MONTH_YEAR: Final = re.compile(
    r"^(?P<month>[^\W\d_]{3,10})\.?[\s\-–/'’]*(?P<year>(?:20|19)?\d\d)$"
)
_YEAR_MONTH: Final = re.compile(r"^(?P<year>(?:19|20)\d\d)[\-/.m](?P<month>0?[1-9]|1[0-2])$")
_YEAR_AND_MONTH: Final = re.compile(r"^(?P<year>(?:19|20)\d\d)[\s\-]+(?P<month>[^\W\d_]{3,10})$")
_MONTH_OF_YEAR: Final = re.compile(r"^(?P<month>0?[1-9]|1[0-2])[/\.](?P<year>(?:19|20)\d\d)$")
_ISO: Final = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d(?:[ T]00:00(?::00)?)?$")
_CALENDAR_YEAR: Final = re.compile(r"^(?:cy\s*)?(?P<year>(?:19|20)\d\d)$")


class Period(NamedTuple):
    """First and last day."""

    start: dt.date
    end: dt.date

    @property
    def months(self) -> int:
        """Length in whole months, at least 1."""
        span = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return max(span, 1)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months and their beginnings, where only one month begins so."""
    meant: dict[str, set[int]] = {}
    for names in _MONTH_NAMES:
        for number, name in enumerate(names.split(), start=1):
            for length in range(_SHORTEST_MONTH, len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1}


def month_number(word: str) -> int | None:
    """Give the number of a month by its name, whole or short, in any language that is read.

    >>> month_number("Sept"), month_number("Août"), month_number("jui"), month_number("margin")
    (9, 8, None, None)
    """
    bare = unicodedata.normalize("NFKD", word.casefold())
    return _months().get("".join(c for c in bare if not unicodedata.combining(c)))


def month(year: int, number: int) -> Period:
    """Give a calendar month."""
    return Period(dt.date(year, number, 1), _month_end(year, number))


def _month_end(year: int, number: int) -> dt.date:
    return dt.date(year, number, calendar.monthrange(year, number)[1])


@lru_cache(maxsize=4096)
def months_from(year: int, first: int, count: int) -> Period:
    """Give `count` months starting with month `first` of `year`."""
    last = year * 12 + first - 1 + count - 1
    return Period(dt.date(year, first, 1), _month_end(last // 12, last % 12 + 1))


def period_in(value: Value, *, year_starts: int = 4) -> Period | None:
    """Give the period a header or cell names, or nothing.

    `year_starts` is the month financial years begin with. A bare date is no period here: what
    span it stands for depends on its neighbours (see `periods_of_dates`).

    >>> period_in("2023/24")
    Period(start=datetime.date(2023, 4, 1), end=datetime.date(2024, 3, 31))
    >>> period_in("FY24 Q1")
    Period(start=datetime.date(2023, 4, 1), end=datetime.date(2023, 6, 30))
    >>> period_in("Jan-24") == period_in("2024-01") == month(2024, 1)
    True
    >>> period_in("Reference") is None
    True
    """
    if isinstance(value, float):
        value = str(int(value)) if value.is_integer() else ""
    return _named(value, year_starts) if isinstance(value, str) else None


@lru_cache(maxsize=8192)
def _named(text: str, year_starts: int) -> Period | None:
    if _DIGIT.search(text) is None:
        return None
    text = " ".join(text.lower().split())
    return _year(text, year_starts) or _part_of_year(text, year_starts) or _month(text)


def periods_in(values: list[Value], *, year_starts: int = 4) -> list[Period | None]:
    """Give the period of each of some neighbouring headers or cells of one column.

    Neighbours settle what one alone leaves open: 2011-12 is a financial year among years and a
    December among months, and bare dates are months, quarters or years by their spacing.

    >>> [p.end.isoformat() for p in periods_in(["2011-11", "2011-12"])]
    ['2011-11-30', '2011-12-31']
    """
    if all(isinstance(value, str) and not _DIGIT.search(value) for value in values):
        return [None] * len(values)
    if set(map(type, values)) == {dt.date}:
        return spans_of(cast("list[dt.date]", values))
    open_ones = [text for value in values if _YEAR_MONTH.match(text := _plain(value))]
    are_months = not all(_FINANCIAL_YEAR.match(t) and _year(t, year_starts) for t in open_ones)
    dates = sorted({day for value in values if (day := _date(value))})
    spans = dict(zip(dates, periods_of_dates(dates), strict=True))

    def period(value: Value) -> Period | None:
        if day := _date(value):
            return spans[day]
        if are_months and (text := _plain(value)) in open_ones:
            return _month(text)
        return period_in(value, year_starts=year_starts)

    return [period(value) for value in values]


def spans_of(days: Sequence[dt.date]) -> list[Period | None]:
    """Give the period of each of some neighbouring days, as `periods_in` does."""
    spans = _spans_of_dates(tuple(sorted(set(days))))
    return [*map(spans.__getitem__, days)]


@lru_cache(maxsize=16)
def _spans_of_dates(dates: tuple[dt.date, ...]) -> Mapping[dt.date, Period]:
    """Give what `periods_of_dates` does; files that come together mostly have the same months."""
    return dict(zip(dates, periods_of_dates([*dates]), strict=True))


def _plain(value: Value) -> str:
    return " ".join(value.lower().split()) if isinstance(value, str) else ""


def _date(value: Value) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and _ISO.match(value.strip()):
        try:
            return dt.date.fromisoformat(value.strip()[:10])
        except ValueError:
            return None
    return None


def _year(text: str, year_starts: int) -> Period | None:
    if match := _CALENDAR_YEAR.match(text):
        return months_from(int(match["year"]), 1, 12)
    if match := _FINANCIAL_YEAR.match(text):
        first, last = _full(match["first"]), _full(match["last"])
        if len(match["last"]) > len(match["first"]):
            return None  # 03/2004 is a month
        return months_from(first, year_starts, 12) if last == first + 1 else None
    if match := _FY.match(text):
        ending = _full(match["last"])
        return months_from(ending - (year_starts > 1), year_starts, 12)
    return None


def _part_of_year(text: str, year_starts: int) -> Period | None:
    match = _PART_FIRST.match(text) or _PART_LAST.match(text)
    if match is None:
        return None
    named = match["rest"].strip(" -–/,'")
    whole = _year(f"20{named}" if re.fullmatch(r"\d\d", named) else named, year_starts)
    if whole is None:
        return None
    length = 3 if match["quarter"] else 6
    before = length * (int(match["quarter"] or match["half"]) - 1)
    months = whole.start.year * 12 + whole.start.month - 1 + before
    return months_from(months // 12, months % 12 + 1, length)


def _month(text: str) -> Period | None:
    if match := _MONTH_YEAR.match(text) or _YEAR_AND_MONTH.match(text):
        number = month_number(match["month"])
        return month(_full(match["year"]), number) if number else None
    if match := _YEAR_MONTH.match(text) or _MONTH_OF_YEAR.match(text):
        return month(int(match["year"]), int(match["month"]))
    return None


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)


def periods_of_dates(dates: list[dt.date]) -> list[Period]:
    """Give the weeks, months, quarters or years that evenly spaced dates stand for.

    A first of the month opens its period; any other day closes it. One date alone is a month. Of
    dates a week apart a Monday opens its week; a Friday, Saturday or Sunday closes it.
    """
    if _are_weekly(dates):
        return [_week(date) for date in dates]
    gaps = sorted((b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(dates))
    step = gaps[len(gaps) // 2] if gaps else 1
    length = step if step in {1, 3, 6, 12} else 1
    return [_around(date, length) for date in dates]


def _are_weekly(dates: list[dt.date]) -> bool:
    """Tell whether dates stand for weeks: all on one day of the week that begins or ends one."""
    days = {date.weekday() for date in dates}
    gaps = sorted((b - a).days for a, b in pairwise(dates))
    is_week = bool(gaps) and gaps[0] == gaps[len(gaps) // 2] == _WEEK
    return is_week and len(days) == 1 and days <= _WEEK_EDGES


def _week(date: dt.date) -> Period:
    first = date if date.weekday() == _MONDAY else date - dt.timedelta(days=_WEEK - 1)
    return Period(first, first + dt.timedelta(days=_WEEK - 1))


def _around(date: dt.date, length: int) -> Period:
    if date.day == 1 or length == 1:
        return months_from(date.year, date.month, length)
    last = date.year * 12 + date.month - 1 - (length - 1)
    return months_from(last // 12, last % 12 + 1, length)
