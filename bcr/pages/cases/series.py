"""A KPI's record as the figures read it: value by value, summed over a window, or added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.model import Aggregation
from bcr.pages.words import count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bcr.pages.dossier import Row

DAYS_A_MONTH = 30.4
_BAND: Final = ("expected", "low", "high")


def as_read(
    observed: pl.DataFrame, gap: Row, kpi: Row, *, months: int, as_of: dt.date
) -> tuple[pl.DataFrame, str]:
    """Points (`on`, `value`) on the scale of the baseline, and in words what each one is.

    A sum over twelve months cannot be compared with the value of one, so a summed KPI is
    drawn as running totals over `months`, and a cumulative one as what has been added to
    the baseline. Nothing after `as_of` is drawn, since no figure uses it.
    """
    points = _points(observed.lazy(), ("value",), as_of)
    periods = _periods_of_a_total(points, gap, kpi, months)
    match kpi.get("aggregation"):
        case Aggregation.SUM:
            said = f"each point the total of {count(periods, 'period')}"
        case Aggregation.CUMULATIVE:
            said = "each point the baseline and all that was added since the start"
        case _:
            said = "each point one period"
    return _on_scale(points, ("value",), gap, kpi, periods), said


def without_it(
    observed: pl.DataFrame, path: pl.DataFrame, gap: Row, kpi: Row, *, months: int
) -> pl.DataFrame:
    """The level expected without the investment on the scale of `as_read`: on, expected, low, high.

    Where points are totals, periods before the start count in them as they were recorded.
    """
    ends: list[dt.date] = path["period_end"].to_list()
    asked = path.lazy().select("period_start", "period_end", *_BAND)
    rows = observed.lazy().join(asked, on=["period_start", "period_end"], how="left")
    without = rows.with_columns(pl.col(_BAND).fill_null(pl.col("value")))
    points = _points(without, _BAND, ends[-1])
    periods = _periods_of_a_total(points, gap, kpi, months)
    return _on_scale(points, _BAND, gap, kpi, periods).filter(pl.col("on") >= ends[0])


def _points(rows: pl.LazyFrame, values: Sequence[str], as_of: dt.date) -> pl.LazyFrame:
    """The periods up to a day of which every value is a number, in the order of time."""
    finite = pl.all_horizontal(pl.col(values).is_finite())
    points = rows.select("period_start", *values, on="period_end")
    return points.filter((pl.col("on") <= as_of) & finite).sort("on")


def _on_scale(
    points: pl.LazyFrame, values: Sequence[str], gap: Row, kpi: Row, periods: int
) -> pl.DataFrame:
    """The points as `as_read` tells; `periods` are those of a total."""
    level = pl.col(values)
    if kpi.get("aggregation") == Aggregation.SUM:
        total = level.rolling_sum(periods, min_samples=periods)
        points = points.with_columns(total).drop_nulls(values)
    elif kpi.get("aggregation") == Aggregation.CUMULATIVE:
        since = points.filter(_after(gap["start_on"]))
        points = since.with_columns(level.cum_sum() + (gap["baseline"] or 0.0))
    return points.select("on", *values).collect()


def _periods_of_a_total(points: pl.LazyFrame, gap: Row, kpi: Row, months: int) -> int:
    """How many periods each point of a summed KPI adds up; 0 of any other."""
    if kpi.get("aggregation") != Aggregation.SUM:
        return 0
    return gap["actual_periods"] or window_periods(points.collect(), months)


def window_periods(points: pl.DataFrame, months: int) -> int:
    """How many periods of a record make up a window of so many months, going by their length."""
    days = (points["on"] - points["period_start"]).dt.total_days().median()
    length = (days if isinstance(days, float) else 0.0) + 1.0
    return max(1, round(months * DAYS_A_MONTH / length))


def _after(start: dt.date | None) -> pl.Expr:
    return pl.lit(value=True) if start is None else pl.col("period_start") >= start
