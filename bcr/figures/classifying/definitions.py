"""What the definitions of the investment logics say, word by word."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bcr.figures.classifying.stems import nearest, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row: TypeAlias = "dict[str, object]"
#: How telling each part of a definition is.
_PARTS = {
    "words": 3.0, "name": 3.0, "response": 1.0, "lead_kpi": 1.0, "chain": 0.7, "problem": 0.5,
    "end_kpi": 0.4,
}  # fmt: skip
#: A misspelt word counts less than one that is spelt as the definition has it.
_MISSPELT = 0.7
#: What a phrase of the definition adds when all of it is there, in the same order.
_PHRASE = 1.5


@dataclass(frozen=True)
class Definitions:
    """Every logic's words with what they weigh, and its phrases."""

    names: Mapping[str, str]
    weights: Mapping[str, Mapping[str, float]]
    phrases: Mapping[str, frozenset[tuple[str, ...]]]
    #: How few logics share a word: the logarithm of 1 + all ÷ those with it.
    rarity: Mapping[str, float]

    def support(self, text: str) -> dict[str, dict[str, float]]:
        """For each logic the words of a text that speak for it, with how much they say."""
        found = [self._known(word) for word in stems(text)]
        there = [(word, factor) for word, factor in found if word]
        order = tuple(word for word, _ in there)
        said: dict[str, dict[str, float]] = {}
        for logic, weights in self.weights.items():
            words = {
                word: factor * weights[word] * self.rarity[word]
                for word, factor in there
                if word in weights
            }
            for phrase in self.phrases[logic]:
                if len(phrase) > 1 and _within(phrase, order):
                    words[" ".join(phrase)] = _PHRASE * sum(self.rarity[word] for word in phrase)
            if words:
                said[logic] = words
        return said

    def _known(self, word: str) -> tuple[str | None, float]:
        if word in self.rarity:
            return word, 1.0
        return nearest(word, self.rarity), _MISSPELT


def definitions(logics: Iterable[Row]) -> Definitions:
    """What the rows of Logics say; rows of the same code are taken together."""
    names: dict[str, str] = {}
    weights: dict[str, dict[str, float]] = {}
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for row in logics:
        code = str(row["logic"])
        names.setdefault(code, str(row.get("name") or code))
        mine = weights.setdefault(code, {})
        for part, weight in _PARTS.items():
            for word in stems(str(row.get(part) or "")):
                mine[word] = max(weight, mine.get(word, 0.0))
        told = f"{row.get('words') or ''},{row.get('name') or ''}"
        phrases.setdefault(code, set()).update(tuple(stems(one)) for one in told.split(","))
    shared = Counter(word for mine in weights.values() for word in mine)
    rarity = {word: math.log(1 + len(weights) / many) for word, many in sorted(shared.items())}
    return Definitions(names, weights, {c: frozenset(p) for c, p in phrases.items()}, rarity)


def _within(phrase: tuple[str, ...], order: tuple[str, ...]) -> bool:
    return any(order[at : at + len(phrase)] == phrase for at in range(len(order)))
