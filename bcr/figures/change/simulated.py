"""How often the change model is wrong, as it was measured by simulation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the series, as a ratio: over all seeds, and of the lowest and highest seed."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SimulatedRegime:
    """What was made of series whose change was known."""

    noise: str
    #: Months before and after the start.
    before: int
    after: int
    #: Called real where nothing changed: by the model, and by a t-test of before and after.
    false_real: Share
    usual: Share
    #: Called real where the level rose by the effect.
    power: Share
    #: The 90% interval holds the truth.
    coverage: Share


@dataclass(frozen=True, slots=True)
class Simulated:
    """A run of tests/bench/change_simulation.py."""

    measured_on: str
    seeds: tuple[int, ...]
    #: Series a regime and seed.
    series: int
    #: Standard deviations of the noise.
    effect: float
    regimes: tuple[SimulatedRegime, ...]
    #: Other ways to choose a bad quarter.
    choices: tuple[SimulatedRegime, ...]
    #: Records too short for the model, by the XmR signal.
    short: tuple[SimulatedRegime, ...]
    #: Records of ten years, judged by all of them and by what the model takes of them.
    long: tuple[SimulatedRegime, ...]


def simulated_quality() -> Simulated:
    """The last run, from simulated.json beside this file."""
    text = resources.files(__package__).joinpath("simulated.json").read_text(encoding="utf-8")
    run = json.loads(text)
    names = ("regimes", "choices", "short", "long")
    tables = {name: tuple(map(_regime, run[name])) for name in names}
    return Simulated(**{**run, "seeds": tuple(run["seeds"]), **tables})


def _regime(row: dict[str, object]) -> SimulatedRegime:
    shares = {
        name: Share(**value) if isinstance(value, dict) else value for name, value in row.items()
    }
    return SimulatedRegime(**shares)  # type: ignore[arg-type]
