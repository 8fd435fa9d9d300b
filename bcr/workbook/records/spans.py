"""The period of each period cell of a table that has a row a period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.found import places_by_field
from bcr.workbook.values.amounts import Unreadable
from bcr.workbook.values.dates import date_in
from bcr.workbook.values.periods import periods_in
from bcr.workbook.words.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.cells import CellReader, Column
    from bcr.workbook.values.periods import Period

#: Fields that tell one series of a table from another.
_SERIES: Final = ("observations.kpi_id", "kpis.name", "plans.benefit_id", "costs.case_id")


def cell_periods(
    found: Found, columns: Mapping[str, Column], reader: CellReader
) -> dict[Place, Period]:
    """Give the period of every period cell; what a bare date spans is decided series by series."""
    spans: dict[Place, Period] = {}
    for name, column in columns.items():
        if column.kind is Kind.PERIOD:
            for places in _series(found, name):
                spans |= _of_one_series(places, column, reader)
    return spans


def _of_one_series(
    places: Sequence[Place], column: Column, reader: CellReader
) -> Iterator[tuple[Place, Period]]:
    cells = reader.grid.cells(places)
    if set(map(type, cells)) == {dt.date} and not reader.grid.marks.broken_rows:
        yield from zip(places, filter(None, periods_in(cells)), strict=True)
        return
    said = {place: reader.said(place, column) for place in places}
    values = {place: _day_or_text(value, column) for place, value in said.items() if value != ""}
    periods = periods_in(list(values.values()), year_starts=column.year_starts)
    for place, period in zip(values, periods, strict=True):
        if period is not None and not _is_open(values[place], column):
            yield place, period
        else:
            reader.period_not_understood(place, column)


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


def _series(found: Found, name: str) -> Sequence[Sequence[Place]]:
    """Give the places of a field series by series."""
    places = places_by_field(found.items)
    if name not in places:
        return []
    named = next((places[key] for key in _SERIES if key in places), ())
    if len(set(found.grid.cells(named))) < 2:
        return [places[name]]
    texts = [found.grid.text(*place).strip() for place in named]
    series: dict[str, list[Place]] = {}
    for text, place in zip(texts, places[name], strict=True):
        series.setdefault(text, []).append(place)
    return list(series.values())
