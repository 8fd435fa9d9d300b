from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.figures.restatement.basis import promises_on
from bcr.figures.restatement.restated import restatements
from bcr.model import Basis
from bcr.schemas.restated import BenefitVersions, Changes
from tests.figures.tables import Row, table

if TYPE_CHECKING:
    import dataframely as dy

USUAL: Row = {
    "benefit_id": "queue", "case_id": "ferry", "logic": "automation", "unit": "days",
    "baseline": 15.0, "target": 5.0, "target_kind": "level", "due_on": dt.date(2023, 3, 31),
    "source_file": "cases.xlsx", "source_cell": "Benefits!H2",
}  # fmt: skip
DECIDED: Row = {
    "benefit_id": "queue", "column": "target", "old_number": 5.0, "new_number": 8.0, "import_no": 1,
    "reason": "Pay award", "source_id": "d" * 64, "block": 3, "row": 7,
}  # fmt: skip


def versions(*rows: Row) -> dy.DataFrame[BenefitVersions]:
    """Versions of one benefit, an import each; what a row leaves out is as usual."""
    full = [{**USUAL, "import_no": n, "row": n, **row} for n, row in enumerate(rows, start=1)]
    return table(BenefitVersions, full)


def changes(*rows: Row) -> dy.DataFrame[Changes]:
    return table(Changes, [{**DECIDED, **row} for row in rows])


def promise(basis: Basis, told: dy.DataFrame[BenefitVersions], *decisions: Row) -> Row:
    return promises_on(basis, told, changes(*decisions)).benefits.row(0, named=True)


def test_the_approved_target_is_the_first_that_was_stated_and_the_latest_the_last() -> None:
    told = versions({}, {"target": 8.0}, {"target": 9.0})
    assert promise(Basis.APPROVED, told)["target"] == 5.0
    assert promise(Basis.LATEST, told)["target"] == 9.0


def test_a_full_business_case_is_the_approved_one_though_an_outline_came_first() -> None:
    told = versions({"target": 4.0, "stage": "OBC"}, {"stage": "FBC"}, {"target": 9.0})
    assert promise(Basis.APPROVED, told)["target"] == 5.0


def test_a_version_of_no_stated_stage_is_no_full_business_case() -> None:
    told = versions({"target": 4.0, "stage": None}, {"stage": "FBC"})
    assert promise(Basis.APPROVED, told)["target"] == 5.0


def test_a_decision_on_a_date_that_the_version_has_followed_is_taken_back_too() -> None:
    approved, moved = dt.date(2023, 3, 31), dt.date(2024, 3, 31)
    move: Row = {"column": "due_on", "old_number": None, "new_number": None, "old_day": approved,
                 "new_day": moved}  # fmt: skip
    assert promise(Basis.APPROVED, versions({"due_on": moved}), move)["due_on"] == approved
    assert promise(Basis.LATEST, versions({}), move)["due_on"] == moved
    other = dt.date(2024, 6, 30)
    assert promise(Basis.APPROVED, versions({"due_on": other}), move)["due_on"] == other


def test_what_is_reported_and_who_owns_it_are_of_the_newest_version_on_either_basis() -> None:
    told = versions({"owner": "Ada"}, {"target": 8.0, "reported_actual": 9.0, "owner": "Bo"})
    for basis in Basis:
        assert [promise(basis, told)[name] for name in ("reported_actual", "owner")] == [9.0, "Bo"]


def test_a_baseline_confirmed_later_joins_the_target_that_was_approved_without_one() -> None:
    told = versions({"baseline": None}, {"baseline": 14.0, "target": 8.0})
    approved = promise(Basis.APPROVED, told)
    assert (approved["baseline"], approved["target"]) == (14.0, 5.0)


def test_levels_in_another_unit_never_join_the_approved_target() -> None:
    told = versions(
        {"baseline": None}, {"unit": "hours", "baseline": 360.0, "reported_actual": 96.0}
    )
    approved = promise(Basis.APPROVED, told)
    assert approved["unit"] == "days"
    assert (approved["baseline"], approved["reported_actual"]) == (None, None)


def test_a_decision_makes_the_latest_and_leaves_the_approved() -> None:
    told = versions({})
    assert promise(Basis.APPROVED, told, {})["target"] == 5.0
    assert promise(Basis.LATEST, told, {})["target"] == 8.0


