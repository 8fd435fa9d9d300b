"""Periods of a record numbered in time, whatever their length."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from bcr.figures.change.series import number_of


@pytest.mark.parametrize(
    ("months", "days", "later"),
    [
        (1, 30, dt.date(2024, 3, 31)), (3, 91, dt.date(2024, 5, 1)), (12, 365, dt.date(2025, 2, 1)),
        (0, 7, dt.date(2024, 2, 22)), (0, 28, dt.date(2024, 3, 14)), (0, 1, dt.date(2024, 2, 16)),
    ],
)  # fmt: skip
def test_the_period_after_has_the_next_number(months: int, days: int, later: dt.date) -> None:
    """The fifteenth of February, and a day in the month, quarter, year, week or day after."""
    numbers = [
        pl.select(number_of(pl.lit(day), pl.lit(months), pl.lit(days))).item()
        for day in (dt.date(2024, 2, 15), later)
    ]
    assert numbers[1] == numbers[0] + 1


def test_weeks_are_counted_from_the_first_of_january_1970_and_months_from_the_year_nought() -> None:
    days = [dt.date(1970, 1, 1), dt.date(1970, 1, 7), dt.date(1970, 1, 8), dt.date(1969, 12, 31)]
    weeks = [pl.select(number_of(pl.lit(day), pl.lit(0), pl.lit(7))).item() for day in days]
    assert weeks == [0, 0, 1, -1]
    month = number_of(pl.lit(dt.date(2024, 3, 1)), pl.lit(1), pl.lit(30))
    assert pl.select(month).item() == 2024 * 12 + 2
