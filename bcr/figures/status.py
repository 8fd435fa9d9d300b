"""How far each benefit got: its share of the intended movement, in one of eight statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import CLOSE, SAME, ratio, reaches
from bcr.figures.plan import share_due, unmoved
from bcr.model import BenefitClass, Better, Status

if TYPE_CHECKING:
    import datetime as dt

    from bcr.portfolio import Thresholds

#: The statuses that come with a share.
SCORED = (Status.EXCEEDED, Status.DELIVERED, Status.MOSTLY, Status.SHORT, Status.REVERSED)


def with_status(
    compared: pl.LazyFrame, unscorable: pl.Expr, as_of: dt.date, thresholds: Thresholds
) -> pl.LazyFrame:
    """Adds `status` and `realised_share` (of the movement planned to date).

    What cannot be scored comes first, due or not; then what is not due; then what is not
    measured. `unscorable` is the reason in words, empty where there is none.
    """
    return (
        compared.with_columns(
            unscorable=unscorable, undue=_undue(pl.lit(as_of)), realised_share=_share()
        )
        .with_columns(status=_status(thresholds))
        .with_columns(realised_share=pl.when(is_scored()).then("realised_share"))
    )


def is_scored() -> pl.Expr:
    """Whether a row's status is one that comes with a share."""
    return pl.col("status").is_in(SCORED)


def is_due() -> pl.Expr:
    """Whether anything of a row's benefit was to be there by now."""
    return pl.col("status") != Status.NOT_DUE


def is_harm() -> pl.Expr:
    """Whether a row is a disbenefit; its share is of the harm that was expected."""
    harm = pl.col("class") == BenefitClass.DISBENEFIT
    return harm.fill_null(value=False)


def _undue(as_of: pl.Expr) -> pl.Expr:
    """Nothing of the movement was planned by now, or only a movement away from the target."""
    steady, moving = pl.col("steady"), ~pl.col("steady")
    unplanned = (steady & (share_due(as_of) == 0.0)) | (moving & unmoved(pl.col("planned")))
    return (as_of < pl.col("start_on")) | unplanned


def _share() -> pl.Expr:
    """(A − B) / (P − B); a promise to maintain is met or not."""
    moved = ratio(pl.col("actual") - pl.col("baseline"), pl.col("planned") - pl.col("baseline"))
    met = pl.when(_strayed() <= 0).then(1.0).when(_strayed() > 0).then(0.0)
    return pl.when("steady").then(met).otherwise(moved)


def _strayed() -> pl.Expr:
    """How far beyond its tolerance a measure strayed; to the worse side, if one is stated."""
    stray, way = pl.col("actual") - pl.col("baseline"), pl.col("better_stated").cast(pl.String)
    worse = (
        pl.when(way == Better.HIGHER).then(-stray).when(way == Better.LOWER).then(stray)
    ).otherwise(stray.abs())
    noise = SAME * pl.max_horizontal(pl.col("actual").abs(), pl.col("baseline").abs())
    return worse - pl.col("tolerance") * (1 + CLOSE) - noise


def _status(thresholds: Thresholds) -> pl.Expr:
    share = pl.col("realised_share")
    return (
        pl.when(pl.col("unscorable") != "")
        .then(pl.lit(Status.NOT_SCORABLE.value))
        .when("undue")
        .then(pl.lit(Status.NOT_DUE.value))
        .when(pl.col("actual").is_null())
        .then(pl.lit(Status.NOT_MEASURED.value))
        .when(share.is_null())
        .then(pl.lit(Status.NOT_SCORABLE.value))
        .when(~pl.col("steady") & reaches(share, thresholds.exceeded))
        .then(pl.lit(Status.EXCEEDED.value))
        .when(reaches(share, thresholds.delivered))
        .then(pl.lit(Status.DELIVERED.value))
        .when(reaches(share, thresholds.mostly))
        .then(pl.lit(Status.MOSTLY.value))
        .when(reaches(share, 0.0))
        .then(pl.lit(Status.SHORT.value))
        .otherwise(pl.lit(Status.REVERSED.value))
    )
