"""Years that are counted from the start of each benefit: Year 1 is the first twelve months."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.workbook.recognition.found import PeriodColumn
from bcr.workbook.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import Raw


def years_of(raw: Raw, found: Found, reader: CellReader) -> Iterator[PeriodColumn]:
    """Give an item's year columns with their periods; where no start is known, say so."""
    if not found.years:
        return
    stated = raw.value("benefits.start_on")
    start = stated if isinstance(stated, dt.date) else found.years_from
    if start is not None:
        for one in found.years:
            yield PeriodColumn(one.column, _nth_year(start, one.number), one.field, one.hint)
        return
    filled = [one for one in found.years if reader.grid.is_filled(raw.item.row, one.column)]
    if filled:
        reader.problem(
            (raw.item.row, filled[0].column),
            "year-without-start",
            "Years are counted from a start, and neither the row nor the sheet says when that is; "
            "fill in a start date, or write “Year 1: 2024/25” above the table.",
        )


def _nth_year(start: dt.date, number: int) -> Period:
    first, after = _later(start, number - 1), _later(start, number)
    return Period(first, after - dt.timedelta(days=1))


def _later(day: dt.date, years: int) -> dt.date:
    """Give the day some years later; the 1st of March for the 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
