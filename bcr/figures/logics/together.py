"""The cases of each logic together, what is usual among logics, and each drawn towards it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.logics.case_shares import BOUNDS
from bcr.figures.logics.random_effects import RandomEffects, case_weights, random_effects
from bcr.figures.logics.spreads import NO_SPREAD, Spreads, doubted, moderated
from bcr.model import UNCLASSIFIED

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.figures.logics.random_effects import Floats
    from bcr.schemas.logics import CaseShares


@dataclass(frozen=True, slots=True)
class PooledLogic:
    """The scored cases of one logic together, and the bounds of all its due ones."""

    name: str
    pooled: RandomEffects
    #: By their names.
    bounds: dict[str, float]
    #: Variance of a case, drawn towards what is usual; and with how many degrees of freedom.
    variance: float
    freedom: float
    #: Variance of the mean likewise, which a few cases that agree by chance do not make sure.
    error: float
    error_freedom: float


@dataclass(frozen=True, slots=True)
class Everyone:
    """All named logics together."""

    #: Over the means of logics; null with fewer than two.
    pooled: RandomEffects | None
    #: Variance of a case of a logic nobody has tried, about that logic's own mean.
    usual: float
    freedom: float

    def shrunken(self, logic: PooledLogic) -> tuple[float, float] | None:
        """The mean of a logic drawn towards that of all, and its variance; empirical Bayes."""
        if self.pooled is None:
            return None
        total = logic.error + self.pooled.tau2
        own = self.pooled.tau2 / total if total > 0 else 1.0
        mean = own * logic.pooled.mean + (1 - own) * self.pooled.mean
        return mean, own * logic.error + ((1 - own) * self.pooled.se) ** 2


def together(shares: dy.DataFrame[CaseShares]) -> tuple[list[PooledLogic], Everyone]:
    """Each logic with a scored case, sorted by name, and all of them.

    Rule: the mean is that of random effects, whose weights come from the noise of each case's
          KPIs; a case whose noise nobody knows counts as noisy as the middle one that is known,
          so that what is only reported is never surer than what was measured. The bounds are
          weighed alike. `unclassified` says nothing of what is usual. Where no logic shows any
          spread, it is that of all cases.
    """
    parts = _parts(shares)
    found = {name: _pooled(part) for name, part in parts.items()}
    spreads, errors = _spreads({name: pooled for name, (pooled, _) in found.items()}, shares)
    logics = [
        PooledLogic(
            name, pooled, bounds, float(spreads.variance[n]), float(spreads.freedom[n]),
            float(errors.variance[n]) / pooled.cases, float(errors.freedom[n]),
        )
        for n, (name, (pooled, bounds)) in enumerate(found.items())
    ]  # fmt: skip
    named = [logic for logic in logics if logic.name != UNCLASSIFIED]
    means = np.array([logic.pooled.mean for logic in named])
    noise = np.array([logic.error for logic in named])
    pooled = random_effects(means, noise) if len(named) > 1 else None
    return logics, Everyone(pooled, float(spreads.variance[-1]), float(spreads.freedom[-1]))


def _parts(shares: dy.DataFrame[CaseShares]) -> dict[str, pl.DataFrame]:
    """Due cases of each logic with a scored one, with the sampling variance of each share."""
    variance = pl.col("noise") ** 2
    due = shares.filter(pl.col("due") > 0).sort("logic", "case_id")
    known = due.with_columns(variance=variance.fill_null(variance.median().fill_null(0.0)))
    parts = known.partition_by("logic", as_dict=True, maintain_order=True)
    scored = {str(key[0]): part for key, part in parts.items()}
    return {name: part for name, part in scored.items() if part["realised_share"].count()}


def _pooled(cases: pl.DataFrame) -> tuple[RandomEffects, dict[str, float]]:
    scored = cases.filter(pl.col("realised_share").is_not_null())
    pooled = random_effects(scored["realised_share"].to_numpy(), scored["variance"].to_numpy())
    weights = case_weights(cases["variance"].to_numpy(), pooled.tau2)
    return pooled, {end: _mean(cases[end].to_numpy(), weights) for end in BOUNDS}


def _mean(values: Floats, weights: Floats) -> float:
    return math.fsum(weights * values) / math.fsum(weights)


def _spreads(
    found: dict[str, RandomEffects], shares: dy.DataFrame[CaseShares]
) -> tuple[Spreads, Spreads]:
    """The variance of a case of each logic, and at the end that of a logic without cases.

    As the next case is expected by, and as the mean is judged by.
    """
    own = np.array([*(_own_variance(pooled) for pooled in found.values()), 0.0])
    freedom = np.array([*(pooled.cases - 1.0 for pooled in found.values()), 0.0])
    among = np.array([*(name != UNCLASSIFIED for name in found), True])
    spreads = moderated(own, freedom, among)
    errors = moderated(doubted(own, freedom, among), freedom, among)
    everyone = shares["realised_share"].drop_nulls().sort()
    if spreads.variance.max() > NO_SPREAD or everyone.len() < 2:
        return spreads, errors
    whole = np.full(len(own), float(everyone.to_numpy().var(ddof=1)))
    all_alike = Spreads(whole, np.full(len(own), everyone.len() - 1.0))
    return all_alike, all_alike


def _own_variance(pooled: RandomEffects) -> float:
    """What a case is worth by the error of the mean; of one case nothing is known."""
    return pooled.se**2 * pooled.cases if pooled.cases > 1 else 0.0
