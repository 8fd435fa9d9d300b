"""Names that may be one name: abbreviated, misspelt or in another order."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, Final

from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LIKE: Final = 0.85
_NUMBERS: Final = re.compile(r"\d+")


def alike_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each pair of names that may be one, but for case and spacing not the same.

    Only names whose words have the same first letters are compared, so that a hundred thousand
    take seconds.
    """
    groups: dict[tuple[object, ...], list[str]] = {}
    numbers = {name: _numbers(name) for name in names}
    often = Counter(numbers.values())
    for name, its_numbers in numbers.items():
        if often[its_numbers] > 1:  # most KPIs that go by a code have a number of their own
            initials = tuple(sorted(word[0] for word in normal(name).split()))
            groups.setdefault((initials, its_numbers), []).append(name)
    for group in groups.values():
        yield from (pair for pair in combinations(group, 2) if are_alike(*pair))


def _numbers(name: str) -> tuple[str, ...]:
    """Give the numbers in a name as it is compared, be its words turned.

    A plain one has them as it is written.
    """
    is_plain = name.isascii() and "(" not in name and "[" not in name
    return tuple(sorted(_NUMBERS.findall(name if is_plain else normal(name))))


def are_alike(one: str, other: str) -> bool:
    """Tell whether two names may be one; other numbers or other words make them two.

    >>> are_alike("Avg wait time", "Average wait time"), are_alike("Wait time", "Wait times")
    (True, True)
    >>> are_alike("Calls 2019", "Calls 2020"), are_alike("Calls made", "Calls missed")
    (False, False)
    """
    first, second = sorted(normal(one).split()), sorted(normal(other).split())
    if _NUMBERS.findall(normal(one)) != _NUMBERS.findall(normal(other)) or first == second:
        return first == second and normal(one) != normal(other)
    return len(first) == len(second) and all(map(_is_short_or_misspelt, first, second))


def _is_short_or_misspelt(one: str, other: str) -> bool:
    """Tell whether one word abbreviates another (avg, average), or nearly is it."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    is_short = short[0] == long[0] and len(short) > 2 and all(one in letters for one in short)
    return is_short or SequenceMatcher(None, short, long).ratio() >= _LIKE
