"""Days, periods and the words of closed lists, read from real cells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import column, only, problems, said

if TYPE_CHECKING:
    from tests.workbook.books import Read


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-03-31", dt.date(2025, 3, 31)),
        ("31/03/2025", dt.date(2025, 3, 31)),
        ("31.3.25", dt.date(2025, 3, 31)),
        ("31 March 2025", dt.date(2025, 3, 31)),
        ("31st March 2025", dt.date(2025, 3, 31)),
        ("Mon 31 Mar 2025", dt.date(2025, 3, 31)),
        ("March 31, 2025", dt.date(2025, 3, 31)),
        ("31-Mar-25", dt.date(2025, 3, 31)),
        ("31 de marzo de 2025", dt.date(2025, 3, 31)),
        ("31 août 2025", dt.date(2025, 8, 31)),
        ("Mar 2025", dt.date(2025, 3, 31)),
        ("2025", dt.date(2025, 12, 31)),
        ("2024/25", dt.date(2025, 3, 31)),
        ("FY25", dt.date(2025, 3, 31)),
        ("Q4 2024/25", dt.date(2025, 3, 31)),
        ("2024/25 Q4", dt.date(2025, 3, 31)),
        ("by end of March 2025", dt.date(2025, 3, 31)),
    ],
)
def test_a_day_is_read_in_any_of_its_spellings(read: Read, typed: str, day: dt.date) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | {typed}
    """)
    assert only(reading, "benefits")["due_on"] == day
    assert not said(reading)


def test_a_benefit_starts_with_its_financial_year_and_is_due_by_its_end(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Start date | Due date
        B1         | Calls   | 80     | 2023/24    | 2024/25
    """)
    benefit = only(reading, "benefits")
    assert (benefit["start_on"], benefit["due_on"]) == (dt.date(2023, 4, 1), dt.date(2025, 3, 31))


def test_financial_years_begin_when_the_reader_is_told(read: Read) -> None:
    table = """
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | 2024/25
    """
    assert only(read(table, year_starts=7), "benefits")["due_on"] == dt.date(2025, 6, 30)


def test_one_day_over_12_decides_the_order_of_its_whole_column(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | '03/04/2021
        B2         | Visits  | 80     | '25/12/2021
    """)
    assert column(reading, "benefits.due_on") == [dt.date(2021, 4, 3), dt.date(2021, 12, 25)]


def test_american_dates_are_read_when_the_column_is_american(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | '03/04/2021
        B2         | Visits  | 80     | '12/25/2021
    """)
    assert column(reading, "benefits.due_on") == [dt.date(2021, 3, 4), dt.date(2021, 12, 25)]


def test_a_date_that_may_be_two_days_is_a_problem_that_shows_both(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | '03/04/2021
    """)
    assert said(reading) == [("D2", "two-readings")]
    assert "3 April 2021 or 4 March 2021" in problems(reading)[0].message
    assert only(reading, "benefits")["due_on"] is None


def test_rows_that_contradict_each_other_leave_the_order_open(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | '03/04/2021
        B2         | Visits  | 80     | '25/12/2021
        B3         | Letters | 80     | '12/25/2021
    """)
    assert said(reading) == [("D2", "two-readings")]
    assert "contradict" in problems(reading)[0].message


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("31/09/2023", "impossible-date"),
        ("'2023-02-30", "impossible-date"),
        ("'1899-12-31", "impossible-date"),
        ("soon", "due-on-not-a-date"),
        ("45000", "due-on-not-a-date"),
    ],
)
def test_what_is_no_day_is_a_problem(read: Read, typed: str, rule: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Target | Due date
        B1         | Calls   | 80     | {typed}
        B2         | Visits  | 80     | 2024-03-31
    """)
    assert said(reading) == [("D2", rule)]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Cashable", "cash_releasing"),
        ("NON-CASHABLE", "non_cash_releasing"),
        ("Cost avoidance", "cost_avoidance"),
        ("Dis-benefit", "disbenefit"),
    ],
)
def test_a_class_is_read_by_any_of_its_names(read: Read, typed: str, known: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Target | Benefit type
        B1         | Calls   | 80     | {typed}
    """)
    assert only(reading, "benefits")["class"] == known


def test_an_unknown_word_of_a_closed_list_is_a_warning_that_gives_the_list(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Benefit class
        B1         | Calls   | 80     | Cashable
        B2         | Visits  | 80     | Fluffy
    """)
    assert said(reading) == [("D3", "unknown-class")]
    assert "cash_releasing" in problems(reading)[0].message


def test_a_column_headed_type_is_a_class_only_where_it_holds_classes(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Type
        B1         | Calls   | 80     | Phone
        B2         | Visits  | 80     | Counter
    """)
    assert column(reading, "benefits.class") == [None, None]
    assert column(reading, "benefits.extra") == ['{"Type": "Phone"}', '{"Type": "Counter"}']


def test_yes_in_the_disbenefit_column_makes_a_disbenefit(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Disbenefit
        B1         | Calls   | 80     | No
        B2         | Errors  | 80     | Yes
    """)
    assert column(reading, "benefits.class") == [None, "disbenefit"]


def test_neither_yes_nor_no_is_said(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Disbenefit
        B1         | Calls   | 80     | Perhaps
    """)
    assert said(reading) == [("D2", "not-yes-or-no")]
