"""The year of an edition as people write it: 2018, 2018 template, v3 (2018), 2018/19."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Unreadable

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

#: First and last year that an edition is taken to be of.
YEARS: Final = (1990, 2100)
_FOUR_DIGITS: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NOT_A_YEAR: Final = Unreadable(
    "not-a-year",
    f"Write one year in four digits, {YEARS[0]} to {YEARS[1]}, such as 2018, and remarks "
    "elsewhere.",
)


def edition_year(value: Value) -> int | Unreadable:
    """Give the year that a cell names, where it names exactly one.

    >>> edition_year("v3 (2018)"), edition_year(2018.0), edition_year("Green Book 2018/19")
    (2018, 2018, 2018)
    >>> edition_year("2003, updated 2018").rule
    'not-a-year'
    """
    if isinstance(value, float) and not value.is_integer():
        return _NOT_A_YEAR
    text = str(value.year) if isinstance(value, dt.date) else as_text(value)
    years = {int(found) for found in _FOUR_DIGITS.findall(text)}
    named = [year for year in years if YEARS[0] <= year <= YEARS[1]]
    return named[0] if len(named) == 1 else _NOT_A_YEAR
