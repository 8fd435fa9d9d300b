"""Headers that name a period and what stands under it: Planned 2023/24, T1. PLANEADO 2024."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.values.hints import hint_in
from bcr.workbook.values.periods import period_in
from bcr.workbook.words.fields import normal
from bcr.workbook.words.languages import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST: Final = 80
_MOST_WORDS: Final = 10
_YEAR: Final = r"(?:year|yr|y|ano|annee)\s*\.?\s*"
_NTH: Final = re.compile(rf"^{_YEAR}(?P<number>[1-9]\d?)$")
#: Every period has a year, in two digits or in four, or the number of one.
_PERIOD_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{1,2}|(?:19|20)\d\d)(?!\d)")
_DAY: Final = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d(?: 00:00:00)?$")
#: Words that say nothing beside a period and a role.
_NEUTRAL: Final = frozenset(
    {
        "benefit", "benefits", "saving", "savings", "value", "values", "level", "levels", "amount",
        "figure", "for", "in", "by", "at", "of", "to", "the", "end", "per", "a", "year", "quarter",
        "month", "ending", "de", "del", "en", "para", "pour", "ahorro", "ahorros", "economies",
    }
)  # fmt: skip
#: Words that make money of plain numbers.
_MONEY: Final = frozenset({"saving", "savings", "ahorro", "ahorros", "economies"})


class Dated(NamedTuple):
    """A header that names a period, or the n-th year from a start."""

    #: planned, actual, baseline or forecast; empty when it does not say.
    role: str
    #: The period as it is written; empty for a year counted from a start.
    period: str
    #: Of a year counted from a start; else 0.
    number: int = 0
    is_money: bool = False


@lru_cache(maxsize=16_384)
def dated(header: str) -> Dated | None:
    """Give what a header says of a period, or nothing when it names none, or other words too.

    >>> dated("Planned 2023/24 (£k)")
    Dated(role='planned', period='2023/24', number=0, is_money=True)
    >>> dated("T1. PLANEADO 2024").period, dated("Year 3").number, dated("Year 3 (2025/26)").period
    ('T1. 2024', 3, '2025/26')
    >>> dated("FY 2012 IP Rate") is None
    True
    """
    if len(header) > _LONGEST or _PERIOD_DIGITS.search(header) is None:
        return None
    joined = re.sub(r"(?<=\d)_(?=\d)", "-", header)
    words = re.sub(r"[()\[\]_]|:(?=\s|$)", " ", joined).split()
    if len(words) > _MOST_WORDS:
        return None
    is_money = bool(hint_in(header).currency) or any(normal(word) in _MONEY for word in words)
    for role, rest in _readings(words):
        for text in _without_neutral(rest):
            if nth := _NTH.match(normal(text)):
                return Dated(role, "", int(nth["number"]), is_money)
            if period_in(text) is not None or is_day(text):
                return Dated(role, text, is_money=is_money)
    return None


def is_day(text: str) -> bool:
    """Tell whether a text is a day as a date cell gives it, and nothing else.

    >>> is_day("2024-03-31"), is_day("2024-03-31 00:00:00"), is_day("Target 2024-03-31")
    (True, True, False)
    """
    return _DAY.match(text) is not None


def _without_neutral(words: list[str]) -> Iterator[str]:
    """Give some words, without those that say nothing but "year", and without "year" too."""
    yield " ".join(words)
    left = [word for word in words if not _is_neutral(word)]
    yield " ".join(word for word in words if word in left or normal(word) == "year")
    yield " ".join(left)
    yield " ".join(
        re.sub(rf"^{_YEAR}\d{{1,2}}\s+", "", " ".join(words), flags=re.IGNORECASE).split()
    )


def _is_neutral(word: str) -> bool:
    hint = hint_in(word)
    is_filler = _NEUTRAL.issuperset(normal(word).split())
    return is_filler or bool(hint.currency) or hint.percent or hint.scale != 1.0


def _readings(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Give each role that some of the words name, with the rest; at last no role with all."""
    bare = [normal(word) for word in words]
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        for first in range(len(words) - length + 1):
            said = " ".join(filter(None, bare[first : first + length]))
            if role := _roles().get(said):
                yield role, [*words[:first], *words[first + length :]]
    yield "", words


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for role, words in words_of("roles").items():
        for word in words:
            found.setdefault(normal(word), role)
    return found


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(word.split()) for word in _roles())


@lru_cache(maxsize=4096)
def role_in(text: str) -> str:
    """Give the role that a text is, whole, a word of; empty when it is none.

    >>> role_in("Plan"), role_in("ACTUAL:"), role_in("Planned and actual")
    ('planned', 'actual', '')
    """
    return _roles().get(normal(text), "") if len(text) <= _LONGEST else ""


def only_role_in(text: str) -> str:
    """Give the only role that words of a text name, such as a sheet's name; else nothing.

    >>> only_role_in("Actuals 2024"), only_role_in("Plan v actual")
    ('actual', '')
    """
    roles = {role for word in normal(text).split() if (role := _roles().get(word))}
    return roles.pop() if len(roles) == 1 else ""


def without_total(header: str) -> str:
    """Give a header without its word for a sum; empty where it has none.

    >>> without_total("TOTAL PLANEADO 2024"), without_total("Planned 2024")
    ('PLANEADO 2024', '')
    """
    words = header.split()
    sums = {normal(word) for word in words_of("sums")["total"]}
    rest = [word for word in words if normal(word) not in sums]
    return " ".join(rest) if len(rest) < len(words) else ""
