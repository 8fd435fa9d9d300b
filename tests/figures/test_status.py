from __future__ import annotations

import datetime as dt
import math

import pytest

from bcr.portfolio import Thresholds
from tests.figures.tables import AS_OF, benefits, gap_of, gaps_of, kpis, monthly


def test_halfway_from_15_to_5_is_half_the_movement_not_two_hundred_percent() -> None:
    gap = gap_of({"baseline": 15.0, "target": 5.0, "reported_actual": 10.0})
    assert gap["realised_share"] == 0.5


def test_a_rising_kpi_is_scored_like_a_falling_one() -> None:
    gap = gap_of({"baseline": 60.0, "target": 80.0, "reported_actual": 70.0})
    assert gap["realised_share"] == 0.5


def test_status_and_verdict_follow_the_share() -> None:
    expected = [
        (4.0, "exceeded", "reached_not_shown"),
        (5.0, "exceeded", "reached_not_shown"),
        (5.9, "delivered", "reached_not_shown"),
        (6.0, "delivered", "reached_not_shown"),
        (6.1, "mostly", "reached_not_shown"),
        (8.0, "mostly", "reached_not_shown"),
        (8.1, "short", "no_change_shown"),
        (15.0, "short", "no_change_shown"),
        (15.1, "reversed", "reversed"),
        (None, "not_measured", "unproven"),
    ]
    gaps = gaps_of(benefits(*({"reported_actual": actual} for actual, _, _ in expected)))
    assert gaps.select("actual", "status", "verdict").rows() == expected


def test_a_share_of_nine_tenths_in_decimals_is_delivered_although_binary_falls_below() -> None:
    gap = gap_of({"baseline": 0.3, "target": 1.3, "reported_actual": 1.2})
    assert gap["realised_share"] < 0.9
    assert gap["status"] == "delivered"


def test_statuses_change_where_the_thresholds_say() -> None:
    lenient = Thresholds(exceeded=0.5, delivered=0.4, mostly=0.3)
    assert gap_of({"reported_actual": 10.0}, thresholds=lenient)["status"] == "exceeded"


def test_a_benefit_never_measured_has_an_unknown_share_not_a_zero_one() -> None:
    gap = gap_of({"reported_actual": None})
    assert gap["realised_share"] is None
    assert gap["reason"] == "no actual is reported and no KPI is named"


def test_a_benefit_that_did_not_move_has_a_share_of_zero_not_an_unknown_one() -> None:
    assert gap_of({"reported_actual": 15.0})["realised_share"] == 0.0


@pytest.mark.parametrize(
    ("promise", "reason"),
    [
        ({"baseline": None}, "no baseline"),
        ({"target": None}, "no target"),
        ({"baseline": None, "target": None}, "no baseline; no target"),
        (
            {"start_on": dt.date(2024, 5, 1), "due_on": dt.date(2024, 4, 1)},
            "the due date 2024-04-01 is before the start 2024-05-01",
        ),
        (
            {"target": 15.0},
            "target equals baseline and no tolerance is stated: nothing was to move",
        ),
        (
            {"target": 15.0, "better": "maintain"},
            "target equals baseline and no tolerance is stated: nothing was to move",
        ),
        (
            {"target": 15.0, "better": "lower"},
            "target equals baseline although lower is better: nothing to reach",
        ),
    ],
)
def test_what_cannot_be_scored_says_why(promise: dict[str, object], reason: str) -> None:
    gap = gap_of({"reported_actual": 10.0, **promise})
    assert (gap["status"], gap["realised_share"]) == ("not_scorable", None)
    assert gap["reason"] == reason


def test_without_a_baseline_a_benefit_is_not_scorable_even_before_it_is_due() -> None:
    gap = gap_of({"baseline": None, "start_on": dt.date(2025, 1, 1)})
    assert gap["status"] == "not_scorable"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_missing(number: float) -> None:
    promised = benefits(
        {"baseline": number, "reported_actual": 10.0},
        {"target": number, "reported_actual": 10.0},
        {"reported_actual": number},
        valid=False,
    )
    gaps = gaps_of(promised)
    assert gaps["status"].to_list() == ["not_scorable", "not_scorable", "not_measured"]
    assert gaps["reason"].to_list() == [
        "the baseline is not a finite number",
        "the target is not a finite number",
        "no actual is reported and no KPI is named",
    ]


def test_numbers_too_large_to_subtract_are_not_scorable() -> None:
    gaps = gaps_of(
        benefits(
            {"baseline": -1.7e308, "target": 1.7e308, "reported_actual": 0.0},
            {"baseline": 0.0, "target": 1e-300, "reported_actual": 1e300},
        )
    )
    assert gaps["status"].to_list() == ["not_scorable"] * 2
    assert gaps["reason"].to_list() == ["the numbers are too large to compare"] * 2


