"""The sheets of our own template, under its headers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.books import block, column, only, records, said

if TYPE_CHECKING:
    from tests.workbook.books import Read


def test_all_sheets_of_a_case_file_are_read_together(read: Read) -> None:
    reading = read("""
        [Cases]
        Case ID | Title     | Department | Approved on | Approved cost | Currency
        C1      | Telephony | Housing    | 2021-03-31  | 250000        | GBP
        [Benefits]
        Benefit ID | Case ID | Title | Logic         | Class    | KPI ID | Baseline | Target
        C1-B1      | C1      | Calls | channel_shift | Cashable | CALLS  | 100      | 80
        [Logics]
        Logic         | Name          | Response  | Chain
        channel_shift | Channel shift | Web forms | form → case
        [KPIs]
        KPI ID | Name           | Unit  | Better
        CALLS  | Calls answered | calls | lower
        [Plans]
        Benefit ID | Period end | Planned
        C1-B1      | 2022-03-31 | 90
        [Costs]
        Case ID | Period end | Kind    | Intended | Actual
        C1      | 2022-03-31 | capital | 100000   | 120000
        [Owners]
        Subject | Role          | Name   | From       | To
        C1-B1   | Benefit owner | A. Lee | 2021-04-01 | 2022-08-31
        [Decisions]
        Subject | Decided on | Field  | Old | New | Reason
        C1-B1   | 2022-09-30 | Target | 80  | 85  | Scope
    """)
    assert {block.holds: block.rows for block in reading.blocks} == dict.fromkeys(
        ("cases", "benefits", "logics", "kpis", "plans", "costs", "owners", "decisions"), 1
    )
    assert not reading.problems
    assert only(reading, "cases")["approved_cost"] == 250_000.0
    assert only(reading, "benefits")["class"] == "cash_releasing"
    assert only(reading, "kpis")["better"] == "lower"
    assert only(reading, "costs")["actual"] == 120_000.0
    assert only(reading, "owners")["to_on"] == dt.date(2022, 8, 31)
    assert only(reading, "decisions")["new"] == "85"


def test_a_plan_of_a_percentage_is_in_the_unit_of_its_benefit(read: Read) -> None:
    reading = read("""
        [Benefits]
        Benefit ID | Case ID | Title    | Baseline | Target
        C1-B1      | C1      | Answered | 60%      | 85%
        [Plans]
        Benefit ID | Period end | Planned
        C1-B1      | 2022-03-31 | 70%
    """)
    assert only(reading, "plans")["planned"] == 70.0


def test_costs_of_financial_years_end_with_them(read: Read) -> None:
    reading = read("""
        Case ID | Financial year | Cost type | Approved (£k) | Spend (£k)
        C1      | 2021/22        | capital   | 100           | 120
        C1      | 2022/23        | capital   | 50            |
    """)
    assert column(reading, "costs.period_end") == [dt.date(2022, 3, 31), dt.date(2023, 3, 31)]
    assert column(reading, "costs.intended") == [100_000.0, 50_000.0]
    assert column(reading, "costs.actual") == [120_000.0, None]


def test_a_row_that_cannot_be_filed_is_set_aside_and_said(read: Read) -> None:
    reading = read("""
        Case ID | Case title | Sponsor | Approved cost
        C1      | Telephony  | A. Lee  | 1000
                |            | B. Ray  | 2000
    """)
    assert column(reading, "cases.case_id") == ["C1"]
    assert block(reading).set_aside == {3: "has no case id"}
    assert said(reading) == [("A3", "row-without-key")]


def test_columns_of_a_case_that_no_field_claims_are_kept(read: Read) -> None:
    reading = read("""
        Case ID | Case title | Sponsor | Cost centre
        C1      | Telephony  | A. Lee  | 4711
    """)
    assert [row["extra"] for row in records(reading, "cases")] == ['{"Cost centre": "4711"}']
