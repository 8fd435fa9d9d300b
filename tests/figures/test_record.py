"""The level a KPI's record gives a benefit: which periods, put together how."""

from __future__ import annotations

import datetime as dt
import math

import polars as pl
import pytest

from tests.figures.tables import Row, benefits, gap_of, gaps_of, kpis, monthly

JAN_2023, JAN_2024 = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
KPI: Row = {"kpi_id": "kpi", "start_on": JAN_2023, "due_on": dt.date(2023, 6, 30)}


def aggregated(kind: str | None) -> pl.DataFrame:
    return kpis({"kpi_id": "kpi", "aggregation": kind})


def test_the_actual_is_the_mean_of_the_last_twelve_months() -> None:
    record = monthly([99.0] * 12 + [float(month) for month in range(1, 13)], first=JAN_2023)
    gap = gap_of(KPI, record=record)
    assert gap["actual"] == 6.5
    assert gap["actual_from"] == JAN_2024


def test_the_actual_covers_as_many_months_as_the_baseline_did() -> None:
    record = monthly([99.0] * 21 + [1.0, 2.0, 3.0], first=JAN_2023)
    gap = gap_of({**KPI, "baseline_months": 3}, record=record)
    assert (gap["actual"], gap["actual_periods"]) == (2.0, 3)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (dt.date(2024, 6, 30), dt.date(2024, 4, 1)),
        (dt.date(2024, 2, 29), dt.date(2023, 12, 1)),
        (dt.date(2024, 6, 29), dt.date(2024, 3, 1)),
        (dt.date(2024, 6, 15), dt.date(2024, 3, 1)),
    ],
)
def test_a_window_of_three_months_holds_three_of_them_whatever_their_length(
    as_of: dt.date, first: dt.date
) -> None:
    gap = gap_of(
        {**KPI, "baseline_months": 3}, record=monthly([9.0] * 24, first=JAN_2023), as_of=as_of
    )
    assert (gap["actual_from"], gap["actual_periods"]) == (first, 3)


def test_no_period_before_the_start_counts_as_realised() -> None:
    promise = {**KPI, "start_on": dt.date(2024, 9, 1), "due_on": dt.date(2024, 9, 1)}
    gap = gap_of(promise, record=monthly([15.0] * 20 + [6.0] * 4, first=JAN_2023))
    assert (gap["actual"], gap["actual_periods"]) == (6.0, 4)
    assert gap["reason"] == "the actual covers 4 of 12 months"


def test_without_a_start_nothing_before_the_due_date_counts_as_realised() -> None:
    promise = {"kpi_id": "kpi", "due_on": dt.date(2024, 10, 31)}
    gap = gap_of(promise, record=monthly([15.0] * 21 + [5.0] * 3, first=JAN_2023))
    assert (gap["actual"], gap["planned_to_date"], gap["realised_share"]) == (5.0, 5.0, 1.0)


def test_the_season_cancels_whatever_the_month_of_the_as_of_date() -> None:
    season = [3 * math.sin(month * math.pi / 6) for month in range(60)]
    record = monthly(
        [20 + wave - (8 if month >= 24 else 0) for month, wave in enumerate(season)],
        first=dt.date(2020, 1, 1),
    )
    promise = {
        "kpi_id": "kpi",
        "baseline": 20.0,
        "target": 12.0,
        "start_on": dt.date(2022, 1, 1),
        "due_on": dt.date(2022, 1, 1),
    }
    for month in range(1, 13):
        gap = gap_of(promise, record=record, as_of=dt.date(2023, month, 28))
        assert gap["realised_share"] == pytest.approx(1.0)
        assert gap["recorded_baseline"] == pytest.approx(20.0)


def test_a_missing_month_is_left_out_of_the_mean_and_is_no_zero() -> None:
    record = monthly([10.0, None, 10.0, 10.0] * 3, first=JAN_2024)
    gap = gap_of(KPI, record=record)
    assert gap["actual"] == 10.0
    assert gap["reason"] == "the actual covers 9 of 12 months"


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_recorded_value_that_is_no_number_is_a_missing_month(number: float) -> None:
    record = monthly([10.0] * 12, first=JAN_2024).with_columns(
        value=pl.when(pl.int_range(pl.len()) == 5).then(number).otherwise("value")
    )
    gap = gap_of(KPI, record=record)
    assert (gap["actual"], gap["actual_periods"]) == (10.0, 11)


