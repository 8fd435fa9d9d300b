"""Which case and benefit a row is about, when its workbook says so only in part."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bcr.workbook.values.periods import month_number
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST: Final = 60
#: Digits that tell texts apart which begin alike.
_OF_REST: Final = 6
_BARE: Final = re.compile(
    r"^(?:[a-z]{0,2}+|ben|benefit|no|nr|num|ref|item|#)[\s\-._]*+\d++(?:\.\d+)*+$", re.IGNORECASE
)
#: A line whose only digits end it, as those of every running number do.
_LIKE_BARE: Final = re.compile(r"\n[^\n\d]*+[\d.]++\n")
#: Years, quarters and days that make a file one of a series.
_DATE_WORD: Final = re.compile(
    r"(?:fy|cy)?(?:19|20)\d\d(?:q[1-4]|h[12]|(?:[01]\d(?:[0-3]\d)?))?|fy\d\d(?:\d\d)?|q[1-4]|h[12]"
)
_BESIDE_YEAR: Final = re.compile(r"\d\d?|fy|cy")
_VERSION: Final = re.compile(r"v\d+$")


def slug(text: str) -> str:
    """Give a text as an id: words joined by hyphens, a long text cut at a word.

    What is cut off still counts: texts that differ have ids that differ.

    >>> slug("Reduce repeat calls (Housing)")
    'reduce-repeat-calls-housing'
    >>> slug("Reduce repeat calls " * 4)
    'reduce-repeat-calls-reduce-repeat-calls-reduce-repeat-calls-43d377'
    """
    whole = "-".join(re.sub(r"[^\w]+", " ", normal(re.sub(r"[()\[\]]", " ", text))).split())
    if len(whole) <= _LONGEST:
        return whole or "unnamed"
    kept = whole[:_LONGEST].rpartition("-")[0] or whole[:_LONGEST]
    return f"{kept}-{sha256(whole.encode()).hexdigest()[:_OF_REST]}"


def undated(stem: str) -> str:
    """Give a file's name as an id that next quarter's copy has too: without its dates and version.

    A name that is nothing else is kept whole.

    >>> undated("Benefits register 2024-25 Q2 v3"), undated("kpis_mar-2024"), undated("2024 Q1")
    ('benefits-register', 'kpis', '2024-q1')
    >>> undated("march-hare-house"), undated("project 24"), undated("plan_2024-03-31")
    ('march-hare-house', 'project-24', 'plan')
    """
    words = slug(stem).split("-")
    dated = [bool(_DATE_WORD.fullmatch(word)) for word in words]
    for _ in words:
        dated = [
            known or (any(dated[max(n - 1, 0) : n + 2]) and _is_part_of_date(word))
            for n, (word, known) in enumerate(zip(words, dated, strict=True))
        ]
    kept = [w for w, known in zip(words, dated, strict=True) if not (known or _VERSION.match(w))]
    return "-".join(kept) or slug(stem)


def _is_part_of_date(word: str) -> bool:
    """Tell whether a word beside a year belongs to its date: a month, a day, the year's end."""
    return bool(_BESIDE_YEAR.fullmatch(word)) or month_number(word) is not None


@lru_cache(maxsize=4096)
def logic_code(text: str) -> str:
    """Give the code of a logic from whatever a cell calls it.

    >>> logic_code("Channel shift"), logic_code("channel_shift")
    ('channel_shift', 'channel_shift')
    """
    return normal(text).replace(" ", "_") or "unclassified"


def is_bare(identifier: str) -> bool:
    """Tell whether an id is a mere running number, which every register has.

    >>> is_bare("7"), is_bare("B12"), is_bare("BEN-003"), is_bare("HOU-2021-B12")
    (True, True, True, False)
    """
    return bool(_BARE.match(identifier))


def any_is_bare(identifiers: Sequence[str]) -> bool:
    r"""Tell whether any of some ids is one; mostly none even looks so.

    >>> any_is_bare(["HOU-2021-B12", "BEN-003"]), any_is_bare(["HOU-2021-B12", "Ward"])
    (True, False)
    """
    lines = "\n".join(identifiers)
    return bool(_LIKE_BARE.search(f"\n{lines}\n")) and any(map(_BARE.match, identifiers))


class Numbered:
    """Keeps ids apart: the second of its kind becomes X~2."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, identifiers: Sequence[str]) -> list[str]:
        """Give ids not given before, in order; those of none that was are the ones wanted.

        >>> numbered = Numbered()
        >>> numbered.unique(["A", "B", "A"]), numbered.unique(["C", "B"])
        (['A', 'B', 'A~2'], ['C', 'B~2'])
        """
        seen = self._seen
        alone = dict.fromkeys(identifiers, 1)
        if len(alone) == len(identifiers) and alone.keys().isdisjoint(seen):
            self._seen = seen | alone if seen else alone
            return list(identifiers)
        given = []
        for identifier in identifiers:
            count = seen[identifier] = seen.get(identifier, 0) + 1
            given.append(identifier if count == 1 else f"{identifier}~{count}")
        return given
