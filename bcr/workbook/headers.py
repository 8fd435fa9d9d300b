"""Which field a header names, how sure that is, and what the header says about its values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from bcr.workbook.amounts import CURRENCIES, SCALES, Amount, amount_in
from bcr.workbook.dates import date_in
from bcr.workbook.fields import (
    COMPANIES,
    ECHOES,
    OWN_HEADER,
    Kind,
    kind_of_field,
    normal,
    says_blank,
    synonyms,
    vocabulary,
)
from bcr.workbook.grid import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.grid import Value

_SYMBOL: Final = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_SCALE: Final = "|".join(sorted(map(re.escape, filter(None, SCALES)), key=len, reverse=True))
_MONEY_HINT: Final = re.compile(
    rf"(?:^|[\s(\[,])(?P<before>[km])?(?P<symbol>{_SYMBOL})\s*(?P<scale>{_SCALE})?(?=$|[\s)\],])",
    re.IGNORECASE,
)
_SCALE_HINT: Final = re.compile(
    r"(?:[(\[]|\bin\s+)(?P<scale>'?000s?|k|mn|mio|bn|(?:thou|mill|bill)(?:sand|ion)s?)\s*[)\]]?$",
    re.IGNORECASE,
)
_YEARLY: Final = frozenset({"a year", "per year", "per annum", "pa", "p a", "annually", "annual"})
_LONGEST_HEADER: Final = 120
#: A field's own header and its first synonym mean it, whatever stands below.
_FIRST_SYNONYM: Final = 1
#: How well a header fits of which a known one is the last word, or some words on end.
_LAST_WORD: Final = 0.5
_RUN: Final = 0.9
#: Half of the cells that say anything must fit before a column is taken for a kind.
_ENOUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Hint:
    """What a header (or unit cell) says about the numbers below it."""

    currency: str = ""
    scale: float = 1.0
    percent: bool = False
    #: Seconds in the unit of time that is named; 0 when none is.
    seconds: float = 0.0


@lru_cache(maxsize=4096)
def hint_in(text: str) -> Hint:
    """Give what a header or unit says about its numbers.

    >>> hint_in("Target (£m)")
    Hint(currency='GBP', scale=1000000.0, percent=False, seconds=0.0)
    >>> hint_in("Wait (mins)").seconds, hint_in("% answered").percent, hint_in("Calls (000s)").scale
    (60.0, True, 1000.0)
    """
    money = _MONEY_HINT.search(text)
    scaled = money or _SCALE_HINT.search(text.strip())
    parts = scaled.groupdict() if scaled else {}
    scale = SCALES[(parts.get("scale") or parts.get("before") or "").lower()]
    bracketed = re.findall(r"[(\[]([^)\]]*)[)\]]", text) or [text]
    times = (vocabulary()["time_units"].get(normal(part)) for part in bracketed if part)
    percent = "%" in text or "per cent" in text.lower() or "percent" in text.lower().split()
    return Hint(
        currency=CURRENCIES[money["symbol"].lower()] if money else "",
        scale=scale,
        percent=percent,
        seconds=max((float(seconds) for seconds in times if seconds), default=0.0),
    )


def unit_in(text: str) -> str:
    """Give a unit with its money in whole units; money a year is what money is compared as.

    >>> unit_in("£k"), unit_in("£k per call"), unit_in("£ a year"), unit_in("calls")
    ('GBP', 'GBP per call', 'GBP', 'calls')
    """
    money = _MONEY_HINT.match(text)
    if money is None:
        return hint_in(text).currency or text
    rest = text[money.end() :].split()
    yearly = not rest or normal(" ".join(rest)) in _YEARLY
    return " ".join([CURRENCIES[money["symbol"].lower()], *([] if yearly else rest)])


@dataclass(frozen=True, slots=True)
class Match:
    """A header understood: the field, 0 to 1 how well it fits, and why."""

    field: str
    score: float
    reason: str
    #: Place of the known header among those of its field: the first is the most telling.
    rank: int = 0


@dataclass(slots=True)
class Matches:
    """The headers of one table understood together."""

    #: Column → its field.
    fields: dict[int, Match] = field(default_factory=dict)
    #: Column → fields that fit it equally well.
    open: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def score(self) -> float:
        """Give how much of a table of its kind this is."""
        return sum(match.score for match in self.fields.values()) + 0.5 * len(self.open)


@lru_cache(maxsize=16_384)
def candidates(header: str, company: str) -> tuple[Match, ...]:
    """Give the fields a header may name in a table of some kind, the best first.

    Whole headers first, then whole words of them, never parts of words.

    >>> [m.field for m in candidates("Benefit Owner", "benefits")]
    ['benefits.owner']
    >>> candidates("Confidence", "kpis")
    ()
    """
    wanted = normal(header)
    if not wanted:
        return ()
    found = [
        Match(one, 1.0, f"the header is “{header.strip()}”", rank)
        for table in COMPANIES[company]
        for one, rank in synonyms()[table].get(wanted, ())
        if one not in ECHOES.get(company, ()) and (table == company or rank != OWN_HEADER)
    ]
    return tuple(found) or _by_words(header, wanted, company)


def _by_words(header: str, wanted: str, company: str) -> tuple[Match, ...]:
    words = wanted.split()
    best: dict[str, Match] = {}
    for table in COMPANIES[company]:
        for known in sorted({k for word in words for k in _beginning_with(table).get(word, ())}):
            score = _overlap(known.split(), words)
            for one, rank in synonyms()[table][known] if score else ():
                if one in ECHOES.get(company, ()) or (table != company and rank == OWN_HEADER):
                    continue
                if one not in best or best[one].score < score:
                    reason = f"“{header.strip()}” contains “{known}”"
                    best[one] = Match(one, score, reason, rank)
    top = max((m.score for m in best.values()), default=0.0)
    return tuple(m for m in best.values() if m.score == top)


@lru_cache(maxsize=32)
def _beginning_with(table: str) -> Mapping[str, Sequence[str]]:
    """Give a table's known headers by their first word."""
    found: dict[str, list[str]] = {}
    for known in synonyms()[table]:
        found.setdefault(known.split()[0], []).append(known)
    return found


