"""Headers: what they may mean, and what the cells below decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bcr.workbook.words.fields import normal, synonyms
from tests.workbook.books import block, column, only, problems, rules, said

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.workbook.books import Read


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("benefit_owner", "owner"),
        ("BENEFIT OWNER", "owner"),
        ("Benefit\nowner", "owner"),
        ("benefitOwner", "owner"),
        ("Benefit owner (name)", "owner"),
        ("Named benefit owner", "owner"),
        ("Benefit Realization Owner", "owner"),
        ("Línea base", "baseline"),
        ("Cible", "target"),
    ],
)
def test_a_header_is_known_in_any_case_spacing_and_language(
    read: Read, header: str, field: str
) -> None:
    value = "A. Lee" if field == "owner" else "7"
    reading = read(
        {
            "Register": [
                ["Benefit ID", "Benefit", "Reported actual", header],
                ["B1", "Calls", 80, float(value) if value.isdigit() else value],
            ]
        }
    )
    assert f"benefits.{field}" in block(reading).columns


def test_a_known_header_is_written_as_headers_are_compared() -> None:
    known = {header for headers in synonyms().values() for header in headers}
    assert {header for header in known if normal(header) != header} == set()


def test_a_benefit_column_of_figures_is_money_and_of_words_the_title(read: Read) -> None:
    reading = read("""
        Project   | Description | Benefit | Baseline
        Telephony | Fewer calls | £1,200  | 100
    """)
    assert only(reading, "benefits")["money_per_year"] == 1200.0
    reading = read("""
        Project   | Description | Benefit     | Baseline
        Telephony | By phone    | Fewer calls | 100
    """)
    assert only(reading, "benefits")["title"] == "Fewer calls"


def test_a_current_column_alone_is_asked_about_and_kept_as_text(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Current | Target
        B1         | Calls   | 90      | 80
    """)
    benefit = only(reading, "benefits")
    assert said(reading) == [("C1", "ambiguous-header")]
    assert "baseline or reported actual" in problems(reading)[0].message
    assert (benefit["baseline"], benefit["reported_actual"]) == (None, None)
    assert benefit["extra"] == '{"Current": "90"}'


def test_from_and_to_of_dates_are_no_levels(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target value | From       | To
        B1         | Calls   | 80           | 2024-04-01 | 2025-03-31
    """)
    benefit = only(reading, "benefits")
    assert (benefit["start_on"], benefit["due_on"]) == (dt.date(2024, 4, 1), dt.date(2025, 3, 31))
    assert benefit["baseline"] is None


def test_a_header_over_two_rows_is_read_as_one(read: Read) -> None:
    reading = read("""
                   |         | Level    |        | Owner
        Benefit ID | Benefit | Baseline | Target |
        B1         | Calls   | 100      | 80     | A. Lee
    """)
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["target"], benefit["owner"]) == (100.0, 80.0, "A. Lee")
    assert block(reading).range == "A1:E3"


def test_a_group_heading_tells_apart_what_stands_under_it(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline |            | Target |
                   |         | Value    | Date       | Value  | Date
        B1         | Calls   | 100      | 2021-03-31 | 80     | 2025-03-31
    """)
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["baseline_on"]) == (100.0, dt.date(2021, 3, 31))
    assert (benefit["target"], benefit["due_on"]) == (80.0, dt.date(2025, 3, 31))


def test_a_merged_header_is_that_of_its_column(read: Read) -> None:
    def merge(book: Workbook) -> None:
        sheet = book["Register"]
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")
        sheet.merge_cells("C1:D1")

    reading = read(
        """
        Benefit ID | Benefit | Figures  |
                   |         | Baseline | Target
        B1         | Calls   | 100      | 80
        """,
        edit=merge,
    )
    benefit = only(reading, "benefits")
    assert (benefit["benefit_id"], benefit["baseline"], benefit["target"]) == (
        "register/B1", 100.0, 80.0,
    )  # fmt: skip


def test_every_decision_is_given_with_its_reason(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Forecast level
        B1         | Calls   | 100      | 80
    """)
    assert block(reading).reasons == (
        "A “Benefit ID” → benefits.benefit_id: the name of benefit id, 1.00; values are texts",
        "B “Benefit” → benefits.title: a synonym of title, 1.00; values are texts",
        "C “Baseline” → benefits.baseline: the name of baseline, 1.00; values are numbers",
        "D “Forecast level” → kept as text: no field is known by this header; values are numbers",
    )


def test_a_column_of_to_be_confirmed_alone_still_has_its_field(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 100      | TBC
        B2         | Visits  | 100      | TBC
    """)
    assert rules(reading) == {"no-case-named", "stated-blank"}
    assert column(reading, "benefits.target") == [None, None]


def test_the_type_of_a_benefit_is_not_the_benefit(read: Read) -> None:
    reading = read("""
        Ref | Description | Kind of benefit | Target
        B1  | Fewer calls | Phone           | 80
    """)
    benefit = only(reading, "benefits")
    assert (benefit["title"], benefit["description"]) == (None, "Fewer calls")
    assert benefit["extra"] == '{"Kind of benefit": "Phone"}'


@pytest.mark.parametrize("word", ["Interim", "Stretch", "Previous", "Revised"])
def test_a_word_that_makes_another_figure_of_a_target_is_heeded(read: Read, word: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Baseline | {word} target
        B1         | Calls   | 100      | 80
    """)
    assert only(reading, "benefits")["target"] is None
    assert only(reading, "benefits")["extra"] == f'{{"{word} target": "80"}}'


def test_a_figure_under_a_header_understood_in_part_is_used_and_said(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Agreed target
        B1         | Calls   | 100      | 80
    """)
    assert only(reading, "benefits")["target"] == 80.0
    assert said(reading) == [("D1", "header-in-part")]


def test_years_under_target_are_asked_about(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 2100     | 2025
    """)
    assert said(reading) == [("D1", "ambiguous-header")]


@pytest.mark.parametrize(("first", "second"), [("2000", "1850"), ("'2000", "'1850")])
def test_a_target_of_two_thousand_calls_is_no_year(read: Read, first: str, second: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 2100     | {first}
        B2         | Visits  | 1900     | {second}
    """)
    assert column(reading, "benefits.target") == [2000.0, 1850.0]
