"""The record as periods around the start, whole rows of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from bcr.figures.change.comparator import against_comparators
from bcr.figures.change.series import periods, series
from bcr.figures.record import usable_record
from tests.figures.tables import AS_OF, cases, kpis, monthly

DAY = dt.timedelta(days=1)
JANUARY = dt.date(2024, 1, 1)


def record(*rows: tuple[str, dt.date, int, float]) -> pl.LazyFrame:
    """KPI, first day, days and value of each period."""
    columns = {"kpi_id": pl.String, "period_start": pl.Date, "days": pl.Int64, "value": pl.Float64}
    ends = pl.col("period_start") + pl.duration(days=pl.col("days") - 1)
    return pl.LazyFrame(rows, schema=columns, orient="row").with_columns(period_end=ends)


@pytest.mark.parametrize(
    ("days", "months", "per_year", "quarter"),
    [
        (1, 0, 0, 91), (7, 0, 0, 13), (28, 0, 0, 3), (29, 1, 12, 3), (31, 1, 12, 3), (46, 2, 0, 2),
        (61, 2, 0, 1), (91, 3, 4, 1), (92, 3, 4, 1), (122, 4, 0, 1), (182, 6, 0, 1),
        (365, 12, 1, 1), (396, 13, 0, 1),
    ],
)  # fmt: skip
def test_a_kpi_has_months_quarters_or_years_by_the_length_of_its_periods(
    days: int, months: int, per_year: int, quarter: int
) -> None:
    found = periods(record(("kpi", JANUARY, days, 1.0))).collect()
    assert found.columns == ["kpi_id", "period_start", "period_end", "value", "period_days",
                             "days", "months", "per_year", "quarter", "number"]  # fmt: skip
    kind = found.select("days", "months", "per_year", "quarter").row(0)
    assert kind == (days, months, per_year, quarter)
    assert all(isinstance(part, int) for part in kind)


def test_a_kpi_is_as_its_middle_period_is() -> None:
    """A half day is no part of a day: of four and of five weeks the middle is 32 days."""
    months = record(("kpi", JANUARY, 28, 1.0), ("kpi", dt.date(2024, 3, 1), 35, 2.0))
    lengths = enumerate((7, 31, 91))
    mixed = record(*(("kpi", JANUARY + 100 * n * DAY, days, 1.0) for n, days in lengths))
    assert periods(months).collect()["days"].to_list() == [32, 32]
    assert periods(mixed).collect()["per_year"].to_list() == [12, 12, 12]


@pytest.mark.parametrize(
    ("first", "days", "month"),
    [
        (dt.date(2024, 1, 16), 31, 1), (dt.date(2024, 1, 17), 31, 2), (dt.date(2024, 1, 17), 30, 1),
        (dt.date(2024, 1, 18), 30, 2),
    ],
)  # fmt: skip
def test_a_period_has_the_number_of_the_month_its_middle_day_is_in(
    first: dt.date, days: int, month: int
) -> None:
    found = periods(record(("kpi", first, days, 1.0))).collect()
    assert found["number"].to_list() == [2024 * 12 + month - 1]


def test_a_period_recorded_twice_counts_once_as_the_last_and_shorter_one_has_it() -> None:
    rows = [
        ("kpi", dt.date(2024, 3, 1), 31, 3.0), ("kpi", dt.date(2024, 3, 3), 29, 4.0),
        ("kpi", dt.date(2024, 3, 1), 30, 5.0), ("kpi", dt.date(2024, 1, 1), 31, 6.0),
        ("also", dt.date(2024, 3, 1), 31, 7.0),
    ]  # fmt: skip
    for given in (rows, rows[::-1]):
        found = periods(record(*given)).select("kpi_id", "period_start", "value").collect()
        assert sorted(found.rows()) == [
            ("also", dt.date(2024, 3, 1), 7.0),
            ("kpi", dt.date(2024, 1, 1), 6.0),
            ("kpi", dt.date(2024, 3, 3), 4.0),
        ]


def spans(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Benefits as `series` asks for them, on a monthly mean over three months unless said."""
    usual = {"kpi_id": "kpi", "case_id": "case", "aggregation": "mean", "months": 3}
    numbered = [{"n": n, **usual, **row} for n, row in enumerate(rows)]
    schema = {"n": pl.UInt32, "kpi_id": pl.String, "case_id": pl.String, "start_on": pl.Date,
              "aggregation": pl.String, "months": pl.Int64}  # fmt: skip
    return pl.LazyFrame(numbered, schema=schema)


