"""A register of benefits with periods across: plans and actuals beside what each row promises."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import address, letters
from bcr.workbook.recognition.benefit_periods import (
    ACTUAL,
    PAIRED,
    PLANNED,
    PLANNED_MONEY,
    across_benefits,
)
from bcr.workbook.recognition.dated_headers import dated, only_role_in, without_total
from bcr.workbook.recognition.header_words import whole_matches
from bcr.workbook.recognition.one_table import table_of
from bcr.workbook.recognition.paired_rows import paired_rows
from bcr.workbook.recognition.rows import TableRows
from bcr.workbook.recognition.stated_start import stated_start
from bcr.workbook.recognition.table_columns import TableColumns
from bcr.workbook.recognition.totals import is_summable, row_totals
from bcr.workbook.values.hints import hint_in
from bcr.workbook.values.periods import periods_in
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.benefit_periods import AcrossBenefits, DatedColumn
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.recognition.header import Header, Placed
    from bcr.workbook.recognition.paired_rows import PairedRows

_LEVELS: Final = (
    "benefits.baseline", "benefits.target", "benefits.target_change", "benefits.reported_actual",
)  # fmt: skip
_NAMING: Final = frozenset({Kind.ID, Kind.TEXT})
#: Cells of a column in which a currency is looked for.
_SAMPLE: Final = 10


def register_with_periods(grid: Grid, placed: Placed, end: int, year_starts: int) -> Found:
    """Give a register whose columns name periods, each period column with its field."""
    rows_below = range(placed.below, end)
    pairs = _pairs(grid, placed.header, rows_below)
    if pairs:
        placed = placed._replace(header=placed.header.without(pairs.column))
    header = placed.header
    fields = header.columns.by_field
    columns = [_with_money(grid, one, rows_below) for one in header.dated.values()]
    money = _MoneyColumns(grid, header, fields, rows_below)
    role = PAIRED if pairs else _role_of_bare(grid, header)
    across = across_benefits(columns, role, money.field, placed.below - 1)
    spans = {one.column for one in across.periods}
    rows = TableRows(grid, TableColumns(fields, header.texts, spans))
    rows.apart = pairs.apart if pairs else {}
    rows.sort(rows_below)
    used = across.columns() | ({pairs.column} if pairs else set())
    found = table_of(grid, placed, rows, year_starts, used)
    found.periods, found.years = across.periods, across.years
    found.years_from = stated_start(grid, placed.top, year_starts) if across.years else None
    found.doubts += across.doubts
    found.doubts += row_totals(grid, _parts_of_totals(header, across, year_starts), rows.records)
    found.reasons += (partial(_reasons, header, across, pairs),)
    if pairs:
        found.items = [
            item._replace(period_rows=pairs.fields.get(item.row, {})) for item in found.items
        ]
    _date_the_single(found, placed)
    return found


def _parts_of_totals(
    header: Header, across: AcrossBenefits, year_starts: int
) -> dict[int, list[int]]:
    """Give each column headed “Total planned 2024”, or so, with the columns that it adds up."""
    found: dict[int, list[int]] = {}
    for column, text in header.texts.items():
        said = dated(without_total(text)) if is_summable(text) else None
        if said is None or column in header.matches.fields or column in across.columns():
            continue
        (whole,) = periods_in([said.period], year_starts=year_starts)
        parts = [
            one.column
            for one in across.periods
            if one.field == {"planned": PLANNED, "actual": ACTUAL}.get(said.role)
            if whole and whole.start <= one.period.start and one.period.end <= whole.end
        ]
        if len(parts) > 1:
            found[column] = sorted(parts)
    return found


def _pairs(grid: Grid, header: Header, rows: range) -> PairedRows | None:
    if not any(not one.role for one in header.dated.values()):
        return None
    matched = header.matches.fields
    naming = {c for c, match in matched.items() if kind_of_field(match.field) in _NAMING}
    others = [c for c in header.texts if c not in header.dated and c not in header.single]
    return paired_rows(grid, others, naming, rows)


def _role_of_bare(grid: Grid, header: Header) -> str:
    """Give the role of periods that say none: the sheet's; of a KPI with a baseline, its record."""
    if role := only_role_in(grid.sheet):
        return role
    fields = {match.field for match in header.matches.fields.values()}
    names_kpi = any(
        match.field == "benefits.kpi_id" and whole_matches(header.texts[column], "observations")
        for column, match in header.matches.fields.items()
    )
    return "actual" if names_kpi and "benefits.baseline" in fields else ""


def _with_money(grid: Grid, one: DatedColumn, rows: range) -> DatedColumn:
    """Give a column with what its cells' formats say of money."""
    shown = grid.marks.shown_down(one.column, rows[:_SAMPLE]) or ()
    return one._replace(is_money=one.is_money or any(len(said) == 3 for said in shown))


class _MoneyColumns:
    """Tells which field takes the money of a role."""

    def __init__(
        self, grid: Grid, header: Header, fields: Mapping[str, int], rows: Sequence[int]
    ) -> None:
        levels = [fields[name] for name in _LEVELS if name in fields]
        self._has_levels = bool(levels)
        unit = fields.get("benefits.unit")
        units = [grid.text(row, unit) for row in rows[:_SAMPLE]] if unit is not None else []
        stated = [hint_in(text) for text in units if text]
        self._in_money = any(hint_in(header.texts[c]).currency for c in levels) or (
            bool(stated) and all(hint.currency for hint in stated)
        )

    def field(self, role: str) -> str:
        """Give the field of money by period; empty where bcr keeps none."""
        if role == "planned":
            return PLANNED if self._in_money else PLANNED_MONEY
        return ACTUAL if self._in_money or not self._has_levels else ""


def _reasons(header: Header, across: AcrossBenefits, pairs: PairedRows | None) -> list[str]:
    said = [
        f"{letters(one.column)} “{_text(header, one.column)}” → {one.field}: the period from "
        f"{one.period.start} to {one.period.end}"
        for one in across.periods
    ]
    said += [
        f"{letters(one.column)} “{_text(header, one.column)}” → {one.field}: year {one.number} "
        "from the start"
        for one in across.years
    ]
    if pairs:
        said.append(
            f"{letters(pairs.column)} “{_text(header, pairs.column)}” → tells planned and actual "
            "rows apart"
        )
    return said


def _text(header: Header, column: int) -> str:
    return " ".join(header.texts.get(column, "").split())


def _date_the_single(found: Found, placed: Placed) -> None:
    """Give "Target 2025" its day where no column does."""
    days, columns = {}, dict(found.columns)
    for column, one in placed.header.single.items():
        if column in placed.header.matches.fields and one.day_field not in columns:
            days[one.day_field] = one.period.end
            columns[one.day_field] = address(placed.below - 1, column)
    found.columns = columns
    found.constants = {**found.constants, **days}
