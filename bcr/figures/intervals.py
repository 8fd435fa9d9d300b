"""How far the mean over a logic's cases may be off, and where its next case is expected."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.distributions import t_quantile
from bcr.figures.numbers import averaged, summed
from bcr.model import UNCLASSIFIED

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.model import Thresholds
    from bcr.schemas.figures import CaseShares

#: A spread below this is none: identical shares but for the noise of binary fractions.
_NO_SPREAD = 1e-9


def with_intervals(
    league: pl.LazyFrame, shares: dy.DataFrame[CaseShares], thresholds: Thresholds
) -> pl.LazyFrame:
    """Adds low and high (of the mean) and next_low and next_high (of the next case's share).

    Rule:  mean ± t·sd/√n, and ± t·sd·√(1 + 1/n). The spread is the larger of the logic's own
           and the one pooled over all logics with two cases or more, with the degrees of
           freedom of whichever it is, so that two cases that happen to agree are not
           certain. Where neither shows any spread, it is the spread of all cases; only if all
           cases everywhere agree has the interval no width. Null with fewer than two cases.
           The ends are cut to the floor and ceiling that the shares of cases are cut to, since
           no mean of them and no next one lies beyond.
    Source: a first, conservative method in place of methods, section 6.
    """
    own = _own_spread(shares)
    pooled = _pooled(own.filter(pl.col("logic") != UNCLASSIFIED))
    spread = _larger_of(own, pooled, _overall(shares))
    quantiles = {
        df: t_quantile((1 + thresholds.confidence) / 2, df) for df in spread["df"].unique()
    }
    spread = spread.with_columns(t=pl.col("df").replace_strict(quantiles, return_dtype=pl.Float64))
    reach = pl.col("t") * pl.col("sd")
    mean, of_mean = pl.col("realised_share"), reach / pl.col("n").sqrt()
    of_next = reach * (1 + 1 / pl.col("n")).sqrt()
    return (
        league.join(spread.lazy(), on="logic", how="left", maintain_order="left")
        .with_columns(
            low=mean - of_mean,
            high=mean + of_mean,
            next_low=mean - of_next,
            next_high=mean + of_next,
        )
        .with_columns(
            pl.col("low", "high", "next_low", "next_high").clip(
                thresholds.share_floor, thresholds.share_ceiling
            )
        )
        .drop("n", "sd", "df", "t")
    )


def _own_spread(shares: dy.DataFrame[CaseShares]) -> pl.DataFrame:
    """Each logic with two scored cases or more: their number and standard deviation."""
    share = pl.col("realised_share")
    squares = summed((share - averaged(share)).pow(2))
    return (
        shares.lazy()
        .filter(share.is_not_null())
        .group_by("logic", maintain_order=True)
        .agg(n=pl.len(), own=(squares / (pl.len() - 1)).sqrt())
        .filter(pl.col("n") >= 2)
        .collect(engine="in-memory")
    )


def _pooled(own: pl.DataFrame) -> tuple[float, int]:
    """Standard deviation within logics, and its degrees of freedom."""
    freedom = pl.col("n") - 1
    squares, df = own.select(summed(pl.col("own").pow(2) * freedom), freedom.sum()).row(0)
    return (math.sqrt(squares / df), df) if df else (0.0, 0)


def _overall(shares: dy.DataFrame[CaseShares]) -> tuple[float, int]:
    """Standard deviation of all scored cases, whatever their logic, and its degrees of freedom."""
    share = shares["realised_share"].drop_nulls().sort()
    spread = share.std()
    return (spread, share.len() - 1) if isinstance(spread, float) else (0.0, 0)


def _larger_of(
    own: pl.DataFrame, pooled: tuple[float, int], overall: tuple[float, int]
) -> pl.DataFrame:
    """Each logic's number of cases, and the spread and degrees of freedom to use for it."""
    mine = pl.col("own") >= max(pooled[0], _NO_SPREAD)
    others, df = pooled if pooled[0] >= _NO_SPREAD else overall
    return own.select(
        "logic",
        "n",
        sd=pl.when(mine).then("own").otherwise(others),
        df=pl.when(mine).then(pl.col("n") - 1).otherwise(df).cast(pl.Float64),
    )
