"""The change model beside independent computations of the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from bcr.figures.change.interrupted import (
    course,
    design,
    interrupted,
    last_fall,
    scaled,
    slope_before,
)
from bcr.figures.change.mixture import Mixture, StudentT
from bcr.figures.change.regression import Design, Grid, Target
from bcr.figures.change.shapes import Shape
from bcr.figures.change.xmr import signals

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

STEP = Target(np.array([0.0, 0.0, 1.0]), np.empty(0))
seeds = st.integers(0, 2**32 - 1)
memories = st.floats(-0.5, 0.97)


def with_gaps(seed: int) -> Floats:
    """Months before and after the start of which about one in eight was not recorded."""
    t = np.arange(-30.0, 18.0)
    return np.asarray(t[np.random.default_rng(seed).random(len(t)) > 0.125])


def columns(t: Floats) -> Floats:
    return np.column_stack([np.ones(len(t)), t, t >= 0])


def noise(t: Floats, rho: float, season: float = 0.0) -> Floats:
    """Covariance of AR(1) noise and a yearly season, written out."""
    apart = np.abs(t[:, None] - t)
    ar = np.where(apart % 2 == 0, 1.0, np.sign(rho)) * np.abs(rho) ** apart
    sizes = np.array([1 / k**2 for k in range(1, 7)])
    waves = sum(
        s * np.cos(2 * np.pi * k * apart / 12) for k, s in enumerate(sizes / sizes.sum(), 1)
    )
    return np.asarray(ar + season * waves)


@given(seeds, memories)
def test_a_known_memory_gives_the_step_of_statsmodels_gls(seed: int, rho: float) -> None:
    t = with_gaps(seed)
    y = np.random.default_rng(seed).standard_normal(len(t))
    expected = sm.GLS(y, columns(t), sigma=noise(t, rho)).fit()

    answer = Design.of(t, columns(t), Grid.at(rho)).posterior(y[None]).answer(STEP)

    low, high = expected.conf_int(0.1)[2]
    assert answer.mean[0, 0] == pytest.approx(expected.params[2], abs=1e-6, rel=1e-6)
    assert answer.scale[0, 0] == pytest.approx(expected.bse[2], rel=1e-6)
    assert answer.quantile(0.05)[0] == pytest.approx(low, abs=1e-6, rel=1e-6)
    assert answer.quantile(0.95)[0] == pytest.approx(high, abs=1e-6, rel=1e-6)


@given(seeds, st.floats(-0.5, 0.9))
def test_a_known_memory_gives_the_coefficients_of_statsmodels_glsar(seed: int, rho: float) -> None:
    """GLSAR leaves the first month out; so the months after it, made white, must agree."""
    t = np.arange(-24.0, 12.0)
    y = np.random.default_rng(seed).standard_normal(len(t))
    expected = sm.GLSAR(y, columns(t), rho=[rho]).fit()
    white = np.vstack([(row[1:] - rho * row[:-1]) for row in (y, *columns(t).T)])
    own = Design.of(t[1:], white[1:].T, Grid.at(0.0)).posterior(white[:1]).answer(STEP)
    assert own.mean[0, 0] == pytest.approx(expected.params[2], abs=1e-6, rel=1e-6)
    assert own.scale[0, 0] == pytest.approx(expected.bse[2], rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_the_weights_are_the_restricted_likelihood_computed_by_scipy(seed: int) -> None:
    """REML is the density of error contrasts; σ² is integrated out numerically."""
    t = with_gaps(seed)
    y = np.random.default_rng(seed).standard_normal(len(t))
    left = np.linalg.svd(columns(t))[0][:, 3:].T

    def likelihood(rho: float, season: float) -> float:
        v = left @ noise(t, rho, season) @ left.T
        z = left @ y

        def density(log_sd: float) -> float:
            return float(
                np.exp(stats.multivariate_normal.logpdf(z, cov=v * np.exp(2 * log_sd)) + 60)
            )

        return float(integrate.quad(density, -3, 4, epsabs=0, epsrel=1e-10)[0])

    pairs = [(0.1, 0.0), (0.1, 2.0), (0.7, 0.0), (0.7, 2.0)]
    expected = np.array([likelihood(*pair) for pair in pairs])
    grid = Grid(np.array([0.1, 0.7]), np.array([0.0, 2.0]), 12)
    weight = Design.of(t, columns(t), grid).posterior(y[None]).weight[0] / np.exp(grid.log_prior())
    assert weight / weight.sum() == pytest.approx(expected / expected.sum(), rel=1e-6)


@given(seeds, memories, st.sampled_from([0.0, 0.5, 10.0]))
@example(36297, 0.0, 0.0)  # none of the three months before the start was recorded
def test_nothing_is_learnt_from_a_given_contrast(seed: int, rho: float, season: float) -> None:
    """The conditional normal distribution, written out, says the same."""
    t = with_gaps(seed)
    assume(((t >= -3) & (t < 0)).any())  # else the contrast is a level, which the model has
    y = np.random.default_rng(seed).standard_normal(len(t))
    contrast = np.where(t < 0, np.where(t >= -3, 1.0, -0.2), 0.0)
    v = noise(t, rho, season)
    more = np.column_stack([columns(t), v @ contrast])
    expected = sm.GLS(y, more, sigma=v).fit()

    grid = Grid.at(rho, season, 12)
    shifted = np.vstack([y, y + 7.0 * (v @ contrast)])
    answer = Design.of(t, columns(t), grid, contrast).posterior(shifted).answer(STEP)

    assert answer.mean[:, 0] == pytest.approx([expected.params[2]] * 2, abs=1e-6, rel=1e-6)
    assert answer.scale[0, 0] == pytest.approx(expected.bse[2], rel=1e-6)


@given(seeds, memories, st.sampled_from([0.5, 10.0]))
def test_the_expected_level_is_the_best_linear_unbiased_prediction(
    seed: int, rho: float, season: float
) -> None:
    t, at = with_gaps(seed), np.arange(6.0, 18.0)
    y = np.random.default_rng(seed).standard_normal(len(t))
    x, v = columns(t), noise(t, rho, season)
    both = np.concatenate([at, t])
    cross = (noise(both, 0.0, season) - noise(both, 0.0))[: len(at), len(at) :].mean(axis=0)
    solved = np.linalg.inv(v)
    fitted = np.linalg.solve(x.T @ solved @ x, x.T @ solved @ y)
    x0 = np.array([1.0, at.mean(), 0.0])
    expected = x0 @ fitted + cross @ solved @ (y - x @ fitted)

    posterior = Design.of(t, x, Grid.at(rho, season, 12)).posterior(y[None])

    assert posterior.answer(Target(x0, at)).mean[0, 0] == pytest.approx(expected, abs=1e-6)


@given(seeds, st.integers(3, 200), st.sampled_from([0.01, 0.05, 0.5, 0.95]))
def test_a_quantile_of_a_mixture_is_scipys(seed: int, df: int, probability: float) -> None:
    random = np.random.default_rng(seed)
    mean, scale = random.standard_normal(5), np.exp(random.standard_normal(5))
    weight = random.dirichlet(np.ones(5))
    found = Mixture(mean[None], scale[None], weight[None], df).quantile(probability)[0]

    def over(x: float) -> float:
        return float((weight * stats.t.cdf((x - mean) / scale, df)).sum() - probability)

    assert found == pytest.approx(optimize.brentq(over, -1e6, 1e6, xtol=1e-13), abs=1e-8, rel=1e-8)


@pytest.mark.parametrize(
    ("df", "off", "density_off"),
    [(1, 1e-13, 1e-12), (2, 1e-13, 1e-11), (5, 1e-12, 1e-9), (30, 1e-11, 1e-8), (500, 1e-8, 1e-6)],
)
def test_the_table_of_students_t_is_scipys(df: int, off: float, density_off: float) -> None:
    t = np.concatenate([np.linspace(-40, 40, 2001), [-1e9, 1e9, np.inf]])
    below, density = StudentT.of(df).within(t)
    assert below == pytest.approx(stats.t.cdf(t, df), abs=off)
    assert density == pytest.approx(stats.t.pdf(t, df), abs=density_off)


@pytest.mark.parametrize("df", [1, 4, 80])
@pytest.mark.parametrize("probability", [0.001, 0.05, 0.5, 0.95])
def test_a_quantile_lies_between_two_neighbours_of_the_table(df: int, probability: float) -> None:
    """A table of 2048 steps of the angle whose tangent is t ÷ √df."""
    least, most = StudentT.of(df).around(probability)
    assert least <= stats.t.ppf(probability, df) <= most
    angles = np.arctan(np.array([least, most]) / np.sqrt(df))
    assert np.diff(angles)[0] == pytest.approx(np.pi / 2048)


def test_a_quantile_between_two_components_far_apart_is_anywhere_between_them() -> None:
    """No density is left there, so the search halves its way."""
    mean, scale, weight = np.array([[[0.0, 1e5]], [[1.0, 1.0]], [[0.5, 0.5]]])
    assert 20 < Mixture(mean, scale, weight, df=300).quantile(0.5)[0] < 1e5 - 20


def test_mixtures_of_many_rows_are_each_their_own() -> None:
    """One component as a whole, one beside another far away, and one of great size."""
    mean = np.array([[0.0, 5.0], [-1.0, 9.0], [1e6, 1e6]])
    scale = np.array([[1.0, 1.0], [0.01, 2.0], [1e5, 1e5]])
    weight = np.array([[1.0, 0.0], [0.5, 0.5], [0.25, 0.75]])
    mixture = Mixture(mean, scale, weight, 7)
    assert mixture.centre().tolist() == [0.0, 4.0, 1e6]
    for share in (0.05, 0.5, 0.95):
        below = (weight * stats.t.cdf((mixture.quantile(share)[:, None] - mean) / scale, 7)).sum(1)
        assert below == pytest.approx([share] * 3, abs=1e-10)


def test_the_course_goes_through_the_expected_level_and_its_band_is_around_it() -> None:
    t = np.arange(-36.0, 24.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 12)
    y = np.random.default_rng(1).standard_normal((3, 60)) + 0.1 * t
    path = course(shape, y, t)
    recent = path.expected[:, shape.recent].mean(axis=1)
    assert recent == pytest.approx(interrupted(shape, y).expected, abs=1e-9)
    assert (path.low < path.expected).all()
    assert (path.expected < path.high).all()


def test_the_slopes_that_two_kpis_differ_by_before_the_start_are_found() -> None:
    t = np.arange(-36.0, 24.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 12)
    apart = np.random.default_rng(2).standard_normal((1, 60)) + 0.5 * t
    slope, low, high = slope_before(shape, apart)
    assert low[0] < slope[0] < high[0]
    assert low[0] < 0.5 < high[0]
    assert low[0] > 0


def test_a_perfect_step_is_a_step_without_any_doubt() -> None:
    t = np.arange(-24.0, 12.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    change = interrupted(shape, np.where(t >= 0, 8.0, 5.0)[None])
    assert (change.step[0], change.low[0], change.high[0]) == pytest.approx((3, 3, 3), abs=1e-5)
    assert change.expected[0] == pytest.approx(5.0, abs=1e-5)


def test_a_kpi_that_never_moves_has_no_change() -> None:
    t = np.arange(-24.0, 12.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    change = interrupted(shape, np.full((1, 36), 90.0))
    assert (change.step[0], change.low[0], change.high[0], change.expected[0]) == (0, 0, 0, 90)


def test_what_one_series_says_does_not_hang_on_the_others() -> None:
    t = np.arange(-24.0, 12.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    y = np.random.default_rng(3).standard_normal((1200, 36))
    all_of_them, alone = interrupted(shape, y), interrupted(shape, y[700:701])
    assert all_of_them.low[700] == pytest.approx(alone.low[0], rel=1e-11)
    assert all_of_them.step[700] == pytest.approx(alone.step[0], rel=1e-11)


def test_a_design_leaves_a_degree_of_freedom_for_what_it_is_given() -> None:
    t = np.arange(-24.0, 12.0)
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    assert [design(shape, dip).df for dip in (0, 1, 2)] == [33, 32, 32]


def test_no_season_weighs_beforehand_what_all_its_sizes_do_and_a_memory_as_jeffreys_has_it() -> (
    None
):
    grid = Grid(np.array([0.0, 0.6]), np.array([0.0, 0.5, 1.0, 2.0]), 12)
    season = [0.0] + [-np.log(3)] * 3
    expected = [*season, *(np.log(0.8) + one for one in season)]
    assert grid.log_prior() == pytest.approx(expected)


def test_the_fall_before_the_start_is_in_deviations_of_the_time_before() -> None:
    """About 10 with a deviation of 1/2, then 10 less; of what stood still there is none."""
    months = np.arange(-12.0, 2.0)
    shape = Shape(months, 12, 3, months >= 0)
    earlier, after = [9.5, 10.5] * 4 + [10.0], [50.0, 50.0]
    rows = np.array([[*earlier, 0.0, 0.0, 0.0, *after], [*[7.0] * 9, 1.0, 2.0, 3.0, *after]])
    assert last_fall(shape, rows).tolist() == pytest.approx([20.0, 0.0])


def test_a_fall_of_just_one_deviation_is_doubted_but_not_flagged() -> None:
    """Of half of one it is not even doubted. Both records have a mean of 10 and a spread of 2."""
    t = np.arange(-6.0, 8.0)
    shape = Shape(t, 4, 1, t >= 0)
    away = [[1, -1, 1, -1, 0, -0.5, 5.5, -4, -1.5, 1.5, -1, 0, 0, 0],
            [1, -1, 1, -1, 0, -1, 5, -4, 2, -2, 1, -1, 0, 0]]  # fmt: skip
    rows = 10 + np.array(away)
    assert last_fall(shape, rows).tolist() == [0.5, 1.0]
    found = interrupted(shape, rows)
    assert found.flagged.tolist() == signals(shape, rows).flagged.tolist() == [False, False]
    for row, dip in enumerate((0, 1)):
        units, _, size = scaled(rows[row : row + 1])
        step = design(shape, dip).posterior(units).answer(STEP).centre() * size
        assert found.step[row] == pytest.approx(step[0])


def test_what_is_expected_without_the_investment_has_the_season_of_the_record() -> None:
    t = np.arange(-48.0, 12.0)
    season = 3 * np.sin(2 * np.pi * t / 12)
    values = 10 + season + 0.2 * np.random.default_rng(3).standard_normal(len(t))
    shape = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    expected = course(shape, values[None, :], t[t >= 0]).expected[0]
    assert expected == pytest.approx(10 + season[t >= 0], abs=0.6)
