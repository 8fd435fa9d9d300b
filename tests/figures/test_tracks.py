"""How a KPI ran since the start: held or lost, late, and where it is heading."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.figures.courses import told
from tests.figures.tables import AS_OF, Row, benefits, cases, kpis, monthly, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

START, DUE = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
WOBBLE = (0.3, -0.2, -0.4, 0.5, 0.1, -0.3, 0.2, -0.1, 0.4, -0.5, -0.2, 0.2)
RECENT: Row = {
    "start_on": dt.date(2024, 1, 1), "due_on": dt.date(2024, 12, 31), "reported_actual": 10.0
}  # fmt: skip


def track(
    levels: Sequence[float | None], *, kind: str = "mean", as_of: dt.date = AS_OF, **promise: object
) -> Row:
    """The track of a promise from 15 to 5, beside months from 2020 on with a little noise."""
    values = [
        None if level is None else level + WOBBLE[month % 12] for month, level in enumerate(levels)
    ]
    row: Row = {"kpi_id": "kpi", "start_on": START, "due_on": DUE, "better": "lower", **promise}
    return told(
        benefits(row),
        record=monthly(values, first=dt.date(2020, 1, 1)),
        measures=kpis({"kpi_id": "kpi", "aggregation": kind}),
        as_of=as_of,
    ).track()


def test_what_was_reached_and_is_still_there_two_years_on_has_held() -> None:
    found = track([15] * 24 + [5] * 36)
    assert (found["lasting"], found["sustained_months"]) == ("held", 36)


def test_what_was_reached_within_the_last_two_years_has_not_held_yet() -> None:
    assert track([15] * 40 + [5] * 20)["lasting"] == "reached"


def test_what_was_reached_and_lost_has_faded_and_says_when() -> None:
    found = track([15] * 24 + [5] * 18 + [14] * 18)
    assert found["lasting"] == "faded"
    assert found["reached_on"] == dt.date(2022, 12, 31)
    assert found["best_share"] == pytest.approx(1, abs=0.02)
    assert found["last_share"] == pytest.approx(0.1, abs=0.02)
    assert found["lost_on"] == dt.date(2023, 11, 30)


def test_what_is_a_little_below_what_it_reached_is_not_called_faded() -> None:
    assert track([15] * 24 + [7.5] * 18 + [8.5] * 18)["lasting"] == "wavering"


def test_what_never_came_near_was_not_reached() -> None:
    assert track([15] * 24 + [12] * 36)["lasting"] == "not_reached"


def test_of_less_than_a_year_on_record_nothing_is_said() -> None:
    assert track([15] * 24 + [5] * 11)["lasting"] is None


def test_a_missing_month_neither_fades_nor_counts_as_zero() -> None:
    found = track([15] * 24 + [5] * 20 + [None] * 2 + [5] * 14)
    assert found["lasting"] == "held"
    assert found["best_share"] == pytest.approx(1, abs=0.05)


def test_a_summed_kpi_is_compared_year_by_year() -> None:
    levels = [15.0] * 24 + [5.0] * 18 + [14.0] * 18
    found = track(levels, kind="sum", baseline=180.0, target=60.0)
    assert (found["lasting"], found["best_share"]) == ("faded", pytest.approx(1, abs=0.01))


def test_a_season_does_not_fade() -> None:
    season = [4.0, 3, 1, -1, -3, -4, -4, -3, -1, 1, 3, 4]
    levels = [(15 if month < 24 else 7) + season[month % 12] for month in range(60)]
    assert track(levels)["lasting"] == "held"


@pytest.mark.parametrize(
    ("decision", "months"),
    [
        ({"subject": "case", "field": "Start on", "new": "2024-07-01"}, 6),
        ({"subject": "benefit 0", "field": "due_on", "new": "2025-03-31"}, 3),
        ({"subject": "benefit 0", "field": "Go-live date", "new": "2024-04-01 00:00:00"}, 3),
        ({"subject": "benefit 0", "field": "Due on", "new": "31/03/2025"}, None),
        ({"subject": "benefit 0", "field": "Due on", "new": "2024-09-30"}, None),
        ({"subject": "benefit 0", "field": "Target", "new": "2025-03-31"}, None),
        ({"subject": "another", "field": "Start on", "new": "2024-07-01"}, None),
        ({"subject": "case", "field": "Start", "new": "2024-07-01",
          "decided_on": dt.date(2025, 2, 1)}, None),
    ],
)  # fmt: skip
def test_a_decision_on_the_dates_makes_a_benefit_late(decision: Row, months: int | None) -> None:
    found = told(benefits(RECENT), decided=[decision]).track()
    assert found["late_months"] == months
    assert found["late_by"] == ("decision" if months else None)


def test_a_later_go_live_makes_a_benefit_late() -> None:
    live = cases({"case_id": "case", "go_live_on": dt.date(2024, 7, 1)})
    found = told(benefits(RECENT), approved=live).track()
    assert (found["late_months"], found["late_by"]) == (6, "go_live")
    assert found["planned_if_late"] == pytest.approx(10, abs=0.1)


def test_a_case_described_twice_went_live_when_it_was_last_said_to() -> None:
    days = (dt.date(2024, 9, 1), dt.date(2024, 7, 1))
    live = cases(*({"case_id": "case", "go_live_on": day} for day in days))
    tracks = told(benefits(RECENT), approved=live).tracks
    assert tracks["late_months"].to_list() == [6]


def test_a_go_live_before_the_start_or_still_to_come_is_not_late() -> None:
    for day in (dt.date(2023, 12, 1), dt.date(2025, 6, 1)):
        live = cases({"case_id": "case", "go_live_on": day})
        assert told(benefits(RECENT), approved=live).track()["late_months"] is None


def test_interim_targets_move_with_the_start() -> None:
    steps = plans({"period_end": dt.date(2024, 3, 31), "planned": 12.0},
                  {"period_end": dt.date(2024, 9, 30), "planned": 8.0})  # fmt: skip
    decision: Row = {"subject": "case", "field": "Start on", "new": "2024-07-01"}
    found = told(benefits(RECENT), planned=steps, decided=[decision]).track()
    assert found["planned_if_late"] == 12.0


def test_a_kpi_that_stood_still_for_months_and_then_moved_began_late() -> None:
    found = track([15] * 32 + [6] * 28)
    assert (found["late_months"], found["late_by"], found["onset_months"]) == (8, "record", 8)


def test_a_late_movement_of_less_than_a_third_of_what_was_intended_is_no_late_beginning() -> None:
    assert track([15] * 32 + [12] * 28)["onset_months"] is None
    assert track([15] * 32 + [11] * 28)["onset_months"] == 8


@pytest.mark.parametrize(
    "levels",
    [
        [15.0] * 24 + [6.0] * 36,
        [15.0] * 24 + [15 - 10 * min(1, (n + 1) / 24) for n in range(36)],
        [15 - n / 6 for n in range(60)],
        [15.0] * 60,
    ],
    ids=["at once", "slowly", "drift", "nothing"],
)
def test_a_kpi_that_moved_on_time_slowly_or_not_at_all_did_not_begin_late(
    levels: list[float],
) -> None:
    assert track(levels)["late_months"] is None


def test_before_the_due_date_the_heading_is_where_the_line_since_the_start_leads() -> None:
    levels = [15.0] * 24 + [15 - 0.25 * (n + 1) for n in range(24)]
    found = track(levels, due_on=dt.date(2024, 12, 31), as_of=dt.date(2023, 12, 31), forecast=6.5)
    assert found["heading"] == pytest.approx(15 - 0.25 * 35, abs=0.5)
    assert found["heading_low"] < found["heading"] < found["heading_high"]
    assert found["heading_share"] == pytest.approx(0.875, abs=0.05)
    assert found["forecast"] == 6.5


def test_a_level_that_fell_at_the_start_heads_where_it_is_from_the_first_month_on() -> None:
    """The first month is of the time since: taken for one before, it would be 5 off its like."""
    found = track([15.0] * 24 + [10.0] * 6, due_on=dt.date(2023, 6, 30),
                  as_of=dt.date(2022, 6, 30))  # fmt: skip
    assert found["heading"] == pytest.approx(10.0, abs=0.2)
    assert found["heading_high"] - found["heading_low"] < 0.5


def test_a_heading_too_large_for_a_number_is_not_known() -> None:
    levels = [15.0] * 24 + [1.7e308 * ((month + 1) / 24) for month in range(24)]
    found = track(levels, as_of=dt.date(2023, 12, 31), due_on=dt.date(2025, 12, 31))
    assert found["heading"] is None


def test_after_the_due_date_nothing_is_heading_anywhere() -> None:
    assert track([15] * 24 + [5] * 36)["heading"] is None


def test_the_heading_of_a_summed_kpi_is_a_years_total() -> None:
    levels = [15.0] * 24 + [9.0] * 24
    found = track(levels, kind="sum", baseline=180.0, target=60.0, due_on=dt.date(2024, 12, 31),
                  as_of=dt.date(2023, 12, 31))  # fmt: skip
    assert found["heading"] == pytest.approx(108, abs=5)


def test_quarters_and_years_are_followed_as_months_are() -> None:
    promise: Row = {"kpi_id": "kpi", "start_on": START, "due_on": DUE, "better": "lower"}
    quarters = [15.2, 14.8, 15.1, 14.9] * 2 + [5.1, 4.9] * 3 + [13.9, 14.1] * 3
    found = told(
        benefits(promise), record=monthly(quarters, first=dt.date(2020, 1, 1), months=3)
    ).track()
    assert (found["lasting"], found["reached_on"]) == ("faded", dt.date(2022, 12, 31))
    years = [15.0, 15.2, 5.0, 5.1, 13.0]
    found = told(
        benefits(promise), record=monthly(years, first=dt.date(2020, 1, 1), months=12)
    ).track()
    assert (found["lasting"], found["best_to"]) == ("faded", dt.date(2022, 12, 31))


def test_the_heading_of_quarters_is_that_of_their_last_one_before_the_due_date() -> None:
    quarters = [15.2, 14.8, 15.1, 14.9] * 4 + [14.0, 13.1, 12.0, 10.9, 10.1, 9.0, 8.0, 7.1]
    found = told(
        benefits({"kpi_id": "kpi", "start_on": dt.date(2023, 1, 1), "better": "lower",
                  "due_on": dt.date(2025, 6, 30)}),
        record=monthly(quarters, first=dt.date(2019, 1, 1), months=3),
    ).track()  # fmt: skip
    assert found["heading"] == pytest.approx(5, abs=0.7)
