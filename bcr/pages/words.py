"""Numbers, money, dates and lists as people write them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

UNKNOWN = "not known"
MINUS = "\N{MINUS SIGN}"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "US$",
    "AUD": "A$",
    "NZD": "NZ$",
    "CAD": "C$",
    "JPY": "¥",
}
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
#: What rounds to a million, and to a thousand, at three significant digits.
_MILLION, _THOUSAND = 999_500, 999.5
_THRESHOLDS = (70, 90, 100)
_PERCENT = re.compile(r"%|per ?cent|pct|percentage", re.IGNORECASE)
_MONEY = re.compile(r"(?P<symbol>A\$|NZ\$|C\$|US\$|[£€$¥])\s*(?P<scale>k|m|bn)?", re.IGNORECASE)


def number(value: float | None) -> str:
    """Three significant digits, whole from 1,000 on, in millions from 1,000,000 on.

    >>> number(15.0), number(0.08512), number(1234.9), number(25_300_000), number(-3.0)
    ('15', '0.0851', '1,235', '25.3m', '−3')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    size = abs(value)
    if size >= _MILLION:
        return _signed(value, _scaled(size))
    return _signed(value, f"{size:,.0f}" if size >= _THOUSAND else _three(size))


def exact(value: float | None) -> str:
    """Up to eight significant digits, for tables that are compared with a workbook.

    >>> exact(1234567.26), exact(0.1 + 0.2)
    ('1,234,567.3', '0.3')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    places = max(0, 8 - _digits_before_point(abs(value)))
    text = f"{abs(value):,.{min(places, 10)}f}"
    return _signed(value, text.rstrip("0").rstrip(".") if "." in text else text)


def amount(value: float | None, unit: str | None) -> str:
    """A level of a measure with its unit.

    >>> amount(12.5, "%"), amount(5.0, "days"), amount(873.0, "£m"), amount(None, "days")
    ('12.5%', '5 days', '£873m', 'not known')
    >>> amount(59_000.0, "GBP a month")
    '£59,000 a month'
    """
    written, unit = number(value), (unit or "").strip()
    if written == UNKNOWN or not unit:
        return written
    if _PERCENT.fullmatch(unit):
        return f"{written}%"
    if currency := _MONEY.fullmatch(unit):
        size = number(abs(value or 0.0)) + (currency["scale"] or "")
        return _signed(value or 0.0, f"{currency['symbol']}{size}")
    code, _, rest = unit.partition(" ")
    if code.upper() in _SYMBOLS:
        size = f"{_SYMBOLS[code.upper()]}{number(abs(value or 0.0))}"
        return _signed(value or 0.0, f"{size} {rest}".rstrip())
    return f"{written} {unit}"


def money(value: float | None, currency: str | None) -> str:
    """An amount of money, in thousands or millions where it is that large.

    >>> money(1_230_000.0, "GBP"), money(-45_600.0, "GBP"), money(12.0, "NZD")
    ('£1.23m', '−£45.6k', 'NZ$12')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    code = currency or ""
    symbol = _SYMBOLS.get(code, f"{code}\N{NO-BREAK SPACE}" if code else "")
    return _signed(value, symbol + _scaled(abs(value)))


def percent(share: float | None) -> str:
    """A share as percent: whole from 10% on, and never rounded up to a usual threshold.

    >>> percent(0.363), percent(0.042), percent(0.8996), percent(-0.25), percent(-0.0001)
    ('36%', '4.2%', '89.9%', '−25%', 'just under 0%')
    """
    if share is None or not math.isfinite(share):
        return UNKNOWN
    size = abs(share) * 100
    if 0 < size < 0.05:  # noqa: PLR2004 - what one decimal cannot show
        return "just under 0%" if share < 0 else "just over 0%"
    whole = round(size)
    if whole in _THRESHOLDS and whole - size > 1e-9:  # noqa: PLR2004 - binary noise
        return _signed(share, f"{math.floor(size * 10) / 10:,.1f}%".replace(".0%", "%"))
    return _signed(share, f"{whole:,}%" if size >= 10 else f"{size:.1f}%".replace(".0%", "%"))


def points(difference: float | None) -> str:
    """A difference of shares in percentage points; empty where there is none.

    >>> points(0.4199), points(-0.02), points(None)
    ('42 points', '−2 points', '')
    """
    if difference is None or not math.isfinite(difference):
        return ""
    return _signed(difference, f"{abs(difference) * 100:,.0f} points")


def day(date: dt.date | None) -> str:
    """A date in full.

    >>> import datetime as dt
    >>> day(dt.date(2025, 3, 31)), day(None)
    ('31 March 2025', 'not known')
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else UNKNOWN


def short_day(date: dt.date) -> str:
    """A date where there is little room.

    >>> import datetime as dt
    >>> short_day(dt.date(2025, 3, 31))
    '31 Mar 2025'
    """
    return f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year}"


def count(many: int, one: str, more: str = "") -> str:
    """A number of things.

    >>> count(1, "benefit"), count(2000, "benefit"), count(0, "entry", "entries")
    ('1 benefit', '2,000 benefits', '0 entries')
    """
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def listed(names: Sequence[str], *, most: int = 8) -> str:
    """Names in a sentence; the rest as a number.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most:,} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def sentence(text: str) -> str:
    """Text with a capital at its start and a full stop at its end.

    >>> sentence("no baseline is stated")
    'No baseline is stated.'
    """
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def _signed(value: float, text: str) -> str:
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def _three(size: float) -> str:
    if size == 0:
        return "0"
    places = max(0, 3 - _digits_before_point(size))
    text = f"{size:.{min(places, 12)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits_before_point(size: float) -> int:
    """Digits before the point; negative for zeros after it."""
    return 1 if size == 0 else math.floor(math.log10(size)) + 1


def _scaled(size: float) -> str:
    for scale, name in _SCALES:
        if size >= scale * 0.9995:
            return f"{_three(size / scale)}{name}"
    return _three(size)
