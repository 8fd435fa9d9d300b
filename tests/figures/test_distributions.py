from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from bcr.figures.distributions import incomplete_beta, t_quantile


@given(st.floats(0.501, 0.9999), st.floats(1, 100_000))
def test_the_t_quantile_is_scipys(probability: float, df: float) -> None:
    assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-9)


@pytest.mark.parametrize("df", range(1, 61))
def test_the_usual_quantiles_are_scipys(df: int) -> None:
    for probability in (0.9, 0.95, 0.975, 0.995):
        expected = stats.t.ppf(probability, df)
        assert t_quantile(probability, df) == pytest.approx(expected, rel=1e-12)


def test_the_series_for_many_degrees_of_freedom_is_scipys_where_it_begins() -> None:
    for probability in (0.9, 0.99, 0.9999):
        expected = stats.t.ppf(probability, 2001)
        assert t_quantile(probability, 2001) == pytest.approx(expected, rel=1e-10)


@given(st.floats(0.001, 0.999), st.floats(1, 5000))
def test_the_quantiles_are_symmetric(probability: float, df: float) -> None:
    assert t_quantile(probability, df) == pytest.approx(-t_quantile(1 - probability, df), rel=1e-6)


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0, 1))
def test_the_incomplete_beta_function_is_scipys(a: float, b: float, x: float) -> None:
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("probability", "df"), [(0.0, 5), (1.0, 5), (1.5, 5), (0.9, 0)])
def test_a_quantile_that_does_not_exist_is_refused(probability: float, df: float) -> None:
    with pytest.raises(
        ValueError, match=f"no t quantile at probability {probability} with {df} degrees of freedom"
    ):
        t_quantile(probability, df)
