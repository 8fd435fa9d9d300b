from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from bcr.figures.money.worth import money_by_class
from tests.figures.tables import AS_OF, Row, benefits, gap_of, gaps_of, kpis, monthly

HALF_DUE: Row = {"start_on": dt.date(2024, 12, 21), "due_on": dt.date(2025, 1, 10)}


def money(gap: Row) -> tuple[float | None, ...]:
    return tuple(gap[f"{name}_money"] for name in ("intended", "realised", "gap"))


def test_money_is_realised_as_the_movement_is_and_a_shortfall_is_negative() -> None:
    gap = gap_of({"money_per_year": 1000.0, "reported_actual": 10.0})
    assert money(gap) == (1000.0, 500.0, -500.0)


def test_money_by_now_is_that_of_the_movement_planned_by_now() -> None:
    gap = gap_of({**HALF_DUE, "money_per_year": 1000.0, "reported_actual": 12.5})
    assert gap["realised_share"] == 0.5
    assert money(gap) == (500.0, 250.0, -250.0)


def test_money_beyond_the_target_is_not_cut() -> None:
    assert money(gap_of({"money_per_year": 100.0, "reported_actual": 0.0})) == (100.0, 150.0, 50.0)


def test_a_value_per_unit_prices_the_movement_whichever_way_it_goes() -> None:
    gap = gap_of({"value_per_unit": 7.0, "reported_actual": 10.0})
    assert (gap["money_at_target"], gap["realised_money"]) == (70.0, 35.0)


def test_stated_money_comes_before_a_value_per_unit() -> None:
    gap = gap_of({"money_per_year": 50.0, "value_per_unit": 7.0})
    assert gap["money_at_target"] == 50.0


def test_a_movement_in_the_benefits_own_currency_is_its_money() -> None:
    expected = [
        ("GBP", "GBP", 10.0),
        (" gbp", "GBP", 10.0),
        ("£", "GBP", 10.0),
        ("€", "EUR", 10.0),
        *(("$", code, 10.0) for code in ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "COP", "MXN")),
        ("US$", "USD", 10.0),
        *((sign, "AUD", 10.0) for sign in ("A$", "AU$")),
        *((sign, "CAD", 10.0) for sign in ("C$", "CA$")),
        ("NZ$", "NZD", 10.0),
        *(("¥", code, 10.0) for code in ("JPY", "CNY")),
        ("£", "EUR", None),
        ("A$", "USD", None),
        ("days", "GBP", None),
        ("£", None, None),
        (None, "GBP", None),
    ]
    gaps = gaps_of(
        benefits(*({"unit": unit, "currency": currency} for unit, currency, _ in expected))
    )
    assert gaps.select("unit", "currency", "money_at_target").rows() == expected


def test_pounds_that_a_kpi_records_are_a_price_and_no_sum_of_money() -> None:
    promise = {"unit": "GBP", "currency": "GBP", "kpi_id": "COST"}
    gap = gap_of(promise, record=monthly([10.0] * 36, first=dt.date(2022, 1, 1), kpi_id="COST"))
    assert gap["actual_kind"] == "measured"
    assert gap["money_at_target"] is None


def test_the_unit_may_come_from_the_kpi() -> None:
    gap = gap_of(
        {"kpi_id": "kpi", "currency": "GBP"}, measures=kpis({"kpi_id": "kpi", "unit": "£"})
    )
    assert (gap["unit"], gap["money_at_target"]) == ("£", 10.0)


@pytest.mark.parametrize("stated", [100.0, -100.0])
def test_a_disbenefit_is_negative_however_it_is_stated(stated: float) -> None:
    gap = gap_of({"class": "disbenefit", "money_per_year": stated, "reported_actual": 10.0})
    assert money(gap) == (-100.0, -50.0, 50.0)


def test_reported_money_comes_before_the_computed() -> None:
    gap = gap_of({"money_per_year": 100.0, "reported_actual": 10.0, "reported_money": 80.0})
    assert money(gap) == (100.0, 80.0, -20.0)


def test_money_reported_after_the_as_of_date_is_not_known_yet() -> None:
    gap = gap_of(
        {"money_per_year": 100.0, "reported_money": 80.0, "reported_on": dt.date(2025, 1, 1)}
    )
    assert money(gap) == (100.0, None, None)


def test_money_reported_on_the_very_as_of_date_counts() -> None:
    gap = gap_of({"money_per_year": 100.0, "reported_money": 80.0, "reported_on": AS_OF})
    assert money(gap) == (100.0, 80.0, -20.0)


def test_a_benefit_not_measured_keeps_its_intended_money_and_realises_no_zero() -> None:
    assert money(gap_of({"money_per_year": 100.0})) == (100.0, None, None)


def test_a_benefit_not_yet_due_intends_nothing_by_now() -> None:
    gap = gap_of({"money_per_year": 100.0, "start_on": dt.date(2025, 1, 1), "reported_actual": 9.0})
    assert money(gap) == (0.0, None, None)
    assert gap["money_at_target"] == 100.0