def _overlap(known: list[str], words: list[str]) -> float:
    """Give the share of a header that a known one makes up; 0 when it is not in it whole."""
    if len(known) == 1:
        tells = len(words) in {2, 3} and words[-1] == known[0] and len(known[0]) > 3
        return _LAST_WORD if tells else 0.0
    runs = range(len(words) - len(known) + 1)
    inside = any(words[i : i + len(known)] == known for i in runs)
    return _RUN * len(known) / len(words) if inside and 2 * len(known) >= len(words) else 0.0


def match_headers(
    headers: Sequence[tuple[int, str]], cells: dict[int, list[Value]], company: str
) -> Matches:
    """Give what each column of a table means, one header a field and one field a header.

    `headers` are columns with their texts; `cells` has the values below each. A header that may
    name several fields is decided by those values, else left open.
    """
    found = Matches()
    offers = [
        (column, match)
        for column, text in headers
        for match in _fitting(candidates(text, company), cells.get(column, []))
    ]
    taken: set[str] = set()
    for score in sorted({match.score for _, match in offers}, reverse=True):
        _settle([(c, m) for c, m in offers if m.score == score], found, taken)
    return found


def _settle(offers: list[tuple[int, Match]], found: Matches, taken: set[str]) -> None:
    """Give each column its field, those with one choice first, until nothing more is clear."""
    left = {c for c, _ in offers if c not in found.fields and c not in found.open}
    while left:
        choices = {c: _choice([m for k, m in offers if k == c and m.field not in taken])
                   for c in sorted(left)}  # fmt: skip
        left -= {c for c, options in choices.items() if not options}
        clear = [(options[0].rank, c) for c, options in choices.items() if len(options) == 1]
        if not clear:
            found.open.update({c: tuple(m.field for m in choices[c]) for c in left})
            return
        _, first = min(clear)
        found.fields[first] = choices[first][0]
        taken.add(choices[first][0].field)
        left.discard(first)


def _choice(options: list[Match]) -> list[Match]:
    """Keep the options of the first table: a company lists its main table first."""
    return [m for m in options if m.field.partition(".")[0] == options[0].field.partition(".")[0]]


def _fitting(matches: tuple[Match, ...], cells: list[Value]) -> tuple[Match, ...]:
    """Keep the fields that the cells can be values of, where a header leaves a choice.

    Where they fit none, their owner will want to hear what is wrong with each: the first is kept.
    """
    spoken = _spoken(cells)
    if not spoken:
        return matches[:1]
    fitting = tuple(m for m in matches if _fits_field(m, spoken, alone=len(matches) == 1))
    readable = (m for m in matches if kind_of_field(m.field) is not Kind.WORD)
    return fitting or tuple(readable)[:1]


def _fits_field(match: Match, spoken: list[Value], *, alone: bool) -> bool:
    """A column of words must use the known ones: "Type" is a class only where it holds some."""
    kind = kind_of_field(match.field)
    if kind is Kind.WORD:
        return match.rank <= _FIRST_SYNONYM or _known_words(match.field, spoken)
    return alone or fits(kind, spoken)


def _spoken(cells: list[Value]) -> list[Value]:
    """Give the first cells that say something; "TBC" says nothing of what its column holds."""
    said = (cell for cell in cells if cell != "")
    return list(islice((c for c in said if not (isinstance(c, str) and says_blank(c))), 50))


def _known_words(field: str, cells: list[Value]) -> bool:
    words = vocabulary()[field.partition(".")[2]]
    said = [normal(as_text(cell)) for cell in cells]
    return sum(word in words for word in said) >= _ENOUGH * len(said)


@lru_cache(maxsize=16_384)
def is_known(header: str) -> bool:
    """Tell whether a header names a field of any table."""
    return len(header) <= _LONGEST_HEADER and any(candidates(header, c) for c in COMPANIES)


def fits(kind: Kind, cells: list[Value]) -> bool:
    """Tell whether cells can be values of a kind; a column without values fits any."""
    said = _spoken(cells)
    good = sum(_is(kind, cell) for cell in said)
    return good >= _ENOUGH * len(said)


def _is(kind: Kind, cell: Value) -> bool:
    if kind in {Kind.LEVEL, Kind.MONEY, Kind.NUMBER, Kind.RATIO, Kind.MONTHS}:
        return isinstance(amount_in(cell), Amount)
    if kind in {Kind.STARTS, Kind.ENDS, Kind.PERIOD}:
        bare_number = isinstance(cell, float) and not 1950 <= cell <= 2150
        return not bare_number and isinstance(date_in(cell, edge="end", order="dmy"), dt.date)
    return isinstance(cell, str) and not isinstance(amount_in(cell), Amount)
