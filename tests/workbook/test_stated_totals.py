"""Totals that a workbook states beside its periods are recomputed, and never mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.errors import ConfigError
from tests.workbook.books import column, problems, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Read

    Told = Callable[[str], Layout]

QUARTERS = """
    year_starts = 1
    [[table]]
    [table.columns]
    benefits.benefit_id = "Nr"
    benefits.title = "Goal"
    [[table.periods]]
    headers = "Q{quarter} plan {year}"
    field = "plans.planned"
    [[table.periods]]
    headers = "Q{quarter} done {year}"
    field = "observations.value"
    [[table.totals]]
    headers = "Plan {year}"
    of = "plans.planned"
    [[table.totals]]
    column = "Done so far"
    of = "observations.value"
    tolerance = 1
"""
HEADER = "Nr | Goal | Q1 plan 2024 | Q2 plan 2024 | Q1 done 2024 | Q2 done 2024 | Plan 2024"


def test_a_stated_total_is_said_with_both_figures_and_all_cells(read: Read, told: Told) -> None:
    reading = read(
        f"""
        {HEADER} | Done so far
        B-001 | Trees | 10 | 12 | 9 | 8 | 22 | 17
        B-002 | Parks | 10 | 12 | 9 | 8 | 20 | 19
        """,
        layouts=[told(QUARTERS)],
    )
    assert said(reading) == [("G3", "total-differs"), ("H3", "total-differs")]
    first, second = problems(reading)
    assert "stated here is 20; C3 + D3 give 22" in first.message
    assert "stated here is 19; E3 + F3 give 17" in second.message
    assert column(reading, "plans.planned") == [10.0, 12.0, 10.0, 12.0]


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ("10 |    |  |  | 10 |", []),
        ("   |    |  |  | 10 |", []),
        ("10 | 12 |  |  |    |", []),
        ("10 | 12 |  |  | TBC |", []),
        ("10 | TBC |  |  | 10 |", []),
        ("10 | 12 or so |  |  | 22 |", ["planned-not-a-number"]),
        ("10 | 12 |  |  | 22.01 |", []),
        ("10 | 12 |  |  | 22.02 |", ["total-differs"]),
        ("   |    | 9 | 8 |  | 18", []),
        ("   |    | 9 | 8 |  | 18.5", ["total-differs"]),
    ],
)
def test_blanks_are_absent_and_a_rounded_hundredth_is_no_difference(
    read: Read, told: Told, cells: str, rules: list[str]
) -> None:
    reading = read(f"{HEADER} | Done so far\nB-001 | Trees | {cells}", layouts=[told(QUARTERS)])
    assert [rule for _, rule in said(reading) if rule != "stated-blank"] == rules


def test_a_total_is_of_the_periods_it_names_alone(read: Read, told: Told) -> None:
    layout = QUARTERS.replace('headers = "Plan {year}"', 'column = "Plan"\nperiod = 2024')
    reading = read(
        """
        Nr    | Goal  | Q4 plan 2024 | Q1 plan 2025 | Q1 done 2024 | Plan | Done so far
        B-001 | Trees | 10           | 7            | 1            | 10   | 1
        """,
        layouts=[told(layout)],
    )
    assert not said(reading)


def test_percentages_are_added_as_they_are_shown(read: Read, told: Told) -> None:
    reading = read(
        """
        Nr    | Goal  | Q1 plan 2024 | Q2 plan 2024 | Q1 done 2024 | Plan 2024 | Done so far
        B-001 | Trees | 10%          | 20%          | 1%           | 30%       | 5%
        """,
        layouts=[told(QUARTERS)],
    )
    assert said(reading) == [("G2", "total-differs")]
    assert "stated here is 5; E2 give 1" in problems(reading)[0].message


def test_a_total_beside_a_series_is_compared_without_being_told(read: Read) -> None:
    reading = read("""
        KPI    | Jan-24 | Feb-24 | Mar-24 | Total
        Calls  | 10     | 20     | 30     | 60
        Visits | 1      | 2      | 3      | 6
        Mails  | 1      | 2      | 3      | 7
    """)
    assert said(reading) == [("E4", "total-differs")]


def test_a_column_called_total_that_no_row_adds_up_to_is_something_else(read: Read) -> None:
    reading = read("""
        KPI    | Jan-24 | Feb-24 | Mar-24 | Total
        Calls  | 10     | 20     | 30     | 20
        Visits | 1      | 2      | 3      | 2
    """)
    assert not said(reading)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('column = "T"', "must have `of`"),
        ('of = "plans.planned"', "either `column` or `headers`"),
        ('of = "benefits.target"\ncolumn = "T"', "of is 'benefits.target'"),
        ('of = "plans.planned"\ncolumn = "T"\nperiod = "soon"', "period is 'soon'"),
        ('of = "plans.planned"\ncolumn = "T"\ntolerance = -1', "tolerance is -1"),
        ('of = "plans.planned"\ncolumn = "T"\ntolerance = true', "tolerance is True"),
    ],
)
def test_a_total_that_cannot_be_followed_says_why(told: Told, text: str, why: str) -> None:
    with pytest.raises(ConfigError) as raised:
        told(f"[[table]]\n[[table.totals]]\n{text}\n")
    assert why in str(raised.value)
