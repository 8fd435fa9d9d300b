"""What a KPI's own record says of the time before the start."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.figures.tables import Row, gap_of, monthly

KPI: Row = {"kpi_id": "kpi", "start_on": dt.date(2023, 1, 1), "due_on": dt.date(2023, 6, 30)}


def test_the_recorded_baseline_is_the_year_before_the_start() -> None:
    record = monthly([50.0] * 12 + [12.0] * 12 + [9.0] * 24, first=dt.date(2021, 1, 1))
    gap = gap_of(KPI, record=record)
    assert gap["recorded_baseline"] == 12.0
    assert gap["share_from_record"] == pytest.approx((9 - 12) / (5 - 12))
    assert gap["reason"] == (
        "the stated baseline 15 differs from the record 12 by 30% of the intended movement"
    )


def test_the_recorded_baseline_ends_where_the_stated_one_was_taken() -> None:
    record = monthly([14.0] * 12 + [12.0] * 12 + [9.0] * 24, first=dt.date(2021, 1, 1))
    gap = gap_of({**KPI, "baseline_on": dt.date(2021, 12, 31)}, record=record)
    assert gap["recorded_baseline"] == 14.0
    assert gap["reason"] == ""


@pytest.mark.parametrize(("months", "known"), [(6, True), (5, False)])
def test_a_recorded_baseline_needs_half_of_its_months(months: int, *, known: bool) -> None:
    record = monthly(
        [14.0] * months + [None] * (12 - months) + [9.0] * 24, first=dt.date(2022, 1, 1)
    )
    gap = gap_of(KPI, record=record)
    assert (gap["recorded_baseline"] is not None) == known


def test_a_record_already_past_the_target_before_the_start_gives_no_share_of_its_own() -> None:
    record = monthly([4.0] * 12 + [4.5] * 24, first=dt.date(2022, 1, 1))
    gap = gap_of(KPI, record=record)
    assert gap["realised_share"] == pytest.approx(1.05)
    assert gap["share_from_record"] is None
