"""Money that a KPI's record shows, year by year, however its values are put together."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.money.flows import measured_flows, reported_flows, worth
from bcr.portfolio import Appraisal
from bcr.schemas.records import Observations
from tests.figures.tables import Row, benefits, gaps_of, kpis, monthly, plans, table

if TYPE_CHECKING:
    import dataframely as dy

START, AS_OF = dt.date(2021, 1, 1), dt.date(2022, 12, 31)
#: From 100 to 200, worth 1,000 a year, from January 2021 on.
PROMISE: Row = {"kpi_id": "kpi", "baseline": 100.0, "target": 200.0, "money_per_year": 1000.0,
                "price_base": "2020", "start_on": START}  # fmt: skip


def flows(
    record: dy.DataFrame[Observations], kind: str, *, as_of: dt.date = AS_OF, **promise: object
) -> dict[str, list[tuple[int, float]]]:
    """Year and money of each line, of a benefit appraised from 2020 to 2022; to six digits."""
    promised, measures = benefits(PROMISE | promise), kpis({"kpi_id": "kpi", "aggregation": kind})
    gaps = gaps_of(promised, measures=measures, record=record, as_of=as_of)
    of = worth(gaps, promised, kpis=measures, plans=plans(), spans=spans(2020), as_of=as_of,
               appraisal=Appraisal(year_starts=1))  # fmt: skip
    rows = measured_flows(of, record).sort("line", "year").collect()
    named = rows.select("line", "year", pl.col("money").round(6)).rows()
    return {line: [row[1:] for row in named if row[0] == line] for line, *_ in named}


def spans(first: int) -> pl.LazyFrame:
    """The case is appraised from a year to 2022."""
    columns = {"case_id": ["case"], "first_year": [first], "last_year": [2022]}
    return pl.LazyFrame(columns).with_columns(price_base=pl.lit("2020"))


def quarters(*values: float | None) -> dy.DataFrame[Observations]:
    return monthly(values, first=START, months=3)


def test_a_mean_shows_the_part_of_the_movement_that_its_periods_show_by_their_length() -> None:
    """A half year of 150, then months of 110: half and a tenth of the movement."""
    half = monthly([150.0], first=START, months=6).to_dicts()
    record = table(
        Observations, [*half, *monthly([110.0] * 6, first=dt.date(2021, 7, 1)).to_dicts()]
    )
    assert flows(record, "mean") == {"measured": [(2021, 300.0)]}


def test_a_sum_is_that_of_a_year_whatever_time_its_periods_are_of() -> None:
    """Quarters of 30 are 120 a year, and a month of 15 is 180."""
    assert flows(quarters(30.0, 30.0, 30.0, 30.0, 45.0), "sum") == {
        "measured": [(2021, 200.0), (2022, 800.0)]
    }
    assert flows(monthly([15.0], first=START), "sum") == {"measured": [(2021, 800.0)]}


def test_a_sum_beside_a_baseline_of_three_months_is_that_of_three_months() -> None:
    assert flows(quarters(150.0), "sum", baseline_months=3) == {"measured": [(2021, 500.0)]}


def test_weeks_are_no_whole_months_and_count_by_their_days() -> None:
    """A week of 28 is 28 × 12 × 30.4375 ÷ 7 a year."""
    week = {
        "kpi_id": "kpi",
        "period_start": START,
        "period_end": START + dt.timedelta(6),
        "value": 28.0,
    }
    year = 28 * 12 * 30.4375 / 7
    found = flows(table(Observations, [week]), "sum")
    assert found == {"measured": [(2021, round(10 * (year - 100), 6))]}


def test_what_adds_up_since_the_start_has_come_as_far_as_all_of_it_together() -> None:
    """Ten more a quarter: a quarter of the movement on average in the first year."""
    record = quarters(*[10.0] * 8)
    assert flows(record, "cumulative") == {"measured": [(2021, 250.0), (2022, 650.0)]}


def test_a_weighted_mean_weighs_by_its_denominator_and_needs_one() -> None:
    weights = [3.0, 1.0, None, 0.0]
    record = monthly([120.0, 160.0, 999.0, 999.0], first=START, weights=weights)
    assert flows(record, "weighted") == {"measured": [(2021, 300.0)]}


def test_only_what_was_recorded_since_the_start_and_by_now_counts() -> None:
    """The start cuts a year of 365 days to 275, and the as-of day the next to 90."""
    record = monthly([150.0] * 36, first=dt.date(2020, 1, 1))
    found = flows(record, "mean", start_on=dt.date(2021, 4, 1), as_of=dt.date(2022, 3, 31))
    assert found["measured"] == [
        (2021, round(500 * 275 / 365, 6)),
        (2022, round(500 * 90 / 365, 6)),
    ]


def test_a_start_that_is_not_known_is_taken_to_be_the_due_date() -> None:
    record = monthly([150.0] * 24, first=START)
    found = flows(record, "mean", start_on=None, due_on=dt.date(2022, 1, 1))
    assert found["measured"] == [(2022, 500.0)]


def test_a_change_shown_to_be_real_is_proven_as_it_was_measured() -> None:
    noise = [0.1 * (month % 3) for month in range(48)]
    record = monthly([100 * (1 + (month >= 24)) + x for month, x in enumerate(noise)],
                     first=dt.date(2019, 1, 1))  # fmt: skip
    found = flows(record, "mean", better="higher")
    assert found["proven"] == [(2021, 1001.0), (2022, 1001.0)]
    assert set(found) == {"measured", "proven"}
    worse = flows(record, "mean", better="lower")
    assert worse == {"measured": [(2021, 1001.0), (2022, 1001.0)]}


def test_money_reported_of_a_disbenefit_is_a_loss_from_its_due_date_on() -> None:
    due: Row = {"class": "disbenefit", "due_on": dt.date(2022, 1, 1), "price_base": "nominal"}
    rows: list[Row] = [
        due | {"reported_money": 40.0},
        due | {"reported_actual": 150.0},
        due | {"reported_actual": 150.0, "class": None},
        due | {"reported_money": 40.0, "reported_on": dt.date(2023, 1, 1)},
        {"reported_money": 40.0},
        {"reported_actual": 125.0},
        {"reported_money": 40.0, "start_on": None},
    ]
    promised = benefits(*(PROMISE | row for row in rows))
    of = worth(gaps_of(promised, as_of=AS_OF), promised, kpis=kpis(), plans=plans(),
               spans=spans(2021), as_of=AS_OF, appraisal=Appraisal(year_starts=1))  # fmt: skip
    assert reported_flows(of).sort("benefit_id", "year").collect().rows() == [
        ("benefit 0", "reported", 2022, -40.0, 2022),
        ("benefit 1", "reported", 2022, -500.0, 2022),
        ("benefit 2", "reported", 2022, 500.0, 2022),
        ("benefit 4", "reported", 2021, 40.0, 2021),
        ("benefit 4", "reported", 2022, 40.0, 2022),
        ("benefit 5", "reported", 2021, 250.0, 2020),
        ("benefit 5", "reported", 2022, 250.0, 2020),
    ]
