"""Portfolios whose logics have known effects, drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from bcr.model import Status
from bcr.portfolio import Thresholds
from bcr.schemas.figures import Gaps

if TYPE_CHECKING:
    import dataframely as dy
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Spread = Literal["alike", "unlike", "works or not"]
Missing = Literal["none", "at random", "failures"]
THIRD = 1 / 3
_CUT = (Thresholds().share_floor, Thresholds().share_ceiling)


@dataclass(frozen=True)
class Regime:
    """How cases differ within a logic, and which of them nobody measured."""

    name: str
    spread: Spread = "alike"
    missing: Missing = "at random"
    logics: int = 8
    #: Shares of what nobody measured stay between nothing and plan.
    within_plan: bool = False


@dataclass(frozen=True)
class Drawn:
    """Gaps, and of each logic its true effect and what its own cases truly came to.

    What a case came to is cut to −1 and 2, as its share is.
    """

    gaps: dy.DataFrame[Gaps]
    effects: Floats
    came_to: Floats
    #: Cases of each logic that somebody measured.
    scored_cases: npt.NDArray[np.int_]


def draw(random: np.random.Generator, regime: Regime, effects: Floats | None = None) -> Drawn:
    """One portfolio: 3 to 40 cases a logic, most logics with few."""
    if effects is None:
        effects = random.uniform(-0.2, 1.1, regime.logics)
    sizes = np.clip(np.round(3 * np.exp(random.exponential(0.9, len(effects)))), 3, 40).astype(int)
    parts = [
        _cases(random, regime, effect, size) for effect, size in zip(effects, sizes, strict=True)
    ]
    true = [shares for shares, _ in parts]
    came_to = np.array([shares.clip(*_CUT).mean() for shares in true])
    gaps = _gaps(
        np.repeat(np.arange(len(effects)), sizes),
        np.concatenate(true),
        np.concatenate([known for _, known in parts]),
    )
    return Drawn(gaps, effects, came_to, np.array([known.sum() for _, known in parts]))


def _cases(
    random: np.random.Generator, regime: Regime, effect: float, size: int
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """The true share of each case, and whether anyone measured it."""
    if regime.spread == "works or not":
        works = random.random(size) < np.clip(effect, 0.0, 1.0)
        shares = np.where(works, 1.0, 0.0) + random.normal(0.0, 0.15, size)
    else:
        sd = 0.35 if regime.spread == "alike" else np.exp(random.normal(-1.1, 0.5))
        shares = effect + random.normal(0.0, sd, size)
    if regime.within_plan:
        shares = np.clip(shares, 0.0, 1.0)
    chance = {"none": 0.0, "at random": THIRD}.get(
        regime.missing, np.where(shares < np.median(shares), 0.55, 0.12)
    )
    return shares, random.random(size) >= chance


def _gaps(
    logic: npt.NDArray[np.int_], shares: Floats, known: npt.NDArray[np.bool_]
) -> dy.DataFrame[Gaps]:
    names = [f"{number}" for number in range(len(logic))]
    status = np.where(known, Status.SHORT.value, Status.NOT_MEASURED.value)
    rows = pl.DataFrame(
        {
            "benefit_id": names,
            "case_id": names,
            "logic": [f"l{number:02}" for number in logic],
            "realised_share": pl.Series(shares).set(~pl.Series(known), None),
            "status": status,
            "evidence": "untested",
            "verdict": "unproven",
            "reason": "",
            "source_file": "",
            "source_cell": "",
        }
    )
    return Gaps.cast(pl.concat([Gaps.create_empty(), rows], how="diagonal_relaxed"))
