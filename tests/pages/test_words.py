"""Numbers, money and lists at the edges."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.pages.words import UNKNOWN, amount, exact, listed, money, number, percent, sentence


@pytest.mark.parametrize("write", [number, exact, percent])
@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_what_is_not_a_number_is_not_known(write: object, value: float | None) -> None:
    assert callable(write)
    assert write(value) == UNKNOWN


def test_nought_is_nought_and_not_unknown() -> None:
    assert (number(0.0), percent(0.0), money(0.0, "GBP")) == ("0", "0%", "£0")


def test_a_number_that_rounds_up_a_digit_keeps_its_size() -> None:
    assert (number(999.7), number(999_999.0), money(999_960.0, "GBP")) == ("1,000", "1m", "£1m")


def test_minus_nought_has_no_sign() -> None:
    assert number(-0.0) == "0"


def test_a_share_just_below_a_threshold_is_not_rounded_up_to_it() -> None:
    assert percent(0.8999) == "89.9%"
    assert percent(0.69951) == "69.9%"
    assert percent(0.9999) == "99.9%"


@given(st.floats(0.0, 5.0))
def test_a_share_never_reads_as_reached_when_it_is_not(share: float) -> None:
    shown = percent(share)
    if share < 0.9 - 1e-9 and shown.endswith("%") and "just" not in shown:
        assert float(shown.rstrip("%").replace(",", "")) < 90


def test_units_are_written_where_people_write_them() -> None:
    assert amount(12.5, "%") == "12.5%"
    assert amount(12.5, "per cent") == "12.5%"
    assert amount(-255e6, "£") == "−£255m"
    assert amount(1.6, "£m") == "£1.6m"
    assert amount(600e6, "GBP") == "£600m"
    assert amount(12.5, None) == "12.5"
    assert amount(684.0, "seconds") == "684 seconds"


def test_money_of_an_unknown_currency_has_no_symbol_made_up() -> None:
    assert money(5_000.0, None) == "5k"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a"] * 9, "a, a, a, a, a, a, a, a and 1 more"),
    ],
)
def test_a_list_reads_as_a_sentence(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_an_empty_sentence_stays_empty() -> None:
    assert sentence("  ") == ""
