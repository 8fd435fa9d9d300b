"""Whether a benefit that was reached is still there: reached, held or lost again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import finite, ratio, reaches
from bcr.model import Aggregation

if TYPE_CHECKING:
    from bcr.portfolio import Thresholds

#: A year of whole periods may miss this many days of it.
_YEAR_DAYS = 350
_MONTHS = 12
_DAYS_A_MONTH = 30.4375
#: The least share of the intended movement that must be gone for a benefit to have faded.
_LOST = 0.25
#: Standard errors of a year's mean that the loss must exceed; one in 1,000 of plain noise does.
_SURE = 3.0
#: A mean moving range is so many standard deviations of noise without memory.
_RANGE = 1.128
#: Noise with a memory of 0.5 makes the mean of a year this much less sure.
_MEMORY = 3.0**0.5


def lasting(promised: pl.LazyFrame, record: pl.LazyFrame, thresholds: Thresholds) -> pl.LazyFrame:
    """The best twelve months since the start beside the last, and what became of what was reached.

    Shape:  a row a benefit with twelve months on record since its start: n, lasting, best_share,
            best_to, last_share, reached_on, lost_on, sustained_months.
    Units:  shares of the movement in full.
    Rule:   whole years are compared, so that the season cancels; for a cumulative KPI the level
            so far. Reached is `mostly` of the movement or more. Faded: reached, now below it,
            and the loss is a quarter of the movement or more and over three standard errors of
            a year's mean, so that noise does not fade; wavering: below it by less. What was
            there for some months only is not found.
    Source: methods, section 4.
    """
    years = _years(promised, record)
    reached = reaches(pl.col("share"), thresholds.mostly)
    since = pl.col("period_end") > pl.col("reached_on")
    below = ~reached & since
    told = (
        years.with_columns(reached_on=pl.col("period_end").filter(reached).min().over("n"))
        .with_columns(lost_on=pl.col("period_end").filter(below).min().over("n"))
        .group_by("n")
        .agg(
            pl.col("reached_on", "lost_on").first(),
            best_share=pl.col("share").max(),
            best_to=pl.col("period_end").sort_by("share", "period_end").last(),
            last_share=pl.col("share").sort_by("period_end").last(),
            last_to=pl.col("period_end").max(),
            unsure=pl.col("unsure").sort_by("period_end").last(),
            held_to=pl.col("period_end")
            .filter(pl.col("lost_on").is_null() | (pl.col("period_end") < pl.col("lost_on")))
            .max(),
        )
    )
    return told.with_columns(lasting=_lasting(thresholds), sustained_months=_sustained()).drop(
        "last_to", "unsure", "held_to"
    )


def _years(promised: pl.LazyFrame, record: pl.LazyFrame) -> pl.LazyFrame:
    """The share of the movement in each twelve months since the start: n, period_end, share."""
    value, weight = pl.col("value"), pl.col("denominator")
    moving = promised.filter(~pl.col("steady") & pl.col("start_on").is_not_null())
    return (
        moving.select("n", "kpi_id", "start_on", "aggregation", "months", "baseline", "movement")
        .join(record, on="kpi_id")
        .filter(pl.col("period_start") >= pl.col("start_on"))
        .sort("n", "period_end")
        .with_columns(one=pl.lit(1.0), moved=value.diff().abs().over("n").fill_null(0.0))
        .with_columns(
            recorded=_rolling(pl.col("days")).over("n"),
            many=_rolling(pl.col("one")).over("n"),
            total=_rolling(value).over("n"),
            weighted=_rolling(value * weight).over("n"),
            weights=_rolling(weight).over("n"),
            unsure=_rolling(pl.col("moved")).over("n"),
            so_far=pl.col("baseline") + value.cum_sum().over("n"),
        )
        .filter(pl.col("recorded") >= _YEAR_DAYS)
        .with_columns(share=_share(), unsure=_standard_error())
        .filter(pl.col("share").is_not_null())
        .select("n", "period_end", "share", "unsure")
    )


def _rolling(numbers: pl.Expr) -> pl.Expr:
    """Their sum over the twelve months that end with each period."""
    return numbers.rolling_sum_by("period_start", window_size=f"{_MONTHS}mo")


def _share() -> pl.Expr:
    kind, mean = pl.col("aggregation"), pl.col("total") / pl.col("many")
    level = (
        pl.when(kind == Aggregation.SUM)
        .then(pl.col("total") * pl.col("months") / _MONTHS)
        .when(kind == Aggregation.CUMULATIVE)
        .then("so_far")
        .when(kind == Aggregation.WEIGHTED)
        .then(ratio(pl.col("weighted"), pl.col("weights")))
        .otherwise(mean)
    )
    return ratio(level - pl.col("baseline"), pl.col("movement"))


def _standard_error() -> pl.Expr:
    """Of the difference of two years' shares, from the mean moving range, at a memory of 0.5."""
    many = pl.col("many")
    one = pl.col("unsure") / (many - 1) / _RANGE * _MEMORY
    added = pl.col("aggregation").is_in([Aggregation.SUM, Aggregation.CUMULATIVE])
    error = pl.when(added).then(one * many.sqrt()).otherwise(one / many.sqrt())
    return finite(2**0.5 * ratio(error, pl.col("movement").abs())).fill_null(0.0)


def _lasting(thresholds: Thresholds) -> pl.Expr:
    last, best = pl.col("last_share"), pl.col("best_share")
    lost = best - last
    gone = (lost >= _LOST) & (lost > _SURE * pl.col("unsure"))
    there = reaches(last, thresholds.mostly)
    year_on = (pl.col("last_to") - pl.col("reached_on")).dt.total_days() >= _YEAR_DAYS
    return (
        pl.when(pl.col("reached_on").is_null())
        .then(pl.lit("not_reached"))
        .when(~there & gone)
        .then(pl.lit("faded"))
        .when(~there)
        .then(pl.lit("wavering"))
        .when(year_on)
        .then(pl.lit("held"))
        .otherwise(pl.lit("reached"))
    )


def _sustained() -> pl.Expr:
    days = (pl.col("held_to") - pl.col("reached_on")).dt.total_days()
    return (days / _DAYS_A_MONTH).round().cast(pl.Int32) + _MONTHS
