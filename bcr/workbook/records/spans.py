"""The period of each period cell of a table that has a row a period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, cast

from bcr.workbook.recognition.found import places_of
from bcr.workbook.values.amounts import Unreadable
from bcr.workbook.values.dates import date_in
from bcr.workbook.values.periods import periods_in, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.found import Item, Place
    from bcr.workbook.records.cells import CellReader, Column
    from bcr.workbook.values.periods import Period

#: Fields that tell one series of a table from another.
_SERIES: Final = ("observations.kpi_id", "kpis.name", "plans.benefit_id", "costs.case_id")


def periods_down(
    column: Column, items: Sequence[Item], cells: Mapping[str, Cells], reader: CellReader
) -> list[Period | None]:
    """Give the period of each item; what a bare date spans is decided series by series.

    `cells` are what stands in all fields of the items.
    """
    places = places_of(items, column.field)
    key = next((key for key in _SERIES if key in cells), "")
    if not key or len(cells[key].distinct) < 2:
        return _of_one_series(places, cells[column.field], column, reader)
    periods: list[Period | None] = [None] * len(places)
    for numbers in _series(places_of(items, key), reader.grid):
        some = [places[number] for number in numbers]
        of_series = _of_one_series(some, reader.grid.look(some), column, reader)
        for number, period in zip(numbers, of_series, strict=True):
            periods[number] = period
    return periods


def _of_one_series(
    places: Sequence[Place], cells: Cells, column: Column, reader: CellReader
) -> list[Period | None]:
    if cells.types == {dt.date} and not reader.grid.marks.broken_rows:
        return spans_of(cast("list[dt.date]", cells.values))
    said = {place: reader.said(place, column) for place in places}
    values = {place: _day_or_text(value, column) for place, value in said.items() if value != ""}
    periods = periods_in(list(values.values()), year_starts=column.year_starts)
    spans: dict[Place, Period] = {}
    for place, period in zip(values, periods, strict=True):
        if period is not None and not _is_open(values[place], column):
            spans[place] = period
        else:
            reader.period_not_understood(place, column)
    return [spans.get(place) for place in places]


def _is_open(value: Value, column: Column) -> bool:
    """Tell whether a text such as 2011-12 may be a year or a month, for all its column says."""
    if column.short != "?" or not isinstance(value, str):
        return False
    got = date_in(value, edge="end", short=column.short)
    return isinstance(got, Unreadable) and got.rule == "two-readings"


def _day_or_text(value: Value, column: Column) -> Value:
    """Turn a day that is written as text, such as 30/04/2019, into a date."""
    if not isinstance(value, str) or periods_in([value])[0] is not None:
        return value
    day = date_in(value, edge="end", order=column.order, year_starts=column.year_starts)
    return day if isinstance(day, dt.date) else value


def _series(named: Sequence[Place], grid: Grid) -> Iterable[Sequence[int]]:
    """Give the items of each series by their number."""
    series: dict[str, list[int]] = {}
    for number, place in enumerate(named):
        series.setdefault(grid.text(*place).strip(), []).append(number)
    return series.values()
