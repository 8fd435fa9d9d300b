"""Ids: kept as written, told apart, and found again where other sheets name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bcr.schemas.records import KEYS
from bcr.workbook.records.identity import any_is_bare, is_bare
from bcr.workbook.records.plain import ONE_ROW_A_KEY
from tests.workbook.books import Shown, block, column, only, problems, records, rules, said

if TYPE_CHECKING:
    from tests.workbook.books import Read


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("007", "007"), ("'007", "007"), (" C 1 ", "C 1"), ("7", "7"), ("HOU-2021", "HOU-2021")],
)
def test_a_case_id_is_kept_as_written_but_for_spaces_around_it(
    read: Read, typed: str, kept: str
) -> None:
    cell = float(typed) if typed == "7" else typed.removeprefix("'")
    reading = read({"S": [["Case ID", "Benefit", "Target"], [cell, "Calls", 80]]})
    assert only(reading, "benefits")["case_id"] == kept


def test_an_id_that_is_shown_with_leading_zeros_has_them(read: Read) -> None:
    reading = read({
        "S": [
            ["Case ID", "Benefit", "Baseline", "Target"],
            [Shown(7, "0000"), "Calls", Shown(90, "000"), Shown(1200, "000")],
            [Shown(12345, "0000"), "Visits", Shown(0, "00"), Shown(80, "00")],
        ]
    })  # fmt: skip
    assert column(reading, "benefits.case_id") == ["0007", "12345"]
    assert column(reading, "benefits.baseline") == [90.0, 0.0]
    assert column(reading, "benefits.target") == [1200.0, 80.0]
    assert column(reading, "benefits.unit") == [None, None]


def test_seven_as_a_number_and_as_text_is_one_case(read: Read) -> None:
    reading = read("""
        [Cases]
        Case ID | Case title | Sponsor
        7       | Telephony  | A. Lee
        [Benefits]
        Case ID | Benefit | Target
        '7      | Calls   | 80
    """)
    assert only(reading, "benefits")["case_id"] == only(reading, "cases")["case_id"] == "7"


def test_cases_that_are_merely_numbered_are_said_once(read: Read) -> None:
    reading = read("""
        Case ID | Benefit | Target
        1       | Calls   | 80
        2       | Visits  | 70
    """)
    assert column(reading, "benefits.case_id") == ["1", "2"]
    assert said(reading) == [("A2", "case-id-is-a-number")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7", "C1/7"), ("B12", "C1/B12"), ("BEN-03", "C1/BEN-03"), ("C1-B7", "C1-B7")],
)
def test_a_mere_number_is_qualified_by_its_case(read: Read, typed: str, kept: str) -> None:
    reading = read(f"""
        Case ID | Benefit no | Benefit | Target
        C1      | {typed}    | Calls   | 80
    """)
    assert only(reading, "benefits")["benefit_id"] == kept


def test_the_same_number_in_two_cases_is_two_benefits(read: Read) -> None:
    reading = read("""
        Case ID | Benefit no | Benefit | Target
        C1      | 1          | Calls   | 80
        C2      | 1          | Visits  | 70
    """)
    assert column(reading, "benefits.benefit_id") == ["C1/1", "C2/1"]
    assert not reading.problems


def test_an_id_given_twice_is_kept_apart_and_said_with_both_cells(read: Read) -> None:
    reading = read("""
        Case ID | Benefit ID | Benefit | Target
        C1      | C1-B1      | Calls   | 80
        C1      | C1-B1      | Visits  | 70
    """)
    assert column(reading, "benefits.benefit_id") == ["C1-B1", "C1-B1~2"]
    assert said(reading) == [("B3", "benefit-id-twice")]
    assert "Register!B2" in problems(reading)[0].message


def test_an_id_that_another_row_got_from_its_title_is_no_crash(read: Read) -> None:
    reading = read("""
        Case ID | Benefit ID | Benefit | Target
        C1      |            | Calls   | 80
        C1      | C1/calls   | Visits  | 70
    """)
    assert column(reading, "benefits.benefit_id") == ["C1/calls", "C1/calls~2"]


def test_a_benefit_without_an_id_gets_one_from_its_title(read: Read) -> None:
    reading = read("""
        Case ID | Benefit                       | Target
        C1      | Reduce repeat calls (Housing) | 80
    """)
    assert only(reading, "benefits")["benefit_id"] == "C1/reduce-repeat-calls-housing"


def test_long_titles_that_begin_alike_are_different_cases(read: Read) -> None:
    service = "Centers for Medicare and Medicaid Services - Medicare"
    reading = read(f"""
        Project                         | Benefit      | Baseline | Target
        {service} Advantage (Part C)    | Fewer errors | 8        | 5
        {service} Prescriptions, Part D | Fewer errors | 3        | 2
    """)
    assert len(set(column(reading, "benefits.case_id"))) == 2
    assert rules(reading) == set()


def test_the_only_case_of_a_file_is_that_of_every_benefit(read: Read) -> None:
    reading = read("""
        [Case]
        Project ref   | P-01
        Project name  | Telephony
        Directorate   | Housing
        Approved cost | £250k
        [Benefits]
        Benefit ID | Benefit | Baseline | Target
        B-001      | Calls   | 100      | 80
    """)
    assert only(reading, "benefits")["case_id"] == "P-01"


def test_a_file_that_names_no_case_is_one_and_says_so_once(read: Read) -> None:
    reading = read(
        """
        Benefit ID | Benefit | Baseline | Target
        B-001      | Calls   | 100      | 80
        B-002      | Visits  | 100      | 80
        """,
        name="New telephony.xlsx",
    )
    assert column(reading, "benefits.case_id") == ["new-telephony", "new-telephony"]
    assert [problem.rule for problem in reading.problems] == ["no-case-named"]


def test_plans_owners_and_decisions_find_a_benefit_by_its_number(read: Read) -> None:
    reading = read("""
        [Plans]
        Benefit ID | Period end | Planned
        1          | 2024-03-31 | 90
        [Owners]
        Benefit ID | Role  | Name
        1          | Owner | A. Lee
        [Decisions]
        Benefit ID | Field  | New
        1          | Target | 85
        [Benefits]
        Case ID | Benefit ID | Benefit | Target
        C1      | 1          | Calls   | 80
    """)
    assert only(reading, "plans")["benefit_id"] == "C1/1"
    assert only(reading, "owners")["subject"] == only(reading, "decisions")["subject"] == "C1/1"


def test_a_number_that_several_benefits_have_is_asked_about(read: Read) -> None:
    reading = read("""
        [Benefits]
        Case ID | Benefit ID | Benefit | Target
        C1      | 1          | Calls   | 80
        C2      | 1          | Visits  | 70
        [Plans]
        Benefit ID | Period end | Planned
        1          | 2024-03-31 | 90
    """)
    assert not records(reading, "plans")
    assert said(reading) == [("A2", "which-benefit")]
    assert reading.blocks[1].set_aside == {2: "may speak of several benefits"}


def test_two_plans_for_one_period_are_said_and_the_first_is_kept(read: Read) -> None:
    reading = read("""
        Benefit ID | Period end | Planned
        B-001      | 2024-03-31 | 90
        B-001      | 2024-03-31 | 85
    """)
    assert column(reading, "plans.planned") == [90.0]
    assert said(reading) == [("A3", "row-twice")]
    assert (block(reading).rows, set(block(reading).set_aside)) == (1, {3})


def test_a_logic_is_known_by_its_code_whatever_its_spelling(read: Read) -> None:
    reading = read("""
        Case ID | Benefit | Investment logic | Target
        C1      | Calls   | Channel shift    | 80
        C1      | Visits  | channel_shift    | 80
        C1      | Letters |                  | 80
    """)
    assert column(reading, "benefits.logic") == ["channel_shift", "channel_shift", "unclassified"]
    assert only(reading, "logics")["name"] == "Channel shift"


def test_a_logic_that_a_sheet_describes_is_described_by_it_alone(read: Read) -> None:
    reading = read("""
        [Benefits]
        Case ID | Benefit | Investment logic | Target
        C1      | Calls   | Channel Shift    | 80
        [Logics]
        Logic         | Name          | Response   | Words
        channel_shift | Channel shift | Web forms  | online
    """)
    assert (only(reading, "logics")["name"], only(reading, "logics")["response"]) == (
        "Channel shift", "Web forms",
    )  # fmt: skip
    assert not rules(reading)


def test_rows_of_one_key_are_those_that_the_store_takes_for_one_thing() -> None:
    assert {table: KEYS[table] for table in ONE_ROW_A_KEY} == ONE_ROW_A_KEY


@pytest.mark.parametrize("text", ["7", "B12", "ben-003", "Benefit 2", "no. 4.1", "#3", "  5"])
def test_a_number_with_at_most_a_word_for_it_is_bare(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize("text", ["HOU-2021-B12", "ABC7", "B", "B1x", "7.", "1..2", "B12-3", ""])
def test_a_number_with_anything_else_is_an_id_of_its_own(text: str) -> None:
    assert not is_bare(text)


@given(st.lists(st.text("Bbenoitm1٣²#.-_ \n", max_size=8), max_size=5))
@example(["HOU-2021-B12", "B\n1", "Ward"])
@example(["HOU-2021-B12", "BEN-003.1\n"])
def test_ids_looked_through_together_hold_a_bare_one_where_one_alone_is_bare(
    identifiers: list[str],
) -> None:
    assert any_is_bare(identifiers) == any(map(is_bare, identifiers))
