"""Variances, shares achieved and colours that a register states are set beside its own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.books import column, problems, said

if TYPE_CHECKING:
    from bcr.provenance import Reading
    from tests.workbook.books import Read

HEADER = "Case ID | Benefit ID | Benefit | Baseline | Target | Actual"


def register(read: Read, header: str, *stated: str) -> Reading:
    """Read a register of benefits of 100 → 80, now at 90, 85, 80, ..., with what each states."""
    actuals = (90, 85, 80, 95)
    rows = [
        f"C1 | C1-B{number} | Benefit {number} | 100 | 80 | {actual} | {cell}"
        for number, (actual, cell) in enumerate(zip(actuals, stated, strict=False), start=1)
    ]
    return read("\n".join([f"{HEADER} | {header}", *rows]))


@pytest.mark.parametrize(
    ("header", "right", "wrong"),
    [
        ("Variance", ("10", "5", "0"), "20"),
        ("Gap to target", ("-10", "-5", "0"), "-20"),
        ("Improvement", ("10", "15", "20"), "9"),
        ("% achieved", ("50%", "75%", "100%"), "90%"),
        ("% achieved", ("50", "75", "100"), "90"),
        ("Achievement", ("0.5", "0.75", "1"), "0.9"),
        ("Attainment", ("113%", "106%", "100%"), "80%"),
    ],
)
def test_what_most_rows_agree_with_shows_the_row_that_does_not(
    read: Read, header: str, right: tuple[str, ...], wrong: str
) -> None:
    reading = register(read, header, *right, wrong)
    assert said(reading) == [("G5", "stated-differs")]
    assert not said(register(read, header, *right))


def test_a_disagreement_says_both_figures_and_their_cells(read: Read) -> None:
    reading = register(read, "Variance", "10", "5", "0", "-15")
    (problem,) = problems(reading)
    assert "Stated here as -15; actual − target (E5, F5)" in problem.message
    assert "which 3 rows of the column agree with, is 15" in problem.message
    assert column(reading, "benefits.reported_actual") == [90.0, 85.0, 80.0, 95.0]


@pytest.mark.parametrize(
    "stated", [("3", "1", "4", "1"), ("10", "7", "7", "7"), ("10", "", "", "")]
)
def test_a_column_that_most_rows_agree_with_no_sum_for_is_something_else(
    read: Read, stated: tuple[str, ...]
) -> None:
    assert not said(register(read, "Variance", *stated))


@pytest.mark.parametrize(
    ("rag", "actual", "rules"),
    [
        ("Green", 98, ["rag-differs"]),
        ("Green", 81, []),
        ("Red", 80, ["rag-differs"]),
        ("Red", 98, []),
        ("Amber", 98, []),
        ("On track", 98, []),
    ],
)
def test_a_colour_against_the_registers_own_figures_is_a_notice(
    read: Read, rag: str, actual: int, rules: list[str]
) -> None:
    reading = read(f"{HEADER} | RAG\nC1 | C1-B1 | Calls | 100 | 80 | {actual} | {rag}")
    assert [rule for _, rule in said(reading)] == rules
    assert column(reading, "benefits.stated_status") == [rag]


def test_green_on_the_way_is_measured_by_the_time_that_has_passed(read: Read) -> None:
    header = f"{HEADER} | RAG | Start date | Due date | Measured on"
    row = "C1 | C1-B1 | Calls | 100 | 80 | {} | Green | 2024-01-01 | 2025-12-31 | 2024-12-31"
    assert not said(read(f"{header}\n{row.format(91)}"))
    (problem,) = problems(read(f"{header}\n{row.format(98)}"))
    assert "The register says Green; by its own figures (D2, E2, F2) the share is 20%" in (
        problem.message
    )
