"""The day that Year 1 begins, where a sheet says so above its table: “Year 1: 2024/25”."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.workbook.values.dates import date_in
from bcr.workbook.words.fields import normal
from bcr.workbook.words.languages import words_of

if TYPE_CHECKING:
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value

_ROWS_ABOVE: Final = 12
_REACH: Final = 3
_PARTS: Final = re.compile(r"\s*(?:[:=]|\bis\b|–|\s-\s)\s*", re.IGNORECASE)


def stated_start(grid: Grid, header: int, year_starts: int) -> dt.date | None:
    """Give the first day of Year 1 as a cell above a header row states it, or nothing."""
    for row in range(max(header - _ROWS_ABOVE, 0), header):
        for column, cell in enumerate(grid.rows[row]):
            if not isinstance(cell, str) or not cell:
                continue
            label, *rest = _PARTS.split(cell, maxsplit=1)
            if normal(label) not in _labels():
                continue
            beside = [grid.at(row, c) for c in range(column + 1, column + 1 + _REACH)]
            for said in [*filter(None, rest), *(value for value in beside if value != "")][:1]:
                return _first_day(said, year_starts)
    return None


def _first_day(said: Value, year_starts: int) -> dt.date | None:
    day = date_in(said, edge="start", order="dmy", year_starts=year_starts)
    return day if isinstance(day, dt.date) else None


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(normal(word) for word in words_of("starts")["first"])
