"""How the locales write, and that what they write is the number it was."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from bcr.locales import MINUS, signs_of, written_as
from bcr.pages.words import amount, day, exact, fixed, money, number, percent, short_day, whole

LOCALES = ("en_GB", "en_US", "en_IN", "de_DE", "de_CH", "fr_FR", "es_CO", "sv_SE")
DAY = dt.date(2025, 9, 30)


def read(text: str, locale: str) -> Decimal:
    # Babel reads no minus sign but the hyphen, although it writes others.
    return parse_decimal(text.replace(MINUS, "-"), locale)


@given(st.sampled_from(LOCALES), st.floats(-1e12, 1e12), st.integers(0, 4))
def test_a_number_is_read_back_as_it_was_rounded(locale: str, value: float, places: int) -> None:
    with written_as(locale):
        written = fixed(value, places)

    assert read(written, locale) == Decimal(f"{value:.{places}f}")


@given(st.sampled_from(LOCALES), st.integers(-(10**15), 10**15))
def test_a_whole_number_is_read_back_to_its_last_digit(locale: str, many: int) -> None:
    with written_as(locale):
        assert read(whole(many), locale) == many


@given(st.sampled_from(LOCALES), st.floats(-999_000, 999_000))
def test_a_number_of_a_sentence_is_read_back_to_three_digits(locale: str, value: float) -> None:
    with written_as(locale):
        written, precise = number(value), exact(value)

    assert math.isclose(float(read(written, locale)), value, rel_tol=0.006, abs_tol=1e-11)
    assert math.isclose(float(read(precise, locale)), value, rel_tol=1e-7, abs_tol=1e-10)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", "−1,234,567.5 | 4.2% | £45.6k | −US$5"),
        ("en_US", "−1,234,567.5 | 4.2% | £45.6k | −$5"),
        ("en_IN", "−12,34,567.5 | 4.2% | £45.6k | −$5"),
        ("de_DE", "−1.234.567,5 | 4,2\xa0% | 45,6k\xa0£ | −5\xa0$"),
        ("de_CH", "−1’234’567.5 | 4.2% | £\xa045.6k | $−5"),
        ("fr_FR", "−1\u202f234\u202f567,5 | 4,2\xa0% | 45,6k\xa0£GB | −5\xa0$US"),
        ("es_CO", "−1.234.567,5 | 4,2% | GBP\xa045,6k | −US$5"),
        ("sv_SE", "−1\xa0234\xa0567,5 | 4,2\xa0% | 45,6k\xa0GBP | −5\xa0US$"),
        ("eu_ES", "−1.234.567,5 | %\xa04,2 | 45,6k\xa0£ | −5\xa0US$"),
    ],
)
def test_each_locale_has_its_own_signs_and_places_for_them(locale: str, text: str) -> None:
    with written_as(locale):
        parts = (exact(-1_234_567.5), percent(0.042), money(45_600, "GBP"), money(-5, "USD"))

    assert " | ".join(parts) == text


@pytest.mark.parametrize(
    ("locale", "full", "short"),
    [
        ("en_GB", "30 September 2025", "30 Sept 2025"),
        ("en_US", "September 30, 2025", "Sep 30, 2025"),
        ("en_ZA", "30 September 2025", "30 Sept 2025"),
        ("de_DE", "30.9.2025", "30.9.2025"),
        ("es_CO", "30/9/2025", "30/9/2025"),
        ("sv_SE", "2025-09-30", "2025-09-30"),
    ],
)
def test_dates_have_names_of_months_only_where_the_language_is_that_of_the_sentences(
    locale: str, full: str, short: str
) -> None:
    with written_as(locale):
        assert (day(DAY), short_day(DAY)) == (full, short)


def test_a_unit_that_is_money_is_written_as_money() -> None:
    with written_as("es_CO"):
        assert amount(59_000.0, "COP a month") == "$59.000 a month"
        assert amount(59_000.0, "top calls") == "59.000 top calls"


def test_what_was_written_with_before_is_written_with_again() -> None:
    with pytest.raises(RuntimeError), written_as("de_DE"):
        raise RuntimeError
    assert whole(1234) == "1,234"


def test_every_locale_that_babel_knows_can_write() -> None:
    for locale in locale_identifiers():
        signs = signs_of.__wrapped__(locale)  # not kept: a run has one locale, not a thousand
        (before, after), (first, further) = (signs.money.before, signs.money.after), signs.sizes

        assert signs.decimal != signs.group, locale
        assert "¤" in before + after, locale
        assert min(first, further) > 1, locale
        assert "2025" in signs.day % {"d": 1, "dd": "01", "M": 9, "MM": "09", "MMM": "Sept",
                                      "MMMM": "September", "y": 2025}, locale  # fmt: skip
