"""Why a benefit has no share, and what to bear in mind where it has one; in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import CLOSE, in_words, percent, ratio, with_unit
from bcr.figures.record import first_day
from bcr.figures.status import is_harm, is_scored
from bcr.model import Aggregation, Better, Status

if TYPE_CHECKING:
    import datetime as dt

    from bcr.portfolio import Thresholds

_TOO_LARGE = "the numbers are too large to compare"


def joined(sentences: list[pl.Expr]) -> pl.Expr:
    """The sentences that apply, one after the other; empty where none does."""
    return pl.concat_str(sentences, separator="; ", ignore_nulls=True)


def unscorable() -> pl.Expr:
    """What keeps a benefit from being scored, whatever was measured; empty where nothing does."""
    finite = pl.col("not_finite") == ""
    stated = finite & ~pl.col("no_baseline") & ~pl.col("no_target")
    unbound = pl.col("steady") & pl.col("tolerance").is_null()
    direction = pl.col("better_stated").cast(pl.String)
    directed = direction.is_in([Better.HIGHER, Better.LOWER])
    return joined(
        [
            pl.when(~finite).then("not_finite"),
            _when(pl.col("no_baseline"), "no baseline"),
            _when(pl.col("no_target"), "no target"),
            _when(stated & pl.col("movement").is_null(), _TOO_LARGE),
            pl.when(pl.col("due_on") < pl.col("start_on")).then(
                pl.format("the due date {} is before the start {}", "due_on", "start_on")
            ),
            pl.when(unbound & directed).then(
                pl.format(
                    "target equals baseline although {} is better: nothing to reach", direction
                )
            ),
            _when(
                unbound & directed.not_().fill_null(value=True),
                "target equals baseline and no tolerance is stated: nothing was to move",
            ),
        ]
    )


def unrecorded(as_of: dt.date) -> pl.Expr:
    """Why a KPI that has a record gives no level for the window; null where it gives one."""
    kind = pl.col("aggregation")
    window = first_day(pl.lit(as_of), pl.col("months"))
    cut = (pl.col("record_end") >= window) | (kind == Aggregation.CUMULATIVE)
    short = pl.col("recorded_months") < pl.col("months")
    return (
        pl.when(pl.col("record_end").is_null() | pl.col("measured").is_not_null())
        .then(pl.lit(None, pl.String))
        .when("early")
        .then(pl.format("nothing was planned yet for the periods on record, to {}", "actual_to"))
        .when(pl.col("periods").is_null() & cut)
        .then(
            pl.format(
                "no whole period of KPI {} recorded since the start; its record ends {}",
                "kpi_id",
                "record_end",
            )
        )
        .when(pl.col("periods").is_null())
        .then(
            pl.format(
                "no record of KPI {} in the {} months to {}; it ends {}",
                "kpi_id",
                "months",
                pl.lit(as_of),
                "record_end",
            )
        )
        .when((kind == Aggregation.SUM) & ~pl.col("complete") & short)
        .then(pl.format("only {} of {} months recorded", "recorded_months", "months"))
        .when((kind == Aggregation.SUM) & ~pl.col("complete"))
        .then(
            pl.format("the recorded periods make up {} days of {}", "recorded_days", "window_days")
        )
        .when((kind == Aggregation.CUMULATIVE) & ~pl.col("complete"))
        .then(pl.format("the record of KPI {} has gaps or overlaps", "kpi_id"))
        .when((kind == Aggregation.WEIGHTED) & (pl.col("unweighted") > 0))
        .then(pl.format("{} of {} periods have no weight", "unweighted", "periods"))
        .when((kind == Aggregation.WEIGHTED) & (pl.col("weights") == 0))
        .then(pl.lit("the weights of the periods add up to zero"))
        .otherwise(pl.lit(_TOO_LARGE))
    )


def reason(as_of: dt.date, thresholds: Thresholds) -> pl.Expr:
    """Why there is no share or what to bear in mind; empty when there is nothing to say."""
    status, notes = pl.col("status"), _about_promise(thresholds)
    too_large = pl.when(pl.col("unscorable") == "").then(pl.lit(_TOO_LARGE)).otherwise("unscorable")
    return (
        pl.when(status == Status.NOT_SCORABLE)
        .then(too_large)
        .when(status == Status.NOT_DUE)
        .then(joined([_undue(as_of), *notes]))
        .when(status == Status.NOT_MEASURED)
        .then(joined([*_unmeasured(as_of), *notes]))
        .otherwise(joined([*_about_actual(as_of), *notes]))
    )


def _when(condition: pl.Expr, sentence: str) -> pl.Expr:
    return pl.when(condition).then(pl.lit(sentence))


def _undue(as_of: dt.date) -> pl.Expr:
    start, due = pl.col("start_on"), pl.col("due_on")
    return (
        pl.when(start > as_of)
        .then(pl.format("starts on {}", start))
        .when(start.is_null() & (due > as_of))
        .then(pl.format("due on {}", due))
        .otherwise(pl.lit("the plan has no movement towards the target by then"))
    )


def _unmeasured(as_of: dt.date) -> list[pl.Expr]:
    late = pl.col("reported_actual").is_not_null()
    silent = ~late & pl.col("unrecorded").is_null()
    kpi = pl.col("kpi_id")
    return [
        pl.col("unrecorded"),
        pl.when(late).then(
            pl.format("the reported actual is dated {}, after {}", "reported_on", pl.lit(as_of))
        ),
        _when(silent & kpi.is_null(), "no actual is reported and no KPI is named"),
        _when(silent & kpi.is_not_null(), "no actual is reported and its KPI has no record"),
    ]


def _about_actual(as_of: dt.date) -> list[pl.Expr]:
    """What to bear in mind about the level that was realised."""
    kind, unit = pl.col("aggregation"), pl.col("unit")
    year_ago = first_day(pl.lit(as_of), pl.lit(12))
    reported = pl.col("actual_kind") == "reported"
    partial = (
        (pl.col("actual_kind") == "measured")
        & kind.is_in([Aggregation.MEAN, Aggregation.WEIGHTED])
        & (pl.col("recorded_months") < pl.col("months"))
    )
    days_late = (pl.col("actual_from") - pl.col("start_on")).dt.total_days()
    late = (kind == Aggregation.CUMULATIVE) & (days_late >= pl.col("longest"))
    strayed = pl.col("steady") & (pl.col("realised_share") == 0.0)
    stray = (pl.col("actual") - pl.col("baseline")).abs()
    return [
        pl.when(reported).then(pl.format("{}, so the reported actual is used", "unrecorded")),
        pl.when(partial).then(
            pl.format("the actual covers {} of {} months", "recorded_months", "months")
        ),
        pl.when(late).then(
            pl.format("the record begins on {}, after the start on {}", "actual_from", "start_on")
        ),
        pl.when(pl.col("actual_to") < year_ago).then(
            pl.format(
                "the actual dates from {}, over 12 months before {}", "actual_to", pl.lit(as_of)
            )
        ),
        pl.when(strayed).then(
            pl.format(
                "strayed by {}, tolerance {}",
                with_unit(stray, unit),
                with_unit(pl.col("tolerance"), unit),
            )
        ),
    ]


def _about_promise(thresholds: Thresholds) -> list[pl.Expr]:
    """What to bear in mind about the promise itself."""
    way, toward = pl.col("better_stated").cast(pl.String), pl.col("movement")
    apart = ratio(pl.col("recorded_baseline") - pl.col("baseline"), toward).abs()
    moving = ~pl.col("steady")
    against = ((way == Better.HIGHER) & (toward < 0)) | ((way == Better.LOWER) & (toward > 0))
    return [
        pl.when(moving & (apart > thresholds.baseline_difference + CLOSE)).then(
            pl.format(
                "the stated baseline {} differs from the record {} by {} of the intended movement",
                in_words(pl.col("baseline")),
                in_words(pl.col("recorded_baseline")),
                percent(apart),
            )
        ),
        pl.when(moving & against & ~is_harm()).then(
            pl.format("{} is stated as better, yet the target is the other way", way)
        ),
        _when(
            moving & (way == Better.MAINTAIN),
            "stated as to be maintained, yet the target differs from the baseline",
        ),
        _when(is_harm() & is_scored(), "a disbenefit: the share is of the harm that was expected"),
    ]
