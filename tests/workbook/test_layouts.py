"""Layout files: a family of workbooks settled for good, and never shifted in silence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import block, column, only, records, said
from tests.workbook.layouts import PLAIN

if TYPE_CHECKING:
    from tests.workbook.books import Read
    from tests.workbook.layouts import Told


def test_columns_are_read_under_the_headers_that_are_named(read: Read, told: Told) -> None:
    reading = read(
        """
        Our list
        Nr | What we want | Colour | Wanted
        B1 | Fewer calls  | red    | 80
        """,
        layouts=[told(PLAIN)],
    )
    benefit = only(reading, "benefits")
    assert (benefit["title"], benefit["target"]) == ("Fewer calls", 80.0)
    assert benefit["extra"] == '{"Colour": "red"}'
    assert block(reading).set_aside == {1: "stands above the table"}


def test_a_letter_tells_two_columns_of_one_header_apart(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        header = 1
        [table.columns]
        benefits.title = "Meta"
        benefits.baseline = { letter = "B" }
        benefits.target = { letter = "C", header = "L.B" }
    """)
    reading = read(
        """
        Meta  | L.B | L.B
        Calls | 100 | 80
        """,
        layouts=[layout],
    )
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["target"]) == (100.0, 80.0)


def test_a_header_over_two_rows_is_named_by_its_rows(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        header = [1, 2]
        [table.columns]
        benefits.title = "What"
        benefits.baseline = "Level before"
        benefits.target = "Level after"
    """)
    reading = read(
        """
        What  | Level  |
              | before | after
        Calls | 100    | 80
        """,
        layouts=[layout],
    )
    assert only(reading, "benefits")["target"] == 80.0


def test_planned_and_executed_quarters_are_read_by_their_pattern(read: Read, told: Told) -> None:
    layout = told("""
        year_starts = 1
        [[table]]
        [table.columns]
        benefits.benefit_id = "COD"
        benefits.title = "META"
        [table.constants]
        kpis.aggregation = "cumulative"
        [[table.periods]]
        headers = "T{quarter}. PLANEADO {year}"
        field = "plans.planned"
        [[table.periods]]
        headers = "T{quarter}. EJECUTADO {year}"
        field = "observations.value"
    """)
    reading = read(
        """
        COD  | META  | T1. PLANEADO 2024 | T1. EJECUTADO 2024 | T2 PLANEADO 2024 | T2.EJECUTADO 2024
        M-01 | Calls | 10                | 8                  | 12               |
        """,
        layouts=[layout],
    )
    plans = [(r["period_end"], r["planned"], r["col"]) for r in records(reading, "plans")]
    assert plans == [(dt.date(2024, 3, 31), 10.0, "C"), (dt.date(2024, 6, 30), 12.0, "E")]
    seen = [(r["kpi_id"], r["period_start"], r["value"]) for r in records(reading, "observations")]
    benefit = only(reading, "benefits")
    assert seen == [(benefit["benefit_id"], dt.date(2024, 1, 1), 8.0)]
    assert (benefit["kpi_id"], only(reading, "kpis")["aggregation"]) == (
        benefit["benefit_id"], "cumulative",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "header", "end"),
    [
        ("Saving {year}", "Saving 2023/24", dt.date(2024, 3, 31)),
        ("Saving {year}", "Saving 2023", dt.date(2024, 3, 31)),
        ("Plan {month} {year}", "Plan Jan 2024", dt.date(2024, 1, 31)),
        ("Plan {period}", "Plan FY24 Q1", dt.date(2023, 6, 30)),
    ],
)
def test_a_pattern_may_name_years_months_or_any_period(
    read: Read, told: Told, pattern: str, header: str, end: dt.date
) -> None:
    layout = told(f"""
        [[table]]
        [table.columns]
        benefits.benefit_id = "Nr"
        benefits.title = "What"
        [[table.periods]]
        headers = "{pattern}"
        field = "plans.planned"
    """)
    reading = read({"S": [["Nr", "What", header], ["B-001", "Calls", 10]]}, layouts=[layout])
    assert only(reading, "plans")["period_end"] == end


def test_constants_are_values_of_every_record_as_cells_would_be(read: Read, told: Told) -> None:
    layout = told(
        PLAIN
        + """
        [table.constants]
        cases.case_id = 7
        benefits.better = "Decrease"
        benefits.baseline = 0
        benefits.share = "50%"
        benefits.start_on = 2024-01-01
        benefits.due_on = "2024/25"
        benefits.unit = "calls"
        """
    )
    reading = read("Nr | What we want | Wanted\nB-001 | Calls | 80", layouts=[layout])
    benefit = only(reading, "benefits")
    assert (benefit["case_id"], benefit["better"], benefit["unit"]) == ("7", "lower", "calls")
    assert (benefit["baseline"], benefit["share"]) == (0.0, 0.5)
    assert (benefit["start_on"], benefit["due_on"]) == (dt.date(2024, 1, 1), dt.date(2025, 3, 31))


def test_ids_and_titles_are_put_together_from_a_rows_own_values(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        [table.columns]
        benefits.title = "What"
        benefits.target = "Wanted"
        [table.derived]
        cases.case_id = "{Operation}-{Year}"
        benefits.benefit_id = "{case_id}/{row}"
    """)
    reading = read(
        """
        Operation | Year | What  | Wanted
        Chad      | 2016 | Calls | 80
        """,
        layouts=[layout],
    )
    assert only(reading, "benefits")["case_id"] == "Chad-2016"
    assert only(reading, "benefits")["benefit_id"] == "Chad-2016/2"


