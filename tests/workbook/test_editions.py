"""The year of the template a case was written in."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.schemas.records import Cases
from bcr.workbook.values.editions import YEARS, edition_year

_WORDS = st.text(st.characters(exclude_categories=["Nd"]), max_size=12)


@given(_WORDS, st.integers(*YEARS), _WORDS)
def test_one_year_among_any_words_is_that_year(before: str, year: int, after: str) -> None:
    assert edition_year(f"{before}{year}{after}") == year


@given(st.integers(*YEARS))
def test_a_year_is_the_same_as_a_number_a_text_and_a_day(year: int) -> None:
    said = (float(year), str(year), f"{year}/{(year + 1) % 100:02}", dt.date(year, 4, 1))
    assert {edition_year(cell) for cell in said} == {year}


@pytest.mark.parametrize(
    "cell", ["", "v3", "18", "2018 or 2019", "2018-2020", "20180401", "1066", 2018.5, 43191.0, True]
)
def test_what_names_no_year_or_several_is_no_year(cell: str | float) -> None:
    assert not isinstance(edition_year(cell), int)


@given(st.integers(1000, 9999))
def test_a_case_takes_the_years_that_are_read_and_no_other(year: int) -> None:
    place = {"source_id": "0" * 64, "block": 0, "row": 1, "case_id": "C1"}
    schema = Cases.create_empty().schema
    case = pl.DataFrame([place | {"template_year": year}], schema=schema)
    assert Cases.is_valid(case) == isinstance(edition_year(float(year)), int)
