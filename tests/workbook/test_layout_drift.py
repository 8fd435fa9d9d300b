"""Next year's copy: what has changed against the layout is said in one report, at its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.layouts.columns import ColumnSpec
from bcr.workbook.layouts.drift import Missing, renamed_or_gone
from tests.workbook.books import column, only, problems, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Read

    Told = Callable[[str], Layout]

KEPT = """
    [[table]]
    extra = ["Colour"]
    [table.columns]
    benefits.benefit_id = "Nr"
    benefits.title = "What we want"
    benefits.baseline = { letter = "D", header = "Level before" }
    benefits.target = { letter = "E", header = "Level wanted" }
"""


def test_everything_that_changed_is_said_in_one_report(read: Read, told: Told) -> None:
    reading = read(
        """
        Nr | What is wanted | Colour | Level wanted | Level before | Remarks
        B1 | Fewer calls    | red    | 80           | 100                | none
        """,
        layouts=[told(KEPT)],
    )
    assert said(reading) == [
        ("B1", "layout-column-renamed"),
        ("D1", "layout-column-moved"),
        ("E1", "layout-column-moved"),
        ("F1", "layout-column-came"),
    ]
    assert "(and 2 more)" in reading.refused
    assert not reading.records


def test_a_column_that_went_is_said_where_nothing_is_like_it(read: Read, told: Told) -> None:
    reading = read(
        """
        Nr | Colour | Level before
        B1 | red    | 100
        """,
        layouts=[told('[[table]]\n[table.columns]\nbenefits.title = "What we want"\n'
                      'benefits.benefit_id = "Nr"\nbenefits.baseline = "Level before"\n')],
    )  # fmt: skip
    (problem,) = reading.problems
    assert problem.rule == "layout-column-went"
    assert "benefits.title is read under “What we want”" in problem.message


def test_a_column_named_by_its_header_alone_may_stand_anywhere(read: Read, told: Told) -> None:
    layout = told("""
        [[table]]
        [table.columns]
        benefits.benefit_id = "Nr"
        benefits.target = "Wanted"
    """)
    before = read("Nr | Wanted | Colour\nB-001 | 80 | red", layouts=[layout])
    after = read("Colour | Wanted | Note | Nr\nred | 80 | none | B-001", layouts=[layout])
    assert only(before, "benefits")["target"] == only(after, "benefits")["target"] == 80.0
    assert not problems(after)


def test_a_new_column_is_a_notice_where_the_layout_lists_the_others(read: Read, told: Told) -> None:
    reading = read(
        """
        Nr    | What we want | Colour | Level before | Level wanted | Who
        B-001 | Fewer calls  | red    | 100          | 80           | A. Lee
        """,
        layouts=[told(KEPT)],
    )
    assert said(reading) == [("F1", "layout-column-came")]
    assert only(reading, "benefits")["extra"] == '{"Colour": "red", "Who": "A. Lee"}'


def test_a_header_row_that_moved_is_one_finding_not_one_a_column(read: Read, told: Told) -> None:
    layout = told(KEPT.replace("[[table]]", "[[table]]\nheader = 1"))
    reading = read(
        """
        Benefits of 2025
        Nr    | What we want | Colour | Level before | Level wanted
        B-001 | Fewer calls  | red    | 100          | 80
        """,
        layouts=[layout],
    )
    (problem,) = reading.problems
    assert problem.rule == "layout-header-moved"
    assert "it seems to be in row 2 now" in problem.message


def test_a_header_is_found_over_two_rows_without_being_told_where(read: Read, told: Told) -> None:
    reading = read(
        """
        Payments by programme
        Agency | FY 2014 |      | FY 2015 |
               | Outlays | Rate | Outlays | Rate
        DHS    | 10      | 3    | 12      | 4
        """,
        layouts=[
            told("""
            [[table]]
            [table.columns]
            benefits.title = "Agency"
            benefits.baseline = "FY 2014 Rate"
            benefits.reported_actual = "FY 2015 Rate"
        """)
        ],
    )
    benefit = only(reading, "benefits")
    assert (benefit["baseline"], benefit["reported_actual"]) == (3.0, 4.0)


def test_a_header_of_a_doubled_name_that_moved_is_said_with_every_place(
    read: Read, told: Told
) -> None:
    reading = read(
        """
        Nr | What we want | Colour | New | Level before | Level wanted | Level before
        B1 | Fewer calls  | red    | 1   | 100          | 80           | 9
        """,
        layouts=[told(KEPT)],
    )
    assert said(reading) == [
        ("D1", "layout-column-came"),
        ("E1", "layout-column-moved"),
        ("F1", "layout-column-moved"),
        ("G1", "layout-column-came"),
    ]
    assert "“Level before” is now in E and G" in problems(reading)[1].message


def test_a_quarter_that_got_another_header_is_a_warning_not_a_silence(
    read: Read, told: Told
) -> None:
    layout = told("""
        year_starts = 1
        [[table]]
        [table.columns]
        benefits.benefit_id = "Nr"
        benefits.title = "Goal"
        [[table.periods]]
        headers = "T{quarter} {year}"
        field = "plans.planned"
    """)
    reading = read(
        """
        Nr    | Goal  | T1 2024 | Trimestre 2 de 2024 | T3 2024 | T4 2024
        B-001 | Trees | 1       | 2                   | 3       | 4
        """,
        layouts=[layout],
    )
    assert said(reading) == [("E1", "layout-period-went")]
    assert "between 2024-03-31 and 2024-07-01" in problems(reading)[0].message
    assert column(reading, "plans.planned") == [1.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("old", "letter", "unread", "new"),
    [
        ("Target text", "", {1: "Text of target", 2: "Owner"}, 1),
        ("Target", "C", {1: "Target value 2025", 2: "Target value"}, 2),
        ("Expected in four years", "", {1: "Expected four years", 2: "Expected 2024"}, 1),
        ("Owner", "", {1: "Colour", 2: "Date"}, None),
    ],
)
def test_the_likely_new_name_shares_words_letters_or_the_place(
    old: str, letter: str, unread: dict[int, str], new: int | None
) -> None:
    missing = [Missing("benefits.target", ColumnSpec(old, letter))]
    _, names = renamed_or_gone(missing, unread, "S", 0)
    assert names == ({new} if new is not None else set())


@given(
    st.lists(st.text("abc ", min_size=1, max_size=8), max_size=5),
    st.dictionaries(st.integers(0, 6), st.text("abc ", min_size=1, max_size=8), max_size=5),
)
def test_every_missing_column_is_said_once_and_no_column_is_two_new_names(
    old: list[str], unread: dict[int, str]
) -> None:
    missing = [Missing(f"benefits.f{n}", ColumnSpec(text)) for n, text in enumerate(old)]
    drifts, names = renamed_or_gone(missing, unread, "S", 0)
    renamed = [one.place for one in drifts if one.rule == "layout-column-renamed"]
    assert len(drifts) == len(missing)
    assert len(renamed) == len(set(renamed)) == len(names)
