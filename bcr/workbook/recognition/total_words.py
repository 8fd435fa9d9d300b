"""Where a text says that its row is a total, in every language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bcr.workbook.words.fields import normal
from bcr.workbook.words.languages import words_of

if TYPE_CHECKING:
    from bcr.workbook.files.down import Cells


def total_in(text: str) -> str:
    """Give where a text says total: "whole", "start" or "end"; empty where it does not.

    >>> [total_in(text) for text in ("Total", "Total savings", "Housing total", "Totality")]
    ['whole', 'start', 'end', '']
    """
    return _where_total(text) if _may_say_total(text) else ""


def with_total(cells: Cells) -> set[str]:
    """Give those texts of some cells that say total; mostly none of a column does."""
    return (
        {text for text in cells.texts if total_in(text)} if _may_say_total(cells.lines) else set()
    )


def _may_say_total(text: str) -> bool:
    """Tell whether a text holds a word for totals; most are ids and titles, and do not."""
    if not text.isascii():
        return True
    small = text.casefold()
    return any(map(small.__contains__, _first_words()))


@lru_cache(maxsize=1)
def _totals() -> frozenset[str]:
    return frozenset(normal(word) for word in words_of("sums")["total"])


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _totals())


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(words.split()[0] for words in _totals())


@lru_cache(maxsize=16_384)
def _where_total(text: str) -> str:
    words = normal(text)
    if words in _totals():
        return "whole"
    if words.startswith(_beginnings()):
        return "start"
    return "end" if words.endswith((" total", " subtotal", " totals")) else ""
