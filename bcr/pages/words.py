"""Numbers, money, dates and lists as people write them, with the signs of the locale in force."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bcr.locales import around_symbol, money_around, signs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bcr.locales import Around, Signs

UNKNOWN = "not known"
#: Codes that a unit may have in small letters too; other three letters may be a word.
_CODES = frozenset({"GBP", "EUR", "USD", "AUD", "NZD", "CAD", "JPY"})
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
#: What rounds to a million, and to a thousand, at three significant digits.
_MILLION, _THOUSAND = 999_500, 999.5
_THRESHOLDS = (70, 90, 100)
_PERCENT = re.compile(r"%|per ?cent|pct|percentage", re.IGNORECASE)
_MONEY = re.compile(r"(?P<symbol>A\$|NZ\$|C\$|US\$|[£€$¥])\s*(?P<scale>k|m|bn)?", re.IGNORECASE)


def number(value: float | None) -> str:
    r"""Three significant digits, whole from 1,000 on, in millions from 1,000,000 on.

    >>> number(15.0), number(0.08512), number(1234.9), number(25_300_000), number(-3.0)
    ('15', '0.0851', '1,235', '25.3m', '−3')
    >>> from bcr.locales import written_as
    >>> with written_as("sv_SE"):
    ...     number(-1234.9), number(25_300_000), number(0.08512)
    ('−1\xa0235', '25,3m', '0,0851')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return _put(value, *_short(abs(value)), signs().number)


def whole(many: int) -> str:
    """A whole number to its last digit.

    >>> whole(1_234_567)
    '1,234,567'
    >>> from bcr.locales import written_as
    >>> with written_as("en_IN"):
    ...     whole(1_234_567)
    '12,34,567'
    """
    return _put(many, f"{abs(many):,}", "", signs().number)


def fixed(value: float, places: int) -> str:
    """A number with as many decimals as asked for, noughts too.

    >>> fixed(0.5, 4), fixed(-12.25, 1)
    ('0.5000', '−12.2')
    """
    return _put(value, f"{abs(value):,.{places}f}", "", signs().number)


def exact(value: float | None) -> str:
    """Up to eight significant digits, for tables that are compared with a workbook.

    >>> exact(1234567.26), exact(0.1 + 0.2)
    ('1,234,567.3', '0.3')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    places = max(0, 8 - _digits_before_point(abs(value)))
    text = f"{abs(value):,.{min(places, 10)}f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return _put(value, plain, "", signs().number)


def amount(value: float | None, unit: str | None) -> str:
    r"""A level of a measure with its unit.

    >>> amount(12.5, "%"), amount(5.0, "days"), amount(873.0, "£m"), amount(None, "days")
    ('12.5%', '5 days', '£873m', 'not known')
    >>> amount(59_000.0, "GBP a month")
    '£59,000 a month'
    >>> from bcr.locales import written_as
    >>> with written_as("de_DE"):
    ...     amount(12.5, "%"), amount(1.6, "£m"), amount(59_000.0, "GBP a month")
    ('12,5\xa0%', '1,6m\xa0£', '59.000\xa0£ a month')
    """
    unit = (unit or "").strip()
    if value is None or not math.isfinite(value) or not unit:
        return number(value)
    digits, scale = _short(abs(value))
    if _PERCENT.fullmatch(unit):
        return _put(value, digits, scale, signs().percent)
    if found := _MONEY.fullmatch(unit):
        stated = around_symbol(signs(), found["symbol"])
        return _put(value, digits, scale + (found["scale"] or ""), stated)
    code, _, rest = unit.partition(" ")
    if code in signs().symbols or code.upper() in _CODES:
        return f"{_put(value, digits, scale, money_around(signs(), code.upper()))} {rest}".rstrip()
    return f"{number(value)} {unit}"


def money(value: float | None, currency: str | None) -> str:
    r"""An amount of money, in thousands or millions where it is that large.

    >>> money(1_230_000.0, "GBP"), money(-45_600.0, "GBP"), money(12.0, "NZD")
    ('£1.23m', '−£45.6k', 'NZ$12')
    >>> from bcr.locales import written_as
    >>> with written_as("es_CO"):
    ...     money(1_230_000.0, "COP"), money(-45_600.0, "GBP")
    ('$1,23m', '−GBP\xa045,6k')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    stated = money_around(signs(), currency) if currency else signs().number
    return _put(value, *_scaled(abs(value)), stated)


