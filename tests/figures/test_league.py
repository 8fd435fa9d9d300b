from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from bcr.portfolio import Thresholds
from bcr.schemas.figures import Gaps
from tests.figures.outcomes import Shares, league_of, outcome, outcomes
from tests.figures.tables import benefits, gaps_of, logics


def steadily(logic: str, share: float, cases: int = 4) -> Shares:
    """A logic whose cases come out within ±0.01 of a share."""
    return {
        logic: {f"{logic} {n}": [share + 0.01 * (-1) ** n] for n in range(cases)},
    }


THREE: Shares = {
    **steadily("works", 0.95),
    **steadily("half_works", 0.5),
    **steadily("fails", 0.0),
}


def column(name: str, shares: Shares, thresholds: Thresholds | None = None) -> dict[str, object]:
    table = league_of(outcomes(shares), thresholds=thresholds)
    return dict(table.select("logic", name).rows())


def test_ten_benefits_of_one_case_are_one_opinion() -> None:
    (row,) = league_of(outcomes({"a": {"big": [0.0] * 10, "small": [1.0]}})).to_dicts()
    assert row["realised_share"] == 0.5
    assert (row["cases"], row["scored_cases"], row["benefits"]) == (2, 2, 11)


def test_the_verdict_follows_the_interval() -> None:
    shares: Shares = {**THREE, **steadily("harms", -0.8), "thin": {"x": [1.0]}}
    assert column("verdict", shares) == {
        "works": "delivers",
        "half_works": "delivers_in_part",
        "fails": "not_shown",
        "harms": "backfires",
        "thin": "too_few",
    }


def test_a_logic_that_is_mostly_unmeasured_is_not_said_to_deliver() -> None:
    shares: Shares = {"works": {str(n): [0.95, None, None] for n in range(4)}}
    (row,) = league_of(outcomes(shares)).to_dicts()
    assert (row["verdict"], row["coverage"]) == ("delivers_in_part", pytest.approx(1 / 3))


def test_logics_are_ranked_by_the_lower_quartile_and_not_by_the_mean() -> None:
    shares: Shares = {**THREE, "erratic": {"p": [0.2], "q": [2.0], "r": [0.9]}}
    assert column("realised_share", shares)["erratic"] == pytest.approx(3.1 / 3)
    assert column("rank", shares) == {"works": 1, "erratic": 2, "half_works": 3, "fails": 4}
    assert league_of(outcomes(shares))["lower_quartile"].is_sorted(descending=True)


def test_no_logic_is_ranked_where_too_few_can_be_scored() -> None:
    shares: Shares = {**steadily("works", 0.95), **steadily("fails", 0.0), "thin": {"x": [0.5]}}
    assert set(column("rank", shares).values()) == {None}
    assert column("rank", shares, Thresholds(min_logics_to_rank=2)) == {
        "works": 1,
        "fails": 2,
        "thin": None,
    }


def test_a_logic_with_fewer_cases_than_asked_for_is_not_ranked() -> None:
    shares: Shares = {**THREE, **steadily("pair", 0.99, cases=2)}
    assert column("rank", shares)["pair"] == 1
    assert column("rank", shares, Thresholds(min_cases=3))["pair"] is None


def test_what_is_unclassified_is_shown_and_never_ranked() -> None:
    shares: Shares = {**THREE, **steadily("unclassified", 1.5)}
    assert column("rank", shares)["unclassified"] is None
    assert column("rank", shares)["works"] == 1
    two: Shares = {
        **steadily("works", 0.9),
        **steadily("fails", 0.0),
        **steadily("unclassified", 0.5),
    }
    assert set(column("rank", two).values()) == {None}


def test_equal_logics_are_ranked_by_name() -> None:
    shares: Shares = {name: {name + str(n): [0.4 + 0.2 * n] for n in range(2)} for name in "zab"}
    assert column("rank", shares) == {"a": 1, "b": 2, "z": 3}


