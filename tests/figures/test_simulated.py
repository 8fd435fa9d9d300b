"""The measured error rates that the pages quote."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from bcr.figures.change.simulated import Share, simulated_quality
from bcr.figures.logics.simulated import simulated_league


def test_the_run_of_the_change_model_is_there_with_every_regime_and_its_shares() -> None:
    run = simulated_quality()
    assert run.measured_on
    assert all(isinstance(seed, int) for seed in run.seeds)
    assert run.series > 0 < run.effect
    for table in (run.regimes, run.choices, run.short, run.long):
        assert table
        for regime in table:
            assert regime.noise
            for share in (regime.false_real, regime.usual, regime.power, regime.coverage):
                assert isinstance(share, Share)
                assert 0 <= share.low <= share.mean <= share.high <= 1


def test_the_run_of_the_league_table_is_there_with_every_row_as_it_was_written() -> None:
    run = simulated_league()
    assert run.measured_on
    assert run.portfolios > 0
    assert all(row.cases and row.logics > 0 for row in run.leagues)
    assert all(row.missing and row.held_outer >= row.held for row in run.bounds)
    assert [len(astuple(row)) for row in run.bounds] == [7] * len(run.bounds) != []
    assert max(row.held for row in run.leagues) == pytest.approx(0.9, abs=0.1)
