"""KPI series, a row a period or a column a period, from Excel and text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import block, column, problems, records, said

if TYPE_CHECKING:
    from tests.workbook.books import Read

APRIL = (dt.date(2019, 4, 1), dt.date(2019, 4, 30))
MAY = (dt.date(2019, 5, 1), dt.date(2019, 5, 31))


@pytest.mark.parametrize("name", ["kpis.xlsx", "kpis.csv"])
@pytest.mark.parametrize(
    ("april", "may"),
    [
        ("'2019-04", "'2019-05"),
        ("'2019-04-30", "'2019-05-31"),
        ("2019-04-01", "2019-05-01"),
        ("'30/04/2019", "'31/05/2019"),
        ("Apr-19", "May-19"),
        ("April 2019", "May 2019"),
        ("04/2019", "05/2019"),
        ("2019M04", "2019M05"),
        ("2019 Apr", "2019 May"),
    ],
)
def test_a_row_a_month_is_read_however_months_are_written(
    read: Read, name: str, april: str, may: str
) -> None:
    reading = read(
        f"""
        KPI ID | Month   | Value
        CALLS  | {april} | 100
        CALLS  | {may}   | 90
        """,
        name=name,
    )
    found = [(r["period_start"], r["period_end"]) for r in records(reading, "observations")]
    assert found == [APRIL, MAY]
    assert column(reading, "observations.value") == [100.0, 90.0]
    assert not reading.problems


@pytest.mark.parametrize("name", ["kpis.xlsx", "kpis.csv"])
@pytest.mark.parametrize(
    "months",
    [
        "'2019-04 | '2019-05 | '2019-06",
        "Apr-19 | May-19 | Jun-19",
        "2019-04-01 | 2019-05-01 | 2019-06-01",
        "2019-04-30 | 2019-05-31 | 2019-06-30",
    ],
)
def test_a_column_a_month_is_read_too(read: Read, name: str, months: str) -> None:
    reading = read(
        f"""
        KPI ID | KPI name | Unit  | {months}
        CALLS  | Calls    | calls | 100 | 90 | 80
        """,
        name=name,
    )
    found = [(r["period_start"], r["period_end"]) for r in records(reading, "observations")]
    assert found[:2] == [APRIL, MAY]
    assert column(reading, "observations.value") == [100.0, 90.0, 80.0]
    assert column(reading, "observations.col") == ["D", "E", "F"]
    assert column(reading, "kpis.name") == ["Calls"]


def test_blank_columns_between_years_are_no_months(read: Read) -> None:
    reading = read("""
        KPI   | Nov-19 | Dec-19 |  | Jan-20 | Feb-20
        Calls | 100    | 90     |  | 80     | 70
    """)
    assert column(reading, "observations.col") == ["B", "C", "E", "F"]


def test_a_blank_period_has_no_row_and_never_a_zero(read: Read) -> None:
    reading = read("""
        KPI   | Apr-19 | May-19 | Jun-19
        Calls | 100    |        | 0
    """)
    assert column(reading, "observations.value") == [100.0, 0.0]
    assert not said(reading)


def test_a_period_to_be_confirmed_has_no_row_and_is_said(read: Read) -> None:
    reading = read("""
        KPI   | Apr-19 | May-19 | Jun-19
        Calls | 100    | TBC    | soon
    """)
    assert said(reading) == [("C2", "stated-blank"), ("D2", "value-not-a-number")]
    assert column(reading, "observations.value") == [100.0]


@pytest.mark.parametrize(
    ("headers", "first", "last"),
    [
        ("Q1 2019 | Q2 2019 | Q3 2019", dt.date(2019, 1, 1), dt.date(2019, 9, 30)),
        ("Q1 2019/20 | Q2 2019/20 | Q3 2019/20", dt.date(2019, 4, 1), dt.date(2019, 12, 31)),
        ("2019/20 Q1 | 2019/20 Q2 | 2019/20 Q3", dt.date(2019, 4, 1), dt.date(2019, 12, 31)),
        ("FY20 Q1 | FY20 Q2 | FY20 Q3", dt.date(2019, 4, 1), dt.date(2019, 12, 31)),
        ("2019-03-31 | 2019-06-30 | 2019-09-30", dt.date(2019, 1, 1), dt.date(2019, 9, 30)),
        ("2017/18 | 2018/19 | 2019/20", dt.date(2017, 4, 1), dt.date(2020, 3, 31)),
        ("2017-18 | 2018-19 | 2019-20", dt.date(2017, 4, 1), dt.date(2020, 3, 31)),
        ("FY18 | FY19 | FY20", dt.date(2017, 4, 1), dt.date(2020, 3, 31)),
        ("2017 | 2018 | 2019", dt.date(2017, 1, 1), dt.date(2019, 12, 31)),
        ("H1 2019/20 | H2 2019/20 | H1 2020/21", dt.date(2019, 4, 1), dt.date(2020, 9, 30)),
    ],
)
def test_quarters_halves_and_years_are_periods(
    read: Read, headers: str, first: dt.date, last: dt.date
) -> None:
    reading = read(f"""
        KPI   | {headers}
        Calls | 100 | 90 | 80
    """)
    rows = records(reading, "observations")
    assert (rows[0]["period_start"], rows[-1]["period_end"]) == (first, last)


@pytest.mark.parametrize("name", ["kpis.xlsx", "kpis.csv"])
def test_dates_of_each_series_span_what_lies_between_its_own(read: Read, name: str) -> None:
    reading = read(
        """
        KPI ID | Month      | Value
        CALLS  | 2024-10-31 | 100
        CALLS  | 2024-11-30 | 90
        CALLS  | 2024-12-31 | 80
        SPEND  | 2022-12-31 | 7
        SPEND  | 2023-12-31 | 6
        SPEND  | 2024-12-31 | 5
        """,
        name=name,
    )
    begins = column(reading, "observations.period_start")
    assert begins[:3] == [dt.date(2024, month, 1) for month in (10, 11, 12)]
    assert begins[3:] == [dt.date(year, 1, 1) for year in (2022, 2023, 2024)]


def test_2011_12_is_a_december_among_months_and_a_year_among_years(read: Read) -> None:
    months = read("""
        KPI   | '2011-10 | '2011-11 | '2011-12
        Calls | 100      | 90       | 80
    """)
    years = read("""
        KPI   | '2010-11 | '2011-12 | '2012-13
        Calls | 100      | 90       | 80
    """)
    assert records(months, "observations")[2]["period_end"] == dt.date(2011, 12, 31)
    assert records(years, "observations")[1]["period_end"] == dt.date(2012, 3, 31)


def test_years_begin_in_the_month_that_the_reader_is_told(read: Read) -> None:
    reading = read(
        """
        KPI   | 2017/18 | 2018/19 | 2019/20
        Calls | 100     | 90      | 80
        """,
        year_starts=7,
    )
    assert records(reading, "observations")[0]["period_start"] == dt.date(2017, 7, 1)


def test_percentages_of_a_series_are_points(read: Read) -> None:
    reading = read("""
        KPI      | Unit | Apr-19 | May-19 | Jun-19
        Answered | %    | 85%    | '86%   | 87
    """)
    assert column(reading, "observations.value") == [85.0, 86.0, 87.0]


def test_a_series_shown_in_percent_is_of_a_kpi_in_percent(read: Read) -> None:
    reading = read("""
        KPI      | Apr-19 | May-19 | Jun-19
        Answered | 85%    | 86%    | 87%
    """)
    assert column(reading, "kpis.unit") == ["%"]


def test_a_percentage_measure_of_ratios_throughout_is_asked_about(read: Read) -> None:
    reading = read("""
        KPI      | Unit | Apr-19 | May-19 | Jun-19
        Answered | %    | 0.85   | 0.86   | 0.87
    """)
    assert said(reading) == [("C2", "percent-or-ratio")]


def test_a_scale_in_the_header_of_a_long_series_counts(read: Read) -> None:
    reading = read("""
        KPI | Month  | Value (£k)
        Pay | Apr-19 | 12
    """)
    assert column(reading, "observations.value") == [12_000.0]


def test_durations_come_in_the_unit_that_the_kpis_own_sheet_states(read: Read) -> None:
    reading = read("""
        [KPIs]
        KPI ID | Name | Unit
        AHT    | Call | minutes
        [Series]
        KPI ID | Month  | Value
        AHT    | Apr-19 | 11 min 24 s
    """)
    assert column(reading, "observations.value") == [pytest.approx(11.4)]


def test_a_kpi_in_thousands_of_pounds_is_kept_in_pounds(read: Read) -> None:
    reading = read("""
        KPI | Unit | Apr-19 | May-19 | Jun-19
        Pay | £k   | 12     | 11     | 10
    """)
    assert column(reading, "observations.value") == [12_000.0, 11_000.0, 10_000.0]
    assert column(reading, "kpis.unit") == ["GBP"]


def test_a_weight_beside_a_value_is_its_denominator(read: Read) -> None:
    reading = read("""
        KPI      | Month  | Value | Number of contacts
        Answered | Apr-19 | 85    | 1200
    """)
    assert column(reading, "observations.weight") == [1200.0]


def test_a_second_value_for_a_period_is_said_with_both_cells(read: Read) -> None:
    reading = read("""
        KPI   | Month  | Value
        Calls | Apr-19 | 100
        Calls | Apr-19 | 90
    """)
    assert said(reading) == [("C3", "two-values-for-a-period")]
    assert "C2" in problems(reading)[0].message
    assert column(reading, "observations.value") == [100.0]


def test_a_row_without_a_period_or_kpi_is_set_aside_with_its_reason(read: Read) -> None:
    reading = read("""
        KPI   | Month  | Value
        Calls | Apr-19 | 100
              | May-19 | 90
        Calls | later  | 80
    """)
    assert block(reading).rows == 1
    assert set(block(reading).set_aside) == {3, 4}
    assert ("B4", "period-not-understood") in said(reading)


def test_a_date_that_may_be_two_days_is_no_period(read: Read) -> None:
    reading = read("""
        KPI   | Date        | Value
        Calls | '03/04/2019 | 100
    """)
    assert said(reading) == [("B2", "two-readings")]


def test_the_cell_of_a_wide_value_is_its_row_and_column(read: Read) -> None:
    reading = read("""
        KPI   | Apr-19 | May-19 | Jun-19
        Calls | 100    | 90     | 80
    """)
    second = records(reading, "observations")[1]
    assert (second["col"], second["row"]) == ("C", 2)


def test_actuals_and_targets_under_each_month_are_told_apart(read: Read) -> None:
    reading = read("""
        KPI    | Apr-21 |        | May-21 |        | Jun-21 |
               | Target | Actual | Target | Actual | Target | Actual
        Calls  | 90     | 100    | 90     | 98     | 88     | 95
        Visits | 40     | 50     | 40     | 49     | 38     | 45
    """)
    assert column(reading, "observations.value") == [100.0, 98.0, 95.0, 50.0, 49.0, 45.0]
    assert records(reading, "observations")[0]["period_end"] == dt.date(2021, 4, 30)
    assert block(reading).range == "A1:G4"
    assert set(block(reading).unmatched.values()) == {"B", "D", "F"}


def test_words_under_months_that_say_nothing_known_are_no_series(read: Read) -> None:
    reading = read("""
        KPI   | Apr-21 | May-21 | Jun-21
              | High   | Low    | High
        Calls | 90     | 100    | 90
    """)
    assert reading.refused


def test_minutes_and_seconds_of_a_series_are_read_where_the_unit_says_so(read: Read) -> None:
    reading = read("""
        KPI  | Unit  | Apr-21 | May-21 | Jun-21
        Wait | mm:ss | 4:12   | 3:30   | 3:00
    """)
    assert column(reading, "observations.value") == [4.2, 3.5, 3.0]
    assert column(reading, "kpis.unit") == ["min"]
