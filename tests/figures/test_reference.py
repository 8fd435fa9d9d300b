"""What to expect of the next case, and how often it comes to that."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from bcr.figures.logics.case_shares import case_shares
from bcr.figures.logics.reference import reference_classes
from bcr.figures.logics.together import together
from bcr.portfolio import Thresholds
from tests.figures.outcomes import Shares, outcomes

if TYPE_CHECKING:
    from tests.figures.tables import Row

UNCUT = Thresholds(share_floor=-99.0, share_ceiling=99.0)


def expected(shares: Shares, *logics: str) -> dict[str, Row]:
    found = reference_classes(case_shares(outcomes(shares), UNCUT), logics, UNCUT)
    return {row["logic"]: row for row in found.to_dicts()}


def spread_out(name: str, middle: float, cases: int) -> dict[str, list[float | None]]:
    """Cases at the quantiles of a normal distribution about a share."""
    places = stats.norm.ppf((np.arange(cases) + 0.5) / cases)
    return {f"{name}{n}": [middle + 0.3 * float(place)] for n, place in enumerate(places)}


def test_with_many_cases_it_is_what_a_fifth_half_and_four_fifths_of_them_stay_below() -> None:
    shares: Shares = {name: spread_out(name, middle, 200)
                      for name, middle in (("a", 0.2), ("b", 0.9))}  # fmt: skip
    row = expected(shares, "a")["a"]
    reach = 0.3 * stats.norm.ppf(0.8)
    assert (row["p20"], row["p50"], row["p80"]) == pytest.approx(
        (0.2 - reach, 0.2, 0.2 + reach), abs=0.02
    )


def test_a_thin_logic_is_drawn_to_all_and_its_expectation_is_wider() -> None:
    thick: Shares = {name: spread_out(name, middle, 30)
                     for name, middle in (("a", 0.2), ("b", 0.5), ("c", 0.8))}  # fmt: skip
    rows = expected({**thick, "thin": {"t": [1.5]}}, "thin", "c")
    assert 0.8 < rows["thin"]["p50"] < 1.5
    width = {name: row["p80"] - row["p20"] for name, row in rows.items()}
    assert width["thin"] > width["c"]
    assert (rows["thin"]["cases"], rows["thin"]["portfolio_cases"]) == (1, 91)


def test_a_logic_nobody_has_tried_has_the_mean_and_the_spread_of_all() -> None:
    shares: Shares = {name: spread_out(name, middle, 30)
                      for name, middle in (("a", 0.1), ("b", 0.5), ("c", 0.9))}  # fmt: skip
    row = expected(shares, "new")["new"]
    assert row["p50"] == pytest.approx(0.5, abs=0.01)
    between = math.hypot(0.3, 0.4)
    assert row["p80"] - row["p50"] > between * stats.norm.ppf(0.8)
    assert row["cases"] == 0


def test_beside_a_single_logic_one_nobody_has_tried_is_expected_to_do_as_its_next_case() -> None:
    rows = expected({"a": spread_out("a", 0.5, 5)}, "a", "new")
    for name in ("p20", "p50", "p80"):
        assert rows["new"][name] == pytest.approx(rows["a"][name])


def test_without_any_scored_case_nothing_is_expected() -> None:
    assert expected({"a": {"1": [None]}}, "a") == {}


def test_three_fifths_of_next_cases_come_to_between_p20_and_p80() -> None:
    random = np.random.default_rng(7)
    inside = []
    for _ in range(60):
        means = random.normal(0.5, 0.4, 8)
        sizes = random.integers(2, 9, 8)
        drawn: Shares = {
            f"l{k}": {f"l{k}c{n}": [float(random.normal(mean, 0.3))] for n in range(size)}
            for k, (mean, size) in enumerate(zip(means, sizes, strict=True))
        }
        rows = expected(drawn, *drawn)
        ahead = random.normal(means, 0.3)
        inside += [rows[f"l{k}"]["p20"] <= ahead[k] <= rows[f"l{k}"]["p80"] for k in range(8)]
    assert np.mean(inside) == pytest.approx(0.6, abs=0.06)


def test_one_nobody_has_tried_varies_as_logics_and_cases_do_and_as_the_mean_of_all_is_unsure() -> (
    None
):
    shares = case_shares(
        outcomes({name: spread_out(name, middle, 4) for name, middle in (("a", 0.1), ("b", 0.9))}),
        UNCUT,
    )
    (row,) = reference_classes(shares, ["new"], UNCUT).to_dicts()
    _, everyone = together(shares)
    assert everyone.pooled is not None
    variance = everyone.usual + everyone.pooled.tau2 + everyone.pooled.se**2
    reach = stats.t.ppf(0.8, 1) * math.sqrt(variance)
    assert (row["p80"] - row["p50"], row["p50"] - row["p20"]) == pytest.approx((reach, reach))
