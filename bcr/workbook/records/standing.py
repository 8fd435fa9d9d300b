"""Columns whose cells say what they are: nothing to tidy in them, none a stated blank."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.workbook.values.dates import are_plausible
from bcr.workbook.words.fields import any_says_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.down import Cells


def texts_as_they_stand(columns: Mapping[str, Cells]) -> dict[str, list[object]]:
    """Give those of some columns that are such texts; a blank cell gives nothing.

    Most tables have no others, so they are looked through together first.
    """
    of_texts = {name: cells for name, cells in columns.items() if cells.types == {str}}
    if not _stand([*of_texts.values()]):
        of_texts = {name: cells for name, cells in of_texts.items() if _stand([cells])}
    return {name: _given(cells) for name, cells in of_texts.items()}


def days_as_they_stand(columns: Mapping[str, Cells]) -> dict[str, list[object]]:
    """Give those of some columns that are days a business case may name, or blank."""
    of_days = {n: c for n, c in columns.items() if c.types <= {dt.date, str} and not c.texts}
    return {
        name: _given(cells)
        for name, cells in of_days.items()
        if are_plausible({day for day in cells.distinct if isinstance(day, dt.date)})
    }


def _given(cells: Cells) -> list[object]:
    return [one or None for one in cells.values] if "" in cells.distinct else [*cells.values]


def _stand(columns: Sequence[Cells]) -> bool:
    number = sum([len(cells.texts) for cells in columns])
    lines = "\n".join([cells.lines for cells in columns if cells.texts])
    return are_plain(lines, number) and not any_says_blank(lines)


def are_plain(lines: str, number: int) -> bool:
    r"""Tell whether so many texts, a line each, have single spaces between words.

    >>> are_plain("two words", 1), are_plain("two  words", 1), are_plain("two\nlines", 1)
    (True, False, False)
    """
    if "  " in lines or " \n" in lines or "\n " in lines or lines.strip() != lines:
        return False
    one_line = lines.replace("\n", "")
    return len(lines) - len(one_line) == max(number - 1, 0) and one_line.isprintable()