def test_a_kpi_without_a_word_on_aggregation_is_averaged() -> None:
    record = monthly([1.0, 3.0] * 6, first=JAN_2024)
    assert gap_of(KPI, record=record, measures=aggregated(None))["actual"] == 2.0


def test_a_last_value_is_that_of_the_latest_period() -> None:
    record = monthly([1.0] * 11 + [7.0], first=JAN_2024)
    shuffled = record.sample(fraction=1.0, shuffle=True, seed=1)
    assert gap_of(KPI, record=shuffled, measures=aggregated("last"))["actual"] == 7.0


def test_a_weighted_mean_counts_each_month_by_its_denominator() -> None:
    record = monthly([10.0] * 11 + [40.0], first=JAN_2024, weights=[1.0] * 11 + [4.0])
    assert gap_of(KPI, record=record, measures=aggregated("weighted"))["actual"] == 18.0


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ([1.0] * 10 + [None, None], "2 of 12 periods have no weight"),
        ([0.0] * 12, "the weights of the periods add up to zero"),
    ],
)
def test_a_weighted_mean_without_weights_is_not_guessed(
    weights: list[float | None], reason: str
) -> None:
    record = monthly([10.0] * 12, first=JAN_2024, weights=weights)
    gap = gap_of(KPI, record=record, measures=aggregated("weighted"))
    assert (gap["status"], gap["reason"]) == ("not_measured", reason)


@pytest.mark.parametrize("kind", ["mean", "weighted", "last"])
def test_a_single_period_on_record_stands_beside_the_plan_for_its_end(kind: str) -> None:
    """Half way from the start to the due date the plan has half of the movement."""
    promise = {"kpi_id": "kpi", "start_on": dt.date(2024, 11, 30), "due_on": dt.date(2025, 1, 31)}
    day = pl.lit(dt.date(2024, 12, 31))
    record = monthly([12.5], first=JAN_2024, weights=[3.0]).with_columns(
        period_start=day, period_end=day
    )
    gap = gap_of(promise, record=record, measures=aggregated(kind))
    assert (gap["planned_to_date"], gap["actual"], gap["realised_share"]) == (10.0, 12.5, 0.5)


def test_a_cumulative_kpi_adds_everything_since_the_start_to_the_baseline() -> None:
    record = monthly([99.0] * 12 + [1.0] * 24, first=dt.date(2022, 1, 1))
    promise = {**KPI, "baseline": 100.0, "target": 148.0, "due_on": dt.date(2025, 12, 31)}
    gap = gap_of(promise, record=record, measures=aggregated("cumulative"))
    assert (gap["actual"], gap["actual_periods"]) == (124.0, 24)


def test_a_cumulative_kpi_with_a_gap_is_not_known() -> None:
    record = monthly([1.0] * 5 + [None] + [1.0] * 6, first=JAN_2023)
    gap = gap_of(KPI, record=record, measures=aggregated("cumulative"))
    assert gap["status"] == "not_measured"
    assert gap["reason"] == "the record of KPI kpi has gaps or overlaps"


def test_a_cumulative_kpi_may_be_recorded_by_the_day() -> None:
    days = [JAN_2024 + dt.timedelta(days=day) for day in range(60)]
    record = monthly([1.0] * 60, first=dt.date(1990, 1, 1)).with_columns(
        period_start=pl.Series(days), period_end=pl.Series(days)
    )
    promise = {**KPI, "start_on": JAN_2024, "due_on": JAN_2024, "baseline": 0.0, "target": 120.0}
    gap = gap_of(promise, record=record, measures=aggregated("cumulative"))
    assert (gap["actual"], gap["realised_share"]) == (60.0, 0.5)


def test_a_cumulative_record_that_begins_after_the_start_says_so() -> None:
    record = monthly([1.0] * 18, first=dt.date(2023, 7, 1))
    promise = {**KPI, "baseline": 0.0, "target": 24.0}
    gap = gap_of(promise, record=record, measures=aggregated("cumulative"))
    assert gap["realised_share"] == 0.75
    assert gap["reason"] == "the record begins on 2023-07-01, after the start on 2023-01-01"


