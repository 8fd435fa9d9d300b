"""Columns whose cells say what they are: nothing to tidy in them, none a stated blank."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from bcr.workbook.values.dates import are_plausible
from bcr.workbook.words.fields import any_says_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.value import Value

#: Those of ASCII at which a text is split, but for blank and line break.
_SPACES: Final = "\t\r\v\f\x1c\x1d\x1e\x1f"

_DAY: Final = frozenset({dt.date})


def as_they_stand(
    columns: Mapping[str, Cells], are_sound: Callable[[Collection[Value]], bool]
) -> dict[str, list[object]]:
    """Give those of some columns whose values are all sound; a blank cell gives nothing.

    Most tables have no others, so they are looked through together first.
    """
    together = _values(columns, are_sound) if columns else {}
    if together is not None:
        return together
    alone = (_values({name: cells}, are_sound) or {} for name, cells in columns.items())
    return {name: down for one in alone for name, down in one.items()}


def _values(
    columns: Mapping[str, Cells], are_sound: Callable[[Collection[Value]], bool]
) -> dict[str, list[object]] | None:
    some = [cells.some for cells in columns.values()]
    filled = [*chain.from_iterable(some)]
    has_blanks = any("" in down for down in some)
    if not are_sound([one for one in filled if one != ""] if has_blanks else filled):
        return None
    if has_blanks:
        return {name: [one or None for one in cells.values] for name, cells in columns.items()}
    return {name: [*cells.values] for name, cells in columns.items()}


def are_days(values: Collection[Value]) -> bool:
    """Tell whether values are all days that a business case may name."""
    are_all = _DAY.issuperset(map(type, values))
    return are_all and are_plausible(cast("Collection[dt.date]", values))


def are_texts(values: Collection[Value]) -> bool:
    r"""Tell whether values are all texts with single spaces between words, none a stated blank.

    >>> are_texts({"two words"}), are_texts({"two  words"}), are_texts({"two\nlines"})
    (True, False, False)
    >>> are_texts({"words", 7.0}), are_texts({"words", "TBC"})
    (False, False)
    """
    try:
        lines = "\n".join(cast("Collection[str]", values))
    except TypeError:
        return False
    if lines.replace("\n", " ").rfind("  ") >= 0 or lines.strip() != lines:
        return False  # from the end, two letters are looked for in half the time
    breaks = lines.count("\n")
    return (
        breaks == max(len(values) - 1, 0)
        and not _has_other_spaces(lines)
        and not any_says_blank(lines)
    )


def _has_other_spaces(lines: str) -> bool:
    """Tell whether a text may have spaces that are neither blanks nor breaks."""
    if lines.isascii():
        return any(map(lines.__contains__, _SPACES))
    return not lines.replace("\n", "").isprintable()
