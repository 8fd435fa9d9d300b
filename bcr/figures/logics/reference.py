"""What the organisation's own history lets one expect of the next case on each logic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.distributions import t_quantile
from bcr.figures.logics.together import together
from bcr.schemas.review import ReferenceClasses

if TYPE_CHECKING:
    from collections.abc import Iterable

    import dataframely as dy

    from bcr.figures.logics.together import Everyone, PooledLogic
    from bcr.portfolio import Thresholds
    from bcr.schemas.logics import CaseShares

#: Shares of like cases that came to less.
LOW, HIGH = 0.2, 0.8


def reference_classes(
    shares: dy.DataFrame[CaseShares], logics: Iterable[str], thresholds: Thresholds
) -> dy.DataFrame[ReferenceClasses]:
    """For each of `logics` the share that a fifth, half and four fifths of like cases stay below.

    Shape:  one row a logic, sorted; empty where nothing has been scored.
    Rule:   the mean of the logic drawn towards that of all logics, the more the fewer its cases,
            and the spread of cases drawn likewise; Student's t about it, cut to floor and
            ceiling. A logic nobody has tried has the mean of all, and the spread of logics and
            of cases. With fewer than two logics in the history, it is all that has been scored.
    Source: methods, section 8.
    """
    found, everyone = together(shares)
    if not found:
        return ReferenceClasses.create_empty()
    known = {logic.name: logic for logic in found}
    rows = [
        _expected(name, known.get(name), found, everyone, thresholds)
        for name in sorted(set(logics))
    ]
    return ReferenceClasses.validate(pl.DataFrame(rows), cast=True)


def _expected(
    name: str, logic: PooledLogic | None, found: list[PooledLogic], everyone: Everyone,
    thresholds: Thresholds,
) -> dict[str, object]:  # fmt: skip
    mean, variance, freedom = _prediction(logic, found, everyone)
    limits = thresholds.share_floor, thresholds.share_ceiling
    reach = t_quantile(HIGH, freedom) * math.sqrt(variance)
    p20, p50, p80 = (min(max(x, limits[0]), limits[1]) for x in (mean - reach, mean, mean + reach))
    return {
        "logic": name,
        "cases": logic.pooled.cases if logic else 0,
        "portfolio_cases": sum(one.pooled.cases for one in found),
        "p20": p20,
        "p50": p50,
        "p80": p80,
    }


def _prediction(
    logic: PooledLogic | None, found: list[PooledLogic], everyone: Everyone
) -> tuple[float, float, float]:
    """Mean, variance and degrees of freedom of what the next case comes to."""
    pooled = everyone.pooled
    if logic is not None:
        mean, error = everyone.shrunken(logic) or (logic.pooled.mean, logic.error)
        return mean, logic.variance + error, logic.freedom
    if pooled is not None:
        freedom = min(everyone.freedom, pooled.cases - 1.0)
        return pooled.mean, everyone.usual + pooled.tau2 + pooled.se**2, freedom
    only = found[0]
    return only.pooled.mean, only.variance + only.error, only.freedom
