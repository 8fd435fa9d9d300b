"""Each logic's mean over its cases, how far it may be off, and where the next case is expected."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from bcr.figures.distributions import t_quantile
from bcr.figures.logics.together import together

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.figures.logics.together import Everyone, PooledLogic
    from bcr.portfolio import Thresholds
    from bcr.schemas.logics import CaseShares

Row: TypeAlias = dict[str, float | str | None]
_COLUMNS = (
    "realised_share", "bound_low", "bound_high", "outer_low", "outer_high", "between",
    "shrunken_share", "low", "high", "lower_quartile", "next_low", "next_high",
)  # fmt: skip
#: What is ranked by is the low end of this narrower interval: a mean lies below it one time in
#: four. By the low end of a 90% interval few cases count against a logic more than they should,
#: and the best one is named less often; tests/bench/results/league.md says by how much.
HALF = 0.5


def pooled_logics(shares: dy.DataFrame[CaseShares], thresholds: Thresholds) -> pl.DataFrame:
    """Each logic with a scored case: its mean, interval, shrunken mean and prediction interval.

    Shape:  columns of League; a row a logic with a scored case, sorted by logic.
    Rule:   mean by random effects, interval by Hartung and Knapp with the variance drawn towards
            what is usual among logics; null with fewer than two cases. The next case is
            expected within the spread of cases, noise and all. The lower quartile is the low
            end of an interval at 50%. Ends are cut to the floor and ceiling that the shares of
            cases are cut to.
    Source: methods, section 6; together.py and spreads.py beside this file.
    """
    logics, everyone = together(shares)
    rows = [_row(logic, everyone, thresholds) for logic in logics]
    schema = {"logic": pl.String} | dict.fromkeys(_COLUMNS, pl.Float64)
    return pl.DataFrame(rows, schema=schema)


def _row(logic: PooledLogic, everyone: Everyone, thresholds: Thresholds) -> Row:
    shrunken = everyone.shrunken(logic)
    pooled, limits = logic.pooled, (thresholds.share_floor, thresholds.share_ceiling)
    row: Row = {
        "logic": logic.name,
        "realised_share": pooled.mean,
        **logic.bounds,
        "between": math.sqrt(pooled.tau2) if pooled.cases > 1 else None,
        "shrunken_share": shrunken[0] if shrunken else None,
    }
    if pooled.cases < 2:
        return row | dict.fromkeys(("low", "high", "lower_quartile", "next_low", "next_high"))
    error, quantile = math.sqrt(logic.error), (1 + thresholds.confidence) / 2
    quarter = t_quantile((1 + HALF) / 2, logic.error_freedom) * error
    row["lower_quartile"] = _cut(pooled.mean - quarter, limits)
    of_mean = t_quantile(quantile, logic.error_freedom) * error
    spread = math.sqrt(logic.variance * (1 + 1 / pooled.cases))
    of_next = t_quantile(quantile, logic.freedom) * spread
    for low, high, reach in (("low", "high", of_mean), ("next_low", "next_high", of_next)):
        row |= {low: _cut(pooled.mean - reach, limits), high: _cut(pooled.mean + reach, limits)}
    return row


def _cut(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