def test_the_ranked_come_first_then_the_others_by_number_of_cases_and_name() -> None:
    shares: Shares = {
        "thin_b": {"1": [0.5]},
        **{f"zz_{n}": {f"z{n}{k}": [0.1 * k + n] for k in range(3)} for n in range(3)},
        "thin_a": {"2": [0.5]},
        "unmeasured": {"3": [None], "4": [None]},
    }
    order = league_of(outcomes(shares))["logic"].to_list()
    assert order == ["zz_2", "zz_1", "zz_0", "unmeasured", "thin_a", "thin_b"]


def test_a_logic_nobody_measured_is_named_with_bounds_and_no_share() -> None:
    (row,) = league_of(outcomes({"a": {"1": [None], "2": [None]}})).to_dicts()
    assert (row["verdict"], row["realised_share"], row["coverage"]) == ("too_few", None, 0.0)
    assert (row["bound_low"], row["bound_high"]) == (0.0, 1.0)
    assert (row["outer_low"], row["outer_high"]) == (-1.0, 2.0)


def test_a_logic_with_nothing_due_has_no_coverage() -> None:
    (row,) = league_of(
        gaps_of(benefits(outcome("a", "1", None, start_on=dt.date(2030, 1, 1))))
    ).to_dicts()
    assert (row["due"], row["coverage"], row["bound_low"]) == (0, None, None)


def test_bounds_take_cases_with_nothing_measured_as_nothing_and_as_all() -> None:
    (row,) = league_of(outcomes({"a": {"1": [0.8, None], "2": [None]}})).to_dicts()
    assert row["realised_share"] == 0.8
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((0.2, 0.95))
    assert (row["outer_low"], row["outer_high"]) == pytest.approx((-0.55, 1.7))


def test_coverage_is_by_intended_money_where_all_have_it() -> None:
    (row,) = league_of(
        gaps_of(
            benefits(
                outcome("a", "1", 1.0, money_per_year=300.0, currency="GBP"),
                outcome("a", "2", None, money_per_year=100.0, currency="GBP"),
            )
        )
    ).to_dicts()
    assert row["coverage"] == 0.75


def test_coverage_is_by_number_where_some_have_no_money() -> None:
    (row,) = league_of(
        gaps_of(
            benefits(
                outcome("a", "1", 1.0, money_per_year=300.0, currency="GBP"),
                outcome("a", "2", None),
            )
        )
    ).to_dicts()
    assert row["coverage"] == 0.5


def test_coverage_is_by_number_where_some_money_is_for_another_time_than_a_year() -> None:
    (row,) = league_of(
        gaps_of(
            benefits(
                outcome("a", "1", 1.0, money_per_year=300.0, currency="GBP"),
                outcome("a", "2", None, unit="£", currency="GBP"),
            )
        )
    ).to_dicts()
    assert row["coverage"] == 0.5


def test_clipped_cases_are_counted() -> None:
    assert column("clipped_cases", {"a": {"1": [9.0], "2": [-9.0], "3": [0.5]}}) == {"a": 2}


def test_only_cash_releasing_money_a_year_in_the_portfolios_currency_is_totalled() -> None:
    def worth(kind: str, currency: str, money: float, share: float | None) -> dict[str, object]:
        return outcome(
            "a", "1", share, **{"class": kind, "currency": currency, "money_per_year": money}
        )

    saved_over_ten_years = outcome(
        "a", "1", 1.0, **{"class": "cash_releasing", "currency": "GBP", "unit": "£"}
    )

    gaps = gaps_of(
        benefits(
            worth("cash_releasing", "GBP", 100.0, 0.5),
            worth("cash_releasing", "GBP", 40.0, None),
            worth("cash_releasing", "EUR", 1000.0, 1.0),
            worth("cost_avoidance", "GBP", 1000.0, 1.0),
            saved_over_ten_years,
        )
    )
    (row,) = league_of(gaps).to_dicts()
    names = ("intended_money", "realised_money", "gap_money")
    assert tuple(row[name] for name in names) == (140.0, 50.0, -50.0)
    (row,) = league_of(gaps, currency="USD").to_dicts()
    assert tuple(row[name] for name in names) == (None, None, None)


