"""One opinion a case: what each case delivered of the investment logics it rests on."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.change.interrupted import HIGH, LOW
from bcr.figures.numbers import finite, summed
from bcr.figures.status import is_due, is_harm
from bcr.schemas.logics import CaseShares

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps

_CASE = ("group", "case_id")
#: What a share would be with the unmeasured at 0 and at plan, and at the floor and the ceiling.
BOUNDS = ("bound_low", "bound_high", "outer_low", "outer_high")


def case_shares(gaps: dy.DataFrame[Gaps], thresholds: Thresholds) -> dy.DataFrame[CaseShares]:
    """The realised share of each case and logic, ten benefits of one case being one opinion.

    Shape:  one row a logic and case with any benefit, sorted by both.
    Units:  shares are ratios, cut to the floor and ceiling of `thresholds`.
    Rule:   the mean over due benefits that have a share, weighted by money at target where all
            due ones have it in one currency and either all a year or all per target, else by
            stated weight where all have one, else equally. Disbenefits are counted in
            `benefits` only: harm that came as expected is nothing delivered.
    Source: methods, section 6.

    >>> from bcr.portfolio import Thresholds
    >>> from bcr.schemas.figures import Gaps
    >>> two = pl.DataFrame(
    ...     {
    ...         "logic": ["automation"] * 2,
    ...         "case_id": ["C1"] * 2,
    ...         "realised_share": [0.5, None],
    ...         "status": ["short", "not_measured"],
    ...     }
    ... )
    >>> gaps = pl.concat([Gaps.create_empty(), two], how="diagonal_relaxed")
    >>> shares = case_shares(gaps, Thresholds())
    >>> shares.select("due", "measured", "realised_share", "bound_low", "bound_high").rows()
    [(2, 1, 0.5, 0.25, 0.75)]
    """
    shares = shares_by(gaps.lazy().with_columns(group="logic"), thresholds)
    return CaseShares.validate(shares.rename({"group": "logic"}), cast=True).collect(
        engine="in-memory"
    )


def shares_by(grouped: pl.LazyFrame, thresholds: Thresholds) -> pl.LazyFrame:
    """The columns of `CaseShares`, with the `group` of `grouped` in place of the logic."""
    low, high = thresholds.share_floor, thresholds.share_ceiling
    raw = pl.col("realised_share")
    return (
        _all_cases(grouped)
        .join(_shares(weighed(grouped), low, high), on=_CASE, how="left", nulls_equal=True)
        .sort(_CASE)
        .with_columns(
            pl.col("due", "measured").fill_null(0),
            pl.col("weighted_by").fill_null("equal"),
            noise=pl.col("noise").clip(0.0, (high - low) / 2),
            clipped=((raw < low) | (raw > high)).fill_null(value=False),
        )
        .with_columns(pl.col("realised_share", *BOUNDS).clip(low, high))
    )


def weighed(grouped: pl.LazyFrame) -> pl.LazyFrame:
    """The due benefits, `by` what they are weighed within their case, and their `part` of it.

    The parts of a case's due benefits of one group add up to 1.
    """
    money, stated = pl.col("money_at_target").abs(), pl.col("weight")
    by_money = addable(money).over(_CASE)
    by_stated = (stated.is_not_null().all() & _has_size(stated)).over(_CASE)
    weight = pl.when(by_money).then(money).when(by_stated).then(stated).otherwise(1.0)
    by = pl.when(by_money).then(pl.lit("money")).when(by_stated).then(pl.lit("stated"))
    return grouped.filter(is_due() & ~is_harm()).with_columns(
        by=by.otherwise(pl.lit("equal")), part=weight / summed(weight).over(_CASE)
    )


def addable(money: pl.Expr) -> pl.Expr:
    """Whether all rows have money, not all of it zero, in one stated currency and `money_per`."""
    currency = pl.col("currency")
    one = currency.is_not_null().all() & (currency.n_unique() == 1)
    same_time = pl.col("money_per").n_unique() == 1
    return money.is_not_null().all() & one & same_time & _has_size(money)


def _all_cases(grouped: pl.LazyFrame) -> pl.LazyFrame:
    """Each group and case with its title and number of benefits."""
    return (
        grouped.sort(*_CASE, "benefit_id")
        .group_by(_CASE)
        .agg(pl.col("case_title").drop_nulls().first(), benefits=pl.len())
    )


def _has_size(weight: pl.Expr) -> pl.Expr:
    return (weight.sum() > 0) & weight.sum().is_finite()


def _shares(benefits: pl.LazyFrame, floor: float, ceiling: float) -> pl.LazyFrame:
    share, part = pl.col("realised_share"), pl.col("part")
    known, noise = share.is_not_null(), _noise()
    return benefits.group_by(_CASE).agg(
        *(
            summed(share.fill_null(supposed) * part).alias(end)
            for end, supposed in zip(BOUNDS, (0.0, 1.0, floor, ceiling), strict=True)
        ),
        due=pl.len(),
        measured=known.sum(),
        realised_share=finite(summed(share * part) / summed(part.filter(known))),
        weighted_by=pl.col("by").first(),
        noise=pl.when(noise.filter(known).is_not_null().all()).then(
            finite(summed((noise * part).filter(known).pow(2)).sqrt() / summed(part.filter(known)))
        ),
    )


def _noise() -> pl.Expr:
    """Standard error of a benefit's share, from the interval of the change its KPI shows."""
    reach = NormalDist().inv_cdf(HIGH) - NormalDist().inv_cdf(LOW)
    movement = (pl.col("planned_to_date") - pl.col("baseline")).abs()
    return finite((pl.col("change_high") - pl.col("change_low")) / reach / movement)
