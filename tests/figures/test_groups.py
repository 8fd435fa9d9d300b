"""Benefits put together: by case, logic, department, owner and objective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings

from bcr.figures.groups import grouped_gaps
from bcr.figures.logics.case_shares import case_shares
from bcr.model import Grouping, Status
from bcr.portfolio import Thresholds
from tests.figures.drawn import Drawn, portfolios
from tests.figures.outcomes import league_of, outcome
from tests.figures.tables import benefits, cases, gaps_of, monthly

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps, GroupedGaps
    from bcr.schemas.records import Cases

APPROVED = cases(
    {"case_id": "1", "title": "Portal", "department": "Housing", "objective": "Answer sooner"},
    {"case_id": "2", "title": "Chatbot", "department": "Housing"},
    {"case_id": "3", "department": "Waste", "objective": "Answer sooner"},
)
GAPS = gaps_of(
    benefits(
        outcome("a", "1", 1.0, owner="Ann"),
        outcome("a", "1", 0.8, owner="Ann"),
        outcome("b", "1", 0.0, owner="Bo"),
        outcome("a", "2", 0.6),
        outcome("b", "3", None, owner="Bo"),
        outcome("b", "4", 0.1, owner="Ann", start_on=dt.date(2030, 1, 1)),
    ),
    approved=APPROVED,
)


def grouped(
    by: Grouping,
    gaps: dy.DataFrame[Gaps] = GAPS,
    *,
    approved: dy.DataFrame[Cases] = APPROVED,
    names: dict[str, str] | None = None,
) -> dy.DataFrame[GroupedGaps]:
    return grouped_gaps(
        gaps, by, cases=approved, names=names or {}, currency="GBP", thresholds=Thresholds()
    )


def test_a_case_has_its_own_share_over_all_its_logics() -> None:
    table = grouped(Grouping.CASE, names={"1": "Portal"})
    assert table.select("group", "name", "cases", "benefits").rows() == [
        ("1", "Portal", 1, 3),
        ("2", "2", 1, 1),
        ("3", "3", 1, 1),
        ("4", "4", 1, 1),
    ]
    assert table["realised_share"].to_list() == [pytest.approx(0.6), 0.6, None, None]


def test_a_department_is_the_mean_of_its_cases_and_not_of_their_benefits() -> None:
    table = grouped(Grouping.DEPARTMENT)
    assert table.select("group", "name", "cases", "due", "measured").rows() == [
        ("Housing", "Housing", 2, 4, 4),
        ("Waste", "Waste", 1, 1, 0),
        (None, "not stated", 1, 0, 0),
    ]
    assert table["realised_share"].to_list() == [pytest.approx((0.6 + 0.6) / 2), None, None]
    assert table["bound_low"].to_list() == [pytest.approx(0.6), 0.0, None]
    assert table["bound_high"].to_list() == [pytest.approx(0.6), 1.0, None]


def test_an_owner_answers_only_for_benefits_of_theirs() -> None:
    table = grouped(Grouping.OWNER)
    assert table.select("group", "cases", "benefits", "due").rows() == [
        ("Ann", 2, 3, 2),
        ("Bo", 2, 2, 2),
        (None, 1, 1, 1),
    ]
    assert table["realised_share"].to_list() == [pytest.approx(0.9), 0.0, 0.6]
    assert table["coverage"].to_list() == [1.0, 0.5, 1.0]


def test_an_objective_is_that_of_the_benefits_case() -> None:
    table = grouped(Grouping.OBJECTIVE)
    assert table.select("group", "cases", "benefits").rows() == [
        ("Answer sooner", 2, 4),
        (None, 2, 2),
    ]


def test_by_logic_the_figures_are_those_of_the_league_table() -> None:
    league = league_of(GAPS).sort("logic")
    table = grouped(Grouping.LOGIC, names=dict(league.select("logic", "name").rows()))
    shared = [name for name in table.columns if name in league.columns]
    assert table.select(shared).equals(league.select(shared))
    assert table["group"].to_list() == league["logic"].to_list()


def test_disbenefits_are_counted_as_benefits_and_nothing_else() -> None:
    gaps = gaps_of(
        benefits(outcome("a", "1", 0.4), outcome("a", "1", 1.0, **{"class": "disbenefit"}))
    )
    (row,) = grouped(Grouping.CASE, gaps).to_dicts()
    assert (row["benefits"], row["due"], row["measured"], row["exceeded"]) == (2, 1, 1, 0)
    assert row["realised_share"] == 0.4


def test_only_cash_releasing_money_a_year_in_the_portfolios_currency_is_added() -> None:
    cash = {"class": "cash_releasing", "currency": "GBP"}
    gaps = gaps_of(
        benefits(
            outcome("a", "1", 0.5, **cash, money_per_year=100.0),
            outcome("b", "2", None, **cash, money_per_year=40.0),
            outcome("a", "1", 1.0, **cash, unit="£"),
            outcome("a", "1", 1.0, **{**cash, "currency": "EUR"}, money_per_year=1000.0),
            outcome("a", "1", 1.0, **{**cash, "class": "income"}, money_per_year=1000.0),
        ),
        approved=APPROVED,
    )
    (row,) = grouped(Grouping.DEPARTMENT, gaps).to_dicts()
    names = ("intended_money", "realised_money", "gap_money")
    assert tuple(row[name] for name in names) == (140.0, 50.0, -50.0)


def test_what_is_known_of_a_group_weighs_money_to_be_spent_as_money_to_be_won() -> None:
    outlay = outcome("a", "1", 0.5, currency="GBP", money_per_year=-100.0)
    unseen = outcome("a", "1", None, currency="GBP", money_per_year=300.0)
    (row,) = grouped(Grouping.CASE, gaps_of(benefits(outlay, unseen))).to_dicts()
    assert row["coverage"] == 0.25


def test_a_group_without_such_money_has_none_and_no_zero() -> None:
    assert grouped(Grouping.OWNER)["intended_money"].to_list() == [None, None, None]


def test_a_case_described_twice_has_its_last_objective_and_counts_once() -> None:
    twice = cases(*APPROVED.to_dicts(), {"case_id": "2", "objective": "Answer sooner"})
    table = grouped(Grouping.OBJECTIVE, approved=twice)
    assert table.select("group", "benefits").rows() == [("Answer sooner", 5), (None, 1)]


@pytest.mark.parametrize("by", list(Grouping))
def test_no_benefits_make_no_groups(by: Grouping) -> None:
    assert grouped(by, gaps_of(benefits())).height == 0


@settings(max_examples=5)
@given(portfolios())
def test_every_benefit_is_in_one_group_and_one_count(drawn: Drawn) -> None:
    gaps = drawn.gaps()
    harms = gaps.filter(pl.col("class").cast(pl.String) == "disbenefit").height
    for by in Grouping:
        table = grouped(by, gaps)
        counted = table.select(pl.sum_horizontal(one.value for one in Status)).to_series()
        assert table["benefits"].sum() == gaps.height == counted.sum() + harms
        assert (table["due"] == counted - table["not_due"]).all()
        unscored = table["not_measured"] + table["not_scorable"]
        assert (table["measured"] == table["due"] - unscored).all()


@settings(max_examples=5)
@given(portfolios())
def test_by_case_the_share_is_the_cases_own(drawn: Drawn) -> None:
    gaps = drawn.gaps().with_columns(logic=pl.lit("one"))
    table = grouped(Grouping.CASE, gaps)  # type: ignore[arg-type]
    shares = case_shares(gaps, Thresholds()).sort("case_id")  # type: ignore[arg-type]
    assert table["realised_share"].equals(shares["realised_share"])


def test_a_group_counts_its_benefits_by_status_and_what_is_not_stated_comes_last() -> None:
    """Sooner: cases 1 (0.6) and 3 (nobody measured it): from 0.3 to 0.8, three quarters known."""
    none = (None, None, None)
    assert grouped(Grouping.OBJECTIVE, names={"Answer sooner": "Sooner"}).rows() == [
        ("Answer sooner", "Sooner", 2, 4, 4, 3, 0.75, pytest.approx(0.6), pytest.approx(0.3),
         pytest.approx(0.8), 1, 0, 1, 1, 0, 0, 1, 0, *none),
        (None, "not stated", 2, 2, 1, 1, 1.0, 0.6, 0.6, 0.6, 0, 0, 0, 1, 0, 1, 0, 0, *none),
    ]  # fmt: skip


def test_where_no_change_was_tested_none_is_proven_and_none_is_refuted() -> None:
    assert league_of(GAPS)["proven_share"].to_list() == [None, None]
    record = monthly([15.0, 15.2] * 12 + [5.0, 5.2] * 18, first=dt.date(2020, 1, 1))
    dates = {"start_on": dt.date(2022, 1, 1), "due_on": dt.date(2022, 12, 31)}
    promised = benefits({"kpi_id": "kpi", "better": "lower", **dates}, {"reported_actual": 5.0})
    assert league_of(gaps_of(promised, record=record))["proven_share"].to_list() == [0.5]