def around(promised: pl.LazyFrame, months: int = 12, **go_lives: dt.date) -> pl.DataFrame:
    """The series of a KPI recorded in every month of 2024, or so many that end with it."""
    first = dt.date(2024 - (months - 1) // 12, 12 - (months - 1) % 12, 1)
    usable = usable_record(monthly([float(n) for n in range(months)], first=first).lazy(), AS_OF)
    approved = cases(*({"case_id": case, "go_live_on": day} for case, day in go_lives.items()))
    return series(promised, periods(usable), approved.lazy(), AS_OF).collect()


def told(found: pl.DataFrame) -> dict[int, list[tuple[int, int, bool]]]:
    """Month, time since the start and whether recent, of each benefit."""
    rows = found.select("n", pl.col("period_start").dt.month(), "t", "recent").rows()
    return {n: [row[1:] for row in rows if row[0] == n] for n in dict.fromkeys(r[0] for r in rows)}


def test_a_series_has_every_column_of_the_record_in_the_order_of_benefits_and_time() -> None:
    promised = spans({"start_on": dt.date(2024, 12, 1)}, {"start_on": dt.date(2024, 12, 1)})
    found = around(promised.reverse(), months=2)
    day = dt.date
    rows = [
        (n, "kpi", 2024 * 12 + month - 1, month - 12, 12, 3, first, last, value, recent)
        for n in (0, 1)
        for month, first, last, value, recent in (
            (11, day(2024, 11, 1), day(2024, 11, 30), 0.0, False),
            (12, day(2024, 12, 1), day(2024, 12, 31), 1.0, True),
        )
    ]
    schema = {"n": pl.UInt32, "kpi_id": pl.String, "number": pl.Int64, "t": pl.Int64,
              "per_year": pl.Int64, "quarter": pl.Int64, "period_start": pl.Date,
              "period_end": pl.Date, "value": pl.Float64, "recent": pl.Boolean}  # fmt: skip
    assert_frame_equal(found, pl.DataFrame(rows, schema=schema, orient="row"), check_dtypes=False)


def test_the_time_between_go_live_and_start_is_left_out_whichever_comes_first() -> None:
    """Before are months that end before both, after are those that begin on or after both."""
    early, late = dt.date(2024, 3, 31), dt.date(2024, 6, 1)
    found = around(
        spans(
            {"start_on": late, "case_id": "early"},
            {"start_on": early, "case_id": "late"},
            {"start_on": late, "case_id": "no such case"},
        ),
        early=early,
        late=late,
    )
    before, after = [(1, -5, False), (2, -4, False)], [(6, 0), (7, 1), (8, 2), (9, 3)]
    rest = [(10, 4, True), (11, 5, True), (12, 6, True)]
    parted = [*before, *((*one, False) for one in after), *rest]
    whole = [*before, (3, -3, False), (4, -2, False), (5, -1, False), *parted[2:]]
    assert told(found) == {0: parted, 1: parted, 2: whole}


def test_a_case_described_twice_went_live_when_it_was_said_last() -> None:
    said = [dt.date(2024, 2, 1), dt.date(2024, 8, 1)]
    rows = pl.LazyFrame({"case_id": ["case", "case"], "go_live_on": said})
    usable = usable_record(monthly([1.0] * 12, first=JANUARY).lazy(), AS_OF)
    promised = spans({"start_on": dt.date(2024, 8, 1)})
    found = series(promised, periods(usable), rows, AS_OF).collect()
    assert len(found) == 12


def test_a_benefit_without_a_start_a_record_or_anything_after_has_no_series() -> None:
    start = dt.date(2024, 6, 1)
    nothing: list[dict[str, Any]] = [
        {},
        {"kpi_id": None, "start_on": start},
        {"kpi_id": "other", "start_on": start},
        {"start_on": dt.date(2025, 1, 1)},
    ]
    assert set(around(spans(*nothing, {"start_on": start}))["n"]) == {4}


def test_the_recent_months_of_a_cumulative_kpi_are_all_since_the_start() -> None:
    start = dt.date(2024, 5, 1)
    promised = spans({"start_on": start, "aggregation": "cumulative"}, {"start_on": start})
    recent = around(promised).group_by("n", maintain_order=True).agg(pl.col("recent").sum())
    assert recent["recent"].to_list() == [8, 3]


def test_of_what_was_recorded_before_the_start_the_last_48_months_are_used() -> None:
    started = spans({"start_on": dt.date(2024, 11, 1)})
    assert around(started, months=60)["t"].to_list() == list(range(-48, 2))
    # The 48 are counted back from the last month before, whatever is left out after it.
    parted = around(started, months=60, case=dt.date(2024, 8, 1))
    assert parted["t"].to_list() == [*range(-51, -3), 0, 1]


def test_a_benefit_known_to_have_started_later_has_its_series_around_that_day() -> None:
    promised = spans({"start_on": dt.date(2024, 3, 1)}, {"start_on": dt.date(2024, 3, 1)})
    started = pl.Series([dt.date(2024, 9, 1), None])
    found = around(promised.with_columns(started_on=pl.lit(started)))
    assert found.group_by("n").agg(pl.col("t").min()).sort("n")["t"].to_list() == [-8, -2]


def compared(fewest: tuple[int, int], *measures: tuple[str, str | None]) -> pl.DataFrame:
    """Two benefits on a KPI of 10 to 14 beside another of 1 to 4 that knows no third period."""
    days = [JANUARY + n * DAY for n in range(5)]
    plain = pl.LazyFrame(
        {
            "n": [0] * 5 + [1] * 5,
            "kpi_id": ["kpi"] * 5 + ["free"] * 5,
            "t": [-3, -2, -1, 0, 1] * 2,
            "period_end": days * 2,
            "value": [10.0, 11.0, 12.0, 13.0, 14.0] * 2,
        }
    )
    kinds = pl.LazyFrame(
        {
            "kpi_id": ["other"] * 4 + ["kpi"] * 5 + ["free"] * 5,
            "period_end": [days[n] for n in (0, 1, 3, 4)] + days * 2,
            "value": [1.0, 2.0, 3.0, 5.0] + [10.0, 11.0, 12.0, 13.0, 14.0] * 2,
        }
    )
    pairs = kpis(*({"kpi_id": kpi, "comparator_kpi_id": other} for kpi, other in measures))
    return against_comparators(plain, kinds, pairs.lazy(), fewest).collect()


def test_beside_a_comparator_a_series_is_the_difference_in_the_periods_both_recorded() -> None:
    found = compared((2, 2), ("free", None), ("kpi", "other"))
    days = [JANUARY + n * DAY for n in range(5)]
    beside = [(0, "kpi", -3, days[0], 9.0, 1.0), (0, "kpi", -2, days[1], 9.0, 2.0),
              (0, "kpi", 0, days[3], 10.0, 3.0), (0, "kpi", 1, days[4], 9.0, 5.0)]  # fmt: skip
    alone = [(1, "free", t, days[t + 3], t + 13.0, None) for t in range(-3, 2)]
    assert found.rows() == [*beside, *alone]
    assert found.columns == ["n", "kpi_id", "t", "period_end", "value", "other"]


@pytest.mark.parametrize("fewest", [(3, 2), (2, 3)])
def test_a_kpi_is_tested_by_itself_where_too_little_was_recorded_of_both(
    fewest: tuple[int, int],
) -> None:
    found = compared(fewest, ("kpi", "other"))
    assert found["other"].to_list() == [None] * 10
    assert found["value"].to_list() == [10.0, 11.0, 12.0, 13.0, 14.0] * 2


def test_a_difference_larger_than_numbers_are_is_left_out_as_if_nobody_recorded_it() -> None:
    days = [JANUARY + n * DAY for n in range(3)]
    plain = pl.LazyFrame({"n": 0, "kpi_id": "kpi", "t": [-1, 0, 1], "period_end": days,
                          "value": [1.0, 1.5e308, 3.0]})  # fmt: skip
    kinds = pl.LazyFrame({"kpi_id": "other", "period_end": days, "value": [0.0, -1.5e308, 1.0]})
    pair = kpis({"kpi_id": "kpi", "comparator_kpi_id": "other"})
    found = against_comparators(plain, kinds, pair.lazy(), (1, 1)).collect()
    assert found.select("t", "value").rows() == [(-1, 1.0), (1, 2.0)]


def test_a_kpi_is_no_comparator_to_itself() -> None:
    found = compared((1, 1), ("kpi", "kpi"))
    assert found["other"].to_list() == [None] * 10


def test_a_kpi_described_twice_has_the_comparator_that_was_named_last() -> None:
    found = compared((1, 1), ("kpi", "free"), ("kpi", "other"))
    assert found["other"].to_list() == [1.0, 2.0, 3.0, 5.0, *[None] * 5]
