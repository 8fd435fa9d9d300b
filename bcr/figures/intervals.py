"""Each logic's mean over its cases, how far it may be off, and where the next case is expected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl

from bcr.figures.distributions import t_quantile
from bcr.figures.pooling.random_effects import case_weights, random_effects
from bcr.figures.pooling.spreads import NO_SPREAD, Spreads, moderated
from bcr.model import UNCLASSIFIED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import dataframely as dy

    from bcr.figures.pooling.random_effects import Floats, RandomEffects
    from bcr.model import Thresholds
    from bcr.schemas.figures import CaseShares

Row: TypeAlias = dict[str, float | str | None]
_COLUMNS = (
    "realised_share", "bound_low", "bound_high", "between", "shrunken_share", "low", "high",
    "next_low", "next_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Logic:
    """The scored cases of one logic together, and the bounds of all its due ones."""

    name: str
    pooled: RandomEffects
    bounds: tuple[float, float]


def pooled_logics(shares: dy.DataFrame[CaseShares], thresholds: Thresholds) -> pl.DataFrame:
    """Each logic with a scored case: its mean, interval, shrunken mean and prediction interval.

    Shape:  columns of League; a row a logic with a scored case, sorted by logic.
    Rule:   the mean is that of random effects, whose weights come from the noise of each case's
            KPIs; a case whose noise nobody knows counts as noisy as the middle one that is
            known, so that what is only reported is never surer than what was measured. The
            bounds are weighed alike. Interval by Hartung and Knapp, with the variance drawn
            towards what is usual among logics (`unclassified` apart). Null with fewer than two
            cases. The next case is expected within the spread of cases, noise and all.
            Ends are cut to the floor and ceiling that the shares of cases are cut to.
    Source: methods, section 6; pooling/random_effects.py, pooling/spreads.py.
    """
    logics = [_together(name, part) for name, part in _parts(_with_noise(shares)).items()]
    spreads = _spreads(logics, shares)
    names = {"logic": pl.String} | dict.fromkeys(_COLUMNS, pl.Float64)
    if not logics:
        return pl.DataFrame(schema=names)
    rows = [
        _row(logic, float(variance), float(freedom), thresholds)
        for logic, variance, freedom in zip(logics, spreads.variance, spreads.freedom, strict=True)
    ]
    shrunken = pl.Series("shrunken_share", _shrunken(logics, spreads), pl.Float64)
    return pl.DataFrame(rows).with_columns(shrunken).match_to_schema(names)


def _with_noise(shares: dy.DataFrame[CaseShares]) -> pl.DataFrame:
    """Due cases with the sampling variance of each share."""
    variance = pl.col("noise") ** 2
    middle = variance.median().fill_null(0.0)
    due = shares.filter(pl.col("due") > 0).sort("logic", "case_id")
    return due.with_columns(variance=variance.fill_null(middle))


def _parts(shares: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    parts = shares.partition_by("logic", as_dict=True, maintain_order=True)
    scored = {str(key[0]): part for key, part in parts.items()}
    return {name: part for name, part in scored.items() if part["realised_share"].count()}


def _together(name: str, cases: pl.DataFrame) -> _Logic:
    scored = cases.filter(pl.col("realised_share").is_not_null())
    shares = scored["realised_share"].to_numpy()
    pooled = random_effects(shares, scored["variance"].to_numpy())
    weights = case_weights(cases["variance"].to_numpy(), pooled.tau2)
    low, high = (_mean(cases[end].to_numpy(), weights) for end in ("bound_low", "bound_high"))
    return _Logic(name, pooled, (low, high))


def _mean(values: Floats, weights: Floats) -> float:
    return math.fsum(weights * values) / math.fsum(weights)


def _spreads(logics: Sequence[_Logic], shares: dy.DataFrame[CaseShares]) -> Spreads:
    """The variance of a case for each logic; where none shows any, that of all cases."""
    own = np.array([_own_variance(logic.pooled) for logic in logics])
    freedom = np.array([logic.pooled.cases - 1.0 for logic in logics])
    among = np.array([logic.name != UNCLASSIFIED for logic in logics], dtype=np.bool_)
    found = moderated(own, freedom, among)
    everyone = shares["realised_share"].drop_nulls().sort()
    if found.variance.max(initial=0.0) > NO_SPREAD or everyone.len() < 2:
        return found
    whole = np.full(len(logics), float(everyone.to_numpy().var(ddof=1)))
    return Spreads(whole, np.full(len(logics), everyone.len() - 1.0))


def _own_variance(pooled: RandomEffects) -> float:
    """What a case is worth by the error of the mean; of one case nothing is known."""
    return pooled.se**2 * pooled.cases if pooled.cases > 1 else 0.0


def _shrunken(logics: Sequence[_Logic], spreads: Spreads) -> list[float | None]:
    """Each mean drawn towards that of all named logics, the more the less is known of it."""
    means = np.array([logic.pooled.mean for logic in logics])
    errors = spreads.variance / np.array([logic.pooled.cases for logic in logics])
    among = np.array([logic.name != UNCLASSIFIED for logic in logics], dtype=np.bool_)
    if among.sum() < 2:
        return [None] * len(logics)
    everyone = random_effects(means[among], errors[among])
    total = errors + everyone.tau2
    own = np.divide(everyone.tau2, total, out=np.ones(len(means)), where=total > 0)
    return [float(value) for value in own * means + (1 - own) * everyone.mean]


def _row(logic: _Logic, variance: float, freedom: float, thresholds: Thresholds) -> Row:
    pooled, limits = logic.pooled, (thresholds.share_floor, thresholds.share_ceiling)
    row: Row = {
        "logic": logic.name,
        "realised_share": pooled.mean,
        "bound_low": logic.bounds[0],
        "bound_high": logic.bounds[1],
        "between": math.sqrt(pooled.tau2) if pooled.cases > 1 else None,
    }
    if pooled.cases < 2:
        return row | dict.fromkeys(("low", "high", "next_low", "next_high"))
    t = t_quantile((1 + thresholds.confidence) / 2, freedom)
    of_mean = t * math.sqrt(variance / pooled.cases)
    of_next = t * math.sqrt(variance * (1 + 1 / pooled.cases))
    for low, high, reach in (("low", "high", of_mean), ("next_low", "next_high", of_next)):
        row |= {low: _cut(pooled.mean - reach, limits), high: _cut(pooled.mean + reach, limits)}
    return row


def _cut(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