def test_a_decision_that_the_only_version_has_followed_already_is_taken_back() -> None:
    told = versions({"target": 8.0})
    assert promise(Basis.APPROVED, told, {})["target"] == 5.0
    assert promise(Basis.LATEST, told, {})["target"] == 8.0


def test_decisions_that_follow_each_other_are_followed_and_taken_back_in_turn() -> None:
    first = {"decided_on": dt.date(2022, 1, 1)}
    second = {"decided_on": dt.date(2023, 1, 1), "old_number": 8.0, "new_number": 9.0}
    assert promise(Basis.LATEST, versions({}), second, first)["target"] == 9.0
    assert promise(Basis.APPROVED, versions({"target": 9.0}), first, second)["target"] == 5.0


def test_a_later_version_overrules_an_older_decision() -> None:
    told = versions({}, {"target": 6.0})
    assert promise(Basis.LATEST, told, {})["target"] == 6.0


@pytest.mark.parametrize("scale", [0.01, 100.0])
def test_a_decision_in_ratios_does_not_restate_a_target_in_percent(scale: float) -> None:
    ratio = {"old_number": 5.0 * scale, "new_number": 8.0 * scale, "import_no": 9}
    assert promise(Basis.LATEST, versions({}), ratio)["target"] == 5.0


def test_a_field_from_another_row_names_the_place_it_stands_in() -> None:
    told = versions({}, {"target": 8.0})
    found = promises_on(Basis.APPROVED, told, changes()).elsewhere
    names = ("column", "name", "row")
    assert ("target", "benefits.target", 1) in found.select(names).rows()
    latest = promises_on(Basis.LATEST, versions({}), changes({})).elsewhere
    assert latest.select(names).rows() == [("target", "decisions.new", 7)]


def restated(told: dy.DataFrame[BenefitVersions], *decisions: Row) -> list[Row]:
    decided = changes(*decisions)
    approved, latest = (promises_on(basis, told, decided).benefits for basis in Basis)
    return restatements(approved, latest, decided).to_dicts()


def test_a_restated_target_says_what_changed_why_and_that_less_is_promised() -> None:
    (row,) = restated(versions({}), {})
    assert (row["approved"], row["latest"], row["difference"], row["eased"]) == (
        5.0,
        8.0,
        3.0,
        True,
    )
    assert row["reason"] == "Pay award"


def test_a_due_date_slips_in_whole_months_from_month_end_to_month_end() -> None:
    (row,) = restated(versions({}, {"due_on": dt.date(2023, 9, 30)}))
    assert (row["column"], row["slip_months"]) == ("due_on", 6.0)


def test_a_benefit_moved_to_another_class_of_money_is_restated() -> None:
    (row,) = restated(versions({"class": "cash_releasing"}, {"class": "cost_avoidance"}))
    assert (row["approved_word"], row["latest_word"]) == ("cash_releasing", "cost_avoidance")


LEVELS = st.sampled_from([None, 3.0, 5.0, 8.0])
DAYS = st.sampled_from([None, dt.date(2023, 3, 31), dt.date(2024, 3, 31)])
ROWS = st.fixed_dictionaries({"target": LEVELS, "baseline": LEVELS, "due_on": DAYS})


#: Each example asks for all that is known of some versions, which takes a quarter of a second.
FEW = settings(max_examples=25, deadline=None)


@FEW
@given(st.lists(ROWS, min_size=1, max_size=4), st.integers(1, 3))
def test_stating_a_version_again_restates_nothing(rows: list[Row], times: int) -> None:
    once = versions(*rows)
    again = versions(*rows, *[rows[-1]] * times)
    assert promise(Basis.APPROVED, once) | {"row": 0} == promise(Basis.APPROVED, again) | {"row": 0}
    kept = ("target", "baseline", "due_on")
    for basis in Basis:
        one, other = promise(basis, once), promise(basis, again)
        assert [one[name] for name in kept] == [other[name] for name in kept]


@FEW
@given(ROWS)
def test_a_single_version_is_the_same_on_either_basis(row: Row) -> None:
    told = versions(row)
    assert promise(Basis.APPROVED, told) == promise(Basis.LATEST, told)
    assert restated(told) == []


def test_a_benefit_that_never_had_a_target_has_its_dates_as_first_stated() -> None:
    first, later = dt.date(2023, 3, 31), dt.date(2024, 3, 31)
    told = versions({"target": None, "due_on": first}, {"target": None, "due_on": later})
    assert promise(Basis.APPROVED, told)["due_on"] == first
