"""How often the league table is wrong: `python -m tests.bench.league_simulation`.

Writes results/league.md: coverage of the 90% interval and of the next case, how often a logic
without effect is said to deliver, whether the bounds hold the truth, and which logic comes first.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.logics.league import league
from bcr.model import LogicVerdict
from bcr.portfolio import Thresholds
from bcr.schemas.records import Logics
from tests.bench.league_portfolios import Drawn, Regime, draw

if TYPE_CHECKING:
    import polars as pl

PORTFOLIOS = 400
SEED = 20250331
_RESULTS = Path(__file__).parent / "results" / "league.md"
_TERMS = (
    "{size} portfolios a row, seed {seed}; 3 to 40 cases a logic, most with few; a third "
    "unmeasured unless said."
)
#: So wide that nothing is cut, for the truth of a clipped share is another one.
_UNCUT = Thresholds(share_floor=-99.0, share_ceiling=99.0)

COVERAGE = (
    Regime("alike, 4 logics", logics=4),
    Regime("alike"),
    Regime("alike, 20 logics", logics=20),
    Regime("unlike", "unlike"),
    Regime("unlike, 4 logics", "unlike", logics=4),
    Regime("all measured", missing="none"),
    Regime("works or not", "works or not"),
)
SELECTED = (
    Regime("failures unmeasured, all within plan", missing="failures", within_plan=True),
    Regime("failures unmeasured, some beyond", missing="failures"),
)


def table_of(drawn: Drawn) -> pl.DataFrame:
    """The league in the order of the true effects."""
    return league(drawn.gaps, Logics.create_empty(), currency="GBP", thresholds=_UNCUT).sort(
        "logic"
    )


def coverage(regime: Regime, size: int) -> str:
    """Whether intervals hold the true effect, and prediction intervals the next case."""
    random = _random(regime)
    held, thin, ahead = [], [], []
    for _ in range(size):
        drawn = draw(random, regime)
        rows = table_of(drawn)
        effects = drawn.effects.clip(0, 1) if regime.spread == "works or not" else drawn.effects
        low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
        inside = (low <= effects) & (effects <= high)
        known = ~np.isnan(low.astype(float))
        held += list(inside[known])
        thin += list(inside[known & (rows["scored_cases"].to_numpy() <= 3)])
        if regime.spread == "alike":
            after = effects + random.normal(0.0, 0.35, len(effects))
            nxt = (rows["next_low"].to_numpy() <= after) & (after <= rows["next_high"].to_numpy())
            ahead += list(nxt[known])
    return _row(regime.name, len(held), _share(held), _share(thin), _share(ahead))


def false_delivery(regime: Regime, size: int) -> str:
    """How often a logic without any effect is said to deliver, among others that may."""
    random = _random(regime)
    verdicts = []
    for _ in range(size):
        drawn = draw(random, regime, np.append(0.0, random.uniform(-0.2, 1.1, regime.logics - 1)))
        verdicts.append(table_of(drawn)["verdict"][0] == LogicVerdict.DELIVERS)
    return _row(regime.name, len(verdicts), f"{np.mean(verdicts):.2%}")


def bounds(regime: Regime, size: int) -> str:
    """Whether the bounds hold what the logic's cases truly came to, and whether its mean does."""
    random = _random(regime)
    held, rosy, off = [], [], []
    for _ in range(size):
        drawn = draw(random, regime)
        rows = table_of(drawn).drop_nulls("realised_share")
        true = drawn.came_to[[int(name[1:]) for name in rows["logic"]]]
        low, high = rows["bound_low"].to_numpy(), rows["bound_high"].to_numpy()
        held += list((low - 1e-9 <= true) & (true <= high + 1e-9))
        off += list(rows["realised_share"].to_numpy() - true)
        rosy += list(rows["low"].to_numpy() > true)
    return _row(
        regime.name, len(held), _share(held), f"{np.mean(off):+.2f}", f"{np.mean(rosy):.1%}"
    )


def first(regime: Regime, size: int) -> str:
    """How often the logic named first is the best, by low end, by mean and by shrunken mean."""
    random = _random(regime)
    right: dict[str, list[bool]] = {"low": [], "realised_share": [], "shrunken_share": []}
    came: dict[str, list[float]] = {name: [] for name in right}
    for _ in range(size):
        drawn = draw(random, regime)
        rows = table_of(drawn)
        for name, found in right.items():
            chosen = int(np.nanargmax(rows[name].to_numpy().astype(float)))
            found.append(chosen == int(drawn.effects.argmax()))
            came[name].append(float(drawn.effects[chosen]))
    return _row(
        regime.name, size, *(_share(right[name]) for name in right),
        *(f"{np.mean(came[name]):.3f}" for name in right),
    )  # fmt: skip


def report(size: int = PORTFOLIOS) -> str:
    """All of it as Markdown tables."""
    return "\n".join(
        [
            _TERMS.format(size=size, seed=SEED),
            "",
            *_head("Coverage", "cases differ", "logics", "90% interval holds", "with 2 or 3 cases",
                   "next case holds"),
            *(coverage(regime, size) for regime in COVERAGE),
            "",
            *_head("No effect said to deliver", "cases differ", "logics", "said"),
            *(false_delivery(regime, 4 * size) for regime in COVERAGE[:4]),
            "",
            *_head("Selective measurement", "what is missing", "logics", "bounds hold",
                   "mean too high by", "interval wholly too high"),
            *(bounds(regime, size) for regime in SELECTED),
            "",
            *_head("The logic named first", "cases differ", "portfolios", "right by low end",
                   "by mean", "by shrunken mean", "true effect by low end", "by mean",
                   "by shrunken mean"),
            *(first(regime, 2 * size) for regime in COVERAGE[:4]),
            "",
        ]
    )  # fmt: skip


def _random(regime: Regime) -> np.random.Generator:
    return np.random.default_rng([SEED, *regime.name.encode()])


def _share(held: list[bool]) -> str:
    return f"{np.mean(held):.1%}" if held else ""


def _head(title: str, *names: str) -> list[str]:
    return [f"## {title}", "", _row(*names), "| --- " + "| ---: " * (len(names) - 1) + "|"]


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


if __name__ == "__main__":
    text = report(int(sys.argv[1]) if len(sys.argv) > 1 else PORTFOLIOS)
    _RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
