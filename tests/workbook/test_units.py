"""Levels in the unit of their row: percentages, changes, durations, shares."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import Shown, column, only, problems, said

if TYPE_CHECKING:
    from tests.workbook.books import Cell, Read


@pytest.mark.parametrize(
    ("baseline", "target", "unit"),
    [
        ("62%", "85%", ""),
        ("'62%", "'85%", ""),
        ("62", "85", "%"),
        ("62", "85", "per cent"),
        ("62%", "'85%", "%"),
        ("62%", "85", "%"),
    ],
)
def test_a_percentage_is_points_whether_format_text_or_unit_says_so(
    read: Read, baseline: str, target: str, unit: str
) -> None:
    reading = read(f"""
        Benefit ID | Benefit  | Unit   | Baseline   | Target
        B1         | Answered | {unit} | {baseline} | {target}
    """)
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["target"]) == (62.0, 85.0)
    assert not said(reading)


def test_a_plain_ratio_among_percentages_is_a_problem_that_shows_both_readings(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit  | Baseline | Target
        B1         | Answered | 62%      | 0.85
    """)
    assert said(reading) == [("D2", "units-differ")]
    assert "0.85% or 85%" in problems(reading)[0].message
    assert only(reading, "benefits")["target"] is None


def test_percent_measures_kept_as_plain_ratios_throughout_are_said_to_be_taken_as_points(
    read: Read,
) -> None:
    reading = read("""
        Benefit ID | Benefit  | Unit | Baseline | Target
        B1         | Answered | %    | 0.62     | 0.85
        B2         | Resolved | %    | 0.5      | 0.7
    """)
    assert said(reading) == [("D2", "percent-or-ratio")]
    assert column(reading, "benefits.target") == [0.85, 0.7]


def test_a_small_percentage_among_large_ones_is_no_doubt(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit  | Unit | Baseline | Target
        B1         | Answered | %    | 62       | 85
        B2         | Errors   | %    | 0.9      | 0.2
    """)
    assert not said(reading)


def test_a_percentage_in_a_measure_of_minutes_is_no_level(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Unit    | Baseline | Target
        B1         | Wait    | minutes | 12       | '10%
    """)
    assert said(reading) == [("E2", "units-differ")]
    assert only(reading, "benefits")["target"] is None


def test_a_promised_percent_change_is_a_ratio_of_the_baseline(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Unit  | Baseline | % reduction
        B1         | Calls   | calls | 1000     | 10%
    """)
    benefit = only(reading, "benefits")
    assert (benefit["target"], benefit["target_kind"]) == (-0.1, "percent")


def test_a_promised_change_in_the_unit_is_a_change(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Unit  | Baseline | Target increase
        B1         | Uptake  | users | 1000     | 250
    """)
    benefit = only(reading, "benefits")
    assert (benefit["target"], benefit["target_kind"]) == (250.0, "change")


@pytest.mark.parametrize(
    ("typed", "unit", "level"),
    [
        ("11 min 24 s", "seconds", 684.0),
        ("11 min 24 s", "minutes", 11.4),
        ("1h 30m", "minutes", 90.0),
        ("2 hours", "hours", 2.0),
        ("3 days", "days", 3.0),
        ("0:11:24", "seconds", 684.0),
    ],
)
def test_a_duration_comes_in_the_unit_of_its_row(
    read: Read, typed: str, unit: str, level: float
) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Unit   | Target
        B1         | Wait    | {unit} | {typed}
    """)
    assert only(reading, "benefits")["target"] == pytest.approx(level)
    assert not said(reading)


def test_a_time_cell_with_seconds_is_a_duration(read: Read) -> None:
    reading = read(
        {
            "Register": [
                ["Benefit ID", "Benefit", "Unit", "Baseline", "Target"],
                ["B1", "Wait", "seconds", dt.time(0, 11, 24), dt.timedelta(minutes=9, seconds=5)],
            ]
        }
    )
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["target"]) == (684.0, 545.0)


@pytest.mark.parametrize("typed", ["11:24", Shown(dt.time(11, 24), "h:mm")])
def test_eleven_24_may_be_minutes_or_hours_typed_or_taken_by_excel_for_a_time(
    read: Read, typed: str | Shown
) -> None:
    header = ["Benefit ID", "Benefit", "Unit", "Target"]
    reading = read({"Register": [[*header], ["B1", "Wait", "minutes", typed]]})
    assert said(reading) == [("D2", "two-readings")]
    assert "11 min 24 s or 11 h 24 min" in problems(reading)[0].message


def test_five_m_of_a_wait_may_be_minutes_or_millions(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Unit    | Baseline | Target
        B1         | Wait    | minutes | 7        | 5m
    """)
    assert said(reading) == [("E2", "units-differ")]
    assert "5 minutes" in problems(reading)[0].message


