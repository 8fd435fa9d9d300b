"""Steps on the way out of a budget, and what a unit is taken to be worth."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bcr.figures.money.ladder import cashability
from bcr.figures.money.plausible import unit_values
from bcr.schemas.restated import Changes
from tests.figures.tables import AS_OF, Row, benefits, gaps_of, monthly, table

CASH: Row = {"class": "cash_releasing", "currency": "GBP", "money_per_year": 100.0}
CUT: Row = {
    "benefit_id": "benefit 0", "column": "budget", "old_number": 500.0, "new_number": 460.0,
    "decided_on": dt.date(2024, 4, 1), "import_no": 1, "source_id": "d" * 64, "block": 0, "row": 2,
}  # fmt: skip


def ladder(*promised: Row, decided: tuple[Row, ...] = (), **tables: Any) -> list[Row]:  # noqa: ANN401 - handed on
    promises = benefits(*promised)
    gaps = gaps_of(promises, **tables)
    return cashability(gaps, promises, table(Changes, decided), AS_OF).to_dicts()


def test_each_step_counts_only_what_got_there() -> None:
    record = monthly([10.0] * 12, first=dt.date(2024, 1, 1))
    rows = ladder(
        CASH | {"kpi_id": "kpi", "reported_money": 45.0}, CASH, decided=(CUT,), record=record
    )
    (row,) = rows
    assert [row[step] for step in ("claimed", "measured", "valued", "removed")] == [
        200.0, 50.0, 45.0, 40.0,
    ]  # fmt: skip
    assert row["measured_benefits"] == row["removed_benefits"] == 1


def test_a_step_that_nothing_reached_is_unknown_not_nought() -> None:
    (row,) = ladder(CASH)
    assert (row["measured"], row["valued"], row["removed"]) == (None, None, None)


def test_a_level_that_was_only_reported_is_not_measured() -> None:
    (row,) = ladder(CASH | {"reported_actual": 10.0})
    assert row["measured"] is None


def test_a_budget_cut_after_the_as_of_date_has_not_happened_yet() -> None:
    (row,) = ladder(CASH, decided=(CUT | {"decided_on": dt.date(2025, 1, 1)},))
    assert row["removed"] is None


def test_classes_have_rows_of_their_own() -> None:
    rows = ladder(CASH, CASH | {"class": "cost_avoidance"})
    assert [row["class"] for row in rows] == ["cash_releasing", "cost_avoidance"]
    assert [row["claimed"] for row in rows] == [100.0, 100.0]


@pytest.mark.parametrize(
    ("promise", "implied", "compared_with", "questioned"),
    [
        ({"value_per_unit": 10.0}, 10.0, "own", False),
        ({"value_per_unit": 4.0}, 10.0, "own", True),
        ({"value_per_unit": 25.0}, 10.0, "own", True),
        ({"unit": "£ a month", "money_per_year": 120.0}, 12.0, "unit", False),
        ({"unit": "GBP a year", "money_per_year": 120.0}, 12.0, "unit", True),
    ],
)
def test_the_implied_value_of_a_unit_is_held_against_another_opinion(
    promise: Row, implied: float, compared_with: str, *, questioned: bool
) -> None:
    promises = benefits(CASH | promise)
    (row,) = unit_values(gaps_of(promises), promises, factor=2.0).to_dicts()
    assert (row["implied"], row["compared_with"]) == (implied, compared_with)
    assert row["questioned"] is questioned


def test_two_benefits_that_price_the_same_measure_apart_raise_a_question() -> None:
    kpi = CASH | {"kpi_id": "kpi"}
    promises = benefits(kpi, kpi | {"money_per_year": 900.0})
    rows = unit_values(gaps_of(promises), promises, factor=2.0).to_dicts()
    assert [(row["implied"], row["compared"]) for row in rows] == [(10.0, 90.0), (90.0, 10.0)]
    assert all(row["questioned"] for row in rows)


def test_money_without_anything_to_compare_it_with_raises_no_question() -> None:
    promises = benefits(CASH)
    assert unit_values(gaps_of(promises), promises, factor=2.0).is_empty()


def test_a_row_a_class_and_currency_each_with_its_steps_and_how_many_got_there() -> None:
    """Half the movement is on record. Two cuts, of 40 and on the as-of day of 10, make 50."""
    record = monthly([10.0] * 12, first=dt.date(2024, 1, 1))
    reported: Row = {"reported_money": 45.0, "reported_on": AS_OF}
    too_late: Row = {"reported_money": 5.0, "reported_on": dt.date(2025, 1, 1)}
    harm: Row = {"class": "disbenefit", "money_per_year": -30.0, "reported_money": 20.0}
    second: Row = {"old_number": 460.0, "new_number": 450.0, "decided_on": AS_OF}
    cuts = [
        CUT, CUT | second, CUT | {"column": "target"}, CUT | {"benefit_id": "benefit 1"},
        CUT | {"benefit_id": "benefit 2", "decided_on": dt.date(2025, 1, 1)},
        CUT | {"benefit_id": "benefit 2", "old_number": None},
    ]  # fmt: skip
    rows = ladder(
        CASH | {"kpi_id": "kpi"} | reported, CASH | harm, CASH | too_late, CASH | {"class": None},
        CASH | {"currency": "EUR"}, {"currency": "GBP", "unit": "£", "reported_actual": 9.0},
        decided=tuple(cuts), record=record,
    )  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [
        ("cash_releasing", "EUR", 1, 100.0, None, None, None, 1, 0, 0, 0),
        ("cash_releasing", "GBP", 2, 200.0, 50.0, 45.0, 50.0, 2, 1, 1, 1),
        ("disbenefit", "GBP", 1, -30.0, None, -20.0, -40.0, 1, 0, 1, 1),
        (None, "GBP", 1, 100.0, None, None, None, 1, 0, 0, 0),
    ]