def percent(share: float | None) -> str:
    r"""A share as percent: whole from 10% on, and never rounded up to a usual threshold.

    >>> percent(0.363), percent(0.042), percent(0.8996), percent(-0.25), percent(-0.0001)
    ('36%', '4.2%', '89.9%', '−25%', 'just under 0%')
    >>> from bcr.locales import written_as
    >>> with written_as("fr_FR"):
    ...     percent(0.042)
    '4,2\xa0%'
    """
    if share is None or not math.isfinite(share):
        return UNKNOWN
    size, around = abs(share) * 100, signs().percent
    if 0 < size < 0.05:  # noqa: PLR2004 - what one decimal cannot show
        return f"just {'under' if share < 0 else 'over'} {_put(0, '0', '', around)}"
    rounded = round(size)
    if rounded in _THRESHOLDS and rounded - size > 1e-9:  # noqa: PLR2004 - binary noise
        digits = f"{math.floor(size * 10) / 10:,.1f}".removesuffix(".0")
    else:
        digits = f"{rounded:,}" if size >= 10 else f"{size:.1f}".removesuffix(".0")
    return _put(share, digits, "", around)


def tenths(share: float) -> str:
    """A share as percent to a tenth of one, a nought too.

    >>> tenths(0.035), tenths(0.1)
    ('3.5%', '10.0%')
    """
    return _put(share, f"{abs(share) * 100:,.1f}", "", signs().percent)


def points(difference: float | None) -> str:
    """A difference of shares in percentage points; empty where there is none.

    >>> points(0.4199), points(-0.02), points(None)
    ('42 points', '−2 points', '')
    """
    if difference is None or not math.isfinite(difference):
        return ""
    return f"{fixed(difference * 100, 0)} points"


def day(date: dt.date | None) -> str:
    """A date in full.

    >>> import datetime as dt
    >>> day(dt.date(2025, 3, 31)), day(None)
    ('31 March 2025', 'not known')
    >>> from bcr.locales import written_as
    >>> with written_as("en_US"):
    ...     day(dt.date(2025, 3, 31))
    'March 31, 2025'
    """
    return _dated(date, signs().day, signs()) if date else UNKNOWN


def short_day(date: dt.date) -> str:
    """A date where there is little room.

    >>> import datetime as dt
    >>> short_day(dt.date(2025, 3, 31))
    '31 Mar 2025'
    """
    return _dated(date, signs().short_day, signs())


def whole_or_none(many: int, none: str = "None") -> str:
    """A whole number where it opens a sentence, or stands in one with `none` in small letters.

    >>> whole_or_none(1599), whole_or_none(0), whole_or_none(0, "none")
    ('1,599', 'None', 'none')
    """
    return whole(many) if many else none


def count(many: int, one: str, more: str = "") -> str:
    """A number of things.

    >>> count(1, "benefit"), count(2000, "benefit"), count(0, "entry", "entries")
    ('1 benefit', '2,000 benefits', '0 entries')
    """
    return f"{whole(many)} {one if many == 1 else more or one + 's'}"


def listed(names: Sequence[str], *, most: int = 8) -> str:
    """Names in a sentence; the rest as a number.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{whole(len(names) - most)} more")
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


def _put(value: float, plain: str, scale: str, around: Around) -> str:
    """Plain digits and their scale as the locale writes them; nothing rounded to nought is less."""
    below = value < 0 and bool(plain.strip("0.,"))
    return around.put(f"{signs().written(plain)}{scale}", below=below)


@lru_cache(maxsize=4096)
def _dated(date: dt.date, pattern: str, names: Signs) -> str:
    """A date put into a pattern; the same few hundred stand on every page."""
    month = date.month
    return pattern % {
        "d": date.day,
        "dd": f"{date.day:02}",
        "M": month,
        "MM": f"{month:02}",
        "MMM": names.short_months[month - 1],
        "MMMM": names.months[month - 1],
        "y": date.year,
    }


def _short(size: float) -> tuple[str, str]:
    """Plain digits of a number as a sentence has it, and its scale."""
    if size >= _MILLION:
        return _scaled(size)
    return f"{size:,.0f}" if size >= _THOUSAND else _three(size), ""


def _three(size: float) -> str:
    if size == 0:
        return "0"
    places = max(0, 3 - _digits_before_point(size))
    text = f"{size:.{min(places, 12)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits_before_point(size: float) -> int:
    """Digits before the point; negative for zeros after it."""
    return 1 if size == 0 else math.floor(math.log10(size)) + 1


def _scaled(size: float) -> tuple[str, str]:
    for scale, name in _SCALES:
        if size >= scale * 0.9995:
            return _three(size / scale), name
    return _three(size), ""