def test_a_logic_is_named_by_its_table_else_by_its_code() -> None:
    table = league_of(
        outcomes({"self_service": {"1": [0.5]}, "x_y": {"2": [0.5]}}),
        named=logics({"logic": "self_service", "name": "Let people help themselves"}),
    )
    assert dict(table.select("logic", "name").rows()) == {
        "self_service": "Let people help themselves",
        "x_y": "X y",
    }


def test_nothing_is_proven_or_unproven_while_no_change_was_tested() -> None:
    assert set(column("proven_share", THREE).values()) == {None}


def test_the_proven_share_is_the_weight_of_delivered_changes_in_what_was_due() -> None:
    gaps = outcomes({"a": {"1": [1.0, 1.0, 0.2, None], "2": [1.0]}})
    real = pl.Series(
        ["real", "not_shown", "real", "untested", "real"], dtype=gaps["evidence"].dtype
    )
    verdicts = pl.Series(
        ["delivered_change", "reached_not_shown", "real_but_short", "unproven", "delivered_change"],
        dtype=gaps["verdict"].dtype,
    )
    tested = Gaps.validate(gaps.with_columns(evidence=real, verdict=verdicts))
    (row,) = league_of(tested).to_dicts()
    assert row["proven_share"] == (0.25 + 1.0) / 2


def test_no_benefits_make_an_empty_league() -> None:
    assert league_of(gaps_of(benefits())).height == 0


def test_a_row_of_the_league_is_worked_out_from_its_cases() -> None:
    """Scored cases 1.0 (the mean of two), 0.6 and 1.0: mean 0.867, sd 0.231, t of 2 at 95% 2.920.

    Unmeasured case: from 0 to 1 of its plan, or −1 to 2. Case 4 is not due. Money in GBP alone:
    of the 160 planned, 10 are of what nobody measured.
    """
    cash = {"class": "cash_releasing", "currency": "GBP"}
    gaps = gaps_of(benefits(
        outcome("first_contact", "1", 0.8, money_per_year=100.0, **cash),
        outcome("first_contact", "1", 1.2),
        outcome("first_contact", "2", 0.6, money_per_year=50.0, **cash),
        outcome("first_contact", "3", None, money_per_year=10.0, **cash),
        outcome("first_contact", "4", None, due_on=dt.date(2026, 1, 1),
                start_on=dt.date(2025, 1, 1)),
        outcome("first_contact", "5", 1.0, money_per_year=7.0, **{**cash, "currency": "EUR"}),
    ))  # fmt: skip
    (row,) = league_of(gaps).to_dicts()
    sd, t = 0.16**0.5 / 3**0.5, 2.91998558
    mean, near, wide = 2.6 / 3, t * sd / 3**0.5, t * sd * (4 / 3) ** 0.5
    assert {**row, "lower_quartile": None} == pytest.approx({
        "logic": "first_contact", "name": "First contact", "cases": 5, "benefits": 6, "due": 5,
        "measured": 4, "coverage": 0.8, "realised_share": mean, "low": mean - near,
        "high": mean + near, "bound_low": 2.6 / 4, "bound_high": 3.6 / 4, "proven_share": None,
        "next_low": mean - wide, "next_high": mean + wide, "intended_money": 160.0,
        "realised_money": 110.0, "gap_money": -40.0, "verdict": "delivers_in_part", "rank": None,
        "scored_cases": 3, "clipped_cases": 0, "between": sd, "shrunken_share": None,
        "lower_quartile": None, "outer_low": 1.6 / 4, "outer_high": 4.6 / 4,
    })  # fmt: skip
