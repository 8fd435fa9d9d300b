"""The level a benefit reached: by its KPI's record, else as its workbook reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import ratio
from bcr.figures.plan import unmoved
from bcr.figures.reasons import unrecorded
from bcr.figures.status import is_scored

if TYPE_CHECKING:
    import datetime as dt


def with_actual(compared: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """Adds the realised level, the plan it stands beside, and where both come from.

    Rule: the record, beside the plan for the same periods (`planned_then`), comes before a
          reported actual, beside the plan at the as-of date. A record that ends before
          anything was planned says nothing about what has been planned since.
    """
    moving = pl.col("movement") != 0
    early = unmoved(pl.col("planned_then")) & ~unmoved(pl.col("planned")) & moving
    return (
        compared.with_columns(early=pl.col("measured").is_not_null() & early)
        .with_columns(measured=pl.when(~pl.col("early")).then("measured"))
        .with_columns(actual_kind=_kind(as_of), unrecorded=unrecorded(as_of))
        .with_columns(
            actual=_by_kind("measured", "reported_actual"),
            planned=_by_kind("planned_then", "planned", "planned"),
            planned_by=_by_kind("planned_by_then", "planned_by", "planned_by"),
            actual_from=_by_kind("actual_from"),
            actual_to=_by_kind("actual_to", "reported_on"),
            actual_periods=_by_kind("periods"),
        )
        .with_columns(planned_by=pl.when(pl.col("planned").is_not_null()).then("planned_by"))
    )


def share_from_record() -> pl.Expr:
    """The share with the recorded baseline in place of the stated one.

    Null where the record had passed the plan before the start: no movement was left.
    """
    recorded, planned = pl.col("recorded_baseline"), pl.col("planned")
    left = (planned - recorded) * pl.col("movement")
    share = ratio(pl.col("actual") - recorded, planned - recorded)
    return pl.when(is_scored() & ~pl.col("steady") & (left > 0)).then(share)


def baseline_off() -> pl.Expr:
    """How far the stated baseline lies off the record, as a share of the intended movement.

    >>> levels = {"baseline": [44.0], "recorded_baseline": [40.5], "movement": [-11.0]}
    >>> frame = pl.DataFrame({**levels, "steady": [False]})
    >>> round(frame.select(x=baseline_off()).item(), 2)
    0.32
    """
    apart = ratio(pl.col("recorded_baseline") - pl.col("baseline"), pl.col("movement"))
    return pl.when(~pl.col("steady")).then(apart)


def _kind(as_of: dt.date) -> pl.Expr:
    in_time = (pl.col("reported_on") <= as_of).fill_null(value=True)
    return (
        pl.when(pl.col("measured").is_not_null())
        .then(pl.lit("measured"))
        .when(in_time & pl.col("reported_actual").is_not_null())
        .then(pl.lit("reported"))
    )


def _by_kind(measured: str, reported: str | None = None, neither: str | None = None) -> pl.Expr:
    """The column that goes with where the actual comes from; null where none is named."""
    kind = pl.col("actual_kind")
    return (
        pl.when(kind == "measured")
        .then(measured)
        .when(kind == "reported")
        .then(None if reported is None else pl.col(reported))
        .otherwise(None if neither is None else pl.col(neither))
    )