def test_money_without_a_measure_follows_the_dates() -> None:
    bare: Row = {"baseline": None, "target": None, "money_per_year": 100.0, "reported_money": 30.0}
    assert money(gap_of(bare)) == (100.0, 30.0, -70.0)
    assert money(gap_of({**bare, **HALF_DUE})) == (50.0, 30.0, -20.0)


def test_maintaining_a_level_realises_only_the_money_that_is_reported() -> None:
    kept: Row = {"target": 15.0, "tolerance": 1.0, "reported_actual": 15.0, "money_per_year": 100.0}
    assert money(gap_of(kept)) == (100.0, None, None)
    assert money(gap_of({**kept, "reported_money": 90.0})) == (100.0, 90.0, -10.0)


def test_a_benefit_without_money_has_none() -> None:
    assert money(gap_of({"reported_actual": 10.0})) == (None, None, None)


YEARLY: Row = {"money_per_year": 50.0}
PRICED: Row = {"value_per_unit": 7.0}
IN_MONEY: Row = {"unit": "£", "currency": "GBP"}


def test_only_a_stated_year_and_a_price_make_money_a_year() -> None:
    promises: list[tuple[Row, str]] = [
        (YEARLY, "year"),
        (PRICED, "year"),
        ({**IN_MONEY, **YEARLY}, "year"),
        ({**IN_MONEY, **PRICED}, "year"),
        (IN_MONEY, "target"),
        ({**YEARLY, "reported_money": 30.0}, "year"),
        ({**YEARLY, "baseline": None}, "year"),
        ({**IN_MONEY, "reported_money": 30.0}, "target"),
    ]
    gaps = gaps_of(benefits(*(promise for promise, _ in promises)))
    assert gaps["money_per"].to_list() == [per for _, per in promises]


def test_money_reported_of_a_benefit_that_has_none_at_target_is_not_taken_for_a_years() -> None:
    assert gap_of({"reported_money": 30.0})["money_per"] == "target"


def test_where_there_is_no_money_nothing_is_said_of_its_time() -> None:
    gaps = gaps_of(
        benefits(
            {"reported_actual": 10.0},
            {**PRICED, "baseline": None},
            {**IN_MONEY, "baseline": None},
            {"reported_money": 30.0, "reported_on": dt.date(2030, 1, 1)},
        )
    )
    assert gaps["money_per"].to_list() == [None] * 4


PORTFOLIO = benefits(
    {
        "class": "cash_releasing",
        "currency": "GBP",
        "money_per_year": 100.0,
        "reported_actual": 10.0,
    },
    {"class": "cash_releasing", "currency": "GBP", "money_per_year": 30.0},
    {"class": "cash_releasing", "currency": "EUR", "money_per_year": 7.0},
    {
        "class": "cash_releasing",
        "currency": "GBP",
        "money_per_year": 5.0,
        "start_on": dt.date(2025, 1, 1),
    },
    {"class": "disbenefit", "currency": "GBP", "money_per_year": 20.0, "reported_actual": 5.0},
    {"currency": "GBP", "money_per_year": 1.0, "reported_actual": 5.0},
    {"class": "qualitative", "reported_actual": 5.0},
    {"class": "cash_releasing", **IN_MONEY, "reported_actual": 10.0},
    {"class": "income", "currency": "GBP", "reported_money": 3.0},
)


def test_money_is_totalled_by_class_currency_and_time_and_never_across() -> None:
    totals = money_by_class(gaps_of(PORTFOLIO))
    names = ["class", "currency", "money_per", "benefits", "at_target", "intended", "realised"]
    assert totals.select(*names, "gap").rows() == [
        ("cash_releasing", "EUR", "year", 1, 7.0, 7.0, None, None),
        ("cash_releasing", "GBP", "year", 3, 135.0, 130.0, 50.0, -50.0),
        ("cash_releasing", "GBP", "target", 1, 10.0, 10.0, 5.0, -5.0),
        ("income", "GBP", "target", 1, None, None, 3.0, None),
        ("disbenefit", "GBP", "year", 1, -20.0, -20.0, -20.0, 0.0),
        (None, "GBP", "year", 1, 1.0, 1.0, 1.0, 0.0),
    ]


def test_the_gap_is_over_the_same_benefits_on_both_sides() -> None:
    totals = money_by_class(gaps_of(PORTFOLIO)).filter(pl.col("gap").is_not_null())
    assert (totals["gap"] == totals["realised"] - totals["intended_where_realised"]).all()


def test_intended_money_is_either_realised_somehow_or_unmeasured() -> None:
    totals = money_by_class(gaps_of(PORTFOLIO))
    parts = totals["intended_where_realised"].fill_null(0.0) + totals["unmeasured"].fill_null(0.0)
    assert (parts == totals["intended"].fill_null(0.0)).all()
