"""How often the league table is wrong, as it was measured by simulation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class SimulatedLeague:
    """What was made of portfolios whose logics have known effects; shares are ratios."""

    #: How cases differ within a logic.
    cases: str
    #: Who is left unmeasured: none, a third at random, or failures more often.
    missing: str
    logics: int
    #: The interval of a logic holds its true effect: all logics, and those with 2 or 3 cases.
    held: float
    held_thin: float
    #: The interval of the next case holds it; null where it was not looked at.
    held_next: float | None
    #: A logic without effect is said to deliver.
    false_delivers: float
    #: Portfolios with enough logics to rank.
    ranked: int
    #: The logic named first is the best one: by the lower quartile, which is what ranks; by the
    #: low end of the wider interval; by the mean of those ranked; by that of all with any case.
    right: float
    right_low: float
    right_mean: float
    right_any: float
    #: Standard error of `right - right_mean`, portfolio by portfolio.
    error: float
    #: True effect of the logic named first, by the lower quartile and by the mean.
    effect: float
    effect_mean: float


@dataclass(frozen=True, slots=True)
class SimulatedBounds:
    """What was made of portfolios in which failures go unmeasured."""

    missing: str
    logics: int
    #: The bounds hold what the cases came to: from 0 to plan, and from floor to ceiling.
    held: float
    held_outer: float
    #: Mean width of each.
    width: float
    width_outer: float
    #: The mean of what was measured is too high by.
    rosy: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """A run of tests/bench/league_simulation.py."""

    measured_on: str
    seed: int
    #: Portfolios a row.
    portfolios: int
    leagues: tuple[SimulatedLeague, ...]
    bounds: tuple[SimulatedBounds, ...]


def simulated_league() -> Simulated:
    """The last run, from simulated.json beside this file."""
    text = resources.files(__package__).joinpath("simulated.json").read_text(encoding="utf-8")
    run = json.loads(text)
    leagues = tuple(SimulatedLeague(**row) for row in run["leagues"])
    bounds = tuple(SimulatedBounds(**row) for row in run["bounds"])
    return Simulated(**{**run, "leagues": leagues, "bounds": bounds})
