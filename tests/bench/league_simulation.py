"""How often the league table is wrong: `python -m tests.bench.league_simulation`.

Writes results/league.md, and for the methods page bcr/figures/logics/simulated.json: coverage of
the interval and of the next case, how often a logic without effect is said to deliver, whether the
bounds hold the truth, and which logic comes first. No choice was made with this seed.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.logics import simulated as stored
from bcr.figures.logics.case_shares import case_shares
from bcr.figures.logics.intervals import pooled_logics
from bcr.figures.logics.league import league
from bcr.figures.logics.simulated import Simulated, SimulatedBounds, SimulatedLeague
from bcr.model import LogicVerdict
from bcr.portfolio import Thresholds
from bcr.schemas.records import Logics
from tests.bench.league_portfolios import Drawn, Regime, draw

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

    Floats = npt.NDArray[np.float64]

PORTFOLIOS = 6_000
SEED = 20260412
_RESULTS = Path(__file__).parent / "results" / "league.md"
_FOR_THE_PAGE = Path(stored.__file__).with_name("simulated.json")
#: So wide that nothing is cut, for the truth of a clipped share is another one.
UNCUT = Thresholds(share_floor=-99.0, share_ceiling=99.0)
CUT = Thresholds()
_BY = ("lower_quartile", "low", "realised_share")

REGIMES = (
    Regime("alike", logics=4),
    Regime("alike"),
    Regime("alike", logics=20),
    Regime("unlike", "unlike", logics=4),
    Regime("unlike", "unlike"),
    Regime("works or not", "works or not", logics=4),
    Regime("works or not", "works or not"),
    Regime("alike", missing="none"),
    Regime("alike", missing="failures", logics=4),
    Regime("alike", missing="failures"),
    Regime("unlike", "unlike", missing="failures", logics=4),
    Regime("unlike", "unlike", missing="failures"),
    Regime("works or not", "works or not", missing="failures", logics=4),
    Regime("works or not", "works or not", missing="failures"),
)
SELECTED = (
    Regime("failures unmeasured, all within plan", missing="failures", within_plan=True),
    Regime("failures unmeasured, some beyond", missing="failures"),
)


def table_of(drawn: Drawn, thresholds: Thresholds = UNCUT) -> pl.DataFrame:
    """The league in the order of the true effects."""
    return league(drawn.gaps, Logics.create_empty(), currency="GBP", thresholds=thresholds).sort(
        "logic"
    )


def leagues(regime: Regime, size: int) -> SimulatedLeague:
    """The quality of the interval and of the first rank over so many portfolios."""
    random = np.random.default_rng(
        [SEED, regime.logics, *f"{regime.name}, {regime.missing}".encode()]
    )
    held, thin, ahead = [], [], []
    right: list[list[bool]] = []
    came: list[Floats] = []
    for _ in range(size):
        drawn = draw(random, regime)
        rows = pooled_logics(case_shares(drawn.gaps, UNCUT), UNCUT)
        scored = [int(name[1:]) for name in rows["logic"]]
        binary = regime.spread == "works or not"
        effects = drawn.effects.clip(0, 1) if binary else drawn.effects
        cases = drawn.scored_cases[scored]
        held += _held(rows, effects[scored], "low", "high", cases > 1)
        thin += _held(rows, effects[scored], "low", "high", (cases > 1) & (cases <= 3))
        if regime.spread == "alike":
            after = effects + random.normal(0.0, 0.35, len(effects))
            ahead += _held(rows, after[scored], "next_low", "next_high", cases > 1)
        if (cases > 1).sum() >= UNCUT.min_logics_to_rank:
            chosen = _first(rows, scored, cases)
            right.append(list(effects[chosen] == effects.max()))
            came.append(effects[chosen])
    by, worth = np.mean(right, axis=0).tolist(), np.mean(came, axis=0).tolist()
    return SimulatedLeague(
        regime.name, regime.missing, regime.logics, float(np.mean(held)), float(np.mean(thin)),
        float(np.mean(ahead)) if ahead else None, false_delivery(regime, random, size // 10),
        len(right), by[0], by[1], by[2], by[3], _error(np.array(right)), worth[0], worth[2],
    )  # fmt: skip


def false_delivery(regime: Regime, random: np.random.Generator, size: int) -> float:
    """How often a logic without any effect is said to deliver, among others that may."""
    said = 0
    for _ in range(size):
        drawn = draw(random, regime, np.append(0.0, random.uniform(-0.2, 1.1, regime.logics - 1)))
        said += table_of(drawn)["verdict"][0] == LogicVerdict.DELIVERS
    return said / size


def bounds(regime: Regime, size: int) -> SimulatedBounds:
    """Whether the bounds hold what the logic's cases truly came to, and whether its mean does."""
    random = np.random.default_rng([SEED, *regime.name.encode()])
    inner, outer, off = [], [], []
    widths: list[Floats] = []
    for _ in range(size):
        drawn = draw(random, regime)
        rows = table_of(drawn, CUT).drop_nulls("realised_share")
        true = drawn.came_to[[int(name[1:]) for name in rows["logic"]]]
        inner += _held(rows, true, "bound_low", "bound_high")
        outer += _held(rows, true, "outer_low", "outer_high")
        off += list(rows["realised_share"].to_numpy() - true)
        wide = rows.select(
            rows["bound_high"] - rows["bound_low"], rows["outer_high"] - rows["outer_low"]
        )
        widths.append(wide.to_numpy())
    width = np.concatenate(widths).mean(axis=0)
    return SimulatedBounds(
        regime.name, len(inner), float(np.mean(inner)), float(np.mean(outer)),
        float(width[0]), float(width[1]), float(np.mean(off)),
    )  # fmt: skip


