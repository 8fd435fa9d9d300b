"""How often the change model is wrong: `python -m tests.bench.change_simulation`.

Writes results/change.md, and for the methods page bcr/figures/change/simulated.json: false `real`
where nothing changed, beside what the usual before-and-after t-test would say, power at an effect
of two sd, and coverage of the 90% interval. No choice in the model was made with these seeds.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from bcr.figures.change import simulated as stored
from bcr.figures.change.interrupted import interrupted
from bcr.figures.change.series import LONGEST
from bcr.figures.change.simulated import Share, Simulated, SimulatedRegime
from bcr.figures.change.xmr import signals
from tests.bench.change_regimes import (
    LENGTHS,
    LONG_RECORD,
    LONG_RECORDS,
    OTHER_CHOICES,
    REGIMES,
    Regime,
    months,
    remembering,
    the_last_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from bcr.figures.change.interrupted import Change
    from bcr.figures.change.shapes import Shape

    Floats = npt.NDArray[np.float64]

SERIES = 2_000
SEEDS = (7201, 7202, 7203, 7204, 7205)
#: Standard deviations of the noise.
EFFECT = 2.0
_SHORT = ((5, 3), (8, 4), (8, 8), (11, 7), (11, 12))
_RESULTS = Path(__file__).parent / "results" / "change.md"
_FOR_THE_PAGE = Path(stored.__file__).with_name("simulated.json")


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
    seed: int = 20250331,
) -> Quality:
    """What the method makes of so many series of a regime; the same ones every time."""
    random = np.random.default_rng([seed, len(shape.t), *regime.name.encode()])
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


def simulated() -> Simulated:
    """Every regime at every length, over all seeds."""
    noises = [Regime(f"AR(1) {rho}", remembering(rho)) for rho in (0.0, 0.5, 0.8)]
    return Simulated(
        measured_on=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        seeds=SEEDS,
        series=SERIES,
        effect=EFFECT,
        regimes=tuple(_found(regime, *length) for length in LENGTHS for regime in REGIMES),
        choices=tuple(_found(regime, *length) for length in LENGTHS for regime in OTHER_CHOICES),
        short=tuple(_found(noise, *length, signals) for length in _SHORT for noise in noises),
        long=tuple(
            _found(Regime(regime.name, the_last_of(regime.draw, LONG_RECORD)), before, 24)
            for before in (LONG_RECORD, LONGEST)
            for regime in LONG_RECORDS
        ),
    )


def _found(
    regime: Regime,
    before: int,
    after: int,
    method: Callable[[Shape, Floats], Change] = interrupted,
) -> SimulatedRegime:
    """The quality over all seeds, and the range of its seeds."""
    found = [quality(regime, months(before, after), SERIES, method, seed) for seed in SEEDS]

    def share(name: str) -> Share:
        each = [getattr(one, name) for one in found]
        return Share(float(np.mean(each)), min(each), max(each))

    return SimulatedRegime(
        regime.name, before, after,
        share("false_real"), share("usual"), share("power"), share("coverage"),
    )  # fmt: skip


def as_markdown(found: Simulated) -> str:
    """The tables as Markdown; the range of the seeds in brackets."""
    seeds = ", ".join(map(str, found.seeds))
    drawn = f"{len(found.seeds)} × {found.series} series a row, seeds {seeds}"
    parts = [f"{drawn}, effect {found.effect:g} sd of the noise, {found.measured_on}.", ""]
    for title, rows in (
        ("Regimes", found.regimes),
        ("Other bad quarters", found.choices),
        ("XmR signal", found.short),
        ("Ten years of record, whole and by the last four years", found.long),
    ):
        parts += [f"## {title}", "", *_HEAD, *map(_row, rows), ""]
    return "\n".join(parts)


_HEAD = (
    "| noise | months | false real | t-test false | power | coverage |",
    "| --- | --- " + "| ---: " * 4 + "|",
)


def _row(row: SimulatedRegime) -> str:
    shares = [
        f"{share.mean:.1%} ({share.low:.1%} to {share.high:.1%})"
        for share in (row.false_real, row.usual, row.power, row.coverage)
    ]
    return f"| {row.noise} | {row.before}+{row.after} | {' | '.join(shares)} |"


if __name__ == "__main__":
    _RESULTS.parent.mkdir(exist_ok=True)
    everything = simulated()
    _FOR_THE_PAGE.write_text(
        json.dumps(asdict(everything), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    text = as_markdown(everything)
    _RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
