"""The numbers of a long extract: plain ones as a column, all others once a distinct cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.extracts.columns import AT, coded
from bcr.workbook.extracts.fields import plain_column, values_of
from bcr.workbook.files.grid import Grid
from bcr.workbook.records.cells import CellReader
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.values.amounts import Amount, decimal_mark
from bcr.workbook.words.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.extracts.columns import Columns
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import Column
    from bcr.workbook.records.levels import Levels, Mixed

#: Numbers that show whether a unit leaves plain ones as they are.
_PROBES: Final = (0.123456789, 3.0, 700_001.0)
_PLAIN: Final = r"^-?[0-9]{1,15}([.,][0-9]{1,15})?$"
#: What may be thousands or thousandths says nothing of the column's decimal mark.
_OPEN: Final = r"^-?[1-9][0-9]{0,2}[.,][0-9]{3}$"
#: Among so many numbers there mostly is one that is not open.
_SOME: Final = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell that is no plain number says in the unit of its row."""

    number: float | None = None
    unit: str | None = None
    #: The amount before it was brought to the unit; nothing where it cannot be read.
    amount: Amount | None = None
    mixed: tuple[Mixed, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one field, row by row."""

    #: In the unit of their row; null where a cell is blank or says no number.
    number: pl.Series
    #: Of level fields: the unit that the cells themselves come to.
    unit: pl.Series
    #: Numbers as their cells have them, before any unit; null where another way of telling is in
    #: `others`.
    plain: pl.Series
    #: By the row of the sheet: what is no plain number.
    others: Mapping[int, Figure]


def figures(
    columns: Columns, found: Found, reader: CellReader, rows: pl.DataFrame, name: tuple[str, int]
) -> Figures:
    """Give the figures of a field from its `name` and column, and note what cannot be read.

    `rows` have the cells, AT and `unit`, which is what the row says of its KPI.
    """
    field, column = name
    cells = rows[str(column)]
    numbers, mark = _numbers(rows, str(column))
    common = plain_column(found, field, decimal=mark)
    of_rows = coded(rows["unit"])
    units = _units([*of_rows.distinct, *([None] if of_rows.numbers.has_nulls() else [])], common)
    as_they_are = of_rows.mapped([unit in units for unit in of_rows.distinct], pl.Boolean)
    plain = numbers.is_not_null() & as_they_are.fill_null(value=None in units)
    if common.kind is not Kind.LEVEL:
        plain &= (numbers >= 0).fill_null(value=False)
    numbers = numbers.set(~plain, None)
    blank = cells.is_null()
    others = rows.filter(~plain & ~blank)
    read = _Others(columns, reader, common, column).read(others, cells.filter(~plain & ~blank))
    unit = of_rows.mapped([units.get(unit) for unit in of_rows.distinct], pl.String)
    if units.get(None):
        unit = unit.set(of_rows.numbers.is_null(), units[None])
    unit = unit.set(~plain, None)
    if read:
        places = (~plain & ~blank).arg_true()
        told = list(read.values())
        numbers_all = numbers.scatter(places, [one.number for one in told])
        unit = unit.scatter(places, [one.unit for one in told])
    else:
        numbers_all = numbers
    return Figures(numbers_all, unit, numbers, read)


def _numbers(rows: pl.DataFrame, column: str) -> tuple[pl.Series, str]:
    """Give the plain numbers of a column and the decimal mark that all of it uses."""
    cells = rows[column]
    if cells.dtype.is_float() or cells.dtype.is_integer():
        numbers = cells.cast(pl.Float64)
        return numbers.set(~numbers.is_finite().fill_null(value=False), None), "."
    if cells.dtype != pl.String and not cells.dtype.is_decimal():
        return pl.Series([None] * len(cells), dtype=pl.Float64), "."
    texts = cells.cast(pl.String).fill_null("")
    is_plain = texts.str.contains(_PLAIN)
    if not is_plain.all():
        texts = texts.str.strip_chars()
        is_plain = texts.str.contains(_PLAIN)
    told = texts.filter(~is_plain & (texts != "")).unique()
    plain = texts if is_plain.all() else texts.filter(is_plain)
    marks = ".," if (has_comma := texts.str.contains(",", literal=True)).any() else "."
    mark = decimal_mark(values_of(pl.concat([told, *(_deciding(plain, m) for m in marks)])))
    if mark == "?":
        return pl.Series([None] * len(cells), dtype=pl.Float64), mark
    if mark == ",":
        is_plain &= ~texts.str.contains(".", literal=True)
        texts = texts.str.replace(",", ".", literal=True)
    elif len(marks) > 1:
        is_plain &= ~has_comma
    return (texts if is_plain.all() else texts.set(~is_plain, None)).cast(pl.Float64), mark


def _deciding(plain: pl.Series, mark: str) -> pl.Series:
    """Give the first plain number with a mark that can only be a decimal one, or none."""
    for some in (plain.head(_SOME), plain):
        marked = some.filter(some.str.contains(mark, literal=True))
        if len(found := marked.filter(~marked.str.contains(_OPEN)).head(1)):
            return found
    return plain.clear()


def _units(units: list[str | None], common: Column) -> dict[str | None, str | None]:
    """Give the units in which plain numbers stay as they are, each with the unit they come to."""
    if common.kind is not Kind.LEVEL:
        return dict.fromkeys(units)
    kept: dict[str | None, str | None] = {}
    for unit in units:
        levels = [_level(Amount(number), common, unit) for number in _PROBES]
        values = [level.values.get(common.field) for level in levels]
        if values == list(_PROBES) and not any(level.mixed for level in levels):
            kept[unit] = levels[0].unit
    return kept


def _level(amount: Amount, common: Column, unit: str | None) -> Levels:
    return in_one_unit(
        {common.field: amount},
        {common.field: common.hint},
        unit,
        among_percentages=amount.percent,
    )


class _Others:
    """Reads the cells that are no plain numbers."""

    def __init__(self, columns: Columns, reader: CellReader, common: Column, column: int) -> None:
        self._columns, self._reader, self._common = columns, reader, common
        self._column = column
        self._known: dict[tuple[object, str | None], tuple[Figure, bool]] = {}

    def read(self, rows: pl.DataFrame, cells: pl.Series) -> dict[int, Figure]:
        """Give what each row says; what is to be noted of a cell is."""
        found: dict[int, Figure] = {}
        noted: list[tuple[int, str | None]] = []
        values = values_of(cells)
        for at, unit, value in zip(rows[AT], rows["unit"], values, strict=True):
            key = (type(value), value), unit
            if key not in self._known:
                self._known[key] = self._figure(value, unit)
            found[at], is_doubtful = self._known[key]
            if is_doubtful:
                noted.append((at, unit))
        self._columns.look_at(at for at, _ in noted)
        for at, unit in noted:
            self._reader.quantity((at, self._column), self._common, unit)
        return found

    def _figure(self, value: Value, unit: str | None) -> tuple[Figure, bool]:
        probe = CellReader("", Grid("", [[value]]), [])
        got = probe.quantity((0, 0), self._common, unit)
        if got is None:
            return Figure(), bool(probe.problems)
        amount, number = got
        if self._common.kind is not Kind.LEVEL:
            return Figure(number, None, amount), bool(probe.problems)
        levels = _level(amount, self._common, unit)
        value_in_unit = levels.values.get(self._common.field)
        of_cell = levels.unit if value_in_unit is not None else None
        return Figure(value_in_unit, of_cell, amount, levels.mixed), bool(probe.problems)
