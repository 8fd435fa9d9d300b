"""What is said of a file as a whole, and of what it holds beside its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.reading import cell_texts
from tests.workbook.books import (
    block,
    column,
    only,
    problems,
    records,
    rules,
    said,
    sheets_in,
    write_book,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from tests.workbook.books import Read


def test_rows_that_contradict_each_other_about_a_case_are_said_with_both_cells(read: Read) -> None:
    reading = read("""
        Case ID | Project   | Directorate | Benefit | Baseline | Target
        C1      | Telephony | Housing     | Calls   | 100      | 80
        C1      | Telephony | Planning    | Visits  | 50       | 20
        C1      | Telephony | Planning    | Letters | 50       | 20
    """)
    assert said(reading) == [("C3", "told-two-ways")]
    assert "“Housing” in Register!C2" in problems(reading)[0].message
    assert only(reading, "cases")["department"] == "Housing"


def test_a_table_of_cases_has_the_first_word_on_them(read: Read) -> None:
    reading = read("""
        [Benefits]
        Case ID | Directorate | Benefit | Baseline | Target
        C1      | Housing     | Calls   | 100      | 80
        [Cases]
        Case ID | Case title | Directorate
        C1      | Telephony  | Planning
    """)
    assert only(reading, "cases")["department"] == "Planning"
    assert said(reading) == [("B2", "told-two-ways")]


def test_a_value_that_only_a_later_row_states_keeps_its_own_cell(read: Read) -> None:
    reading = read("""
        Case ID | Project   | Directorate | Benefit | Baseline | Target
        C1      | Telephony |             | Calls   | 100      | 80
        C1      | Telephony | Planning    | Visits  | 50       | 20
    """)
    assert [(r["row"], r["title"], r["department"]) for r in records(reading, "cases")] == [
        (2, "Telephony", None),
        (3, None, "Planning"),
    ]


def test_columns_that_no_field_claims_are_kept_with_their_header(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target | Colour | Colour
        B1         | Calls   | 80     | red    | blue
    """)
    assert only(reading, "benefits")["extra"] == '{"Colour": "red", "Colour (E)": "blue"}'
    assert block(reading).unmatched == {"Colour": "D", "Colour (E)": "E"}


def test_values_under_no_header_are_kept_too(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Target |          | Owner
        B1         | Calls   | 80     | see note | A. Lee
    """)
    assert only(reading, "benefits")["extra"] == '{"column D": "see note"}'


def test_a_row_of_nothing_but_its_case_is_the_cases_only(read: Read) -> None:
    reading = read("""
        Case ID | Project   | Benefit | Baseline | Target
        C1      | Telephony | Calls   | 100      | 80
        C2      | Web forms |         |          |
    """)
    assert column(reading, "benefits.case_id") == ["C1"]
    assert column(reading, "cases.case_id") == ["C1", "C2"]
    assert block(reading).set_aside == {3: "names no benefit: only its case was kept"}


def test_figures_without_a_benefits_name_are_kept_under_their_row_and_said(read: Read) -> None:
    reading = read("""
        Case ID | Project   | Benefit | Baseline | Target
        C1      | Telephony |         | 100      | 80
    """)
    assert column(reading, "benefits.benefit_id") == ["C1/row-2"]
    assert said(reading) == [("A2", "benefit-without-name")]


def test_a_workbook_with_no_table_says_what_was_seen_and_what_to_do(read: Read) -> None:
    reading = read("""
        [Model]
        Discount rate | 3.5
        [Charts]
        A picture
    """)
    assert "“Model”, “Charts”" in reading.refused
    assert "layout file" in reading.refused
    assert rules(reading) == {"no-benefits-table", "sheet-not-used"}


def test_a_register_that_is_still_empty_is_understood_and_said(read: Read) -> None:
    reading = read("Benefit ID | Benefit | Baseline | Target")
    assert not reading.refused
    assert rules(reading) == {"no-rows"}
    assert not reading.records


def test_formulas_never_calculated_throughout_are_named_as_the_reason(read: Read) -> None:
    reading = read("""
        =Data!A1 | =Data!B1 | =Data!C1
        =Data!A2 | =Data!B2 | =Data!C2
    """)
    assert reading.refused
    assert "formula-without-value" in rules(reading)


def test_series_that_contradict_each_other_throughout_are_no_kpis(read: Read) -> None:
    reading = read("""
        Indicator | 2015 | 2016 | 2017 | 2018
        Calls     | 1    | 2    | 3    | 4
        Calls     | 5    | 6    | 7    | 8
        Calls     | 9    | 10   | 11   | 12
    """)
    assert reading.refused
    assert "series-has-another-dimension" in rules(reading)


def test_problems_are_errors_warnings_or_notices(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | TBC      | soon
    """)
    assert {problem.rule: problem.severity for problem in reading.problems} == {
        "no-case-named": Severity.WARNING,
        "stated-blank": Severity.NOTICE,
        "target-not-a-number": Severity.ERROR,
    }


def test_the_same_file_gives_the_same_reading_twice(read: Read) -> None:
    table = """
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 100      | 80
    """
    assert read(table).records == read(table).records


def test_every_value_can_be_found_at_the_cell_its_block_gives(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 100      | 80
    """)
    assert block(reading).columns["benefits.target"] == "D"
    assert only(reading, "benefits")["row"] == 2


def test_a_cell_can_be_read_again_by_its_address_merged_ones_too(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book["Register"].merge_cells("A2:A3")

    table = """
        Case ID | Benefit | Target
        C1      | Calls   | 85%
                | Visits  | 20
    """
    path = write_book(tmp_path / "register.xlsx", sheets_in(table), merge)
    cells = ["Register!A3", "Register!C2", "Register!C3", "Gone!A1"]
    assert cell_texts(path, cells) == {
        "Register!A3": "C1", "Register!C2": "0.85", "Register!C3": "20",
    }  # fmt: skip


def test_a_problem_is_printed_as_place_finding_and_remedy(read: Read) -> None:
    reading = read(
        """
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 100      | approx. 2m
        """,
        name="ferry.xlsx",
    )
    (problem,) = problems(reading)
    place, found, remedy = str(problem).splitlines()
    assert place.endswith("ferry.xlsx, Register!D2")
    assert found == '    "approx. 2m"'
    assert remedy.endswith("[target-not-a-number]")
