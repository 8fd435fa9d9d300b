"""The cells of each item read as values of their fields: the step between layout and records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.model import Severity
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.currencies import Money, unlike_the_rest
from bcr.workbook.records.derived import filled
from bcr.workbook.records.levels import is_percent, ratio_doubt
from bcr.workbook.records.spans import cell_periods
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import Hint
from bcr.workbook.values.periods import Period
from bcr.workbook.words.fields import NUMERIC, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.recognition.found import Found, Item, Place


_TEXTS: Final = frozenset({Kind.ID, Kind.TEXT})


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

    def text(self, name: str) -> str | None:
        """Give a text or id."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

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
    items = _ItemReader(found, reader)
    raws = [items.raw(item, block) for item in found.items]
    _say_if_all_are_ratios(raws, found, reader)
    return raws, reader


class _ItemReader:
    """Reads item after item of one table."""

    def __init__(self, found: Found, reader: CellReader) -> None:
        self._found, self._reader = found, reader
        items = found.deciding
        names = sorted({name for item in items for name in item.places})
        self._columns = {
            name: column_of(found, name, [i.places[name] for i in items if name in i.places])
            for name in names
        }
        self._periods = cell_periods(found, self._columns, reader)

    def raw(self, item: Item, block: int) -> Raw:
        """Give an item with its values."""
        raw = Raw(block, item)
        for name, value in self._found.constants.items():
            raw.add(name, value)
        for name, place in item.places.items():
            if self._columns[name].kind not in NUMERIC:
                raw.add(name, self._value(name, place))
        for name, place in item.places.items():
            if self._columns[name].kind in NUMERIC:
                raw.add(name, self._number(raw, name, place))
        for money, problem in unlike_the_rest(raw.money, raw.text("benefits.currency")):
            del raw.values[money.field]
            self._reader.problem(money.place, "currencies-differ", problem)
        raw.extra = {
            header: text
            for header, place in self._beside(item)
            if (text := self._found.grid.text(*place).strip())
        }
        for name, template in self._found.derived.items():
            if name != "benefits.benefit_id":
                raw.values[name] = filled(template, raw, raw.text("cases.case_id") or "")
        return raw

    def _beside(self, item: Item) -> Iterator[tuple[str, Place]]:
        """Give the cells of an item that fed no field."""
        yield from ((header, (item.row, column)) for header, column in self._found.unmatched)
        yield from self._found.loose.items()

    def _value(self, name: str, place: Place) -> object:
        column, reader = self._columns[name], self._reader
        if column.kind in _TEXTS:
            return reader.text(place, column)
        match column.kind:
            case Kind.PERIOD:
                return self._periods.get(place)
            case Kind.STARTS | Kind.ENDS:
                return reader.date(place, column)
            case Kind.WORD:
                return reader.word(place, column)
            case _:
                return reader.yes(place, column)

    def _number(self, raw: Raw, name: str, place: Place) -> Amount | float | None:
        column = self._columns[name]
        unit = raw.text("benefits.unit") or raw.text("kpis.unit")
        got = self._reader.quantity(place, column, unit)
        if got is None:
            return None
        amount, number = got
        if column.kind is Kind.LEVEL:
            return amount
        if column.kind is Kind.MONEY:
            raw.money.append(Money(name, place, amount.currency or column.hint.currency))
        return int(number) if column.kind is Kind.MONTHS else number


def _say_if_all_are_ratios(raws: list[Raw], found: Found, reader: CellReader) -> None:
    """Say that a table's percentages may be ratios, where none of them is above 1."""
    if found.ratios:
        return
    points = [
        (raw.item.places[name], amount)
        for raw in raws
        for name, amount in raw.levels.items()
        if name in raw.item.places and _in_points(raw, name, found)
    ]
    reader.ratios(ratio_doubt(points))


def _in_points(raw: Raw, name: str, found: Found) -> bool:
    unit = raw.text("benefits.unit") or raw.text("kpis.unit")
    return is_percent(unit) if unit else found.hints.get(name, Hint()).percent
