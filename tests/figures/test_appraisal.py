"""Present values, benefit–cost ratio and payback of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.portfolio import Appraisal
from tests.figures.appraised import appraised, costs, year_end, yearly
from tests.figures.tables import Row, monthly

CASH = "cash_releasing"
UNDISCOUNTED = Appraisal(discount_rate=0.0)
FLAT = dict.fromkeys(range(2019, 2027), 90.0)
RISING = {year: 80.0 + 3 * (year - 2019) for year in range(2019, 2027)}
SPENT = costs({2021: 250.0, 2022: 20.0, 2023: 20.0}, {2021: 300.0, 2022: 30.0, 2023: 10.0})
#: Half of the movement came, month by month from the start on.
HALF = monthly([10.0] * 36, first=dt.date(2020, 4, 1))
RECORDED: Row = {"kpi_id": "kpi"}


@pytest.mark.parametrize(
    ("capital", "a_year", "published"), [(10.0, 2.5, -0.82), (5.0, 1.5, 0.51)], ids=["A", "B"]
)
def test_the_worked_example_of_the_green_book_comes_out(
    capital: float, a_year: float, published: float
) -> None:
    """Capital at once, the same benefit in each of the four years after, 3.5%; £ million."""
    later: list[Row] = [
        {"period_end": year_end(2021 + n), "planned_money": a_year} for n in range(1, 5)
    ]
    found = appraised({"money_per_year": a_year}, spent=costs({2021: capital}, {}), planned=later)
    assert found[CASH, "intended"]["npv"] == pytest.approx(published, abs=0.005)


def test_benefits_count_for_as_long_as_the_case_speaks_of_and_no_longer() -> None:
    found = appraised({}, spent=SPENT, terms=UNDISCOUNTED)[CASH, "intended"]
    money = [found["costs"], found["benefits_value"], found["npv"]]
    assert money == pytest.approx([290.0, 300.0, 10.0])
    assert found["bcr"] == pytest.approx(300 / 290)
    assert (found["first_year"], found["last_year"], found["base_year"]) == (2021, 2023, 2021)


def test_a_configured_number_of_years_replaces_the_cases_own() -> None:
    five = appraised({}, spent=SPENT, terms=replace(UNDISCOUNTED, years=5))
    assert five[CASH, "intended"]["benefits_value"] == pytest.approx(500.0)
    assert five[CASH, "intended_to_date"]["benefits_value"] == pytest.approx(400.0)


def test_payback_is_when_benefits_have_made_up_for_the_costs() -> None:
    found = appraised({}, spent=SPENT, terms=UNDISCOUNTED)[CASH, "intended"]
    assert found["payback_years"] == pytest.approx(2 + 90 / 100)
    soon = appraised({"money_per_year": 500.0}, spent=SPENT, terms=UNDISCOUNTED)
    assert soon[CASH, "intended"]["payback_years"] == pytest.approx(250 / 500)
    never = appraised({"money_per_year": 50.0}, spent=SPENT)[CASH, "intended"]
    assert never["payback_years"] is None


def test_what_just_makes_up_for_the_costs_when_the_years_end_has_paid_back_then() -> None:
    """£360 at once and £10 in each of 36 months; a penny more is not made up for."""
    last, ten = {2022: 0.0, 2023: 0.0}, {"money_per_year": 120.0}
    for at_once, years in ((360.0, 3.0), (360.01, None)):
        found = appraised(ten, spent=costs({2021: at_once, **last}, {}), terms=UNDISCOUNTED)
        assert found[CASH, "intended"]["payback_years"] == (years and pytest.approx(years))


def test_what_was_spent_stands_beside_what_was_measured_each_on_its_own_line() -> None:
    found = appraised(RECORDED, spent=SPENT, record=HALF, levels=FLAT, terms=UNDISCOUNTED)
    measured = found[CASH, "measured"]
    assert (measured["costs"], measured["counted"]) == (340.0, 1)
    assert measured["benefits_value"] == pytest.approx(150.0)
    assert found[CASH, "reported"]["benefits_value"] is None
    assert "no benefit of the class is reported" in found[CASH, "reported"]["reason"]


def test_a_month_without_a_record_is_not_a_month_without_a_benefit() -> None:
    values: list[float | None] = [10.0] * 36
    values[14] = values[15] = None
    gappy = monthly(values, first=dt.date(2020, 4, 1))
    found = appraised(RECORDED, spent=SPENT, record=gappy, levels=FLAT, terms=UNDISCOUNTED)
    assert found[CASH, "measured"]["benefits_value"] == pytest.approx(150.0)


def test_what_is_reported_counts_from_the_due_date_at_the_rate_a_year() -> None:
    due = {"due_on": dt.date(2022, 4, 1), "reported_money": 60.0}
    found = appraised(due, spent=SPENT, levels=FLAT, terms=UNDISCOUNTED)[CASH, "reported"]
    assert found["benefits_value"] == pytest.approx(60.0)


def test_a_year_whose_spending_is_not_on_record_makes_the_whole_unknown_not_cheaper() -> None:
    gap = costs({2021: 250.0, 2022: 20.0}, {2021: 300.0})
    found = appraised(RECORDED, spent=gap, record=HALF, levels=FLAT)[CASH, "measured"]
    assert (found["costs"], found["npv"]) == (None, None)
    assert "what was spent is not on record for 2021/22" in found["reason"]


def test_without_a_price_base_nothing_is_put_together_and_the_reason_is_given() -> None:
    found = appraised({}, spent=SPENT, price_base=None)[CASH, "intended"]
    assert (found["costs"], found["benefits_value"], found["npv"]) == (None, None, None)
    assert found["reason"] == "the case states no price base"


def test_what_was_spent_in_other_years_needs_a_deflator_and_the_plan_in_base_prices_none() -> None:
    found = appraised(RECORDED, spent=SPENT, record=HALF)
    assert found[CASH, "intended"]["npv"] is not None
    assert found[CASH, "measured"]["npv"] is None
    assert "no deflator for both 2021/22 and 2020/21" in found[CASH, "measured"]["reason"]


def test_nominal_flows_are_deflated_from_their_own_year() -> None:
    terms = replace(UNDISCOUNTED, price_base="2020/21")
    flows, _ = yearly({}, spent=SPENT, price_base="nominal", levels=RISING, terms=terms)
    row = flows.filter(line="intended", flow="benefit", year=2023).row(0, named=True)
    assert row["price_year"] == 2023
    assert row["real"] == pytest.approx(100.0 * RISING[2021] / RISING[2023])


def test_classes_stand_beside_each_other_each_against_the_whole_cost() -> None:
    both = appraised({}, {"class": "cost_avoidance"}, spent=SPENT, terms=UNDISCOUNTED)
    assert both[CASH, "intended"]["npv"] == both["cost_avoidance", "intended"]["npv"]
    assert both[CASH, "intended"]["npv"] == pytest.approx(10.0)


def test_a_disbenefit_is_a_loss_and_pays_nothing_back() -> None:
    harm = appraised({"class": "disbenefit"}, spent=SPENT)["disbenefit", "intended"]
    assert harm["benefits_value"] < 0
    assert (harm["npv"], harm["bcr"], harm["payback_years"]) == (None, None, None)


def test_a_benefit_in_another_currency_is_not_set_against_the_costs() -> None:
    found = appraised({"currency": "EUR"}, spent=SPENT)
    assert found[None, "intended"]["benefits"] == 0


def test_a_benefit_of_no_class_pays_as_any_other() -> None:
    found = appraised({"class": None}, spent=SPENT, terms=UNDISCOUNTED)[None, "intended"]
    assert (found["npv"], found["bcr"]) == (pytest.approx(10.0), pytest.approx(300 / 290))
    assert found["payback_years"] == pytest.approx(2.9)


def test_without_a_due_date_money_comes_from_the_start_on() -> None:
    found = appraised({"due_on": None}, spent=SPENT, terms=UNDISCOUNTED)[CASH, "intended"]
    assert found["benefits_value"] == pytest.approx(300.0)


def test_money_of_a_target_is_no_money_a_year() -> None:
    """A saving of £10 on the way from 15 to 5 is not one in each year, whatever else is."""
    once: Row = {"unit": "£", "money_per_year": None}
    found = appraised(once, spent=SPENT)
    assert {(row["benefits"], row["benefits_value"]) for row in found.values()} == {(0, None)}
    both = appraised(once, {}, spent=SPENT, terms=UNDISCOUNTED)[CASH, "intended"]
    assert (both["benefits"], both["benefits_value"]) == (1, pytest.approx(300.0))


def test_a_case_without_costs_by_year_is_not_appraised() -> None:
    assert appraised({}, spent=[]) == {}


MONEY = st.floats(1.0, 1e6)
FEW = settings(max_examples=15, deadline=None)


@FEW
@given(MONEY, MONEY)
def test_discounting_at_nothing_changes_nothing(cost: float, benefit: float) -> None:
    spent = costs({2021: cost, 2024: cost}, {})
    flows, _ = yearly({"money_per_year": benefit}, spent=spent, terms=UNDISCOUNTED)
    assert flows.height
    assert flows["present_value"].to_list() == flows["real"].to_list()


@FEW
@given(st.floats(1.0, 1e3))
def test_a_flat_index_changes_nothing(level: float) -> None:
    flat = dict.fromkeys(range(2019, 2027), level)
    flows, _ = yearly(RECORDED, spent=SPENT, record=HALF, levels=flat)
    assert flows["real"].to_list() == pytest.approx(flows["money"].to_list())


@FEW
@given(st.sampled_from(["2018/19", "2021/22", "2024/25"]), st.floats(0.0, 0.1))
def test_another_base_year_moves_every_value_alike_and_no_ratio(base: str, rate: float) -> None:
    own = Appraisal(discount_rate=rate)
    both = [
        appraised(RECORDED, spent=SPENT, record=HALF, levels=RISING, terms=terms)
        for terms in (own, replace(own, price_base=base))
    ]
    for line in ("intended", "measured"):
        one, other = (found[CASH, line] for found in both)
        assert one["bcr"] == pytest.approx(other["bcr"])
        assert one["payback_years"] == pytest.approx(other["payback_years"])
