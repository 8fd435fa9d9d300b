"""The cells of a table's items read as values of their fields, a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.columns import numbers_down, values_down
from bcr.workbook.records.currencies import unlike_the_rest
from bcr.workbook.records.derived import filled
from bcr.workbook.records.levels import is_percent, ratio_doubt
from bcr.workbook.records.rawtable import RawTable, keep
from bcr.workbook.records.spans import cell_periods
from bcr.workbook.words.fields import NUMERIC, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.recognition.found import Found, Item, Place
    from bcr.workbook.records.cells import Column


def raw_table(found: Found, block: int, file: str) -> tuple[RawTable, CellReader]:
    """Give the items of a table with their values, and the reader for what is left to read."""
    reader = CellReader(file, found.grid, [])
    for doubt in found.doubts:
        reader.problem(
            doubt.place,
            doubt.rule,
            doubt.message,
            found=doubt.found,
            severity=Severity(doubt.severity),
        )
    table = RawTable(block, found.items)
    for name, value in found.constants.items():
        table.give_all(name, value)
    _add_values(table, found, reader)
    _keep_the_rest(table, found)
    for name, template in found.derived.items():
        if name != "benefits.benefit_id":
            table.values[name] = [
                filled(template, raw, raw.text("cases.case_id") or "") for raw in table.rows()
            ]
    _say_if_all_are_ratios(table, found, reader)
    return table, reader


def _add_values(table: RawTable, found: Found, reader: CellReader) -> None:
    """Read field after field, those of words first: a row's unit says how its numbers are read."""
    places = _places_by_field(table.items)
    deciding = _places_by_field(found.alike) if found.alike else places
    columns = {name: column_of(found, name, deciding[name]) for name in sorted(places)}
    periods = cell_periods(found, columns, reader)
    for name, down in places.items():
        if columns[name].kind is Kind.PERIOD:
            keep(table.periods, name, [periods.get(place) for place in down])
        elif columns[name].kind not in NUMERIC:
            keep(table.values, name, values_down(columns[name], down, reader))
    units = table.units()
    for name, down in places.items():
        if columns[name].kind in NUMERIC:
            _add_numbers(columns[name], table, down, units, reader)
    _drop_other_currencies(table, reader)


def _places_by_field(items: Sequence[Item]) -> dict[str, list[Place]]:
    """Give where each field stands, from item to item."""
    places = [item.places for item in items]
    return {name: [at[name] for at in places] for name in places[0]} if places else {}


def _add_numbers(
    column: Column,
    table: RawTable,
    places: Sequence[Place],
    units: Sequence[str | None],
    reader: CellReader,
) -> None:
    name, kind = column.field, column.kind
    read = numbers_down(column, places, units, reader)
    if kind is Kind.LEVEL:
        keep(table.levels, name, [one and one[0] for one in read])
        return
    numbers: list[object] = [one and one[1] for one in read]
    if kind is Kind.MONTHS:
        numbers = [int(one[1]) if one else None for one in read]
    keep(table.values, name, numbers)
    if kind is Kind.MONEY:
        of_header = column.hint.currency
        table.currencies[name] = [one and (one[0].currency or of_header) for one in read]


def _drop_other_currencies(table: RawTable, reader: CellReader) -> None:
    """Drop money in another currency than the rest of its row, and say so."""
    told = {currency for column in table.currencies.values() for currency in column if currency}
    if not told or (len(told) == 1 and "benefits.currency" not in table.values):
        return
    for raw in table.rows():
        for money, problem in unlike_the_rest(raw.money, raw.text("benefits.currency")):
            table.values[money.field][raw.number] = None
            reader.problem(money.place, "currencies-differ", problem)


def _keep_the_rest(table: RawTable, found: Found) -> None:
    """Keep the cells that fed no field as text: those of an unmatched column, those of a form."""
    text = found.grid.text
    rows = [item.row for item in table.items]
    for header, column in found.unmatched:
        keep(table.extra, header, [text(row, column).strip() or None for row in rows])
    for label, place in found.loose.items():
        keep(table.extra, label, [text(*place).strip() or None] * len(rows))


def _say_if_all_are_ratios(table: RawTable, found: Found, reader: CellReader) -> None:
    """Say that a table's percentages may be ratios, where none of them is above 1."""
    units = table.units()
    if found.ratios or not any(unit is None or is_percent(unit) for unit in set(units)):
        return
    hints = {name: hint.percent for name, hint in found.hints.items()}
    points = [
        (raw.item.places[name], amount)
        for raw, unit in zip(table.rows(), units, strict=True)
        if not unit or is_percent(unit)
        for name, amount in raw.levels.items()
        if name in raw.item.places and (unit or hints.get(name))
    ]
    reader.ratios(ratio_doubt(points))