def _held(
    rows: pl.DataFrame, truth: Floats, low: str, high: str, of: npt.NDArray[np.bool_] | None = None
) -> list[bool]:
    ends = rows.select(low, high).to_numpy()
    held = (ends[:, 0] - 1e-9 <= truth) & (truth <= ends[:, 1] + 1e-9)
    return list(held if of is None else held[of])


def _first(rows: pl.DataFrame, scored: list[int], cases: npt.NDArray[np.int_]) -> list[int]:
    """The logic named first by each of `_BY`, and by the mean of all with a case."""
    ranked = [np.where(cases > 1, rows[name].to_numpy(), -np.inf) for name in _BY]
    return [scored[int(by.argmax())] for by in (*ranked, rows["realised_share"].to_numpy())]


def _error(right: npt.NDArray[np.bool_]) -> float:
    difference = right[:, 0].astype(float) - right[:, 2]
    return float(difference.std(ddof=1) / np.sqrt(len(right)))


def simulated(size: int) -> Simulated:
    """All rows, two at a time."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map_async(partial(leagues, size=size), REGIMES, chunksize=1)
        missing = pool.map(partial(bounds, size=size // 6), SELECTED, chunksize=1)
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        return Simulated(today, SEED, size, tuple(found.get()), tuple(missing))


def as_markdown(run: Simulated) -> str:
    """The tables as Markdown."""
    terms = (
        f"{run.portfolios:,} portfolios a row, a tenth as many for what is said of no effect "
        f"and a sixth for the bounds; seed {run.seed}; {run.measured_on}. 3 to 40 cases a "
        "logic, most with few; unmeasured: a third at random, or more than half of the failures."
    )
    return "\n".join(
        [
            terms, "",
            *_head("Coverage", "cases differ", "unmeasured", "logics", "90% interval holds",
                   "with 2 or 3 cases", "next case holds", "no effect said to deliver"),
            *(_row(row.cases, row.missing, row.logics, _share(row.held), _share(row.held_thin),
                   _share(row.held_next), f"{row.false_delivers:.2%}") for row in run.leagues),
            "",
            *_head("The logic named first is the best", "cases differ", "unmeasured", "logics",
                   "portfolios", "by lower quartile", "by low end of 90%", "by mean",
                   "quartile less mean", "by mean, one case is enough",
                   "true effect by quartile", "by mean"),
            *(_row(row.cases, row.missing, row.logics, f"{row.ranked:,}", _share(row.right),
                   _share(row.right_low), _share(row.right_mean), _points(row),
                   _share(row.right_any), f"{row.effect:.3f}", f"{row.effect_mean:.3f}")
              for row in run.leagues),
            "",
            *_head("Selective measurement", "what is missing", "logics", "0 to plan holds",
                   "floor to ceiling holds", "width", "width", "mean too high by"),
            *(_row(row.missing, f"{row.logics:,}", _share(row.held), _share(row.held_outer),
                   f"{row.width:.2f}", f"{row.width_outer:.2f}", f"{row.rosy:+.2f}")
              for row in run.bounds),
            "",
        ]
    )  # fmt: skip


def _share(share: float | None) -> str:
    return f"{share:.1%}" if share is not None else ""


def _points(row: SimulatedLeague) -> str:
    return f"{(row.right - row.right_mean) * 100:+.1f} ± {row.error * 100:.1f}"


def _head(title: str, *names: str) -> list[str]:
    return [f"## {title}", "", _row(*names), "| --- " + "| ---: " * (len(names) - 1) + "|"]


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


if __name__ == "__main__":
    run = simulated(int(sys.argv[1]) if len(sys.argv) > 1 else PORTFOLIOS)
    _FOR_THE_PAGE.write_text(json.dumps(asdict(run), indent=1) + "\n", encoding="utf-8")
    _RESULTS.write_text(as_markdown(run), encoding="utf-8")
    sys.stdout.write(as_markdown(run))
