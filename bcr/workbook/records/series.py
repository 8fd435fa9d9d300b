"""KPI series and interim targets, long (a row a period) and wide (a column a period)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.provenance import Severity
from bcr.workbook.files.addresses import letters
from bcr.workbook.recognition.found import PeriodColumn
from bcr.workbook.records.cells import column_of
from bcr.workbook.records.levels import in_one_unit, is_percent, ratio_doubt
from bcr.workbook.records.plain_series import plain_series
from bcr.workbook.records.totals import RowTotals, Stated
from bcr.workbook.records.years import years_of
from bcr.workbook.values.hints import Hint, unit_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.recognition.found import Found, Item, Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.gathered import Gathered
    from bcr.workbook.records.rawtable import Raw, RawTable
    from bcr.workbook.values.amounts import Amount
    from bcr.workbook.values.periods import Period

Row = dict[str, object]

#: When more of a table's values contradict each other, its rows differ in something unread.
_TOO_MANY: Final = 0.05


class SeriesProblemError(Exception):
    """The table cannot be KPI series as it was understood."""

    rule = "series-has-another-dimension"

    def __init__(self, kpi_id: str, period: Period, count: int) -> None:
        self.message = (
            f"{count} values share a KPI and a period with another row (the first: {kpi_id}, "
            f"period to {period.end}), so the rows differ in something that no KPI column names, "
            "or their dates are closer together than months. Nothing of this table was used; name "
            "the KPI's id in a layout file, or give months."
        )
        super().__init__(self.message)


class AcrossPeriods:
    """Reads the cells of a table's period columns, a field's all alike."""

    def __init__(self, found: Found, reader: CellReader) -> None:
        self.found, self.reader = found, reader
        fields = {one.field for one in found.across}
        looks = {field: found.grid.look(self._places(field)) for field in fields}
        self._columns = {field: column_of(found, field, cells) for field, cells in looks.items()}

    def _places(self, field: str) -> list[Place]:
        columns = [one.column for one in self.found.across if one.field == field]
        return [
            (row, column)
            for item in self.found.deciding
            if (row := _row_of(item, field)) is not None
            for column in columns
        ]

    def cells(self, raw: Raw) -> Iterator[tuple[PeriodColumn, Place, Amount]]:
        """Give each filled period cell of an item; a blank one is no value, never a zero."""
        unit = raw.text("kpis.unit") or raw.text("benefits.unit")
        for one in (*self.found.periods, *years_of(raw, self.found, self.reader)):
            row = _row_of(raw.item, one.field)
            if row is None:
                continue
            place = (row, one.column)
            amount = self.reader.amount(place, self._columns[one.field], unit)
            if amount is not None:
                yield one, place, amount


def _row_of(item: Item, field: str) -> int | None:
    """Give the row of an item's period values; nothing where it has a row a field, and not this."""
    return item.period_rows.get(field) if item.period_rows else item.row


def add_series(
    table: RawTable,
    found: Found,
    reader: CellReader,
    units: Mapping[str, str],
    records: Gathered,
) -> None:
    """Add the KPIs of a table and every observation.

    Raises: SeriesProblemError, when rows contradict each other throughout.
    """
    if not (found.periods or found.totals) and (plain := plain_series(table, found, units)):
        plain.add_to(records, found.set_aside)
    else:
        for name, row in _series_row_by_row(list(table.rows()), found, reader, units):
            records.add(name, row)


def _series_row_by_row(
    raws: Sequence[Raw], found: Found, reader: CellReader, units: Mapping[str, str]
) -> list[tuple[str, Row]]:
    series = _Series(reader)
    across = AcrossPeriods(found, reader)
    totals = RowTotals(found, reader)
    rows: list[tuple[str, Row]] = []
    points: list[tuple[Place, Amount]] = []
    for raw in raws:
        kpi_id = raw.text("observations.kpi_id") or raw.text("kpis.name")
        if not kpi_id or not (found.periods or raw.periods):
            found.set_aside[raw.item.row + 1] = "names no period" if kpi_id else "names no KPI"
            continue
        unit = raw.text("kpis.unit") or units.get(kpi_id)
        seen: set[str | None] = set()
        values: list[Stated] = []
        for one, place, amount in across.cells(raw) if found.periods else _cell_of(raw, found):
            level = _level(_Cell(raw, one, place, amount), unit, found, reader)
            if level is None:
                continue
            seen.add(level.unit)
            values.append(Stated(one.field, one.period, level.value, place))
            if series.accepts(kpi_id, one.period, level.value, place):
                rows.append(("observations", _row(raw, kpi_id, one, level.value, place)))
            if unit and is_percent(unit):
                points.append((place, amount))
        totals.compare(raw.item.row, values, unit)
        rows.append(("kpis", _kpi(raw, kpi_id, seen if not unit else {unit_in(unit)})))
    series.check()
    totals.report()
    if found.periods and not found.ratios:
        reader.ratios(ratio_doubt(points))
    return rows


