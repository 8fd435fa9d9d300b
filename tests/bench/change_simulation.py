"""How often the change model is wrong: `python -m tests.bench.change_simulation`.

Writes results/change.md: false `real` where nothing changed, beside what the usual before-and-after
t-test would say, power at an effect of two sd, and coverage of the 90% interval.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from bcr.figures.change.interrupted import interrupted
from bcr.figures.change.xmr import signals
from tests.bench.change_regimes import (
    LENGTHS,
    OTHER_CHOICES,
    REGIMES,
    Regime,
    months,
    remembering,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from bcr.figures.change.interrupted import Change
    from bcr.figures.change.shapes import Shape

    Floats = npt.NDArray[np.float64]

SERIES = 10_000
SEED = 20250331
#: Standard deviations of the noise.
EFFECT = 2.0
_SHORT = ((5, 3), (8, 4), (8, 8), (11, 7), (11, 12))
_RESULTS = Path(__file__).parent / "results" / "change.md"


@dataclass(frozen=True)
class Quality:
    """Shares of the series, as ratios."""

    #: Called real where nothing changed, by the model and by the usual reading.
    false_real: float
    usual: float
    #: Called real where up is better and the level rose by two sd.
    power: float
    #: The 90% interval holds the truth.
    coverage: float


def quality(
    regime: Regime,
    shape: Shape,
    size: int,
    method: Callable[[Shape, Floats], Change] = interrupted,
) -> Quality:
    """What the method makes of so many series of a regime; the same ones every time."""
    random = np.random.default_rng([SEED, len(shape.t), *regime.name.encode()])
    series = regime.draw(random, shape, size)
    after = ~shape.before
    null, moved = method(shape, series), method(shape, series + EFFECT * after)
    usual = stats.ttest_ind(
        series[:, after], series[:, shape.before], axis=1, equal_var=False, alternative="greater"
    )
    return Quality(
        false_real=float((null.low > 0).mean()),
        usual=float((usual.pvalue < 0.05).mean()),
        power=float((moved.low > 0).mean()),
        coverage=float(((null.low <= 0) & (null.high >= 0)).mean()),
    )


def table(size: int = SERIES) -> str:
    """All regimes as Markdown tables."""
    parts = [f"{size} series a regime, seed {SEED}, effect {EFFECT:g} sd of the noise.", ""]
    for title, regimes in (("Regimes", REGIMES), ("Other bad quarters", OTHER_CHOICES)):
        parts += [f"## {title}", "", *_head("noise"), *_rows(regimes, size), ""]
    return "\n".join([*parts, "## XmR signal", "", *_head("noise"), *_short_rows(size), ""])


def _head(first: str) -> list[str]:
    names = (first, "months", "false real", "t-test false", "power", "coverage")
    return ["| " + " | ".join(names) + " |", "| --- | --- " + "| ---: " * 4 + "|"]


def _rows(regimes: tuple[Regime, ...], size: int) -> list[str]:
    shapes = [(f"{before}+{after}", months(before, after)) for before, after in LENGTHS]
    return [
        _row(regime.name, length, quality(regime, shape, size))
        for length, shape in shapes
        for regime in regimes
    ]


def _short_rows(size: int) -> list[str]:
    noise = [Regime(f"AR(1) {rho}", remembering(rho)) for rho in (0.0, 0.5, 0.8)]
    return [
        _row(
            regime.name, f"{before}+{after}", quality(regime, months(before, after), size, signals)
        )
        for before, after in _SHORT
        for regime in noise
    ]


def _row(name: str, length: str, found: Quality) -> str:
    shares = (found.false_real, found.usual, found.power, found.coverage)
    return f"| {name} | {length} | " + " | ".join(f"{share:.1%}" for share in shares) + " |"


if __name__ == "__main__":
    _RESULTS.parent.mkdir(exist_ok=True)
    text = table()
    _RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