def test_a_promise_to_maintain_is_met_within_its_tolerance() -> None:
    expected = [
        ("maintain", 15.0, "delivered", 1.0),
        ("maintain", 15.5, "delivered", 1.0),
        ("maintain", 14.4, "short", 0.0),
        ("maintain", 15.6, "short", 0.0),
        ("higher", 19.0, "delivered", 1.0),
        ("higher", 14.4, "short", 0.0),
        ("lower", 11.0, "delivered", 1.0),
        ("lower", 15.6, "short", 0.0),
    ]
    kept = {"target": 15.0, "tolerance": 0.5}
    promises = (
        {**kept, "better": better, "reported_actual": actual} for better, actual, _, _ in expected
    )
    gaps = gaps_of(benefits(*promises))
    assert gaps.select("better", "actual", "status", "realised_share").rows() == expected


def test_a_level_no_way_of_which_is_stated_as_better_is_to_be_maintained() -> None:
    gap = gap_of({"target": 15.0, "tolerance": 0.5, "reported_actual": 15.6})
    assert (gap["better"], gap["status"]) == ("maintain", "short")


def test_a_measure_that_strayed_says_how_far() -> None:
    gap = gap_of({"target": 15.0, "tolerance": 0.5, "unit": "days", "reported_actual": 17.25})
    assert gap["reason"] == "strayed by 2.25 days, tolerance 0.5 days"


def test_a_tolerance_is_met_at_its_edge_although_binary_falls_beyond() -> None:
    gap = gap_of({"baseline": 0.5, "target": 0.5, "tolerance": 0.3, "reported_actual": 0.8})
    assert gap["status"] == "delivered"


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"start_on": dt.date(2025, 1, 1)}, "starts on 2025-01-01"),
        ({"due_on": dt.date(2025, 3, 31)}, "due on 2025-03-31"),
        (
            {"start_on": AS_OF, "due_on": dt.date(2025, 3, 31)},
            "the plan has no movement towards the target by then",
        ),
    ],
)
def test_before_anything_was_planned_a_benefit_is_not_due(
    dates: dict[str, object], reason: str
) -> None:
    gap = gap_of({"reported_actual": 14.0, **dates})
    assert (gap["status"], gap["verdict"]) == ("not_due", "not_due")
    assert (gap["realised_share"], gap["reason"]) == (None, reason)
    assert gap["planned_to_date"] == 15.0


def test_a_promise_to_maintain_is_not_due_before_its_start() -> None:
    gap = gap_of({"target": 15.0, "tolerance": 1.0, "start_on": dt.date(2025, 1, 1)})
    assert gap["status"] == "not_due"


def test_a_benefit_without_any_date_is_taken_as_due() -> None:
    gap = gap_of({"reported_actual": 10.0})
    assert (gap["status"], gap["planned_by"]) == ("short", "undated")


def test_what_is_reported_after_the_as_of_date_is_not_known_yet() -> None:
    gap = gap_of({"reported_actual": 5.0, "reported_on": dt.date(2025, 1, 1)})
    assert gap["status"] == "not_measured"
    assert gap["reason"] == "the reported actual is dated 2025-01-01, after 2024-12-31"


def test_what_is_reported_on_the_very_as_of_date_counts_and_is_of_that_day_alone() -> None:
    gap = gap_of({"reported_actual": 5.0, "reported_on": AS_OF})
    assert (gap["status"], gap["actual_kind"], gap["actual"]) == ("exceeded", "reported", 5.0)
    assert (gap["actual_from"], gap["actual_to"], gap["actual_periods"]) == (None, AS_OF, None)


def test_what_is_measured_names_the_time_it_is_of() -> None:
    gap = gap_of(
        {"kpi_id": "kpi", "start_on": dt.date(2024, 1, 1)}, measures=kpis({"kpi_id": "kpi"}),
        record=monthly([15.0] * 12 + [5.0] * 12, first=dt.date(2023, 1, 1)),
    )  # fmt: skip
    assert (gap["actual_kind"], gap["actual"], gap["recorded_baseline"]) == ("measured", 5.0, 15.0)
    span = (gap["actual_from"], gap["actual_to"], gap["actual_periods"])
    assert span == (dt.date(2024, 1, 1), AS_OF, 12)


def test_rows_come_in_the_order_of_the_benefits() -> None:
    gaps = gaps_of(benefits(*({"benefit_id": name} for name in "zamb")))
    assert gaps["benefit_id"].to_list() == list("zamb")


def test_the_benefits_own_words_are_passed_through() -> None:
    promise = {
        "title": "Shorter queue",
        "owner": "A. Director",
        "unit": "days",
        "class": "cost_avoidance",
        "currency": "EUR",
        "weight": 2.0,
        "kpi_id": "kpi",
        "source_cell": "Benefits!K9",
    }
    gap = gap_of(promise)
    assert {name: gap[name] for name in promise} == promise


def test_a_share_is_given_with_the_periods_it_speaks_of() -> None:
    record = monthly([10.0] * 12, first=dt.date(2024, 1, 1))
    gap = gap_of({"kpi_id": "kpi"}, record=record)
    assert gap["actual_kind"] == "measured"
    assert (gap["actual_from"], gap["actual_to"]) == (dt.date(2024, 1, 1), AS_OF)
    assert gap["actual_periods"] == 12
