"""A KPI's record as the figures read it: value by value, summed over a window, or added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.model import Aggregation
from bcr.pages.words import count

if TYPE_CHECKING:
    import datetime as dt

    from bcr.pages.dossier import Row

DAYS_A_MONTH = 30.4


def as_read(
    observed: pl.DataFrame, gap: Row, kpi: Row, *, months: int, as_of: dt.date
) -> tuple[pl.DataFrame, str]:
    """Points (`on`, `value`) on the scale of the baseline, and in words what each one is.

    A sum over twelve months cannot be compared with the value of one, so a summed KPI is
    drawn as running totals over `months`, and a cumulative one as what has been added to
    the baseline. Nothing after `as_of` is drawn, since no figure uses it.
    """
    points = (
        observed.select("period_start", on="period_end", value="value")
        .filter((pl.col("on") <= as_of) & pl.col("value").is_finite())
        .sort("on")
    )
    match kpi.get("aggregation"):
        case Aggregation.SUM:
            periods = gap["actual_periods"] or window_periods(points, months)
            total = pl.col("value").rolling_sum(periods, min_samples=periods)
            drawn = points.with_columns(value=total).drop_nulls("value")
            said = f"each point the total of {count(periods, 'period')}"
        case Aggregation.CUMULATIVE:
            since = points.filter(_after(gap["start_on"]))
            drawn = since.with_columns(value=pl.col("value").cum_sum() + (gap["baseline"] or 0.0))
            said = "each point the baseline and all that was added since the start"
        case _:
            drawn, said = points, "each point one period"
    return drawn.select("on", "value"), said


def without_it(
    observed: pl.DataFrame, path: pl.DataFrame, gap: Row, kpi: Row, *, months: int
) -> pl.DataFrame:
    """The level expected without the investment on the scale of `as_read`: on, expected, low, high.

    Where points are totals, periods before the start count in them as they were recorded.
    """
    ends: list[dt.date] = path["period_end"].to_list()
    parts = []
    for name in ("expected", "low", "high"):
        asked = path.select("period_start", "period_end", asked=name)
        rows = observed.join(asked, on=["period_start", "period_end"], how="left")
        without = rows.with_columns(value=pl.coalesce("asked", "value"))
        points, _ = as_read(without, gap, kpi, months=months, as_of=ends[-1])
        parts.append(points.filter(pl.col("on") >= ends[0]).rename({"value": name}))
    return parts[0].hstack([parts[1]["low"], parts[2]["high"]])


def window_periods(points: pl.DataFrame, months: int) -> int:
    """How many periods of a record make up a window of so many months, going by their length."""
    days = (points["on"] - points["period_start"]).dt.total_days().median()
    length = (days if isinstance(days, float) else 0.0) + 1.0
    return max(1, round(months * DAYS_A_MONTH / length))


def _after(start: dt.date | None) -> pl.Expr:
    return pl.lit(value=True) if start is None else pl.col("period_start") >= start
