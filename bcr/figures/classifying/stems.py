"""Words cut to what they share with their other forms, and the nearest one to a misspelling."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_ENDINGS = (
    "isations", "isation", "izations", "ization", "ations", "ation", "ities", "ments", "ment",
    "ings", "ing", "ers", "ies", "ied", "ion", "ions", "ed", "er", "es", "s", "e", "y", "ly",
)  # fmt: skip
_SHORTEST = 3
#: Say nothing of the way a change comes about: grammar, and which way a measure moves.
_EMPTY = """
    a about after again all an and any are as at be been before being but by can did do does
    each every for from had has have how if in into is it its more most no not of off on one or
    our out own per so some such than that the their them then there these they this to too up
    was were what when which who why will with without
    fewer less lower higher shorter faster better sooner reduced reduction reduce increase
    increased improve improved improvement number share rate average total year years month months
    day days service services benefit benefits case customer customers resident residents people
    staff"""
#: Shares of three-letter pieces that two spellings of a word have in common at least.
_LIKE = 0.6


def stems(text: str) -> list[str]:
    """The telling words of a text, each cut to its stem, in order.

    >>> stems("Automated scheduling of the advisers' rota")
    ['automat', 'schedul', 'advis', 'rota']
    """
    empty = frozenset(words(_EMPTY))
    return [stem(word) for word in words(text) if word not in empty]


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents; e-mail and email are one."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return [re.sub(r"['’-]", "", word) for word in _WORD.findall(plain)]


def stem(word: str) -> str:
    """A word without its ending.

    >>> stem("schedules"), stem("summaries"), stem("summary"), stem("planning"), stem("bot")
    ('schedul', 'summar', 'summar', 'plan', 'bot')
    >>> stem("fees"), stem("fee")
    ('fee', 'fee')
    """
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    doubled = len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word


def as_written(stemmed: str, text: str) -> str:
    """The words of a text that have these stems, as it writes them; else the stems.

    >>> as_written("schedul", "Scheduling of repairs")
    'Scheduling'
    """
    wanted = set(stemmed.split())
    said = [word for word in re.findall(r"[\w'’-]+", text) if wanted & set(stems(word))]
    return " ".join(dict.fromkeys(said)) or stemmed


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known stem that a misspelt one is likeliest to be; None where nothing is near.

    >>> nearest("chatbott", ["chatbot", "schedul"]), nearest("ferry", ["schedul"])
    ('chatbot', None)
    """
    mine = _pieces(word)
    ranked = [(2 * len(mine & _pieces(other)) / (len(mine) + len(_pieces(other))), other)
              for other in known if abs(len(other) - len(word)) <= 2]  # fmt: skip
    best, other = max(ranked, default=(0.0, ""))
    return other if best >= _LIKE and len(word) > 2 * _SHORTEST - 2 else None


def _pieces(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
