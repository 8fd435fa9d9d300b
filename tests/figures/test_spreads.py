"""The variance of a case where few are known, against the densities of scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bcr.figures.logics.spreads import doubted, moderated

VARIANCE = np.array([0.02, 0.15, 0.90, 0.08, 0.31, 0.01])
FREEDOM = np.array([2.0, 3.0, 1.0, 9.0, 4.0, 2.0])
ALL = np.ones(6, dtype=np.bool_)


@pytest.mark.parametrize(("worths", "usuals", "off"), [(9, 25, 1e-9), (81, 241, 0.05)])
def test_what_is_usual_is_averaged_over_as_scipy_has_its_likelihood(
    worths: int, usuals: int, off: float
) -> None:
    """With the density of an F distribution; on the same grid, and on one ten times as fine."""
    pooled = np.average(VARIANCE, weights=FREEDOM)
    worth = np.geomspace(0.5, 128, worths)[:, None, None]
    usual = pooled * np.exp(np.linspace(-4, 2, usuals))[:, None]
    likely = stats.f.logpdf(VARIANCE / usual, FREEDOM, worth) - np.log(usual)
    weight = np.exp(likely.sum(axis=2))[..., None] * worth / (1 + worth)
    weight /= weight.sum()
    expected = weight * (worth * usual + FREEDOM * VARIANCE) / (worth + FREEDOM)
    found = moderated(VARIANCE, FREEDOM, ALL)
    assert found.variance == pytest.approx(expected.sum(axis=(0, 1)), rel=off)
    known = 1 / (weight / (worth + FREEDOM)).sum(axis=(0, 1))
    assert found.freedom == pytest.approx(np.minimum(known, FREEDOM.sum()), rel=off)


def test_variances_that_are_alike_are_pooled() -> None:
    found = moderated(np.full(6, 0.1), FREEDOM, ALL)
    assert found.variance == pytest.approx(np.full(6, 0.1), rel=0.15)
    assert found.freedom.min() > 2 * FREEDOM.min()


def test_a_logic_with_one_case_has_what_is_usual() -> None:
    alone = moderated(np.append(VARIANCE, 0.0), np.append(FREEDOM, 0.0), np.ones(7, dtype=np.bool_))
    assert VARIANCE.min() < alone.variance[-1] < VARIANCE.max()


def test_one_that_does_not_count_changes_nothing_for_the_others() -> None:
    among = np.array([True] * 6 + [False])
    found = moderated(np.append(VARIANCE, 9.0), np.append(FREEDOM, 30.0), among)
    assert found.variance[:6] == pytest.approx(moderated(VARIANCE, FREEDOM, ALL).variance)
    assert found.variance[6] > 5.0


def test_beside_one_of_a_single_case_a_logic_keeps_its_own_variance_and_lends_it() -> None:
    variance, freedom, both = np.array([0.04, 0.0]), np.array([3.0, 0.0]), np.array([True, True])
    found = moderated(variance, freedom, both)
    assert (found.variance.tolist(), found.freedom.tolist()) == ([0.04, 0.04], [3.0, 3.0])
    assert doubted(variance, freedom, both).tolist() == [0.04, 0.0]
