"""The cells of each item read as values of their fields: the step between layout and records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from bcr.model import Severity
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.columns import numbers_down, values_down
from bcr.workbook.records.currencies import Money, unlike_the_rest
from bcr.workbook.records.derived import filled
from bcr.workbook.records.levels import is_percent, ratio_doubt
from bcr.workbook.records.spans import cell_periods
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.periods import Period
from bcr.workbook.words.fields import NUMERIC, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.recognition.found import Found, Item, Place
    from bcr.workbook.records.cells import Column


@lru_cache(maxsize=1024)
def columns_among(table: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give those of some fields that are a table's, each with its column."""
    prefix = f"{table}."
    return tuple((name, name.removeprefix(prefix)) for name in names if name.startswith(prefix))


@dataclass(slots=True)
class Raw:
    """One item with its values; levels are still in the units of their cells."""

    block: int
    item: Item
    values: dict[str, object] = field(default_factory=dict)
    levels: dict[str, Amount] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    #: Money fields with the currency that their cell or header states.
    money: list[Money] = field(default_factory=list)
    #: Columns that no field claimed: header → text.
    extra: dict[str, str] = field(default_factory=dict)
    #: Unit that the row states for its benefit or KPI.
    unit: str | None = None

    def text(self, name: str) -> str | None:
        """Give a text or id."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def of(self, table: str) -> dict[str, object]:
        """Give the values of one table's fields by column."""
        values = self.values
        return {column: values[name] for name, column in columns_among(table, tuple(values))}

    @property
    def currency(self) -> str:
        """Give the currency that money cells or their headers state."""
        return next((one.currency for one in self.money if one.currency), "")

    def add(self, name: str, value: object) -> None:
        """Keep the value of a field; nothing is no value."""
        if isinstance(value, Amount):
            self.levels[name] = value
        elif isinstance(value, Period):
            self.periods[name] = value
        elif value is not None:
            self.values[name] = value


def raw_items(found: Found, block: int, file: str) -> tuple[list[Raw], CellReader]:
    """Give every item of a table with its values, and the reader for what is left to read."""
    reader = CellReader(file, found.grid, [])
    for doubt in found.doubts:
        reader.problem(
            doubt.place,
            doubt.rule,
            doubt.message,
            found=doubt.found,
            severity=Severity(doubt.severity),
        )
    raws = [Raw(block, item) for item in found.items]
    _add_values(raws, found, reader)
    _keep_the_rest(raws, found)
    for raw in raws if found.derived else ():
        for name, template in found.derived.items():
            if name != "benefits.benefit_id":
                raw.values[name] = filled(template, raw, raw.text("cases.case_id") or "")
    _say_if_all_are_ratios(raws, found, reader)
    return raws, reader


def _add_values(raws: list[Raw], found: Found, reader: CellReader) -> None:
    """Read field after field, those of words first: a row's unit says how its numbers are read."""
    places = _places_by_field(found.items)
    rows = {
        name: raws if len(down) == len(raws) else [r for r in raws if name in r.item.places]
        for name, down in places.items()
    }
    deciding = _places_by_field(found.alike) if found.alike else places
    columns = {name: column_of(found, name, deciding[name]) for name in sorted(places)}
    periods = cell_periods(found, columns, reader)
    for raw in raws if found.constants else ():
        for name, value in found.constants.items():
            raw.add(name, value)
    for name, down in places.items():
        if columns[name].kind is Kind.PERIOD:
            for raw, place in zip(rows[name], down, strict=True):
                raw.add(name, periods.get(place))
        elif columns[name].kind not in NUMERIC:
            _add_words(columns[name], rows[name], down, reader)
    for raw in raws:
        raw.unit = raw.text("benefits.unit") or raw.text("kpis.unit")
    for name, down in places.items():
        if columns[name].kind in NUMERIC:
            _add_numbers(columns[name], rows[name], down, reader)
    _drop_other_currencies(raws, reader)


def _places_by_field(items: Sequence[Item]) -> dict[str, list[Place]]:
    """Give where each field stands, from item to item."""
    names = dict.fromkeys(chain.from_iterable(item.places for item in items))
    places = [item.places for item in items]
    return {name: [found for at in places if (found := at.get(name))] for name in names}


def _add_words(
    column: Column, raws: list[Raw], places: Sequence[Place], reader: CellReader
) -> None:
    name = column.field
    for raw, value in zip(raws, values_down(column, places, reader), strict=True):
        if value is not None:
            raw.values[name] = value


def _add_numbers(
    column: Column, raws: list[Raw], places: Sequence[Place], reader: CellReader
) -> None:
    name, kind = column.field, column.kind
    units = [raw.unit for raw in raws]
    for raw, place, got in zip(
        raws, places, numbers_down(column, places, units, reader), strict=True
    ):
        if got is None:
            continue
        amount, number = got
        if kind is Kind.LEVEL:
            raw.levels[name] = amount
            continue
        raw.values[name] = int(number) if kind is Kind.MONTHS else number
        if kind is Kind.MONEY:
            raw.money.append(Money(name, place, amount.currency or column.hint.currency))


def _drop_other_currencies(raws: list[Raw], reader: CellReader) -> None:
    for raw in (raw for raw in raws if raw.money):
        for money, problem in unlike_the_rest(raw.money, raw.text("benefits.currency")):
            del raw.values[money.field]
            reader.problem(money.place, "currencies-differ", problem)


def _keep_the_rest(raws: list[Raw], found: Found) -> None:
    """Keep the cells that fed no field as text: those of an unmatched column, those of a form."""
    text = found.grid.text
    for header, column in found.unmatched:
        for raw in raws:
            if said := text(raw.item.row, column).strip():
                raw.extra[header] = said
    for label, place in found.loose.items():
        if said := text(*place).strip():
            for raw in raws:
                raw.extra[label] = said


def _say_if_all_are_ratios(raws: list[Raw], found: Found, reader: CellReader) -> None:
    """Say that a table's percentages may be ratios, where none of them is above 1."""
    if found.ratios:
        return
    hints = {name: hint.percent for name, hint in found.hints.items()}
    points = [
        (raw.item.places[name], amount)
        for raw in raws
        if not raw.unit or is_percent(raw.unit)
        for name, amount in raw.levels.items()
        if name in raw.item.places and (raw.unit or hints.get(name))
    ]
    reader.ratios(ratio_doubt(points))
