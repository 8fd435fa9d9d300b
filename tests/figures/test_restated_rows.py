"""A promise that was restated in everything: whole rows of what was approved, holds and differs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.figures.restatement.basis import promises_on
from bcr.figures.restatement.restated import restatements, slip_months
from bcr.model import Basis
from tests.figures.test_basis import changes, versions

if TYPE_CHECKING:
    from tests.figures.tables import Row

FIRST: Row = {
    "title": "Queue", "unit": "days", "baseline": 15.0, "baseline_on": dt.date(2022, 1, 1),
    "baseline_months": 12, "target": 5.0, "target_kind": "level", "tolerance": 1.0,
    "start_on": dt.date(2022, 4, 1), "due_on": dt.date(2023, 3, 31), "money_per_year": 100.0,
    "value_per_unit": None, "currency": "GBP", "price_base": "2021/22", "class": "cash_releasing",
    "source_file": "a.xlsx", "source_cell": "B!D2",
}  # fmt: skip
SECOND: Row = {
    "title": "Shorter queue", "unit": "Days ", "baseline": 14.0,
    "baseline_on": dt.date(2023, 1, 1), "baseline_months": 6, "target": 6.0, "tolerance": 2.0,
    "target_kind": "level", "start_on": dt.date(2022, 10, 1), "due_on": dt.date(2023, 9, 30),
    "money_per_year": 90.0, "value_per_unit": 7.0, "currency": "EUR", "price_base": "2022/23",
    "class": "income", "source_file": "b.xlsx", "source_cell": "B!D3",
}  # fmt: skip
TOLD = versions(
    {**FIRST, "stage": "FBC", "owner": "Ann"}, {**SECOND, "owner": "Bo", "reported_actual": 9.0}
)
#: One that the second version has not followed, and one from before the first.
DECIDED = changes(
    {"decided_on": dt.date(2023, 5, 1), "old_number": 6.0, "new_number": 8.0, "import_no": 2,
     "decided_by": "Board", "reason": "Later"},
    {"decided_on": dt.date(2023, 1, 1), "old_number": 4.0, "new_number": 5.0,
     "decided_by": "Chair", "reason": "Earlier"},
)  # fmt: skip
NEWEST: Row = {"title": "Shorter queue", "unit": "Days ", "owner": "Bo", "reported_actual": 9.0}


@pytest.mark.parametrize(
    ("basis", "figures"),
    [(Basis.APPROVED, {**FIRST, "target": 4.0}), (Basis.LATEST, {**SECOND, "target": 8.0})],
)
def test_a_basis_has_every_figure_of_its_version_and_who_answers_now(
    basis: Basis, figures: Row
) -> None:
    (row,) = promises_on(basis, TOLD, DECIDED).benefits.to_dicts()
    assert {name: row[name] for name in (*figures, *NEWEST)} == {**figures, **NEWEST}


def test_every_figure_that_does_not_stand_in_the_newest_row_names_its_own() -> None:
    stated = ("baseline", "baseline_months", "baseline_on", "class", "currency", "due_on",
              "money_per_year", "price_base", "start_on", "target", "target_kind",
              "tolerance")  # fmt: skip
    places = {name: (f"benefits.{name}", "0" * 64, 0, 1, None) for name in stated}
    places["target"] = ("decisions.old", "d" * 64, 3, 7, None)
    found = promises_on(Basis.APPROVED, TOLD, DECIDED).elsewhere
    assert found.rows() == [("queue", name, *place) for name, place in places.items()]


def test_all_that_differs_is_listed_in_the_order_of_a_promise() -> None:
    """4 to 8 days is less: 11 days' movement was approved, 6 are promised now."""
    approved, latest = (promises_on(basis, TOLD, DECIDED).benefits for basis in Basis)
    found = restatements(approved, latest, DECIDED)
    about = {"ferry", "Shorter queue", "Days ", "GBP"}
    assert {value for row in found.rows() for value in row[2:6]} == about
    assert found.drop("benefit_id", "case_id", "title", "unit", "currency").rows() == [
        ("baseline", 15.0, 14.0, *[None] * 4, -1.0, *[None] * 5),
        ("target", 4.0, 8.0, *[None] * 4, 4.0, None, True, dt.date(2023, 5, 1), "Later", "Board"),
        ("start_on", None, None, dt.date(2022, 4, 1), dt.date(2022, 10, 1), *[None] * 3, 6.0,
         *[None] * 4),
        ("due_on", None, None, dt.date(2023, 3, 31), dt.date(2023, 9, 30), *[None] * 3, 6.0,
         *[None] * 4),
        ("money_per_year", 100.0, 90.0, *[None] * 4, -10.0, *[None] * 5),
        ("value_per_unit", None, 7.0, *[None] * 10),
        ("class", *[None] * 4, "cash_releasing", "income", *[None] * 6),
    ]  # fmt: skip


def test_a_target_that_asks_for_the_same_movement_from_another_baseline_is_not_eased() -> None:
    told = versions({"stage": "FBC"}, {"baseline": 16.0, "target": 6.0})
    approved, latest = (promises_on(basis, told, changes()).benefits for basis in Basis)
    rows = restatements(approved, latest, changes()).select("column", "eased").rows()
    assert rows == [("baseline", None), ("target", False)]


@pytest.mark.parametrize(
    ("was", "now", "slip"),
    [
        ("2023-02-15", "2023-03-15", 1.0),  # the same day of the month, though 28 days: 0.9
        ("2022-11-15", "2024-02-15", 15.0),
        ("2023-02-28", "2023-05-31", 3.0),  # both end their month
        ("2023-05-31", "2022-02-28", -15.0),
        ("2023-01-31", "2023-03-30", 1.9),  # 58 of 30.4 days
        ("2023-03-30", "2023-01-31", -1.9),
        ("2023-01-01", "2023-01-31", 1.0),  # 30 days
    ],
)
def test_a_slip_is_in_whole_months_where_the_day_of_the_month_is_the_same_or_its_last(
    was: str, now: str, slip: float
) -> None:
    one, other = (pl.lit(dt.date.fromisoformat(day)) for day in (was, now))
    assert pl.select(slip_months(one, other)).item() == slip


@pytest.mark.parametrize(("stated", "holds"), [(3e8, 4e8), (3e8 + 1, 3e8 + 1)])
def test_a_decision_starts_from_a_figure_that_differs_by_a_billionth_of_it_at_most(
    stated: float, holds: float
) -> None:
    """0.3 of three hundred million; a whole one is another figure."""
    told = versions({"money_per_year": stated})
    cut = changes(
        {"column": "money_per_year", "old_number": 3e8 + 0.2, "new_number": 4e8, "import_no": 1}
    )
    (row,) = promises_on(Basis.LATEST, told, cut).benefits.to_dicts()
    assert row["money_per_year"] == holds


def test_a_decision_whose_new_figure_nobody_can_read_takes_back_nothing() -> None:
    told = versions({"money_per_year": None})
    unread = changes({"column": "money_per_year", "old_number": 100.0, "new_number": None})
    for basis in Basis:
        assert promises_on(basis, told, unread).benefits["money_per_year"].to_list() == [None]
