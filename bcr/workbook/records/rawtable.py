"""The values of a table's items, field by field: the step between layout and records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bcr.workbook.recognition.found import Rows
from bcr.workbook.records.amounts import Amounts
from bcr.workbook.records.currencies import Money
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.recognition.found import Item

T = TypeVar("T")


@lru_cache(maxsize=1024)
def columns_among(table: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give those of some fields that are a table's, each with its column."""
    prefix = f"{table}."
    return tuple((name, name.removeprefix(prefix)) for name in names if name.startswith(prefix))


@dataclass(slots=True)
class RawTable:
    """The items of a table with their values; levels are still in the units of their cells.

    Each list has one value an item, in the order of `items`: nothing where it has none.
    """

    block: int
    items: Sequence[Item]
    values: dict[str, list[object]] = field(default_factory=dict)
    levels: dict[str, Amounts] = field(default_factory=dict)
    periods: dict[str, list[Period | None]] = field(default_factory=dict)
    #: Money fields: the currency that each cell or its header states, empty where neither does.
    currencies: dict[str, list[str | None]] = field(default_factory=dict)
    #: Columns that no field claimed: header → texts.
    extra: dict[str, list[str | None]] = field(default_factory=dict)
    #: How many items it has.
    size: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the items once: each step asks."""
        self.size = len(self.items)

    def rows(self) -> Iterator[Raw]:
        """Give the items one by one, each seen with all its values."""
        return (Raw(self, number, item) for number, item in enumerate(self.items))

    def row(self, number: int) -> Raw:
        """Give one item with all its values."""
        return Raw(self, number, self.items[number])

    def texts(self, name: str) -> list[str | None]:
        """Give what a field of texts, words or ids says of each item."""
        column: list[Any] | None = self.values.get(name)
        return column or [None] * self.size

    def of(self, table: str) -> dict[str, list[object]]:
        """Give the values of one table's fields by column."""
        values = self.values
        return {column: values[name] for name, column in columns_among(table, tuple(values))}

    def units(self) -> list[str | None]:
        """Give the unit that each item states for its benefit or KPI."""
        own, of_kpis = self.texts("benefits.unit"), self.values.get("kpis.unit")
        if not of_kpis:
            return own
        return [one or kpi for one, kpi in zip(own, self.texts("kpis.unit"), strict=True)]

    def say_beside(self, number: int, header: str, text: str) -> None:
        """Keep what an item says beside its fields."""
        self.extra.setdefault(header, [None] * self.size)[number] = text

    def only(self, numbers: Sequence[int]) -> RawTable:
        """Give the table with some of its items alone."""
        items = self.items
        return RawTable(
            self.block,
            items.only(numbers) if isinstance(items, Rows) else [items[n] for n in numbers],
            _some(self.values, numbers),
            {name: amounts.only(numbers) for name, amounts in self.levels.items()},
            _some(self.periods, numbers),
            _some(self.currencies, numbers),
            _some(self.extra, numbers),
        )

    def give_all(self, name: str, value: object) -> None:
        """Give every item one value of a field."""
        if isinstance(value, Amount):
            self.levels[name] = Amounts.of([value] * self.size)
        elif isinstance(value, Period):
            self.periods[name] = [value] * self.size
        else:
            self.values[name] = [value] * self.size


def keep(columns: dict[str, list[T | None]], name: str, column: list[T | None]) -> None:
    """Keep the values of a field; where an item has none, what was kept before stays."""
    if before := columns.get(name):
        column = [old if new is None else new for old, new in zip(before, column, strict=True)]
    columns[name] = column


def _some(columns: Mapping[str, Sequence[T]], numbers: Sequence[int]) -> dict[str, list[T]]:
    return {name: [down[n] for n in numbers] for name, down in columns.items()}


class Raw(NamedTuple):
    """One item of a table, seen with all its values."""

    table: RawTable
    number: int
    item: Item

    @property
    def block(self) -> int:
        """Number of its table in the file."""
        return self.table.block

    def value(self, name: str) -> object:
        """Give the value of a field."""
        column = self.table.values.get(name)
        return None if column is None else column[self.number]

    def text(self, name: str) -> str | None:
        """Give a text or id."""
        value = self.value(name)
        return value if isinstance(value, str) else None

    def of(self, table: str) -> dict[str, object]:
        """Give the values of one table's fields by column."""
        return self._stated(self.table.of(table))

    @property
    def values(self) -> dict[str, object]:
        """Give what it says, by field."""
        return self._stated(self.table.values)

    @property
    def levels(self) -> dict[str, Amount]:
        """Give its levels by field."""
        return self._stated(self.table.levels)

    @property
    def periods(self) -> dict[str, Period]:
        """Give its periods by field."""
        return self._stated(self.table.periods)

    @property
    def extra(self) -> dict[str, str]:
        """Give what stands under headers that no field claimed."""
        return self._stated(self.table.extra)

    @property
    def money(self) -> list[Money]:
        """Give its money, each with the currency that its cell or header states."""
        stated = self._stated(self.table.currencies)
        return [Money(name, self.item.places[name], currency) for name, currency in stated.items()]

    def _stated(self, columns: Mapping[str, Sequence[T | None]]) -> dict[str, T]:
        said = ((name, column[self.number]) for name, column in columns.items())
        return {name: value for name, value in said if value is not None}
