"""Columns whose cells say what they are: nothing to tidy in them, none a stated blank."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from bcr.workbook.values.dates import are_plausible
from bcr.workbook.words.fields import any_says_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.value import Value

#: Those of ASCII at which a text is split, but for blank and line break.
_SPACES: Final = "\t\r\v\f\x1c\x1d\x1e\x1f"

_DAY: Final = {dt.date}
_DAY_OR_BLANK: Final = {dt.date, str}


def texts_as_they_stand(columns: Mapping[str, Cells]) -> dict[str, list[object]]:
    """Give those of some columns whose cells are all sound texts; a blank cell gives nothing.

    Most tables have no others, so they are looked through together first. The lists are not to be
    changed: they may be those of the cells.
    """
    together = _sound_texts(columns) if columns else {}
    if together is not None:
        return together
    alone = (_sound_texts({name: cells}) or {} for name, cells in columns.items())
    return {name: down for one in alone for name, down in one.items()}


def _sound_texts(columns: Mapping[str, Cells]) -> dict[str, list[object]] | None:
    texts = [*chain.from_iterable([cells.some for cells in columns.values()])]
    has_blanks = "" in texts
    if not are_texts([one for one in texts if one != ""] if has_blanks else texts):
        return None
    if has_blanks:
        return {name: [one or None for one in cells.values] for name, cells in columns.items()}
    return {name: cast("list[object]", cells.values) for name, cells in columns.items()}


def days_as_they_stand(columns: Mapping[str, Cells]) -> dict[str, list[object]]:
    """Give those of some columns whose cells are all days that a business case may name.

    As of `texts_as_they_stand`, the lists are not to be changed.
    """
    sound: dict[str, list[object]] = {}
    for name, cells in columns.items():
        if cells.types == _DAY:
            if are_plausible(cast("Collection[dt.date]", cells.some)):
                sound[name] = cast("list[object]", cells.values)
        elif cells.types <= _DAY_OR_BLANK and not cells.lines:
            days = cast("list[dt.date]", [day for day in cells.some if day != ""])
            if are_plausible(days):
                sound[name] = [day or None for day in cells.values]
    return sound


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
