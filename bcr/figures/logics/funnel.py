"""Which logics differ from the average by more than their number of cases lets one expect."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.model import UNCLASSIFIED
from bcr.schemas.logics import Funnel

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.figures.logics.random_effects import Floats
    from bcr.schemas.logics import CaseShares, League

#: Part of the logics at either end whose distance is taken as that of the next one in.
_WINSORISED = 0.1
WARN, ALARM = 0.95, 0.998


def funnel(league: dy.DataFrame[League], shares: dy.DataFrame[CaseShares]) -> dy.DataFrame[Funnel]:
    """Each logic's mean beside the limits that all cases together set for its number of cases.

    Shape:  one row a logic of `league` with a scored case (`unclassified` left out), by number
            of cases; empty with fewer than two such logics or where no logic has two cases.
    Rule:   centre: the mean over all scored cases. Limits: centre ± z · spread ÷ √cases, where
            the spread is that of cases within logics, at 95% and 99.8%; made wider by the
            over-dispersion, so that only what stands out from logics that differ stands out.
    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202, multiplicative factor.
    """
    rows = league.filter(
        pl.col("realised_share").is_not_null() & (pl.col("logic") != UNCLASSIFIED)
    ).sort("scored_cases", "logic")
    scored = shares.filter(
        pl.col("realised_share").is_not_null() & pl.col("logic").is_in(rows["logic"].implode())
    )
    within = _within(scored)
    if rows.height < 2 or not within:
        return Funnel.create_empty()
    centre = math.fsum(scored["realised_share"]) / scored.height
    error = within / np.sqrt(rows["scored_cases"].to_numpy().astype(np.float64))
    factor = _over_dispersion((rows["realised_share"].to_numpy() - centre) / error)
    limits = {
        name: _reach(level) * math.sqrt(factor) * error
        for name, level in (("95", WARN), ("998", ALARM))
    }
    table = rows.select("logic", "name", "scored_cases", "realised_share").with_columns(
        centre=pl.lit(centre),
        over_dispersion=pl.lit(factor),
        **{f"low_{name}": pl.Series(centre - reach) for name, reach in limits.items()},
        **{f"high_{name}": pl.Series(centre + reach) for name, reach in limits.items()},
    )
    return Funnel.validate(table.with_columns(outside=_outside()), cast=True)


def _reach(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _within(scored: pl.DataFrame) -> float:
    """Standard deviation of cases about the mean of their logic; 0.0 where none can be told."""
    parts = scored.sort("logic", "case_id").partition_by("logic")
    values = [part["realised_share"].to_numpy() for part in parts]
    freedom = sum(len(part) - 1 for part in values)
    squares = math.fsum(float(((part - part.mean()) ** 2).sum()) for part in values)
    return math.sqrt(squares / freedom) if freedom else 0.0


def _over_dispersion(distance: Floats) -> float:
    """Mean squared distance in standard errors, its ends drawn in; not below 1."""
    low, high = np.quantile(distance, [_WINSORISED, 1 - _WINSORISED])
    return max(float((distance.clip(low, high) ** 2).mean()), 1.0)


def _outside() -> pl.Expr:
    share = pl.col("realised_share")
    beyond = {name: (share < pl.col(f"low_{name}")) | (share > pl.col(f"high_{name}"))
              for name in ("95", "998")}  # fmt: skip
    return (
        pl.when(beyond["998"]).then(pl.lit("99.8%")).when(beyond["95"]).then(pl.lit("95%"))
        .otherwise(pl.lit("no"))
    )  # fmt: skip