def test_a_comma_before_three_digits_parts_thousands(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target
        B1         | Calls   | 1,234
    """)
    assert only(reading, "benefits")["target"] == 1234.0


def test_the_whole_column_decides_what_a_comma_is(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target
        B1         | Calls   | '1.234
        B2         | Errors  | 0,5
        B3         | Visits  | 1.234,56
    """)
    assert column(reading, "benefits.target") == [1234.0, 0.5, 1234.56]


def test_a_column_with_both_marks_leaves_one_cell_with_two_readings(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target
        B1         | Calls   | 1,234
        B2         | Errors  | 0,5
        B3         | Visits  | '7.25
    """)
    assert said(reading) == [("C2", "two-readings")]
    assert "1234 or 1.234" in problems(reading)[0].message
    assert column(reading, "benefits.target") == [None, 0.5, 7.25]


def test_a_remark_beside_a_number_is_a_problem_at_its_cell(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target
        B1         | Calls   | approx. 2m
    """)
    (problem,) = problems(reading)
    assert (problem.where.sheet, problem.where.cell, problem.found, problem.rule) == (
        "Register", "C2", "approx. 2m", "target-not-a-number",
    )  # fmt: skip
    assert "notes" in problem.message
    assert only(reading, "benefits")["target"] is None


@pytest.mark.parametrize("typed", ["TBC", "n/a", "-", "Not known", "Exempt under Section 43"])
def test_a_stated_blank_is_no_value_and_is_said(read: Read, typed: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 12       | {typed}
    """)
    assert said(reading) == [("D2", "stated-blank")]
    assert only(reading, "benefits")["target"] is None


def test_an_empty_cell_is_no_problem(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 12       |
    """)
    assert not said(reading)


def test_an_error_cell_a_formula_never_calculated_and_a_blank_are_told_apart(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target
        B1         | Calls   | #DIV/0!
        B2         | Visits  | =1+1
        B3         | Letters |
    """)
    assert said(reading) == [("C2", "error-cell"), ("C3", "formula-without-value")]
    assert [problem.found for problem in problems(reading)] == ["#DIV/0!", "=1+1"]
    assert column(reading, "benefits.target") == [None, None, None]


@pytest.mark.parametrize(
    ("header", "typed", "share"),
    [
        ("Share", "50%", 0.5),
        ("Share", "0.5", 0.5),
        ("Share (%)", "50", 0.5),
        ("Share", "'50%", 0.5),
    ],
)
def test_a_share_is_a_ratio(read: Read, header: str, typed: str, share: float) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Target | {header}
        B1         | Calls   | 80     | {typed}
    """)
    assert only(reading, "benefits")["share"] == share


@pytest.mark.parametrize(
    ("header", "typed", "rule"),
    [
        ("Share", "50", "share-out-of-range"),
        ("Weight", "-1", "weight-out-of-range"),
        ("Tolerance", "-2", "tolerance-out-of-range"),
        ("Baseline months", "0", "baseline-months-out-of-range"),
    ],
)
def test_a_number_that_its_field_cannot_have_is_a_problem(
    read: Read, header: str, typed: str, rule: str
) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Target | {header}
        B1         | Calls   | 80     | {typed}
    """)
    assert said(reading) == [("D2", rule)]


def test_numbers_kept_as_text_are_numbers(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | '100     | '80.5
    """)
    assert only(reading, "benefits")["target"] == 80.5
    assert not said(reading)


@pytest.mark.parametrize(
    ("unit", "header"), [("mm:ss", "Target"), ("min:sec", "Target"), ("", "Target (mm:ss)")]
)
def test_minutes_and_seconds_are_read_where_header_or_unit_says_so(
    read: Read, unit: str, header: str
) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Unit   | {header}
        B1         | Wait    | {unit} | 11:24
    """)
    benefit = only(reading, "benefits")
    assert (benefit["target"], benefit["unit"]) == (pytest.approx(11.4), "min")
    assert not said(reading)


def test_a_time_cell_is_minutes_and_seconds_where_the_unit_says_so(read: Read) -> None:
    row: list[Cell] = ["B1", "Wait", "mm:ss", Shown(dt.time(11, 24), "h:mm")]
    reading = read({"Register": [["Benefit ID", "Benefit", "Unit", "Target"], row]})
    assert only(reading, "benefits")["target"] == pytest.approx(11.4)
