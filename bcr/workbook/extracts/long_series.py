"""The records of a long extract of KPI series: a row a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.provenance import Block, Severity
from bcr.workbook.extracts.columns import AT, Coded, CodedRows, coded
from bcr.workbook.extracts.fields import PERIOD, Periods, TextFields
from bcr.workbook.extracts.figures import figures
from bcr.workbook.extracts.repeats import first_of_each_period
from bcr.workbook.extracts.sieve import Sieve
from bcr.workbook.files.addresses import column_number, letters, position, span
from bcr.workbook.recognition.tables import tables_on
from bcr.workbook.records.agreement import Agreement
from bcr.workbook.records.cells import CellReader
from bcr.workbook.records.extract import Extract
from bcr.workbook.records.levels import is_percent, ratio_doubt
from bcr.workbook.records.series import SeriesProblemError
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import Hint, unit_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.extracts.columns import Columns
    from bcr.workbook.extracts.figures import Figures
    from bcr.workbook.recognition.found import Found

VALUE: Final = "observations.value"
WEIGHT: Final = "observations.weight"
_KPI: Final = "observations.kpi_id"
_NAME: Final = "kpis.name"
#: Fields of a KPI that a row may repeat.
_OF_KPI: Final = (
    "kpis.name", "kpis.unit", "kpis.better", "kpis.aggregation", "kpis.department",
    "kpis.comparator_kpi_id",
)  # fmt: skip
_FIELDS: Final = frozenset({_KPI, PERIOD, VALUE, WEIGHT, *_OF_KPI})


@dataclass(frozen=True, slots=True)
class Long:
    """A long extract: what was found, and its observations as columns."""

    found: Found
    result: Extract
    observations: Mapping[str, pl.Series]
    #: Of KPIs that nothing is said of twice; those of others are in `result`.
    kpis: Mapping[str, pl.Series]

    @property
    def number(self) -> int:
        """The number of observations."""
        return len(self.observations["value"])


def long_extract(columns: Columns, file: str, *, year_starts: int = 4) -> Long | None:
    """Give the records of a sheet that is one long table of KPI series.

    Nothing where it is anything else, or has what only a cell by cell look can settle: headers
    over two rows, a second table, rows without cells between its records.
    """
    tables = tables_on(columns.sample, year_starts=year_starts)
    if len(tables) != 1 or not _is_long(tables[0], columns):
        return None
    return _LongTable(columns, tables[0], file).read()


def _is_long(found: Found, columns: Columns) -> bool:
    """Tell whether a table has a row a period below one row of headers, and nothing else."""
    fields = found.columns
    named = {VALUE, PERIOD} <= fields.keys() and bool({_KPI, _NAME} & fields.keys())
    if found.holds != "observations" or found.periods or not named or fields.keys() - _FIELDS:
        return False
    top = _top(found)
    texts = {f: columns.sample.text(top, column_number(c)).strip() for f, c in fields.items()}
    return texts == found.headers


def _top(found: Found) -> int:
    return position(found.range.partition(":")[0])[0]


class _LongTable:
    """Reads one long table by its columns."""

    def __init__(self, columns: Columns, found: Found, file: str) -> None:
        self._columns, self._found = columns, found
        self._grid = columns.grid
        self._reader = CellReader(file, columns.grid, [])
        self._texts = TextFields(columns, found, self._reader)
        self._fields = {field: column_number(c) for field, c in found.columns.items()}
        top = _top(found)
        texts = {c: columns.sample.text(top, c).strip() for c in range(columns.sample.width)}
        self._header = {column: text for column, text in texts.items() if text}
        self._top = top
        self._file = file

    def read(self) -> Long | None:
        """Give what the table says; nothing where it is no such table further down."""
        sieve = Sieve(self._columns, self._found, self._fields, self._header, self._top)
        below = sieve.without_last_blanks(self._columns.frame.filter(pl.col(AT) > self._top))
        if below is None:
            return None
        self._say_doubts()
        rows = sieve.records(CodedRows(below))
        if rows.frame.is_empty():
            return None
        said = self._said(rows)
        return self._told(rows.frame.select(AT).hstack(said))

    def _say_doubts(self) -> None:
        for doubt in self._found.doubts:
            self._reader.problem(
                doubt.place, doubt.rule, doubt.message, found=doubt.found,
                severity=Severity(doubt.severity),
            )  # fmt: skip

    def _said(self, records: CodedRows) -> pl.DataFrame:
        """Give what each record says: its texts, period, value and weight."""
        said = pl.DataFrame(
            {
                field: self._texts.read(records, field, column)
                for field, column in self._fields.items()
                if field not in {PERIOD, VALUE, WEIGHT}
            }
        )
        series = self._fields.get(_KPI, self._fields.get(_NAME, 0))
        periods = Periods(self._columns, self._found, self._reader)
        said = said.hstack(periods.read(records, self._fields[PERIOD], series))
        unit = said["kpis.unit"] if "kpis.unit" in said else pl.lit(None, pl.String)
        rows = records.frame.with_columns(unit=unit)
        weights = (
            self._figures(rows, WEIGHT).number
            if WEIGHT in self._fields
            else pl.Series([None] * rows.height, dtype=pl.Float64)
        )
        self._values = self._figures(rows, VALUE)
        self._say_if_all_are_ratios(rows, self._values)
        return said.with_columns(
            value=self._values.number, cell_unit=self._values.unit, weight=weights
        )

    def _figures(self, rows: pl.DataFrame, field: str) -> Figures:
        place = (field, self._fields[field])
        return figures(self._columns, self._found, self._reader, rows, place)

    def _say_if_all_are_ratios(self, rows: pl.DataFrame, values: Figures) -> None:
        """Say that percentages may be ratios: told by the largest, the first, and all others."""
        percent = self._found.hints.get(VALUE, Hint()).percent
        of_rows = coded(rows["unit"])
        percents = [is_percent(unit) for unit in of_rows.distinct]
        if not (percent or any(percents)):
            return
        units = of_rows.mapped(percents, pl.Boolean)
        in_points = (
            rows.select(AT)
            .with_columns(amount=values.plain, points=units.fill_null(value=percent))
            .filter(pl.col("points"))
        )
        size = pl.col("amount").abs()
        telling = pl.concat(
            [
                in_points.filter(size > 1).head(1),
                in_points.filter((size > 0) & (size < 1)).head(1),
            ]
        )
        points = [(at, Amount(number)) for at, number in telling.select(AT, "amount").iter_rows()]
        within = set(in_points[AT]) if values.others else set()
        points += [
            (at, one.amount) for at, one in values.others.items() if one.amount and at in within
        ]
        column = self._fields[VALUE]
        ordered = sorted(points, key=lambda point: point[0])
        place = ratio_doubt(((at, column), amount) for at, amount in ordered)
        if place:
            self._columns.look_at([place[0]])
        self._reader.ratios(place)

    def _told(self, said: pl.DataFrame) -> Long:
        """Give the records of rows that name a KPI and a period; the others are set aside."""
        ids = self._kpi_ids(said)
        said = said.with_columns(
            kpi_id=ids.numbers.cat.to(pl.Enum(ids.distinct)), kpi=ids.numbers.cast(pl.UInt64)
        )
        without = said.filter(pl.col("kpi_id").is_null() | pl.col("start").is_null())
        for at, kpi in without.select(AT, "kpi_id").iter_rows():
            self._found.set_aside[at + 1] = "names no period" if kpi else "names no KPI"
        filed = said.drop_nulls(["kpi_id", "start"]) if without.height else said
        result = Extract()
        try:
            observed = self._observed(filed)
        except SeriesProblemError as problem:
            self._reader.problems.clear()
            self._reader.problem(None, problem.rule, problem.message)
            reason = "the table is not understood as KPI series"
            self._found.set_aside |= {at + 1: reason for at in said[AT]}
            observed = filed.clear()
            filed = filed.clear()
        result.blocks.append(self._block(said))
        result.problems += self._reader.problems
        kpis = self._kpis(filed)
        observations = _observations(observed)
        if observed.height and not kpis["kpi_id"].is_duplicated().any():
            return Long(self._found, result, observations, _stated(kpis))
        for row in self._agreed(kpis, result):
            result.records.add("kpis", row)
        return Long(self._found, result, observations, {})

    def _kpi_ids(self, said: pl.DataFrame) -> Coded:
        """Give the id of each row's KPI: its name, where it has none."""
        fields = [field for field in (_KPI, _NAME) if field in said.columns]
        if len(fields) == 1 and fields[0] in self._texts.as_written:
            return self._texts.as_written[fields[0]]
        return coded(said.select(pl.coalesce(fields)).to_series())

    def _observed(self, filed: pl.DataFrame) -> pl.DataFrame:
        """Give the rows with a value, the first of each KPI and period.

        Raises: SeriesProblemError, when rows contradict each other throughout.
        """
        column = self._fields[VALUE]
        mixed = {at: one.mixed for at, one in self._values.others.items() if one.mixed}
        if mixed:
            rows = filed.filter(pl.col(AT).is_in(list(mixed)))[AT].to_list()
            self._columns.look_at(rows)
            for at in rows:
                for one in mixed[at]:
                    self._reader.mixed((at, column), one)
        valued = filed.drop_nulls("value") if filed["value"].has_nulls() else filed
        return first_of_each_period(valued, self._columns, self._reader, column)

    def _kpis(self, filed: pl.DataFrame) -> pl.DataFrame:
        """Give what the rows say of their KPIs, each thing once."""
        stated = "kpis.unit" in filed.columns
        unit = filed["cell_unit"]
        if stated:
            units = coded(filed["kpis.unit"])
            said = units.mapped([unit_in(one) for one in units.distinct], pl.String)
            unit = said.zip_with(said.is_not_null(), unit)
        told = filed.with_columns(unit=unit)
        names = [field for field in _OF_KPI if field in filed.columns and field != "kpis.unit"]
        differing = [name for name in (*names, "unit") if told[name].count()]
        distinct = told.select(AT, "kpi_id", *names, "unit", "kpi").unique(
            ["kpi", *differing], keep="first", maintain_order=True
        )
        return distinct.select(
            block=pl.repeat(0, distinct.height, dtype=pl.Int32),
            row=(pl.col(AT) + 1).cast(pl.Int32),
            col=pl.lit(None, pl.String),
            kpi_id="kpi_id",
            **{name.removeprefix("kpis."): pl.col(name) for name in names},
            unit="unit",
        )

    def _agreed(self, kpis: pl.DataFrame, result: Extract) -> Iterator[dict[str, object]]:
        """Give what is new in each of the rows, and note where they contradict."""
        rows = kpis.to_dicts()
        agreement = Agreement("kpis", "kpi_id", result.blocks, self._file)
        yield from agreement.news(rows)
        result.problems += agreement.problems

    def _block(self, said: pl.DataFrame) -> Block:
        found = self._found
        left, right = min(self._header), max(self._header)
        aside = set(found.set_aside)
        found.range = span(self._top, left, int(said[AT][-1]), right)
        without = sum(said[AT].is_in([row - 1 for row in aside])) if aside else 0
        return Block(
            sheet=self._grid.sheet,
            range=found.range,
            holds=found.holds,
            rows=said.height - without,
            columns=dict(found.columns),
            unmatched={header: letters(column) for header, column in found.unmatched},
            set_aside=dict(sorted(found.set_aside.items())),
        )


def _stated(kpis: pl.DataFrame) -> Mapping[str, pl.Series]:
    """Give the columns in which something is said."""
    return {column.name: column for column in kpis if column.count()}


def _observations(rows: pl.DataFrame) -> Mapping[str, pl.Series]:
    told = rows.select(
        block=pl.repeat(0, rows.height, dtype=pl.UInt8),
        row=(pl.col(AT) + 1).cast(pl.Int32),
        kpi_id="kpi_id",
        period_start="start",
        period_end="end",
        value="value",
        weight="weight",
    )
    return told.to_dict() if told["weight"].count() else told.drop("weight").to_dict()
