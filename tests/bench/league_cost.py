"""What the league table costs beside statsmodels, which pools a logic at a time.

`python -m tests.bench.league_cost LOGICS` prints what was measured of so many logics, of three to
forty cases each. Seconds are of processor time on all cores, each a median of some rounds.
"""

from __future__ import annotations

import json
import statistics
import sys
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from statsmodels.stats.meta_analysis import combine_effects

from bcr.figures.logics.league import league
from bcr.portfolio import Thresholds
from bcr.schemas.records import Logics
from tests.bench.compare import peak, seconds_of
from tests.bench.figures import Figure, growth
from tests.bench.league_portfolios import Regime, draw
from tests.bench.timing import measured_apart

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SIZES: Final = (100, 1_000, 10_000)
ROUNDS: Final = 3
#: Variance of one case's share by its own noise, for statsmodels.
_NOISE: Final = 0.01


def measured(logics: int) -> dict[str, float]:
    """Seconds of the league, of statsmodels and of plain means; cases, and MiB at the most."""
    gaps = draw(np.random.default_rng(logics), Regime("cost", logics=logics)).gaps
    known = gaps.drop_nulls("realised_share").partition_by("logic")
    shares = [logic["realised_share"].to_numpy() for logic in known if logic.height > 1]
    nobody, thresholds = Logics.create_empty(), Thresholds()
    ways = {
        "ours": lambda: league(gaps, nobody, currency="GBP", thresholds=thresholds),
        "theirs": lambda: [_pooled(one) for one in shares],
        "mean": lambda: gaps.group_by("logic").agg(pl.col("realised_share").mean()),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS + 1):
        for name, way in ways.items():
            seconds[name].append(seconds_of(way))
    medians = {name: statistics.median(rounds[1:]) for name, rounds in seconds.items()}
    return {**medians, "cases": gaps["case_id"].n_unique(), "peak": peak()}


def _pooled(shares: Floats) -> tuple[float, float]:
    """The mean over all such cases, and its Hartung-Knapp standard error."""
    pooled = combine_effects(shares, np.full(len(shares), _NOISE), method_re="iterated")
    return pooled.mean_effect_re, pooled.sd_eff_w_re_hksj


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Measure each number of logics, and give the figures of the one table."""
    found = {size: measured_apart("tests.bench.league_cost", size) for size in sizes}
    cases = [int(one["cases"]) for one in found.values()]
    grown = growth(cases, [one["ours"] for one in found.values()])
    return [
        Figure(
            f"league table of {size:,} logics, {one['cases']:,} cases", against,
            None, one["ours"] / one[theirs], None, one["peak"],
            grown if size == max(sizes) else None,
        )
        for size, one in found.items()
        for against, theirs in (("statsmodels combine_effects", "theirs"), ("a plain mean", "mean"))
        if theirs == "theirs" or size == max(sizes)
    ]  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]))))
