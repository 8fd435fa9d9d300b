"""How much of the money that was claimed was measured, valued and taken out of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.money.worth import total
from bcr.figures.numbers import finite, ratio, summed
from bcr.figures.status import is_harm
from bcr.schemas.money import Ladder

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import PromisedBenefits
    from bcr.schemas.restated import Changes

STEPS: Final = ("claimed", "measured", "valued", "removed")


def cashability(
    gaps: dy.DataFrame[Gaps],
    promised: dy.DataFrame[PromisedBenefits],
    changes: dy.DataFrame[Changes],
    as_of: dt.date,
) -> dy.DataFrame[Ladder]:
    """The four totals of each class and currency; they are steps, and are never added.

    Shape:    a row a class and currency with money a year, in the order of `BenefitClass`.
    Claimed:  money a year planned by now.
    Measured: money a year × the part of the movement that the KPI's own record shows.
    Valued:   money a year that a workbook reports as realised.
    Removed:  what decisions on a benefit's budget took out of it by the as-of date.
    Null:     no benefit of the class got to that step.
    Source:   methods, section 5.
    """
    reported = promised.lazy().select("benefit_id", "reported_money", "reported_on")
    moved = ratio(pl.col("actual") - pl.col("baseline"), pl.col("target") - pl.col("baseline"))
    by_record = pl.col("actual_kind") == "measured"
    in_time = (pl.col("reported_on") <= as_of).fill_null(value=True)
    rows = (
        gaps.lazy()
        .filter((pl.col("money_per") == "year") & pl.col("money_at_target").is_not_null())
        .join(reported, on="benefit_id")
        .join(_removed(changes, as_of), on="benefit_id", how="left")
        .with_columns(
            claimed="intended_money",
            measured=pl.when(by_record).then(finite(pl.col("money_at_target") * moved)),
            valued=pl.when(in_time).then(_signed(pl.col("reported_money"))),
            removed=_signed(pl.col("removed")),
        )
    )
    totals = (
        rows.group_by("class", "currency")
        .agg(
            *(total(pl.col(step)).alias(step) for step in STEPS),
            *(pl.col(step).count().alias(f"{step}_benefits") for step in STEPS),
            benefits=pl.len(),
        )
        .sort("class", "currency", nulls_last=True)
    )
    return Ladder.validate(totals, cast=True).collect(engine="in-memory")


def _signed(money: pl.Expr) -> pl.Expr:
    return pl.when(is_harm()).then(-money.abs()).otherwise(money)


def _removed(changes: dy.DataFrame[Changes], as_of: dt.date) -> pl.LazyFrame:
    """What decisions took out of the budget behind each benefit: benefit_id, removed."""
    cut = pl.col("old_number") - pl.col("new_number")
    decided = (pl.col("decided_on") <= as_of).fill_null(value=True)
    return (
        changes.lazy()
        .filter((pl.col("column") == "budget") & decided & cut.is_not_null())
        .group_by("benefit_id")
        .agg(removed=summed(cut))
    )
