from __future__ import annotations

import datetime as dt
from statistics import NormalDist

import pytest

from bcr.figures.logics.case_shares import case_shares
from bcr.portfolio import Thresholds
from bcr.schemas.figures import Gaps
from tests.figures.outcomes import cases_of, outcome
from tests.figures.stated import stated

LATER = dt.date(2030, 1, 1)


def test_a_case_is_the_mean_of_its_benefits_where_nothing_weighs_them() -> None:
    (case,) = cases_of(outcome("a", "c", 1.0), outcome("a", "c", 0.2)).to_dicts()
    assert case["realised_share"] == pytest.approx(0.6)
    assert case["weighted_by"] == "equal"


def test_a_case_and_logic_is_one_row_and_rows_are_sorted() -> None:
    shares = cases_of(outcome("b", "2", 1.0), outcome("b", "1", 1.0), outcome("a", "2", 1.0))
    assert shares.select("logic", "case_id").rows() == [("a", "2"), ("b", "1"), ("b", "2")]


def test_money_weighs_where_every_due_benefit_has_it_in_one_currency() -> None:
    (case,) = cases_of(
        outcome("a", "c", 1.0, money_per_year=300.0, currency="GBP", weight=1.0),
        outcome("a", "c", 0.0, money_per_year=100.0, currency="GBP", weight=1.0),
        outcome("a", "c", None, start_on=LATER),
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.75, "money")


@pytest.mark.parametrize(
    ("widths", "noise"),
    [
        ([1.0, 2.0], (0.1**2 + 0.2**2) ** 0.5 / 2), ([1.0, None], None), ([100.0, 0.0], 1.5),
        ([0.0, 0.0], 0.0),
    ],
)  # fmt: skip
def test_a_case_is_as_noisy_as_the_changes_its_kpis_show_up_to_half_of_all_shares(
    widths: list[float | None], noise: float | None
) -> None:
    """Widths of the 90% interval in standard deviations, of a movement of 10; −1 to 2 is 3."""
    whole = 2 * NormalDist().inv_cdf(0.95)
    rows = [
        {"benefit_id": f"B{n}", "case_id": "c", "logic": "a", "status": "short",
         "realised_share": 0.5, "baseline": 15.0, "planned_to_date": 5.0, "change_low": -3.0,
         "change_high": None if width is None else -3.0 + width * whole}
        for n, width in enumerate(widths)
    ]  # fmt: skip
    (case,) = case_shares(stated(Gaps, *rows), Thresholds()).to_dicts()
    assert case["noise"] == (None if noise is None else pytest.approx(noise))
    assert (case["realised_share"], case["clipped"]) == (0.5, False)


def test_money_to_be_spent_weighs_as_much_as_money_to_be_saved() -> None:
    (case,) = cases_of(
        outcome("a", "c", 1.0, money_per_year=300.0, currency="GBP"),
        outcome("a", "c", 0.0, money_per_year=-100.0, currency="GBP"),
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.75, "money")


@pytest.mark.parametrize(
    "other",
    [
        {"money_per_year": None, "currency": "GBP"},
        {"money_per_year": 100.0, "currency": "EUR"},
        {"money_per_year": 100.0, "currency": None},
        {"unit": "£", "currency": "GBP"},
    ],
)
def test_money_that_some_lack_or_that_cannot_be_compared_gives_way_to_stated_weights(
    other: dict[str, object],
) -> None:
    (case,) = cases_of(
        outcome("a", "c", 1.0, money_per_year=300.0, currency="GBP", weight=1.0),
        outcome("a", "c", 0.0, weight=4.0, **other),
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.2, "stated")


def test_money_in_the_terms_of_targets_weighs_where_all_is() -> None:
    (case,) = cases_of(
        outcome("a", "c", 1.0, unit="£", currency="GBP", target=3.0, reported_actual=3.0),
        outcome("a", "c", 0.0, unit="£", currency="GBP"),
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.75, "money")


def test_money_of_no_stated_currency_weighs_nothing() -> None:
    (case,) = cases_of(
        outcome("a", "c", 1.0, money_per_year=300.0), outcome("a", "c", 0.0, money_per_year=100.0)
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.5, "equal")


@pytest.mark.parametrize("weights", [(1.0, None), (0.0, 0.0)])
def test_weights_that_some_lack_or_that_are_all_zero_give_way_to_equal_ones(
    weights: tuple[float | None, ...],
) -> None:
    (case,) = cases_of(
        *(
            outcome("a", "c", share, weight=weight)
            for share, weight in zip((1.0, 0.0), weights, strict=True)
        )
    ).to_dicts()
    assert (case["realised_share"], case["weighted_by"]) == (0.5, "equal")


def test_what_is_not_measured_is_left_out_of_the_share_and_in_the_bounds() -> None:
    (case,) = cases_of(
        outcome("a", "c", 0.8), outcome("a", "c", None), outcome("a", "c", 0.5, baseline=None)
    ).to_dicts()
    assert (case["due"], case["measured"], case["realised_share"]) == (3, 1, 0.8)
    assert (case["bound_low"], case["bound_high"]) == pytest.approx((0.8 / 3, 2.8 / 3))


def test_a_benefit_not_yet_due_counts_for_nothing_but_its_number() -> None:
    (case,) = cases_of(outcome("a", "c", 0.8), outcome("a", "c", 0.1, start_on=LATER)).to_dicts()
    assert (case["benefits"], case["due"], case["realised_share"]) == (2, 1, 0.8)
    assert case["bound_low"] == case["bound_high"] == 0.8


def test_a_case_with_nothing_due_has_no_share_and_no_bounds() -> None:
    (case,) = cases_of(outcome("a", "c", 0.1, start_on=LATER)).to_dicts()
    assert (case["benefits"], case["due"], case["measured"]) == (1, 0, 0)
    assert case["realised_share"] is case["bound_low"] is case["bound_high"] is None


def test_a_case_nobody_measured_may_have_delivered_nothing_or_all() -> None:
    (case,) = cases_of(outcome("a", "c", None)).to_dicts()
    assert (case["realised_share"], case["bound_low"], case["bound_high"]) == (None, 0.0, 1.0)


def test_harm_that_came_as_expected_is_nothing_delivered() -> None:
    (case,) = cases_of(
        outcome("a", "c", 0.4), outcome("a", "c", 1.0, **{"class": "disbenefit"})
    ).to_dicts()
    assert (case["benefits"], case["due"], case["realised_share"]) == (2, 1, 0.4)


@pytest.mark.parametrize(
    ("share", "cut", "clipped"), [(7.0, 2.0, True), (-3.0, -1.0, True), (1.9, 1.9, False)]
)
def test_a_share_is_cut_to_floor_and_ceiling_and_said_to_be(
    share: float, cut: float, *, clipped: bool
) -> None:
    (case,) = cases_of(outcome("a", "c", share)).to_dicts()
    assert (case["realised_share"], case["clipped"]) == (cut, clipped)
    assert case["bound_low"] == case["bound_high"] == cut


def test_floor_and_ceiling_are_those_of_the_thresholds() -> None:
    wide = Thresholds(share_floor=-10.0, share_ceiling=10.0)
    (case,) = cases_of(outcome("a", "c", 7.0), thresholds=wide).to_dicts()
    assert (case["realised_share"], case["clipped"]) == (7.0, False)


def test_a_case_never_measured_has_no_share_that_was_cut_off() -> None:
    assert cases_of(outcome("a", "never", None))["clipped"].to_list() == [False]
