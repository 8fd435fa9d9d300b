"""Published meta-analyses, and the same computed anew with scipy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from bcr.figures.logics.random_effects import case_weights, random_effects

if TYPE_CHECKING:
    from bcr.figures.logics.random_effects import Floats


class Published(NamedTuple):
    """Effects with their sampling variances, and what was published of them."""

    effects: Floats
    variances: Floats
    tau2: float
    mean: float
    #: By the inverse of the weights, which most publish; ours is by Hartung and Knapp.
    plain_se: float


def risk_ratios() -> tuple[Floats, Floats]:
    """Thirteen trials of BCG vaccine: cases and others among vaccinated, then among not."""
    cells = np.array([
        [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619],
        [33, 5036, 47, 5761], [180, 1361, 372, 1079], [8, 2537, 10, 619],
        [505, 87886, 499, 87892], [29, 7470, 45, 7232], [17, 1699, 65, 1600],
        [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
    ], dtype=float)  # fmt: skip
    ill, well, other_ill, other_well = cells.T
    all_, others = ill + well, other_ill + other_well
    effects = np.log(ill / all_) - np.log(other_ill / others)
    return effects, 1 / ill - 1 / all_ + 1 / other_ill - 1 / others


def lengths_of_stay() -> tuple[Floats, Floats]:
    """Nine studies of stroke care (Normand 1999): patients, mean days and their deviation."""
    special = np.array([
        [155, 55, 47], [31, 27, 7], [75, 64, 17], [18, 66, 20], [8, 14, 8], [57, 19, 7],
        [34, 52, 45], [110, 21, 16], [60, 30, 27],
    ], dtype=float).T  # fmt: skip
    routine = np.array([
        [156, 75, 64], [32, 29, 4], [71, 119, 29], [18, 137, 48], [13, 18, 11], [52, 18, 4],
        [33, 41, 34], [183, 31, 27], [52, 23, 20],
    ], dtype=float).T  # fmt: skip
    variances = special[2] ** 2 / special[0] + routine[2] ** 2 / routine[0]
    return special[1] - routine[1], variances


def teachers() -> tuple[Floats, Floats]:
    """Nineteen studies of what teachers expect of pupils (Raudenbush 1985)."""
    effects = np.array([
        0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80, 0.54, 0.18, -0.02, 0.23,
        -0.18, -0.06, 0.30, 0.07, -0.07,
    ])  # fmt: skip
    variances = np.array([
        0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630, 0.0912,
        0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303,
    ])  # fmt: skip
    return effects, variances


PUBLISHED = {
    "BCG": Published(*risk_ratios(), 0.3132, -0.7145, 0.1798),
    "stroke care": Published(*lengths_of_stay(), 684.6462, -15.1060, 8.9466),
    "teachers": Published(*teachers(), 0.0188, 0.0837, 0.0516),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_meta_analyses_are_reproduced(name: str) -> None:
    study = PUBLISHED[name]
    found = random_effects(study.effects, study.variances)
    plain_se = (1 / (study.variances + found.tau2)).sum() ** -0.5
    published = (study.tau2, study.mean, study.plain_se)
    assert (found.tau2, found.mean, plain_se) == pytest.approx(published, abs=1e-4)


def test_the_interval_of_the_vaccine_trials_is_the_published_one() -> None:
    found = random_effects(*risk_ratios())
    assert found.se == pytest.approx(0.1808, abs=5e-5)
    assert found.interval(0.95) == pytest.approx((-1.1084, -0.3206), abs=5e-5)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_figures_are_those_of_a_separate_computation(name: str) -> None:
    y, v, *_ = PUBLISHED[name]

    def likelihood(tau2: float) -> float:
        w = 1 / (v + tau2)
        off = y - np.average(y, weights=w)
        return float(np.log(v + tau2).sum() + math.log(w.sum()) + (w * off**2).sum())

    tau2 = optimize.minimize_scalar(
        likelihood, bounds=(0, 10 * np.var(y)), method="bounded", options={"xatol": 1e-10}
    ).x
    mean = np.average(y, weights=1 / (v + tau2))
    q = ((y - mean) ** 2 / (v + tau2)).sum() / (len(y) - 1)
    se = math.sqrt(q / (1 / (v + tau2)).sum())
    expected = stats.t.interval(0.9, len(y) - 1, loc=mean, scale=se)
    ahead = stats.t.interval(0.9, len(y) - 1, loc=mean, scale=math.sqrt(tau2 + se**2))
    found = random_effects(y, v)
    assert (found.tau2, found.mean) == pytest.approx((tau2, mean), rel=1e-4)
    assert found.interval(0.9) == pytest.approx(expected, rel=1e-4)
    assert found.next_case(0.9) == pytest.approx(ahead, rel=1e-4)


SHARES = st.lists(st.floats(-1, 2), min_size=2, max_size=12)


@given(SHARES)
def test_without_noise_it_is_the_mean_and_its_usual_interval(shares: list[float]) -> None:
    y = np.array(shares)
    found = random_effects(y, np.zeros(len(y)))
    reach = stats.t.ppf(0.95, len(y) - 1) * y.std(ddof=1) / math.sqrt(len(y))
    expected = (y.mean() - reach, y.mean() + reach)
    assert found.interval(0.9) == pytest.approx(expected, abs=1e-9)


@given(SHARES, st.data())
def test_it_does_not_depend_on_the_order_of_the_cases(
    shares: list[float], data: st.DataObject
) -> None:
    noise = data.draw(st.lists(st.floats(0, 0.5), min_size=len(shares), max_size=len(shares)))
    y, v = np.array(shares), np.array(noise)
    one, other = random_effects(y, v), random_effects(y[::-1], v[::-1])
    assert (one.mean, one.tau2) == pytest.approx((other.mean, other.tau2), abs=1e-5)


def test_two_cases_that_noise_does_not_explain_differ_in_truth() -> None:
    found = random_effects(np.array([0.0, 1.0]), np.array([0.01, 0.02]))
    assert found.tau2 == pytest.approx(0.5 - 0.015, abs=0.01)


@pytest.mark.parametrize("noise", [0.0, 5e-324, 1e-320])
def test_noise_too_small_for_a_ratio_weighs_nothing(noise: float) -> None:
    assert case_weights(np.array([0.0, noise]), 0.0).tolist() == [1.0, 1.0]


def test_a_case_with_more_noise_weighs_less() -> None:
    weights = case_weights(np.array([0.1, 0.4]), 0.2)
    assert weights.tolist() == pytest.approx([1.0, 0.5])


@pytest.mark.parametrize(("noise", "between"), [(0.01, 0.03), (0.05, 0.0)])
def test_of_cases_that_are_known_alike_all_is_between_them_that_is_not_noise(
    noise: float, between: float
) -> None:
    """0.8, 0.4 and 0.6 have a variance of 0.04."""
    found = random_effects(np.array([0.8, 0.4, 0.6]), np.full(3, noise))
    assert found.tau2 == pytest.approx(between)
    assert found.se == pytest.approx(math.sqrt(0.04 / 3))