def test_an_actual_older_than_the_window_is_not_todays() -> None:
    record = monthly([10.0] * 6, first=JAN_2023)
    gap = gap_of(KPI, record=record)
    assert gap["status"] == "not_measured"
    assert gap["reason"] == (
        "no record of KPI kpi in the 12 months to 2024-12-31; it ends 2023-06-30"
    )


def test_a_record_that_ends_before_the_start_says_so() -> None:
    promise = {**KPI, "start_on": dt.date(2024, 9, 1), "due_on": dt.date(2024, 10, 1)}
    gap = gap_of(promise, record=monthly([15.0] * 7, first=JAN_2024))
    assert gap["reason"] == (
        "no whole period of KPI kpi recorded since the start; its record ends 2024-07-31"
    )


def test_where_the_record_is_silent_the_reported_actual_is_used_and_said() -> None:
    gap = gap_of({**KPI, "reported_actual": 10.0}, record=monthly([9.0] * 6, first=JAN_2023))
    assert (gap["actual"], gap["actual_kind"], gap["realised_share"]) == (10.0, "reported", 0.5)
    assert gap["reason"] == (
        "no record of KPI kpi in the 12 months to 2024-12-31; it ends 2023-06-30,"
        " so the reported actual is used"
    )


def test_a_kpi_without_any_record_leaves_a_reported_actual_uncommented() -> None:
    gap = gap_of({**KPI, "reported_actual": 10.0})
    assert (gap["actual_kind"], gap["reason"]) == ("reported", "")


def test_the_record_is_believed_before_the_reported_actual() -> None:
    gap = gap_of({**KPI, "reported_actual": 5.0}, record=monthly([10.0] * 12, first=JAN_2024))
    assert (gap["actual"], gap["actual_kind"]) == (10.0, "measured")


def test_nothing_after_the_as_of_date_is_used() -> None:
    record = monthly([10.0] * 12 + [5.0] * 12, first=JAN_2023)
    gap = gap_of(KPI, record=record, as_of=dt.date(2023, 12, 31))
    assert (gap["actual"], gap["actual_to"]) == (10.0, dt.date(2023, 12, 31))


def test_a_record_that_begins_after_the_as_of_date_is_none() -> None:
    promise = {"kpi_id": "kpi", "reported_actual": 10.0}
    record = monthly([5.0] * 12, first=JAN_2023)
    gap = gap_of(promise, record=record, as_of=dt.date(2022, 12, 31))
    assert (gap["actual_kind"], gap["reason"]) == ("reported", "")


def test_an_actual_of_more_than_a_year_ago_says_so() -> None:
    gap = gap_of({"reported_actual": 10.0, "reported_on": dt.date(2023, 6, 30)})
    assert gap["reason"] == "the actual dates from 2023-06-30, over 12 months before 2024-12-31"


def test_records_that_are_mixed_and_older_than_the_epoch_keep_their_kpis_apart() -> None:
    one = monthly([15.0] * 12 + [5.0] * 12, first=dt.date(1968, 7, 1), kpi_id="one")
    two = monthly([9.0] * 24, first=dt.date(1968, 7, 1), kpi_id="two")
    gaps = gaps_of(
        benefits({"kpi_id": "two"}, {"kpi_id": "one"}, {"kpi_id": "three"}),
        record=pl.concat([one, two]).sort("period_end", descending=True),  # type: ignore[arg-type]
        as_of=dt.date(1970, 6, 30),
    )
    assert gaps["actual"].to_list() == [9.0, 5.0, None]
    assert gaps["actual_periods"].to_list() == [12, 12, None]


def test_each_benefit_of_a_shared_kpi_has_its_own_window() -> None:
    record = monthly([15.0] * 12 + [5.0] * 12, first=JAN_2023)
    gaps = gaps_of(
        benefits({"kpi_id": "kpi", "baseline_months": 24}, {"kpi_id": "kpi"}, {"kpi_id": "other"}),
        record=record,
    )
    assert gaps["actual"].to_list() == [10.0, 5.0, None]


@pytest.mark.parametrize("kind", ["mean", "weighted", "last", "sum"])
def test_a_promise_without_a_target_has_no_planned_level_and_not_one_of_nothing(kind: str) -> None:
    record = monthly([9.0] * 24, first=JAN_2023, weights=[2.0] * 24)
    gap = gap_of({**KPI, "target": None}, record=record, measures=aggregated(kind))
    assert gap["planned_to_date"] is None
