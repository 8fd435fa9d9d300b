"""What a KPI's record says about a benefit: its level now, and its level before the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.numbers import days_to, finite, ratio
from bcr.figures.plan import PLANNED_FROM, with_planned
from bcr.figures.runs import known_in_runs, reduced, sums_of_products, sums_of_runs
from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

#: Days by which whole periods may miss a window of months: a year is 52 or 53 weeks.
_SLACK = 6
_DAYS_A_MONTH = 30.4375
#: What a level follows from.
_PERIODS = ("n", "period_start", "period_end", "value", "denominator", "days")
#: More than the days between any two dates.
_DAYS = 2**33


@dataclass(frozen=True, slots=True)
class Record:
    """The periods of each KPI together, in the order of time."""

    #: period_start, period_end, value, denominator; and place, which rises from row to row: the
    #: number of the KPI and the day the period ends on.
    periods: pl.DataFrame
    #: A row a KPI with a record: kpi_id, number (as in place) and record_end, its last day.
    kpis: pl.DataFrame


def usable_record(observations: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """Periods that ended by the as-of date and hold a number; others are missing, never zero."""
    return observations.filter(
        (pl.col("period_end") <= as_of) & pl.col("value").is_finite()
    ).select(
        "kpi_id",
        "period_start",
        "period_end",
        "value",
        denominator=finite(pl.col("weight")),
        days=_days(),
    )


def in_order(usable: pl.LazyFrame, kpi_ids: pl.LazyFrame) -> Record:
    """The record put in order; one that comes so is not sorted again.

    Rule: any other is cut to the KPIs in `kpi_ids`. Of two periods of a KPI with one end, the
          shorter comes last.
    """
    periods = usable.drop("days").collect(engine="in-memory")
    return _in_runs(periods) or _put_in_order(periods, kpi_ids)


def measured_levels(
    promised: pl.LazyFrame, record: Record, interim: pl.LazyFrame, as_of: dt.date
) -> pl.LazyFrame:
    """The level each benefit's KPI shows at the as-of date, beside the plan for the same periods.

    Shape: a row a benefit with at least one period in its window: n, measured, planned,
           planned_by, actual_from, actual_to, periods, recorded_months and what
           `levels_over` needs to say why `measured` is null.
    Rule:  the periods that end in the last `months` months and begin no earlier than the
           start; for a cumulative KPI every period since the start. Where there is neither
           start nor interim target, the periods that end on or after the due date: before
           it nothing was planned.
    """
    cumulative = pl.col("aggregation") == Aggregation.CUMULATIVE
    step = pl.col("start_on").is_null() & ~pl.col("interim") & ~cumulative
    windows = promised.with_columns(
        first=pl.when(~cumulative).then(first_day(pl.lit(as_of), pl.col("months"))),
        last=pl.lit(as_of),
        not_before=pl.when(step).then("due_on").otherwise("start_on"),
    )
    since = (pl.col("period_start") >= pl.col("start_on")).fill_null(value=True)
    moments = (
        periods_inside(windows, record)
        .join(promised.select("n", *PLANNED_FROM), on="n", how="left", maintain_order="left")
        .filter(since)
        .with_columns(on="period_end")
    )
    return levels_over(with_planned(moments, interim), windows)


def recorded_baselines(promised: pl.LazyFrame, record: Record) -> pl.LazyFrame:
    """The level each benefit's KPI had before the start: n, recorded_baseline.

    Rule: the `months` months to `baseline_on`, else to the day before the start, aggregated
          as the KPI says, where at least half of them are recorded. A cumulative KPI
          has no level of its own.
    """
    last = pl.coalesce("baseline_on", pl.col("start_on").dt.offset_by("-1d"))
    windows = (
        promised.filter(pl.col("aggregation") != Aggregation.CUMULATIVE)
        .with_columns(last=last, not_before=pl.lit(None, pl.Date))
        .filter(pl.col("last").is_not_null())
        .with_columns(first=first_day(pl.col("last"), pl.col("months")))
    )
    half = pl.col("recorded_days") >= pl.col("window_days") / 2 - _SLACK / 2
    levels = levels_over(periods_inside(windows, record), windows)
    return levels.filter(half).select("n", recorded_baseline="measured")


def periods_inside(windows: pl.LazyFrame, record: Record) -> pl.LazyFrame:
    """The periods that end inside each window: n and the columns of `usable_record`, in order.

    Shape: `windows` has n, kpi_id and the days first, not_before and last; null: an open end.

    The periods of a window stand together in the record, so it is enough to look up the first
    and the last of them; a join would go through the whole record.
    """
    opens = _place(pl.col("number"), pl.max_horizontal("first", "not_before"))
    bounds = (
        windows.join(record.kpis.lazy(), on="kpi_id")
        .sort("n")
        .select("n", opens=opens, closes=_place(pl.col("number"), pl.col("last")))
        .collect(engine="in-memory")
    )
    places = record.periods["place"]
    rows = bounds.select(
        "n",
        begin=places.search_sorted(bounds["opens"]),
        end=places.search_sorted(bounds["closes"], side="right"),
    ).filter(pl.col("begin") < pl.col("end"))
    found = rows.select("n", row=pl.int_ranges("begin", "end")).explode("row")
    periods = found.select("n").hstack(record.periods.drop("place")[found["row"]])
    return periods.lazy().with_columns(days=_days())


def levels_over(rows: pl.LazyFrame, windows: pl.LazyFrame) -> pl.LazyFrame:
    """One level a benefit from the periods in its window, null where they do not give one.

    A sum is compared with a baseline over the same length of time, so it needs every period
    of it; a weighted mean needs every weight; a cumulative level needs a record without gaps.
    The rows of a benefit stand together; where they have a plan, so has the benefit.
    """
    planned = "planned" in rows.collect_schema()
    names = ("planned", "planned_by") if planned else ()
    among = rows.select(*_PERIODS, *names).collect(engine="in-memory")
    runs = among["n"].rle().struct.unnest()
    found = runs.select(n="value", periods="len").with_columns(
        *_of_periods(among, runs["len"]), *_of_plans(among, runs["len"])
    )
    length = pl.col("last") - pl.col("first")
    levels = (
        found.with_columns(_sums(among, runs["len"]))
        .lazy()
        .join(
            windows.select("n", "aggregation", "baseline", window_days=length.dt.total_days() + 1),
            on="n",
            how="left",
        )
        .with_columns(complete=_complete(), recorded_months=months_in(pl.col("recorded_days")))
        .with_columns(measured=finite(_level()))
    )
    return levels.with_columns(planned=finite(_plan())) if planned else levels


def _of_periods(among: pl.DataFrame, lengths: pl.Series) -> Iterator[pl.Series]:
    """What the periods of a window come to, but for the sums."""
    for name, column, how in (
        ("actual_from", "period_start", np.minimum),
        ("actual_to", "period_end", np.maximum),
        ("recorded_days", "days", np.add),
        ("longest", "days", np.maximum),
    ):
        yield reduced(how, among[column], lengths).alias(name)
    yield (lengths - known_in_runs(among["denominator"], lengths)).alias("unweighted")
    yield among["value"][lengths.cum_sum() - 1].alias("latest")


def _of_plans(among: pl.DataFrame, lengths: pl.Series) -> Iterator[pl.Series]:
    if "planned" in among.columns:
        last = lengths.cum_sum() - 1
        yield among["planned_by"][last].cast(pl.String)
        yield among["planned"][last].alias("plan_latest")
        yield known_in_runs(among["planned"], lengths).alias("plans")


def _sums(among: pl.DataFrame, lengths: pl.Series) -> Iterator[pl.Series]:
    """The sums and means over the periods of each window."""
    value, weight = among["value"], among["denominator"]
    yield sums_of_runs(weight, lengths).alias("weights")
    yield (total := sums_of_runs(value, lengths)).alias("total")
    yield (total / lengths).alias("mean")
    yield sums_of_products(value, weight, lengths).alias("weighted")
    if "planned" in among.columns:
        yield sums_of_runs(among["planned"], lengths).alias("plan_total")
        yield sums_of_products(among["planned"], weight, lengths).alias("plan_weighted")


def first_day(last: pl.Expr, months: pl.Expr) -> pl.Expr:
    """First day of the `months` months that end with `last`, month ends kept as month ends.

    >>> import datetime as dt
    >>> june = pl.DataFrame({"last": [dt.date(2024, 6, 30)], "months": [3]})
    >>> june.select(first_day(pl.col("last"), pl.col("months")))["last"].to_list()
    [datetime.date(2024, 4, 1)]
    """
    return last.dt.offset_by("1d").dt.offset_by(pl.format("-{}mo", months))


def months_in(days: pl.Expr) -> pl.Expr:
    """Whole months that so many recorded days make up."""
    return ((days + _SLACK / 2) / _DAYS_A_MONTH).floor().cast(pl.Int64)


def _in_runs(periods: pl.DataFrame) -> Record | None:
    """The record as it comes, if the rows of each KPI stand together in the order of time."""
    runs = periods["kpi_id"].rle().struct.unnest().with_row_index("number")
    if runs.height > periods.height / 2 or runs["value"].n_unique() < runs.height:
        return None
    run = pl.Series(np.repeat(np.arange(runs.height), runs["len"].to_numpy()))
    placed = periods.with_columns(place=_known_place(pl.lit(run), pl.col("period_end")))
    if not _rises(placed["place"]):
        return None
    ends = periods["period_end"][runs["len"].cum_sum() - 1]
    return Record(placed.drop("kpi_id"), runs.select("number", kpi_id="value", record_end=ends))


def _put_in_order(periods: pl.DataFrame, kpi_ids: pl.LazyFrame) -> Record:
    """The record of some KPIs, sorted by one whole number a row: much faster than by names."""
    numbered = kpi_ids.drop_nulls().unique().with_row_index("number").collect()
    rows = periods.lazy().join(numbered.lazy(), on="kpi_id")
    placed = rows.with_columns(place=_known_place(pl.col("number"), pl.col("period_end")))
    unsorted = placed.drop("kpi_id", "number").collect(engine="streaming")
    ordered = unsorted.sort("place")
    if not _rises(ordered["place"]):
        ordered = unsorted.sort("place", "period_start")
    last = pl.col("place") // _DAYS != pl.col("place").shift(-1) // _DAYS
    ends = ordered.filter(last.fill_null(value=True)).select(
        number=pl.col("place") // _DAYS, record_end="period_end"
    )
    return Record(ordered, numbered.cast({"number": pl.Int64}).join(ends, on="number"))


def _days() -> pl.Expr:
    return days_to(pl.col("period_end"), pl.col("period_start")).cast(pl.Int64) + 1


def _rises(numbers: pl.Series) -> bool:
    return bool((numbers[1:] > numbers[:-1]).all())


def _place(number: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The place of a day that may not be known: it is before all."""
    return _known_place(number, day).fill_null(number.cast(pl.Int64) * _DAYS - _DAYS // 4)


def _known_place(number: pl.Expr, day: pl.Expr) -> pl.Expr:
    """One number that sorts by a KPI's number, then by day."""
    return number.cast(pl.Int64) * _DAYS + day.cast(pl.Int32)


def _complete() -> pl.Expr:
    """Whether no period of the window is missing or there twice; of the record, if cumulative."""
    slack = pl.min_horizontal(pl.lit(_SLACK), pl.col("longest") - 1)
    spanned = (pl.col("actual_to") - pl.col("actual_from")).dt.total_days() + 1
    unbroken = (spanned - pl.col("recorded_days")).abs() <= slack
    full = (pl.col("window_days") - pl.col("recorded_days")).abs() <= slack
    return pl.when(pl.col("aggregation") == Aggregation.CUMULATIVE).then(unbroken).otherwise(full)


def _level() -> pl.Expr:
    kind = pl.col("aggregation")
    weighted = ratio(pl.col("weighted"), pl.col("weights"))
    return (
        pl.when(kind == Aggregation.LAST)
        .then("latest")
        .when(kind == Aggregation.SUM)
        .then(pl.when("complete").then("total"))
        .when(kind == Aggregation.CUMULATIVE)
        .then(pl.when("complete").then(pl.col("baseline") + pl.col("total")))
        .when(kind == Aggregation.WEIGHTED)
        .then(pl.when(pl.col("unweighted") == 0).then(weighted))
        .otherwise("mean")
    )


def _plan() -> pl.Expr:
    """The plan over the same periods, put together the way the actual is; null without one."""
    kind = pl.col("aggregation")
    weighted = ratio(pl.col("plan_weighted"), pl.col("weights"))
    mean = pl.when(pl.col("plans") > 0).then(pl.col("plan_total") / pl.col("plans"))
    return (
        pl.when(kind.is_in([Aggregation.LAST, Aggregation.CUMULATIVE]))
        .then("plan_latest")
        .when(kind == Aggregation.WEIGHTED)
        .then(pl.when(pl.col("plans") > 0).then(weighted))
        .otherwise(mean)
    )
