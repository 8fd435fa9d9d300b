"""A small run of tests/bench/league_simulation, so that the table stays as honest as it was."""

from __future__ import annotations

import numpy as np
import pytest

from bcr.figures.logics.simulated import simulated_league
from bcr.model import LogicVerdict
from tests.bench.league_portfolios import Regime, draw
from tests.bench.league_simulation import CUT, table_of

PORTFOLIOS = 60


@pytest.mark.parametrize(
    "regime",
    [Regime("alike"), Regime("unlike", "unlike")],
)
def test_nine_in_ten_intervals_hold_the_truth(regime: Regime) -> None:
    random = np.random.default_rng(1)
    held = []
    for _ in range(PORTFOLIOS):
        drawn = draw(random, regime)
        rows = table_of(drawn).with_columns(effect=drawn.effects).drop_nulls("low")
        held += list((rows["low"] <= rows["effect"]) & (rows["effect"] <= rows["high"]))
    assert np.mean(held) == pytest.approx(0.9, abs=0.04)


def test_a_logic_without_effect_is_not_said_to_deliver() -> None:
    random = np.random.default_rng(2)
    said = 0
    for _ in range(PORTFOLIOS):
        effects = np.append(0.0, random.uniform(-0.2, 1.1, 7))
        verdict = table_of(draw(random, Regime("small"), effects))["verdict"][0]
        said += verdict == LogicVerdict.DELIVERS
    assert said == 0


@pytest.mark.parametrize(("within_plan", "ends"), [(True, "bound"), (False, "outer")])
def test_bounds_hold_what_cases_came_to_whoever_was_left_unmeasured(
    *, within_plan: bool, ends: str
) -> None:
    """From 0 to plan where what nobody measured lies there; the outer bounds wherever it lies."""
    random = np.random.default_rng(3)
    for _ in range(PORTFOLIOS // 2):
        drawn = draw(random, Regime("small", missing="failures", within_plan=within_plan))
        rows = table_of(drawn, CUT).with_columns(came=drawn.came_to).drop_nulls("realised_share")
        assert (rows[f"{ends}_low"] <= rows["came"] + 1e-9).all()
        assert (rows["came"] <= rows[f"{ends}_high"] + 1e-9).all()


def test_the_stored_run_of_the_simulation_meets_what_is_promised_of_it() -> None:
    run = simulated_league()
    assert all(0.88 <= row.held <= 0.92 for row in run.leagues if row.missing != "failures")
    assert all(row.false_delivers <= 0.01 for row in run.leagues)
    assert all(row.held_outer == 1.0 for row in run.bounds)
    assert all(row.right >= row.right_mean - 2 * row.error for row in run.leagues)
