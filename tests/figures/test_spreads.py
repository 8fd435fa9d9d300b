"""The variance of a case where few are known, against a search with scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import optimize, stats

from bcr.figures.logics.spreads import moderated

if TYPE_CHECKING:
    from bcr.figures.logics.random_effects import Floats

VARIANCE = np.array([0.02, 0.15, 0.90, 0.08, 0.31, 0.01])
FREEDOM = np.array([2.0, 3.0, 1.0, 9.0, 4.0, 2.0])
ALL = np.ones(6, dtype=np.bool_)


def test_what_is_usual_is_the_likeliest_as_scipy_finds_it() -> None:
    def unlikely(prior: Floats) -> float:
        usual, worth = np.exp(prior)
        ratios = stats.f.logpdf(VARIANCE / usual, FREEDOM, worth) - np.log(usual)
        return float(-ratios.sum())

    log_usual, log_worth = optimize.minimize(unlikely, np.array([-2.0, 1.0])).x
    usual, worth = np.exp(log_usual), np.exp(log_worth)
    expected = (worth * usual + FREEDOM * VARIANCE) / (worth + FREEDOM)
    found = moderated(VARIANCE, FREEDOM, ALL)
    assert found.variance == pytest.approx(expected, rel=0.05)
    assert found.freedom == pytest.approx(worth + FREEDOM, rel=0.2)


def test_variances_that_are_alike_are_pooled() -> None:
    found = moderated(np.full(6, 0.1), FREEDOM, ALL)
    assert found.variance == pytest.approx(np.full(6, 0.1), rel=0.03)
    assert found.freedom.tolist() == [FREEDOM.sum()] * 6


def test_a_logic_with_one_case_has_what_is_usual() -> None:
    alone = moderated(np.append(VARIANCE, 0.0), np.append(FREEDOM, 0.0), np.ones(7, dtype=np.bool_))
    assert VARIANCE.min() < alone.variance[-1] < VARIANCE.max()


def test_one_that_does_not_count_changes_nothing_for_the_others() -> None:
    among = np.array([True] * 6 + [False])
    found = moderated(np.append(VARIANCE, 9.0), np.append(FREEDOM, 30.0), among)
    assert found.variance[:6] == pytest.approx(moderated(VARIANCE, FREEDOM, ALL).variance)
    assert found.variance[6] > 5.0