def test_plain_numbers_of_percentages_are_ratios_where_the_layout_says_so(
    read: Read, told: Told
) -> None:
    layout = told(
        "ratios = true\n" + PLAIN.replace("[table.columns]", '[table.columns]\nbenefits.unit = "U"')
    )
    reading = read(
        """
        Nr    | What we want | U | Wanted
        B-001 | Answered     | % | 0.85
        """,
        layouts=[layout],
    )
    assert only(reading, "benefits")["target"] == 85.0
    assert not said(reading)


def test_day_order_and_decimal_mark_are_the_layouts(read: Read, told: Told) -> None:
    layout = told(
        'date_order = "mdy"\ndecimal = ","\n'
        + PLAIN.replace("[table.columns]", '[table.columns]\nbenefits.due_on = "By"')
    )
    reading = read(
        """
        Nr    | What we want | By          | Wanted
        B-001 | Answered     | '03/04/2021 | '1.234
        """,
        layouts=[layout],
    )
    benefit = only(reading, "benefits")
    assert (benefit["due_on"], benefit["target"]) == (dt.date(2021, 3, 4), 1234.0)


def test_two_tables_of_one_sheet_end_where_the_next_begins(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        header = 1
        holds = "cases"
        [table.columns]
        cases.case_id = "Case"
        cases.title = "Name"
        [[table]]
        header = 4
        [table.columns]
        cases.case_id = "Case"
        benefits.title = "What"
    """)
    reading = read(
        """
        Case | Name
        C1   | Telephony

        Case | What
        C1   | Calls
        """,
        layouts=[layout],
    )
    assert [(b.holds, b.range, b.rows) for b in reading.blocks] == [
        ("cases", "A1:B2", 1),
        ("benefits", "A4:B5", 1),
    ]


def test_kpi_series_under_headers_of_their_own_are_read(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        holds = "observations"
        [table.columns]
        observations.kpi_id = "Messgröße"
        [[table.periods]]
        headers = "Ist {period}"
        field = "observations.value"
    """)
    reading = read(
        """
        Messgröße | Ist 2023/24 | Plan 2023/24 | Ist 2024/25
        Anrufe    | 100         | 90           | 95
        """,
        layouts=[layout],
    )
    assert column(reading, "observations.kpi_id") == ["Anrufe", "Anrufe"]
    assert column(reading, "observations.value") == [100.0, 95.0]


def test_units_that_no_header_states_are_the_layouts(read: Read, told: Told) -> None:
    layout = told(
        PLAIN
        + """
        benefits.money_per_year = "Saves"
        [table.units]
        benefits.target = "%"
        benefits.money_per_year = "£k"
        """
    )
    reading = read("Nr | What we want | Wanted | Saves\nB-001 | Calls | 80 | 250", layouts=[layout])
    benefit = only(reading, "benefits")
    assert (benefit["target"], benefit["unit"]) == (80.0, "%")
    assert (benefit["money_per_year"], benefit["currency"]) == (250_000.0, "GBP")
