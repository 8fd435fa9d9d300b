"""Sums over the window of an actual: whole, or not measured."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from tests.figures.tables import Row, gap_of, kpis, monthly

JAN_2023, JAN_2024 = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
KPI: Row = {"kpi_id": "kpi", "start_on": JAN_2023, "due_on": dt.date(2023, 6, 30)}
SUMMED = kpis({"kpi_id": "kpi", "aggregation": "sum"})


def test_a_sum_is_over_the_whole_window() -> None:
    record = monthly([99.0] * 12 + [2.0] * 12, first=JAN_2023)
    gap = gap_of({**KPI, "baseline": 36.0, "target": 12.0}, record=record, measures=SUMMED)
    assert (gap["actual"], gap["realised_share"]) == (24.0, 0.5)


def test_a_sum_with_a_missing_month_is_not_scaled_up_but_not_measured() -> None:
    record = monthly([None] * 7 + [2.0] * 5, first=JAN_2024)
    gap = gap_of(KPI, record=record, measures=SUMMED)
    assert (gap["status"], gap["actual"]) == ("not_measured", None)
    assert gap["reason"] == "only 5 of 12 months recorded"


@pytest.mark.parametrize(("months", "periods"), [(1, 12), (3, 4), (6, 2), (12, 1)])
def test_a_sum_may_come_in_months_quarters_or_years(months: int, periods: int) -> None:
    record = monthly([2.0] * periods, first=JAN_2024, months=months)
    gap = gap_of(KPI, record=record, measures=SUMMED)
    assert (gap["actual"], gap["actual_periods"]) == (2.0 * periods, periods)


def weekly(weeks: int, *, without: int | None = None) -> pl.DataFrame:
    """Weeks of 1.0 that end on Sundays, the last on 2024-12-29."""
    starts = [dt.date(2024, 12, 23) - dt.timedelta(weeks=week) for week in range(weeks)]
    kept = [start for week, start in enumerate(starts) if week != without]
    frame = monthly([1.0] * len(kept), first=JAN_2023)
    return frame.with_columns(
        period_start=pl.Series(kept), period_end=pl.Series(kept) + dt.timedelta(days=6)
    )


def test_a_sum_of_weeks_is_whole_with_52_of_them_and_not_with_one_missing() -> None:
    assert gap_of(KPI, record=weekly(60), measures=SUMMED)["actual"] == 52.0
    short = gap_of(KPI, record=weekly(60, without=20), measures=SUMMED)
    assert (short["status"], short["reason"]) == ("not_measured", "only 11 of 12 months recorded")


@pytest.mark.parametrize(("last", "whole"), [(30, True), (29, False)])
def test_whole_periods_may_miss_a_window_of_a_year_by_six_days(last: int, *, whole: bool) -> None:
    """Of the 366 days of 2024, twelve times thirty are on record, or one day less."""
    starts = [JAN_2024 + dt.timedelta(days=6 + 30 * period) for period in range(12)]
    ends = [
        *(start + dt.timedelta(29) for start in starts[:11]),
        starts[11] + dt.timedelta(last - 1),
    ]
    record = monthly([1.0] * 12, first=JAN_2024).with_columns(
        period_start=pl.Series(starts), period_end=pl.Series(ends)
    )
    gap = gap_of(KPI, record=record, measures=SUMMED)
    assert gap["actual"] == (12.0 if whole else None)


def test_a_sum_of_days_is_whole_with_each_of_them_and_with_no_day_missing() -> None:
    days = [JAN_2024 + dt.timedelta(days=day) for day in range(366)]
    record = monthly([2.0] * 366, first=dt.date(1990, 1, 1)).with_columns(
        period_start=pl.Series(days), period_end=pl.Series(days)
    )
    for kept, actual in ((record, 732.0), (record.head(200).vstack(record.tail(165)), None)):
        assert gap_of(KPI, record=kept, measures=SUMMED)["actual"] == actual


def test_periods_recorded_twice_over_are_not_summed() -> None:
    both = pl.concat(
        [
            monthly([1.0] * 12, first=JAN_2024),
            monthly([12.0], first=JAN_2024, months=12).with_columns(
                period_end=dt.date(2024, 12, 30)
            ),
        ]
    )
    gap = gap_of(KPI, record=both, measures=SUMMED)
    assert gap["reason"] == "the recorded periods make up 731 days of 366"
