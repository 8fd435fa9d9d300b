"""The record of each benefit's KPI as periods since the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.record import first_day
from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt

_DAYS_A_MONTH = 30.4375
_DAYS_A_QUARTER = 91
#: Periods before the start that a change is judged by, the last ones on record. A straight line
#: through more of them says more where the KPI kept to one, but over a decade few do: on records
#: that bent, stepped or wandered long ago, ten years called up to a fifth of nothing real
#: (tests/bench/results/change.md).
LONGEST = 48
#: Periods of at least this many days are counted in months, shorter ones (four weeks) in days.
_MONTHLY = 29


def series(
    promised: pl.LazyFrame, kinds: pl.LazyFrame, cases: pl.LazyFrame, as_of: dt.date
) -> pl.LazyFrame:
    """The periods before and after each benefit's start, a row a period.

    Shape:  n, kpi_id, number, t (whole periods since the first one after the start, before it
            negative), per_year, quarter, recent (the actual is measured over it), period_start,
            period_end, value; sorted by n and t. No row for a period that was not recorded, and
            none for a benefit with nothing recorded after its start. `kinds` is from `periods`.
    Rule:   before means ending before both the start and the go-live, after means beginning on
            or after both; the transition between them is left out, and so is what lies more than
            48 periods before the last one before. Where it is known that the
            benefit started on another day than planned (`started_on`), that day is its start.
    Source: methods, section 2; for the longest record Bernal, Cummins and Gasparrini (2017),
            Int. J. Epidemiol. 46:348: past trends that have changed do not describe the present.
    """
    spans = (
        promised.with_columns(start_on=_started(promised))
        .join(_go_lives(cases), on="case_id", how="left")
        .select(
            "n",
            "kpi_id",
            "start_on",
            settled=pl.max_horizontal("start_on", "go_live_on"),
            begun=pl.min_horizontal("start_on", "go_live_on"),
            since=_recent_from(as_of),
        )
    )
    known = pl.col("kpi_id").is_not_null() & pl.col("start_on").is_not_null()
    before = pl.col("period_end") < pl.col("begun")
    after = pl.col("period_start") >= pl.col("settled")
    first = pl.col("number").filter("after").min().over("n")
    last = pl.col("number").filter(~pl.col("after")).max().over("n")
    return (
        spans.filter(known)
        .join(kinds, on="kpi_id")
        .with_columns(after=after)
        .filter(before | pl.col("after"))
        .with_columns(t=pl.col("number") - first, back=last - pl.col("number"))
        .filter(pl.col("t").is_not_null() & (pl.col("after") | (pl.col("back") < LONGEST)))
        .select(
            "n",
            "kpi_id",
            "number",
            "t",
            "per_year",
            "quarter",
            "period_start",
            "period_end",
            "value",
            recent=pl.col("after") & (pl.col("period_end") >= pl.col("since")),
        )
        .sort("n", "t")
    )


def periods(record: pl.LazyFrame) -> pl.LazyFrame:
    """The record with each period's number in time, and how many of them a year has.

    A KPI's periods are as long as its middle one: months, quarters or years, else days or weeks.
    A period recorded twice counts once, as it was recorded last.
    """
    months = (pl.col("days") / _DAYS_A_MONTH).round().cast(pl.Int64)
    kinds = (
        record.group_by("kpi_id")
        .agg(days=pl.col("days").median().round().cast(pl.Int64))
        .with_columns(months=pl.when(pl.col("days") >= _MONTHLY).then(months).otherwise(0))
        .with_columns(
            per_year=pl.when(pl.col("months").is_in([1, 3, 12]))
            .then(12 // pl.max_horizontal("months", 1))
            .otherwise(0),
            quarter=(_DAYS_A_QUARTER / pl.col("days")).round().cast(pl.Int64).clip(1),
        )
    )
    middle = pl.col("period_start") + pl.duration(days=(pl.col("period_days") - 1) // 2)
    return (
        record.select("kpi_id", "period_start", "period_end", "value", period_days="days")
        .join(kinds, on="kpi_id")
        .with_columns(number=number_of(middle, pl.col("months"), pl.col("days")))
        .sort("kpi_id", "number", "period_end", "period_start")
        .unique(["kpi_id", "number"], keep="last")
    )


def number_of(day: pl.Expr, months: pl.Expr, days: pl.Expr) -> pl.Expr:
    """The number of the period that a day lies in, counted from a fixed one.

    >>> import datetime as dt
    >>> day = pl.lit(dt.date(2024, 5, 31))
    >>> pl.select(number_of(day, pl.lit(3), pl.lit(91))).item() == 2024 * 4 + 1
    True
    """
    month = day.dt.year().cast(pl.Int64) * 12 + day.dt.month() - 1
    since = (day - pl.date(1970, 1, 1)).dt.total_days()
    return pl.when(months > 0).then(month // pl.max_horizontal(months, 1)).otherwise(since // days)


def _started(promised: pl.LazyFrame) -> pl.Expr:
    """The day each benefit started, as far as that is known; else as planned."""
    known = "started_on" in promised.collect_schema()
    return pl.coalesce("started_on", "start_on") if known else pl.col("start_on")


def _go_lives(cases: pl.LazyFrame) -> pl.LazyFrame:
    return cases.select("case_id", "go_live_on").unique("case_id", keep="last")


def _recent_from(as_of: dt.date) -> pl.Expr:
    """The first day of the time the actual is measured over; for a cumulative KPI, any."""
    cumulative = pl.col("aggregation") == Aggregation.CUMULATIVE
    return (
        pl.when(cumulative)
        .then(pl.col("start_on"))
        .otherwise(first_day(pl.lit(as_of), pl.col("months")))
    )
