"""Intervals of the league table against the same computed with numpy and scipy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy import stats

from bcr.figures.logics.random_effects import random_effects
from bcr.figures.logics.spreads import doubted, moderated
from bcr.portfolio import Thresholds
from bcr.schemas.figures import Gaps
from tests.figures.outcomes import Shares, league_of, outcomes

if TYPE_CHECKING:
    from tests.figures.tables import Row

MIXED: Shares = {
    "narrow": {"1": [0.80], "2": [0.82], "3": [0.84], "4": [0.81]},
    "wide": {"5": [-0.6], "6": [1.4], "7": [0.3]},
    "alike": {"8": [0.5], "9": [0.5]},
    "single": {"10": [0.9]},
}


#: So wide that no end of an interval is cut.
UNCUT = Thresholds(share_floor=-99.0, share_ceiling=99.0)


def rows_of(shares: Shares, thresholds: Thresholds = UNCUT) -> dict[str, Row]:
    table = league_of(outcomes(shares), thresholds=thresholds)
    return {row["logic"]: row for row in table.to_dicts()}


def scores(logic: str) -> list[float]:
    return [share for case in MIXED[logic].values() for share in case if share is not None]


def spreads_of(logic: str) -> list[tuple[float, float]]:
    """Variance of a case and its degrees of freedom: for the next case, and for the mean."""
    names = ("narrow", "wide", "alike")
    own = np.array([np.var(scores(name), ddof=1) for name in names])
    freedom = np.array([len(scores(name)) - 1.0 for name in names])
    named, at = np.ones(3, dtype=np.bool_), names.index(logic)
    each = (moderated(one, freedom, named) for one in (own, doubted(own, freedom, named)))
    return [(float(found.variance[at]), float(found.freedom[at])) for found in each]


@pytest.mark.parametrize("logic", ["narrow", "wide", "alike"])
def test_an_interval_is_students_with_the_spread_drawn_towards_the_usual_one(logic: str) -> None:
    row, group = rows_of(MIXED)[logic], scores(logic)
    (next_variance, next_df), (variance, df) = spreads_of(logic)
    of_mean = stats.t(df, loc=np.mean(group), scale=math.sqrt(variance / len(group)))
    assert (row["low"], row["high"]) == pytest.approx(of_mean.interval(0.9))
    assert row["lower_quartile"] == pytest.approx(of_mean.ppf(0.25))
    reach = stats.t.ppf(0.95, next_df) * math.sqrt(next_variance * (1 + 1 / len(group)))
    assert row["next_high"] - row["realised_share"] == pytest.approx(reach)
    assert row["realised_share"] - row["next_low"] == pytest.approx(reach)


def test_the_next_case_is_no_surer_for_what_the_mean_is_doubted_by() -> None:
    """A wide logic beside them does not widen where the next case of the others is expected."""
    (next_variance, _), (variance, _) = spreads_of("narrow")
    assert next_variance < variance


def test_two_cases_that_happen_to_agree_are_not_certain() -> None:
    row = rows_of(MIXED)["alike"]
    assert row["high"] - row["low"] > 0.1


def test_a_logic_of_which_less_is_known_is_drawn_further_to_the_others() -> None:
    shares: Shares = {
        **{f"l{n}": {f"{n}{k}": [0.3 + 0.1 * k] for k in range(5)} for n in range(3)},
        "thin": {"t": [1.5]},
        "thick": {f"k{k}": [1.3 + 0.1 * k] for k in range(5)},
    }
    rows = rows_of(shares)
    assert rows["thin"]["shrunken_share"] < rows["thick"]["shrunken_share"] < 1.5
    assert rows["l0"]["shrunken_share"] > rows["l0"]["realised_share"]


def test_a_case_whose_kpis_are_noisier_weighs_less_and_an_unknown_noise_is_the_middle_one() -> None:
    gaps = outcomes({"a": {"1": [0.2], "2": [0.6], "3": [1.0]}})
    sizes = {"1": 0.2, "2": 0.6, "3": None}
    wide = pl.Series([sizes[case] for case in gaps["case_id"]], dtype=pl.Float64)
    noisy = Gaps.validate(gaps.with_columns(change=0.0, change_low=-wide, change_high=wide))
    variances = (np.array([0.2, 0.6]) / stats.norm.ppf(0.95)) ** 2
    expected = random_effects(np.array([0.2, 0.6, 1.0]), np.append(variances, np.median(variances)))
    (row,) = league_of(noisy, thresholds=UNCUT).to_dicts()
    assert row["realised_share"] == pytest.approx(expected.mean)
    assert row["between"] == pytest.approx(math.sqrt(expected.tau2))
    assert row["bound_low"] == row["bound_high"] == pytest.approx(expected.mean)


def test_a_logic_alone_has_students_interval_of_its_own_cases() -> None:
    group = [0.2, 0.5, 0.6, 1.1]
    row = rows_of({"only": {str(n): [share] for n, share in enumerate(group)}})["only"]
    expected = stats.t.interval(0.9, 3, loc=np.mean(group), scale=stats.sem(group))
    assert (row["low"], row["high"]) == pytest.approx(expected)


def test_borrowing_stops_where_many_cases_show_that_logics_differ() -> None:
    own, freedom = np.array([0.01, 0.01, 1.0, 1.0]), np.full(4, 200.0)
    found = moderated(own, freedom, np.ones(4, dtype=np.bool_))
    assert found.variance == pytest.approx(own, rel=0.3)
    few = moderated(own, np.full(4, 2.0), np.ones(4, dtype=np.bool_))
    assert few.variance[0] > 10 * own[0]


def test_a_single_case_has_a_share_and_no_interval() -> None:
    row = rows_of(MIXED)["single"]
    assert (row["realised_share"], row["verdict"]) == (0.9, "too_few")
    assert row["low"] is row["high"] is row["next_low"] is row["next_high"] is None


def test_two_cases_that_agree_alone_are_not_certain_while_other_cases_differ() -> None:
    row = rows_of({"alike": {"1": [0.1 + 0.2], "2": [0.3]}, "single": {"3": [0.9]}})["alike"]
    assert row["high"] - row["low"] == pytest.approx(
        2 * stats.t.ppf(0.95, 2) * np.std([0.3, 0.3, 0.9], ddof=1) / math.sqrt(2)
    )


def test_only_where_all_cases_everywhere_agree_has_an_interval_no_width() -> None:
    row = rows_of({"a": {"1": [0.5], "2": [0.5]}, "b": {"3": [0.5]}})["a"]
    assert (row["low"], row["high"]) == (0.5, 0.5)


@pytest.mark.parametrize("ends", [(-1.0, 2.0), (-0.5, 1.5)])
def test_two_cases_far_apart_promise_nothing_beyond_floor_and_ceiling(
    ends: tuple[float, float],
) -> None:
    low, high = ends
    cut = Thresholds(share_floor=low, share_ceiling=high)
    row = rows_of({"erratic": {"1": [-0.5], "2": [0.7]}}, cut)["erratic"]
    assert (row["low"], row["high"], row["next_low"], row["next_high"]) == (low, high, low, high)
    assert row["verdict"] == "not_shown"


def test_what_is_unclassified_does_not_widen_the_interval_of_a_logic() -> None:
    strays: Shares = {"unclassified": {"20": [-1.0], "21": [2.0]}}
    assert rows_of(MIXED)["narrow"] == {**rows_of({**MIXED, **strays})["narrow"]}
