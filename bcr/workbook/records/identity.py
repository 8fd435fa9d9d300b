"""Which case and benefit a row is about, when its workbook says so only in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST: Final = 60
_BARE: Final = re.compile(
    r"^(?:[a-z]{0,2}|ben|benefit|no|nr|num|ref|item|#)[\s\-._]*\d+(?:\.\d+)*$", re.IGNORECASE
)


def slug(text: str) -> str:
    """Give a text as an id: words joined by hyphens, cut at a word.

    >>> slug("Reduce repeat calls (Housing)")
    'reduce-repeat-calls-housing'
    """
    words = re.sub(r"[^\w]+", " ", normal(re.sub(r"[()\[\]]", " ", text))).split()
    kept = ""
    for word in words:
        if kept and len(kept) + len(word) >= _LONGEST:
            break
        kept = f"{kept}-{word}" if kept else word[:_LONGEST]
    return kept or "unnamed"


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


def cases_by_title(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """Give the id of each case title, from the rows of a file that state both."""
    return {normal(title): case_id for case_id, title in pairs if case_id and title}


class Numbered:
    """Keeps ids apart: the second of its kind becomes X~2."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, identifier: str) -> tuple[str, bool]:
        """Give an id not given before, and whether it had to be changed."""
        count = self._seen.get(identifier, 0) + 1
        self._seen[identifier] = count
        return (identifier, False) if count == 1 else (f"{identifier}~{count}", True)
