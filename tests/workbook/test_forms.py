"""Forms: labels beside their values, one benefit a form."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.books import block, column, only, records, said

if TYPE_CHECKING:
    from tests.workbook.books import Read


def test_a_form_with_labels_in_a_and_values_in_b_is_one_benefit(read: Read) -> None:
    reading = read("""
        Benefit profile

        Project ref          | P-01
        Project name         | Telephony
        Benefit ref          | P-01-B1
        Benefit title        | Fewer calls
        Unit of measure      | calls
        Baseline value       | 100
        Target value         | 80
        Target delivery date | 2025-03-31
    """)
    benefit = only(reading, "benefits")
    assert (benefit["case_id"], benefit["benefit_id"]) == ("P-01", "P-01-B1")
    assert (benefit["baseline"], benefit["target"]) == (100.0, 80.0)
    assert benefit["due_on"] == dt.date(2025, 3, 31)
    assert only(reading, "cases")["title"] == "Telephony"
    assert block(reading).columns["benefits.target"] == "B9"


def test_a_value_may_stand_a_few_cells_right_of_its_label(read: Read) -> None:
    reading = read("""
        Project ref    |  | P-01
        Benefit title  |  | Fewer calls
        Baseline value |  | 100
        Target value   |  | 80
    """)
    assert only(reading, "benefits")["target"] == 80.0


def test_forms_of_several_cases_down_a_sheet_keep_to_their_own_case(read: Read) -> None:
    reading = read("""
        Project ref    | P-01
        Benefit title  | Fewer calls
        Baseline value | 100
        Target value   | 80

        Project ref    | P-02
        Benefit title  | Fewer visits
        Baseline value | 50
        Target value   | 20
    """)
    assert column(reading, "benefits.case_id") == ["P-01", "P-02"]


def test_labels_that_name_no_field_are_kept_with_their_values(read: Read) -> None:
    reading = read("""
        Project ref    | P-01
        Benefit title  | Fewer calls
        Baseline value | 100
        Target value   | 80
        Assumptions    | Staff stay
        KPI role       |
    """)
    assert only(reading, "benefits")["extra"] == '{"Assumptions": "Staff stay"}'
    assert block(reading).unmatched == {"Assumptions": "B5"}
    assert block(reading).set_aside == {6: "is a heading or remark"}


def test_a_figure_in_a_form_that_cannot_be_read_is_a_problem_at_its_cell(read: Read) -> None:
    reading = read("""
        Project ref    | P-01
        Benefit title  | Fewer calls
        Baseline value | about 100
        Target value   | 80
    """)
    assert said(reading) == [("B3", "baseline-not-a-number")]


def test_a_form_of_a_case_alone_is_a_case(read: Read) -> None:
    reading = read("""
        Project ref   | P-01
        Project name  | Telephony
        Directorate   | Housing
        Approved cost | £250k
    """)
    (case,) = records(reading, "cases")
    assert (case["case_id"], case["approved_cost"]) == ("P-01", 250_000.0)
    assert not reading.records.get("benefits")


def test_a_table_of_figures_below_a_form_leaves_the_form_to_be_read(read: Read) -> None:
    reading = read("""
        Project ref    | P-01
        Benefit title  | Fewer calls
        Baseline value | 100
        Target value   | 80

        KPI   | Apr-19 | May-19 | Jun-19
        Calls | 99     | 95     | 90
    """)
    assert only(reading, "benefits")["target"] == 80.0
    assert column(reading, "observations.value") == [99.0, 95.0, 90.0]
    assert [(b.holds, b.rows, b.set_aside) for b in reading.blocks] == [
        ("benefits", 1, {}),
        ("observations", 1, {}),
    ]


def test_a_sheet_with_a_benefit_a_column_is_read_column_by_column(read: Read) -> None:
    reading = read("""
                       | Option A    | Option B
        Project ref    | P-01        | P-02
        Benefit title  | Fewer calls | Fewer visits
        Baseline value | 100         | 50
        Target value   | 80          | 20
        Comments       | none        | some
    """)
    assert column(reading, "benefits.case_id") == ["P-01", "P-02"]
    assert column(reading, "benefits.target") == [80.0, 20.0]
    assert column(reading, "benefits.extra") == ['{"Comments": "none"}', '{"Comments": "some"}']
    assert [b.columns["benefits.target"] for b in reading.blocks] == ["B5", "C5"]


def test_guidance_beside_the_values_is_no_second_benefit(read: Read) -> None:
    reading = read("""
        Project ref    | P-01        | From the portfolio office
        Benefit title  | Fewer calls | In a few words
        Baseline value | 100         | As measured, not guessed
        Target value   | 80          | A level, not a change
    """)
    assert column(reading, "benefits.case_id") == ["P-01"]
