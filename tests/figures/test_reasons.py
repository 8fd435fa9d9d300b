from __future__ import annotations

import datetime as dt

import pytest

from tests.figures.tables import AS_OF, benefits, cases, gap_of, gaps_of, monthly


def test_a_benefit_with_nothing_to_bear_in_mind_has_an_empty_reason() -> None:
    assert gap_of({"reported_actual": 10.0})["reason"] == ""


def test_a_direction_that_contradicts_the_target_is_said() -> None:
    gap = gap_of({"better": "higher", "reported_actual": 10.0})
    assert gap["reason"] == "higher is stated as better, yet the target is the other way"


def test_a_disbenefit_may_move_the_worse_way_without_contradiction() -> None:
    gap = gap_of({"better": "higher", "class": "disbenefit", "reported_actual": 10.0})
    assert gap["reason"] == "a disbenefit: the share is of the harm that was expected"


def test_something_to_be_maintained_at_another_level_is_said() -> None:
    gap = gap_of({"better": "maintain", "reported_actual": 10.0})
    assert gap["reason"] == "stated as to be maintained, yet the target differs from the baseline"


@pytest.mark.parametrize(("level", "said"), [(14.0, False), (13.99, True), (16.01, True)])
def test_a_baseline_may_differ_from_the_record_by_a_tenth_of_the_movement(
    level: float, *, said: bool
) -> None:
    record = monthly([level] * 12 + [10.0] * 12, first=dt.date(2023, 1, 1))
    gap = gap_of({"kpi_id": "kpi", "start_on": dt.date(2024, 1, 1)}, record=record)
    assert gap["reason"].startswith("the stated baseline 15 differs") == said


def test_a_benefit_whose_kpi_nobody_recorded_says_so() -> None:
    gap = gap_of({"kpi_id": "kpi"})
    assert gap["reason"] == "no actual is reported and its KPI has no record"


def test_a_benefit_that_starts_on_the_very_day_has_started_with_nothing_planned_yet() -> None:
    gap = gap_of({"start_on": AS_OF, "due_on": dt.date(2025, 6, 30)})
    assert (gap["status"], gap["reason"]) == (
        "not_due", "the plan has no movement towards the target by then",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (dt.date(2023, 12, 31),
         "the actual dates from 2023-12-31, over 12 months before 2024-12-31"),
        (dt.date(2024, 1, 1), ""),
    ],
)  # fmt: skip
def test_an_actual_of_more_than_twelve_months_ago_is_said_to_be_old(
    day: dt.date, reason: str
) -> None:
    assert gap_of({"reported_actual": 10.0, "reported_on": day})["reason"] == reason


def test_what_is_no_number_is_said_of_either_level() -> None:
    row = {"baseline": float("inf"), "target": float("nan")}
    (gap,) = gaps_of(benefits(row, valid=False)).to_dicts()
    assert gap["reason"].startswith(
        "the baseline is not a finite number; the target is not a finite number"
    )


def test_several_reasons_are_joined() -> None:
    gap = gap_of({"better": "higher", "reported_actual": 10.0, "reported_on": dt.date(2022, 1, 1)})
    assert gap["reason"].count("; ") == 1


def test_a_benefit_knows_its_case_and_a_strange_one_keeps_nulls() -> None:
    known = cases({"case_id": "case", "title": "New desk", "department": "Housing"})
    twice = cases(
        {"case_id": "case", "title": "Old desk"}, {"case_id": "case", "title": "New desk"}
    )
    assert gap_of({}, approved=twice)["case_title"] == "New desk"
    mine, strange = gap_of({}, approved=known), gap_of({"case_id": "other"}, approved=known)
    assert (mine["case_title"], mine["department"]) == ("New desk", "Housing")
    assert (strange["case_title"], strange["department"]) == (None, None)
