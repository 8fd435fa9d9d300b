"""Figures as people type them, read from real cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.values.amounts import as_points
from tests.workbook.books import column, only, said

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.workbook.books import Read


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("2400000", 2_400_000.0),
        ("£2.4m", 2_400_000.0),
        ("£2,400,000", 2_400_000.0),
        ("2.4 million", 2_400_000.0),
        ("£2.4 mn", 2_400_000.0),
        ("'£1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}000", 1_200_000.0),
        ("GBP 3k", 3_000.0),
        ("3k GBP", 3_000.0),
        ("£1.2bn", 1_200_000_000.0),
        ("(1,200)", -1_200.0),
        ("£(1,200)", -1_200.0),
        ("(£1,200)", -1_200.0),
        ("-£500", -500.0),
        ("£-500", -500.0),
        ("−500", -500.0),
        ("1,200-", -1_200.0),
    ],
)
def test_money_is_read_in_any_of_its_spellings(read: Read, typed: str, pounds: float) -> None:
    reading = read(f"""
        Benefit ID | Benefit     | Annual saving
        B1         | Fewer calls | {typed}
    """)
    assert only(reading, "benefits")["money_per_year"] == pounds
    assert not said(reading)


@pytest.mark.parametrize(
    ("typed", "iso"), [("£5", "GBP"), ("€5", "EUR"), ("US$5", "USD"), ("5 CHF", "CHF"), ("5", None)]
)
def test_the_currency_of_money_is_the_one_its_cell_states(
    read: Read, typed: str, iso: str | None
) -> None:
    reading = read(f"""
        Benefit ID | Benefit     | Annual saving
        B1         | Fewer calls | {typed}
    """)
    assert only(reading, "benefits")["currency"] == iso


@pytest.mark.parametrize(
    ("header", "typed", "pounds"),
    [
        ("Annual saving (£k)", "12", 12_000.0),
        ("Annual saving £m", "1.5", 1_500_000.0),
        ("Annual saving (£'000)", "12", 12_000.0),
        ("Annual saving (£000s)", "12", 12_000.0),
        ("Annual saving (£ million)", "2", 2_000_000.0),
        ("Annual saving (£k)", "£1.2m", 1_200_000.0),
    ],
)
def test_a_scale_counts_once_the_cells_own_before_its_headers(
    read: Read, header: str, typed: str, pounds: float
) -> None:
    reading = read(f"""
        Benefit ID | Benefit     | {header}
        B1         | Fewer calls | {typed}
    """)
    benefit = only(reading, "benefits")
    assert (benefit["money_per_year"], benefit["currency"]) == (pounds, "GBP")


def test_a_unit_of_thousands_of_pounds_scales_the_levels_of_its_row_alone(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit    | Unit  | Baseline | Target
        B1         | Agency pay | £k    | 120      | 80
        B2         | Calls      | calls | 120      | 80
    """)
    assert column(reading, "benefits.target") == [80_000.0, 80.0]
    assert column(reading, "benefits.unit") == ["GBP", "calls"]


def test_the_number_format_tells_the_currency(read: Read) -> None:
    def in_pounds(book: Workbook) -> None:
        book["Register"]["C2"].number_format = '"£"#,##0'

    reading = read(
        """
        Benefit ID | Benefit     | Annual saving
        B1         | Fewer calls | 1200
        """,
        edit=in_pounds,
    )
    assert only(reading, "benefits")["currency"] == "GBP"


def test_a_currency_column_settles_what_a_bare_dollar_leaves_open(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit     | Annual saving | Currency
        B1         | Fewer calls | $1,200        | AUD
    """)
    assert only(reading, "benefits")["currency"] == "AUD"


def test_levels_of_money_take_the_currency_of_the_currency_column_as_unit(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit    | Baseline | Target | Currency
        B1         | Agency pay | $120k    | $80k   | AUD
    """)
    benefit = only(reading, "benefits")
    assert (benefit["unit"], benefit["currency"], benefit["target"]) == ("AUD", "AUD", 80_000.0)


def test_a_currency_column_that_contradicts_a_cell_is_said(read: Read) -> None:
    reading = read("""
        Benefit ID | Benefit     | Annual saving | Currency
        B1         | Fewer calls | €1,200        | GBP
    """)
    assert ("C2", "currencies-differ") in said(reading)


@given(st.one_of(st.floats(), st.integers(-500, 500).map(lambda points: points / 100)))
@example(-0.0)
def test_a_ratio_in_points_is_its_hundredfold_without_the_noise(ratio: float) -> None:
    assert repr(as_points(ratio)) == repr(round(ratio * 100, 12))
