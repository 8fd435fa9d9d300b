"""What a benefit takes a unit of its measure to be worth, beside another opinion of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.money.worth import unit_is_currency
from bcr.figures.numbers import finite, ratio
from bcr.schemas.money import UnitValues

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import PromisedBenefits


def unit_values(
    gaps: dy.DataFrame[Gaps], promised: dy.DataFrame[PromisedBenefits], *, factor: float
) -> dy.DataFrame[UnitValues]:
    """Each stated sum of money a year as money a unit moved, where there is one to compare with.

    Shape:  a row a benefit whose case states money a year, the furthest apart first.
    Rule:   compared with the case's own value of a unit; else with what the unit says, where it
            is the currency itself by the month or the year; else with the middle of what the
            other benefits on the same KPI imply. Further apart than `factor` is a question.
    Source: methods, section 5.
    """
    stated = promised.lazy().select("benefit_id", "money_per_year", "value_per_unit")
    movement = (pl.col("target") - pl.col("baseline")).abs()
    implied = (
        gaps.lazy()
        .join(stated, on="benefit_id")
        .with_columns(implied=ratio(pl.col("money_per_year").abs(), movement))
        .filter(pl.col("implied").is_not_null())
        .with_columns(own=pl.col("value_per_unit").abs(), unit_says=_in_the_unit())
    )
    mine = implied.select("benefit_id", "kpi_id", "currency", "implied")
    others = (
        mine.join(mine, on=("kpi_id", "currency"), suffix="_other")
        .filter(pl.col("benefit_id") != pl.col("benefit_id_other"))
        .group_by("benefit_id")
        .agg(others=pl.col("implied_other").median())
    )
    compared = pl.coalesce("own", "unit_says", "others")
    whose = (
        pl.when(pl.col("own").is_not_null())
        .then(pl.lit("own"))
        .when(pl.col("unit_says").is_not_null())
        .then(pl.lit("unit"))
        .otherwise(pl.lit("others"))
    )
    rows = (
        implied.join(others, on="benefit_id", how="left")
        .with_columns(compared=finite(compared), compared_with=whose)
        .with_columns(ratio=ratio(pl.col("implied"), pl.col("compared")))
        .filter(pl.col("ratio") > 0)
        .with_columns(
            questioned=(pl.col("ratio") > factor) | (pl.col("ratio") < 1 / factor),
            apart=pl.col("ratio").log().abs(),
        )
        .sort("apart", "benefit_id", descending=[True, False])
    )
    return UnitValues.validate(rows, cast=True).collect(engine="in-memory")


def _in_the_unit() -> pl.Expr:
    """What a unit is worth a year where it is money itself: 12 a month, 1 a year."""
    said = pl.col("unit").str.strip_chars().str.to_lowercase()
    bare = pl.col("unit").str.replace(r"(?i)\s*(a|per|/)\s*(month|year|annum)\s*$", "")
    times = (
        pl.when(said.str.contains(r"(a|per|/)\s*month$"))
        .then(12.0)
        .when(said.str.contains(r"(a|per|/)\s*(year|annum)$"))
        .then(1.0)
    )
    return pl.when(unit_is_currency(bare)).then(times)
