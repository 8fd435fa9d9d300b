"""Registers as people keep them: titles above, totals below, gaps, repeats, hidden things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import block, column, only, records, said

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.workbook.books import Read


def test_a_title_block_above_is_set_aside_and_not_read(read: Read) -> None:
    reading = read("""
        Benefits register
        Housing        | as at | 2024-03-31

        Benefit ID     | Benefit | Baseline | Target
        B1             | Calls   | 100      | 80
    """)
    assert column(reading, "benefits.target") == [80.0]
    assert block(reading).range == "A4:D5"
    assert block(reading).set_aside == {1: "stands above the table", 2: "stands above the table"}


@pytest.mark.parametrize("label", ["Total", "Grand total", "TOTALS:", "Total savings", "Sub-total"])
def test_a_total_is_no_benefit_whatever_it_is_called(read: Read, label: str) -> None:
    reading = read(f"""
        Benefit ID | Benefit     | Annual saving
        B1         | Fewer calls | 8000
                   | {label}     | 8000
    """)
    assert block(reading).set_aside == {3: "is a total"}


def test_a_benefit_whose_title_begins_with_total_is_no_total(read: Read) -> None:
    reading = read("""
        Case ID | Benefit           | Unit  | Baseline | Target
        C1      | Total call volume | calls | 100      | 80
    """)
    assert column(reading, "benefits.title") == ["Total call volume"]


def test_figures_without_a_label_below_are_set_aside(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit     | Annual saving
        B1         | Fewer calls | 8000
                   |             | 8000
    """)
    assert block(reading).rows == 1
    assert "total without a label" in block(reading).set_aside[3]


def test_a_cell_of_spaces_is_blank(read: Read) -> None:
    reading = read(
        {
            "Register": [
                ["Benefit ID", "Benefit", "Baseline", "Target"],
                ["B1", "Calls", 100, 80],
                [" ", "\N{NO-BREAK SPACE}", None, "  "],
            ]
        }
    )
    assert (block(reading).rows, block(reading).set_aside) == (1, {})


def test_hidden_sheets_rows_and_columns_are_read_and_said(read: Read) -> None:
    def hide(book: Workbook) -> None:
        sheet = book["Register"]
        sheet.sheet_state = "hidden"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True

    reading = read(
        """
        [Front page]
        Nothing to see
        [Register]
        Benefit ID | Benefit | Baseline | Target
        B1         | Calls   | 100      | 80
        """,
        edit=hide,
    )
    assert only(reading, "benefits")["target"] == 80.0
    notices = {problem.rule: problem.message for problem in reading.problems}
    assert notices["hidden-sheet"] == "The sheet is hidden; it was read."
    assert notices["hidden-rows"] == "1 hidden row was read too."
    assert notices["hidden-columns"] == "1 hidden column was read too."
    assert "sheet-not-used" in notices


def test_a_figure_merged_over_several_rows_counts_once_and_is_said(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book["Register"].merge_cells("D2:D3")

    reading = read(
        """
        Case ID | Benefit | Target | Annual saving
        C1      | Calls   | 80     | 9000
        C1      | Visits  | 20     |
        """,
        edit=merge,
    )
    assert column(reading, "benefits.money_per_year") == [9000.0, None]
    assert said(reading) == [("D2", "merged-figure")]


def test_a_blank_below_a_case_that_is_not_merged_is_asked_about_not_filled(read: Read) -> None:
    reading = read("""
        Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80
                | Visits  | 50       | 20
        C2      | Letters | 50       | 20
    """)
    assert said(reading) == [("A3", "case-left-blank")]
    assert column(reading, "benefits.case_id") == ["C1", "register", "C2"]


def test_two_tables_on_a_sheet_are_both_read(read: Read) -> None:
    reading = read("""
        Business cases
        Case ID    | Case title | Sponsor | Approved cost
        C1         | Telephony  | A. Lee  | 1000

        Benefits
        Benefit ID | Case ID | Benefit | Baseline | Target
        C1-B1      | C1      | Calls   | 100      | 80
    """)
    assert [(b.holds, b.range, b.rows) for b in reading.blocks] == [
        ("cases", "A2:D3", 1),
        ("benefits", "A6:E7", 1),
    ]
    assert only(reading, "benefits")["case_id"] == only(reading, "cases")["case_id"] == "C1"


def test_benefits_on_one_sheet_find_their_cases_on_another_by_title(read: Read) -> None:
    reading = read("""
        [Programmes]
        Programme ID | Programme     | Directorate | SRO
        P7           | New telephony | Housing     | A. Lee
        P8           | Web forms     | Planning    | B. Ray
        [Tracker]
        Programme     | Benefit | Baseline | Target
        Web forms     | Visits  | 50       | 20
        NEW TELEPHONY | Calls   | 100      | 80
    """)
    assert column(reading, "benefits.case_id") == ["P8", "P7"]
    cases = {row["case_id"]: row["department"] for row in records(reading, "cases")}
    assert cases == {"P7": "Housing", "P8": "Planning"}


def test_a_title_column_that_holds_ids_finds_the_case(read: Read) -> None:
    reading = read("""
        [Programmes]
        Programme ID | Programme     | Directorate | SRO
        P7           | New telephony | Housing     | A. Lee
        [Tracker]
        Programme | Benefit | Baseline | Target
        P7        | Calls   | 100      | 80
    """)
    assert only(reading, "benefits")["case_id"] == "P7"


def test_case_figures_beside_benefits_are_the_cases(read: Read) -> None:
    reading = read("""
        Case ID | Project   | Directorate | Approved budget (£k) | Benefit | Baseline | Target
        C1      | Telephony | Housing     | 250                  | Calls   | 100      | 80
        C1      | Telephony | Housing     | 250                  | Visits  | 50       | 20
    """)
    case = only(reading, "cases")
    assert (case["title"], case["department"]) == ("Telephony", "Housing")
    assert (case["approved_cost"], case["currency"]) == (250_000.0, "GBP")


def test_a_number_that_waits_for_its_benefit_is_no_benefit(read: Read) -> None:
    reading = read("""
        Case ID | No | Benefit | Baseline | Target
        C1      | 1  | Calls   | 100      | 80
        C1      | 2  |         |          |
    """)
    assert column(reading, "benefits.benefit_id") == ["C1/1"]
    assert block(reading).set_aside == {3: "has a number and says nothing of a benefit"}


def test_a_row_that_names_neither_benefit_nor_case_leaves_no_case(read: Read) -> None:
    reading = read("""
        Case ID | Directorate | Approved budget (£k) | Benefit | Baseline | Target
        C1      | Housing     | 250                  | Calls   | 100      | 80
                | Revenues    | 900                  |         |          |
    """)
    assert only(reading, "cases")["case_id"] == "C1"
    assert block(reading).set_aside == {3: "names no benefit"}