def _kpi(raw: Raw, kpi_id: str, units: set[str | None]) -> Row:
    """Give what a row says of its KPI; the unit of its cells is that of the KPI if it is one."""
    row: Row = {"block": raw.block, "row": raw.item.row + 1, "col": None, "kpi_id": kpi_id}
    row |= raw.of("kpis") | {"kpi_id": kpi_id}
    unit = next(iter(units)) if len(units) == 1 else None
    return row | {"unit": unit}


def _row(raw: Raw, kpi_id: str, one: PeriodColumn, value: float, place: Place) -> Row:
    wide = "observations.value" not in raw.item.places
    return {
        "block": raw.block,
        "row": place[0] + 1,
        "col": letters(place[1]) if wide else None,
        "kpi_id": kpi_id,
        "period_start": one.period.start,
        "period_end": one.period.end,
        "value": value,
        "weight": raw.value("observations.weight"),
    }


def _cell_of(raw: Raw, found: Found) -> Iterator[tuple[PeriodColumn, Place, Amount]]:
    """Give the observed cell of an item that is one period of one KPI."""
    amount = raw.levels.get("observations.value")
    period = raw.periods.get("observations.period")
    if amount is not None and period is not None:
        place = raw.item.places["observations.value"]
        hint = found.hints.get("observations.value", Hint())
        yield PeriodColumn(place[1], period, "observations.value", hint), place, amount


class _Cell(NamedTuple):
    """One period's cell of an item."""

    raw: Raw
    column: PeriodColumn
    place: Place
    amount: Amount


class _Level(NamedTuple):
    """A period's value in the unit of its row."""

    value: float
    unit: str | None


def _level(cell: _Cell, unit: str | None, found: Found, reader: CellReader) -> _Level | None:
    """Give a period's value in its row's unit, or nothing when it is in another."""
    field = cell.column.field
    levels = in_one_unit(
        {field: cell.amount},
        {field: cell.column.hint},
        unit,
        ratios=found.ratios,
        among_percentages=any(level.percent for level in cell.raw.levels.values()),
    )
    for mixed in levels.mixed:
        reader.mixed(cell.place, mixed)
    value = levels.values.get(field)
    return None if value is None else _Level(value, levels.unit)


class _Series:
    """Watches that a KPI has one value a period."""

    def __init__(self, reader: CellReader) -> None:
        self._reader = reader
        self._seen: dict[tuple[str, Period], tuple[float, Place]] = {}
        self._clashes: list[tuple[str, Period, Place, Place]] = []

    def accepts(self, kpi_id: str, period: Period, value: float, place: Place) -> bool:
        """Tell whether a value is the first of its KPI and period."""
        first = self._seen.setdefault((kpi_id, period), (value, place))
        if first[1] == place:
            return True
        if first[0] != value:
            self._clashes.append((kpi_id, period, place, first[1]))
        return False

    def check(self) -> None:
        """Report each second value; give up when there are too many for a slip."""
        total = len(self._seen) + len(self._clashes)
        if self._clashes and len(self._clashes) > max(_TOO_MANY * total, 3):
            kpi_id, period, _, _ = self._clashes[0]
            raise SeriesProblemError(kpi_id, period, len(self._clashes))
        for kpi_id, period, place, first in self._clashes:
            self._reader.problem(
                place,
                "two-values-for-a-period",
                f"{kpi_id} has another value for the period to {period.end} in "
                f"{self._reader.grid.where(*first)}, which is kept; delete the wrong one.",
                severity=Severity.WARNING,
            )


def plan_records(
    raw: Raw, across: AcrossPeriods, totals: RowTotals, benefit_id: str, unit: str | None
) -> Iterator[tuple[str, Row, str | None]]:
    """Give the plans and observations that stand across a benefit's own row, with their unit.

    Observations there are the benefit's own: their KPI has the benefit's id. What the row states
    as their total is compared at the end.
    """
    values: list[Stated] = []
    for one, place, amount in across.cells(raw):
        table, _, name = one.field.partition(".")
        of_row = None if one.field == "plans.planned_money" else unit
        level = _level(_Cell(raw, one, place, amount), of_row, across.found, across.reader)
        if level is None:
            continue
        values.append(Stated(one.field, one.period, level.value, place))
        row: Row = {
            "row": place[0] + 1,
            "col": letters(place[1]),
            "period_end": one.period.end,
            name: level.value,
        }
        if table == "plans":
            yield table, row | {"benefit_id": benefit_id}, level.unit
        else:
            named: Row = {"kpi_id": benefit_id, "period_start": one.period.start}
            yield table, row | named, level.unit
    totals.compare(raw.item.row, values, unit)
