"""What recognition hands to extraction: records still as places on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, overload

from bcr.workbook.files.down import Down

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.values.dates import Order
    from bcr.workbook.values.hints import Hint
    from bcr.workbook.values.periods import Period

#: (row, column) from 0.
Place = tuple[int, int]


class Doubt(NamedTuple):
    """Something about the layout that a person should know or settle."""

    place: Place
    found: str
    message: str
    rule: str
    severity: str = "warning"


class Item(NamedTuple):
    """One record-to-be: where each field stands, and its row."""

    row: int
    places: Mapping[str, Place]
    #: Rows of its period values, where each field has a row of its own: plan above actual.
    period_rows: Mapping[str, int] = MappingProxyType({})


class Rows(Sequence[Item]):
    """Records-to-be that are a row each, every field in a column of its own: most of all there are.

    An item is made when it is asked for, since a large table is read by its columns.
    """

    __slots__ = ("columns", "rows")

    def __init__(self, rows: Sequence[int], columns: Mapping[str, int]) -> None:
        #: They increase.
        self.rows = rows
        #: Field → its column.
        self.columns = columns

    def __len__(self) -> int:
        """Give the number of records."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Item]:
        """Give the items from top to bottom."""
        return map(self._item, self.rows)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> Rows: ...
    def __getitem__(self, number: int | slice) -> Item | Rows:
        """Give one item, or some on end."""
        if isinstance(number, slice):
            return Rows(self.rows[number], self.columns)
        return self._item(self.rows[number])

    def only(self, numbers: Sequence[int]) -> Rows:
        """Give some of them."""
        return Rows([self.rows[number] for number in numbers], self.columns)

    def _item(self, row: int) -> Item:
        return Item(row, {name: (row, column) for name, column in self.columns.items()})


def rows_of(items: Sequence[Item]) -> Sequence[int]:
    """Give the row of each item."""
    return items.rows if isinstance(items, Rows) else [item.row for item in items]


def fields_of(items: Sequence[Item]) -> Collection[str]:
    """Give the fields of some items; all have those of the first."""
    if not items:
        return ()
    return items.columns if isinstance(items, Rows) else items[0].places


def places_of(items: Sequence[Item], field: str) -> Sequence[Place]:
    """Give where a field stands, from item to item."""
    if isinstance(items, Rows):
        return Down(items.rows, items.columns[field])
    return [item.places[field] for item in items]


class PeriodColumn(NamedTuple):
    """A column that holds one period's value of some field for every item."""

    column: int
    period: Period
    #: observations.value, plans.planned or plans.planned_money.
    field: str
    #: What the column's header says about its numbers.
    hint: Hint


#: How far a stated total may be from what it is said to be the total of: a rounded hundredth.
ROUNDING: Final = 0.01


class TotalColumn(NamedTuple):
    """A column that states what a row's period columns add up to."""

    column: int
    header: str
    #: Field of the period columns.
    of: str
    hint: Hint
    #: The periods it adds up lie in this one; none: all of them.
    period: Period | None = None
    #: In the unit of the row.
    tolerance: float = ROUNDING


class YearColumn(NamedTuple):
    """A column that holds the n-th year's value, counted from the start of each item."""

    column: int
    number: int
    field: str
    hint: Hint


@dataclass(slots=True)
class Found:
    """A table, or one or more forms, on one sheet."""

    grid: Grid
    #: Main table of its records: benefits, cases, observations, ...
    holds: str
    range: str
    items: Sequence[Item]
    #: table.column → locator (see `bcr.provenance.Block`).
    columns: Mapping[str, str]
    #: Header or label of each field.
    headers: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, Hint] = field(default_factory=dict)
    periods: list[PeriodColumn] = field(default_factory=list)
    #: Stated totals of `periods`, as a layout file names them.
    totals: list[TotalColumn] = field(default_factory=list)
    years: list[YearColumn] = field(default_factory=list)
    #: First day of Year 1 as the sheet states it above the table; an item's own start comes first.
    years_from: dt.date | None = None
    #: Columns that fed no field: (header, column).
    unmatched: list[tuple[str, int]] = field(default_factory=list)
    #: Cells that fed no field, by the label beside them; in forms.
    loose: dict[str, Place] = field(default_factory=dict)
    set_aside: dict[int, str] = field(default_factory=dict)
    #: What tells why it was understood so: most never ask.
    reasons: tuple[Callable[[], Iterable[str]], ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    #: Values every record has, from a layout file, each as its field takes it.
    constants: Mapping[str, object] = field(default_factory=dict)
    #: Ids and titles put together from other fields, from a layout file: field → template.
    derived: Mapping[str, str] = field(default_factory=dict)
    #: A layout file's word on the order of day and month, and on the decimal mark.
    date_order: Order = ""
    decimal: str = ""
    year_starts: int = 4
    #: Items of the whole table, where these are a group of them: what a column's cells have in
    #: common is decided by all.
    alike: Sequence[Item] = ()
    #: Plain numbers of percentage measures are ratios.
    ratios: bool = False

    @property
    def deciding(self) -> Sequence[Item]:
        """Give the items that decide what the cells of a column have in common."""
        return self.alike or self.items

    def why(self) -> tuple[str, ...]:
        """Give why it was understood so, one sentence a decision."""
        return tuple(chain.from_iterable(tell() for tell in self.reasons))

    @property
    def across(self) -> list[PeriodColumn | YearColumn]:
        """Give the columns that hold a period's value."""
        return [*self.periods, *self.years]
