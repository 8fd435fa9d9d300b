"""Which sheets and rows are a layout's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import block, column, only
from tests.workbook.layouts import PLAIN

if TYPE_CHECKING:
    from tests.workbook.books import Read
    from tests.workbook.layouts import Told


def test_sheets_without_any_of_its_headers_are_not_a_layouts(read: Read, told: Told) -> None:
    reading = read(
        """
        [2023]
        Nr    | What we want | Wanted
        B-001 | Calls        | 80
        [2024]
        Nr    | What we want | Wanted
        B-001 | Visits       | 70
        [About]
        Ask the portfolio office
        """,
        layouts=[told(PLAIN)],
    )
    assert column(reading, "benefits.target") == [80.0, 70.0]
    assert ("About", "sheet-not-used") in {(p.where.sheet, p.rule) for p in reading.problems}


ROWS = PLAIN.replace("[table.columns]", "{0}\n[table.columns]")
LIST = """
    Nr    | What we want | Wanted | Status    | Year
    B-001 | Calls        | 80     | Live      | 2024
    B-002 | Visits       | 70     | Draft     | 2024
    B-003 | Letters      | 60     |           | 2023
    B-004 | Mails        | 50     | Withdrawn | 2024
"""


@pytest.mark.parametrize(
    ("said_of_rows", "kept"),
    [
        ('where = [{ column = "Year", values = [2024] }]', ["B-001", "B-002", "B-004"]),
        ('skip = [{ column = "Status", values = ["draft", "With*"] }]', ["B-001", "B-003"]),
        ('skip = [{ column = { letter = "D" }, values = [""] }]', ["B-001", "B-002", "B-004"]),
        ("skip = [{ rows = [2, [4, 5]] }]", ["B-002"]),
    ],
)
def test_rows_are_kept_or_skipped_by_a_column_or_by_number_and_it_is_said(
    read: Read, told: Told, said_of_rows: str, kept: list[str]
) -> None:
    reading = read(LIST, layouts=[told(ROWS.replace("{0}", said_of_rows))])
    ids = [str(one).rpartition("/")[2] for one in column(reading, "benefits.benefit_id")]
    assert ids == kept
    aside = block(reading).set_aside
    assert len(aside) == 4 - len(kept)
    assert all("the layout skips" in reason for reason in aside.values())


SIGNED = """
    [[table]]
    headers = ["Project code", "L.B"]
    [table.columns]
    benefits.title = "Goal"
    benefits.baseline = "L.B"
    benefits.target = "{0}"
"""


def test_a_sheet_is_known_by_the_headers_that_must_stand_in_one_row(read: Read, told: Told) -> None:
    reading = read(
        """
        [Notes]
        Goal  | L.B | Wanted
        Calls | 1   | 2
        [Plan]
        Our plan
        Project code | Goal  | L.B | Wanted
        P1           | Calls | 100 | 80
        """,
        layouts=[told(SIGNED.replace("{0}", "Wanted"))],
    )
    assert [(b.sheet, b.range) for b in reading.blocks] == [("Plan", "A2:D3")]


def test_of_two_layouts_for_a_name_the_one_whose_headers_stand_there_is_used(
    read: Read, told: Told
) -> None:
    layouts = [told(SIGNED.replace("{0}", "Wanted")), told(PLAIN.replace("Nr", "Ref"))]
    signed = told(SIGNED.replace("{0}", "Wanted").replace("Project code", "Scheme code"))
    text = "Project code | Goal | L.B | Wanted\nP1 | Calls | 100 | 80"
    assert only(read(text, layouts=[layouts[0], signed]), "benefits")["target"] == 80.0
    assert "both claim this file" in read(text, layouts=layouts).refused
