"""Periods of a KPI that a long extract states more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.provenance import Severity
from bcr.workbook.extracts.columns import AT
from bcr.workbook.records.series import SeriesProblemError
from bcr.workbook.values.periods import Period

if TYPE_CHECKING:
    from bcr.workbook.extracts.columns import Columns
    from bcr.workbook.records.cells import CellReader

#: Of all values; more second values for a period, and the table has a dimension nobody named.
_TOO_MANY: Final = 0.05
#: More than there are between the years 1 and 2869.
_DAYS: Final = 2**21


def first_of_each_period(
    valued: pl.DataFrame, columns: Columns, reader: CellReader, column: int
) -> pl.DataFrame:
    """Give the first row of each KPI and period; other values for it, in `column`, are noted.

    Raises: SeriesProblemError, when rows contradict each other throughout.
    """
    key = ["kpi", "start", "end"]
    pairs = _pairs(valued)
    if (pairs.diff().drop_nulls() > 0).all() or (is_first := pairs.is_first_distinct()).all():
        return valued
    first = valued.filter(is_first)
    again = valued.filter(~is_first).join(
        first.select(*key, first_at=AT, first_value="value"), on=key, how="left",
        maintain_order="left",
    )  # fmt: skip
    clashes = again.filter(pl.col("value") != pl.col("first_value"))
    _refuse_if_many(clashes, first.height)
    columns.look_at(clashes[AT])
    for at, kpi_id, end, first_at in clashes.select(AT, "kpi_id", "end", "first_at").iter_rows():
        reader.problem(
            (at, column),
            "two-values-for-a-period",
            f"{kpi_id} has another value for the period to {end} in "
            f"{columns.grid.where(first_at, column)}, which is kept; delete the wrong one.",
            severity=Severity.WARNING,
        )
    return first


def _refuse_if_many(clashes: pl.DataFrame, number: int) -> None:
    """Give up where there are too many for a slip."""
    count = clashes.height
    if count and count > max(_TOO_MANY * (number + count), 3):
        kpi_id, start, end = clashes.select("kpi_id", "start", "end").row(0)
        raise SeriesProblemError(kpi_id, Period(start, end), count)


def _pairs(rows: pl.DataFrame) -> pl.Series:
    """Give a number for each KPI with a period: days fit in 21 bits, as many as Excel knows."""
    days = [rows[name].to_physical().cast(pl.Int64) + _DAYS // 2 for name in ("start", "end")]
    return (rows["kpi"].cast(pl.Int64) * _DAYS + days[0]) * _DAYS + days[1]
