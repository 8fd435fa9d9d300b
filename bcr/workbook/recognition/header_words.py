"""Which fields a header may name, by its words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.words.fields import COMPANIES, ECHOES, OWN_HEADER, normal, synonyms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_HEADER: Final = 120
_DIGIT: Final = re.compile(r"\d")
_BRACKET: Final = re.compile(r"[()\[\]]")
#: How well a header fits of which a known one is the last word, or some words on end.
_LAST_WORD: Final = 0.5
_RUN: Final = 0.9
#: Words beside a known header that make something else of it: a stretch target, a type of benefit.
_OTHERS: Final = frozenset(
    {
        "of", "for", "per", "without", "not", "previous", "prior", "old", "former", "last", "next",
        "interim", "stretch", "revised", "original", "rolling", "cumulative", "minimum", "maximum",
        "de", "del", "des", "du", "por", "pour",
    }
)  # fmt: skip


class Match(NamedTuple):
    """A header understood: the field, 0 to 1 how well it fits, and why."""

    field: str
    score: float
    reason: str
    #: Place of the known header among those of its field: the first is the most telling.
    rank: int = 0


def candidates(header: str, company: str) -> tuple[Match, ...]:
    """Give the fields a header may name in a table of some kind, the best first.

    Whole headers first, then whole words of them, never parts of words.

    >>> [m.field for m in candidates("Benefit Owner", "benefits")]
    ['benefits.owner']
    >>> candidates("Confidence", "kpis")
    ()
    """
    return whole_matches(header, company) or _matches_by_words(header, company)


@lru_cache(maxsize=16_384)
def whole_matches(header: str, company: str) -> tuple[Match, ...]:
    """Give the fields of which a header is, whole, a known one."""
    wanted = normal(header)
    return tuple(
        Match(one, 1.0, f"the header is “{header.strip()}”", rank)
        for table in COMPANIES[company]
        for one, rank in synonyms()[table].get(wanted, ())
        if _may_name(one, rank, table, company)
    )


def _may_name(field: str, rank: int, table: str, company: str) -> bool:
    """Tell whether a known header of a table, of some rank, names its field in one of a kind."""
    return field not in ECHOES.get(company, ()) and (table == company or rank != OWN_HEADER)


def companies_of(header: str) -> frozenset[str]:
    """Give the kinds of table in which a header is, whole, a known one.

    >>> sorted(companies_of("Benefit owner")), companies_of("1,204 calls")
    (['benefits'], frozenset())
    """
    found = _companies_by_header().get(normal(header)) if _may_be_known(header) else None
    return found or frozenset()


@lru_cache(maxsize=1)
def _companies_by_header() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for company, tables in COMPANIES.items():
        for table in tables:
            for known, fields in synonyms()[table].items():
                if any(_may_name(*one, table, company) for one in fields):
                    found.setdefault(known, set()).add(company)
    return {known: frozenset(companies) for known, companies in found.items()}


def is_known(header: str) -> bool:
    """Tell whether a header is, whole, a known one of any table."""
    may_be = len(header) <= _LONGEST_HEADER and _may_be_known(header)
    return may_be and normal(header) in _all_known()


def _may_be_known(header: str) -> bool:
    """Tell whether a header has no digit, as no known one has, unless a remark may hold it."""
    return _DIGIT.search(header) is None or "(" in header or "[" in header


def may_be_part(text: str) -> bool:
    """Tell whether a text may be the last of some that together are a known header.

    Unless brackets make a remark of it, each of its words is then one of the known header's, which
    has no digit. A blank one may be.

    >>> may_be_part("owner"), may_be_part("Housing"), may_be_part("owner 7"), may_be_part("7)")
    (True, False, False, True)
    """
    if _DIGIT.search(text):
        return _BRACKET.search(text) is not None
    if _BRACKET.search(text):
        return True
    return len(text) > _LONGEST_HEADER or _known_words().issuperset(normal(text).split())


@lru_cache(maxsize=1)
def _all_known() -> frozenset[str]:
    return frozenset(known for words in synonyms().values() for known in words)


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(word for known in _all_known() for word in known.split())


@lru_cache(maxsize=16_384)
def _matches_by_words(header: str, company: str) -> tuple[Match, ...]:
    words = normal(header).split() if len(header) <= _LONGEST_HEADER else []
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
    if not _OTHERS.isdisjoint(set(words) - set(known)):
        return 0.0
    if len(known) == 1:
        tells = len(words) in {2, 3} and words[-1] == known[0] and len(known[0]) > 3
        return _LAST_WORD if tells else 0.0
    runs = range(len(words) - len(known) + 1)
    inside = any(words[i : i + len(known)] == known for i in runs)
    return _RUN * len(known) / len(words) if inside and 2 * len(known) >= len(words) else 0.0
