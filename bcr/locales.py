"""How a locale writes numbers, money and dates: its few signs, taken from Babel once."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel import Locale
    from babel.numbers import NumberPattern

DEFAULT: Final = "en_GB"
#: Longer than a hyphen, so that −3 is no part of a word; what every locale means by its hyphen.
MINUS: Final = "\N{MINUS SIGN}"
_CURRENCY: Final = "¤"
#: Babel counts from Monday.
_WEEK: Final = (6, 0, 1, 2, 3, 4, 5)
_WRITTEN: ContextVar[str] = ContextVar("locale", default=DEFAULT)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after a number, and around one that is below nought."""

    before: str
    after: str
    below_before: str
    below_after: str

    def put(self, text: str, *, below: bool) -> str:
        """The text of a number between its signs."""
        if below:
            return f"{self.below_before}{text}{self.below_after}"
        return f"{self.before}{text}{self.after}"


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What a locale writes with; digits are 0 to 9 in all of them, as in the sentences."""

    #: Of the web, such as en-GB.
    tag: str
    decimal: str
    group: str
    #: Digits of the group before the point, and of those before it: 3 and 2 make 1,00,000.
    sizes: tuple[int, int]
    number: Around
    percent: Around
    #: With ¤ where the symbol stands.
    money: Around
    #: Currency code → symbol, for codes that have one.
    symbols: Mapping[str, str]
    #: With d, dd, M, MM, MMM, MMMM and y to fill in, such as `%(d)s %(MMMM)s %(y)s`.
    day: str
    short_day: str
    #: In English, which the sentences are in.
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    #: From Sunday, as charts count.
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]

    def written(self, plain: str) -> str:
        """Digits as Python groups them (1,234.5), as the locale does.

        >>> signs_of("de_CH").written("1,234.5"), signs_of("en_IN").written("1,234,567")
        ('1’234.5', '12,34,567')
        """
        if self.sizes == (3, 3) and (self.group, self.decimal) == (",", "."):
            return plain
        digits, point, rest = plain.partition(".")
        if "," in digits:
            digits = self.group.join(_groups(digits.replace(",", ""), *self.sizes))
        return f"{digits}{self.decimal}{rest}" if point else digits


@contextmanager
def written_as(locale: str) -> Iterator[None]:
    """Within it, pages and charts write as `locale` does; without it, as British English."""
    before = _WRITTEN.set(locale)
    try:
        yield
    finally:
        _WRITTEN.reset(before)


def in_force() -> str:
    """Name of the locale that is written as here and now."""
    return _WRITTEN.get()


def signs() -> Signs:
    """The signs of the locale in force."""
    return signs_of(_WRITTEN.get())


def check_locale(name: str) -> None:
    """Look whether Babel knows a locale; the default one costs no import.

    Raises: ValueError, when it does not.
    """
    if name != DEFAULT:
        _locale(name)


@cache
def signs_of(name: str) -> Signs:
    """The signs of a locale.

    Money is as in its standard format. An English locale has its long and medium dates; any
    other has its numeric one with the whole year for both, since its names of months would stand
    in English sentences.

    Raises: ValueError, when Babel does not know the locale.
    """
    found = _locale(name)
    latin = found.number_symbols["latn"]
    english = found if found.language == "en" else _locale(DEFAULT)
    long, medium = (
        (found.date_formats["long"], found.date_formats["medium"])
        if found.language == "en"
        else (found.datetime_skeletons["yMd"],) * 2
    )
    months, days = english.months["format"], english.days["format"]
    number = found.decimal_formats[None]
    return Signs(
        tag=str(found).replace("_", "-"),
        decimal=latin["decimal"],
        group=latin["group"],
        sizes=number.grouping,
        number=_around(number, latin),
        percent=_around(found.percent_formats[None], latin),
        money=_around(found.currency_formats["standard"], latin),
        symbols={code: one for code, one in found.currency_symbols.items() if one != _CURRENCY},
        day=long.format,
        short_day=medium.format,
        months=tuple(months["wide"][month] for month in range(1, 13)),
        short_months=tuple(months["abbreviated"][month] for month in range(1, 13)),
        weekdays=tuple(days["wide"][day] for day in _WEEK),
        short_weekdays=tuple(days["abbreviated"][day] for day in _WEEK),
    )


def money_around(written: Signs, code: str) -> Around:
    r"""What stands around an amount of a currency: its symbol, or its code where it has none.

    >>> money_around(signs(), "USD").put("5", below=True), money_around(signs(), "CHF").before
    ('−US$5', 'CHF\xa0')
    """
    return around_symbol(written, written.symbols.get(code, code))


@cache
def around_symbol(written: Signs, symbol: str) -> Around:
    """What stands around an amount with a symbol of its own; letters keep off the digits."""
    one = written.money
    return Around(
        _spaced(one.before, symbol, first=True),
        _spaced(one.after, symbol, first=False),
        _spaced(one.below_before, symbol, first=True),
        _spaced(one.below_after, symbol, first=False),
    )


def _locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        raise ValueError(
            f"`locale` is {name!r}; write a language and a country that Babel knows, such as "
            "en_GB, en_US or de_DE"
        ) from None


def _around(pattern: NumberPattern, latin: Mapping[str, str]) -> Around:
    minus = latin["minusSign"].replace("-", MINUS)
    parts = zip(pattern.prefix, pattern.suffix, strict=True)
    (before, after), (below_before, below_after) = (
        [part.replace("-", minus).replace("%", latin["percentSign"]) for part in side]
        for side in parts
    )
    return Around(before, after, below_before, below_after)


def _spaced(around: str, symbol: str, *, first: bool) -> str:
    """The symbol in its place, a space between its last letter and the digit beside it."""
    edge = symbol[-1:] if first else symbol[:1]
    bare = around.endswith(_CURRENCY) if first else around.startswith(_CURRENCY)
    space = "\N{NO-BREAK SPACE}" if bare and edge.isalpha() else ""
    return around.replace(_CURRENCY, f"{symbol}{space}" if first else f"{space}{symbol}")


def _groups(digits: str, first: int, further: int) -> list[str]:
    """The digits in groups, counted from the right."""
    head, groups = digits[:-first], [digits[-first:]]
    while head:
        head, group = head[:-further], head[-further:]
        groups.insert(0, group)
    return groups
