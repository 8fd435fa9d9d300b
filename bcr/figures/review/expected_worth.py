"""Whether a new case would pay at what like cases came to, beside what it states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.figures import Gaps
from bcr.schemas.records import Plans
from bcr.schemas.review import ExpectedWorth

if TYPE_CHECKING:
    from collections.abc import Mapping

    import dataframely as dy

    from bcr.schemas.money import Appraisals as Worth
    from bcr.schemas.review import Appraisals

_KEY = ("case_id", "class", "currency")
#: The shares of like cases that a new case is set at.
AT = ("p20", "p50", "p80")


def at_share(
    gaps: dy.DataFrame[Gaps],
    plans: dy.DataFrame[Plans],
    expected: dy.DataFrame[Appraisals],
    at: str,
) -> tuple[dy.DataFrame[Gaps], dy.DataFrame[Plans]]:
    """The money of a case, at target and by period, times the share of plan at P20, P50 or P80.

    Shape: as given; a benefit without such a share keeps its money.
    """
    shares = expected.select("benefit_id", share=pl.col(f"share_{at}"))

    def scaled(table: pl.DataFrame, money: str) -> pl.DataFrame:
        joined = table.join(shares, on="benefit_id", how="left", maintain_order="left")
        worth = pl.col(money) * pl.col("share").fill_null(1.0)
        return joined.with_columns(worth.alias(money)).drop("share")

    return (
        Gaps.cast(scaled(gaps, "money_at_target")),
        Plans.cast(scaled(plans, "planned_money")),
    )


def expected_worth(
    stated: dy.DataFrame[Worth],
    adjusted: Mapping[str, dy.DataFrame[Worth]],
    expected: dy.DataFrame[Appraisals],
) -> dy.DataFrame[ExpectedWorth]:
    """Net present value and benefit–cost ratio of a new case as stated, and at P20, P50 and P80.

    Shape:  one row a case with costs by year and class of benefit, in the order of `stated`;
            `adjusted` has the same worked out from `at_share` for each of `AT`.
    Rule:   costs stay as stated; all benefits of the class stand at the same percentile, which
            is further out than that percentile of their sum. Not known where history says
            nothing of one of them.
    Source: methods, sections 5 and 8.
    """
    table = _intended(stated).join(_unknown(expected), on=_KEY, how="left", nulls_equal=True)
    for at in AT:
        found = _intended(adjusted[at]).select(
            *_KEY, **{f"{name}_{at}": pl.col(name) for name in ("npv", "bcr")}
        )
        table = table.join(found, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
    known = pl.col("unknown").is_null()
    names = [f"{name}_{at}" for name in ("npv", "bcr") for at in AT]
    silent = pl.format("history says nothing of {} of its benefits", "unknown")
    told = pl.when(pl.col("reason") != "").then("reason")
    return ExpectedWorth.validate(
        table.with_columns(
            *(pl.when(known).then(name).alias(name) for name in names),
            reason=pl.concat_str(told, silent, separator="; ", ignore_nulls=True),
        ),
        cast=True,
    )


def _intended(worth: dy.DataFrame[Worth]) -> pl.DataFrame:
    rows = worth.filter(pl.col("line") == "intended")
    return rows.with_columns(pl.col("class").cast(pl.String))


def _unknown(expected: dy.DataFrame[Appraisals]) -> pl.DataFrame:
    """Benefits of each class with money a year that have no share to be set at."""
    priced = (pl.col("money_per") == "year") & pl.col("share_p50").is_null()
    return (
        expected.filter(priced & pl.col("money_at_target").is_not_null())
        .group_by("case_id", pl.col("class").cast(pl.String), "currency")
        .agg(unknown=pl.len())
    )
