"""Departments and templates as features of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.figures.review.framework import origins_compared
from bcr.figures.review.origins import MOST, case_origins
from bcr.portfolio import Thresholds
from tests.figures.outcomes import outcome
from tests.figures.tables import benefits, cases, gaps_of

if TYPE_CHECKING:
    from tests.figures.tables import Row


def origins(column: str, *stated: object) -> pl.DataFrame:
    """Of cases 0, 1, ... that state so, with a benefit each."""
    rows: list[Row] = [{"case_id": str(n), column: value} for n, value in enumerate(stated)]
    promised = benefits(*({"case_id": str(n)} for n in range(len(stated))))
    return case_origins(cases(*rows), promised)


def names(found: pl.DataFrame) -> list[str]:
    return found["name"].unique(maintain_order=True).to_list()


def test_each_department_stands_beside_all_others_the_largest_first() -> None:
    found = origins("department", *"AAABBBBCC ")
    assert names(found) == ["Department B", "Department A"]
    of_b = found.filter(pl.col("name") == "Department B")["has"].to_list()
    assert of_b == [False] * 3 + [True] * 4 + [False] * 2 + [None]


def test_two_departments_are_one_comparison() -> None:
    assert names(origins("department", *"AAABBBB")) == ["Department B"]


def test_templates_are_parted_where_it_comes_nearest_to_halves() -> None:
    found = origins("template_year", 2014, 2018, 2018, 2018, 2021, None)
    assert found["has"].to_list() == [False, True, True, True, True, None]
    for stated in ((2018, 2018, 2021, 2024), (2014, 2018, 2021, 2021)):
        assert names(origins("template_year", *stated)) == ["Template of 2021 or later"]


@pytest.mark.parametrize(("column", "one"), [("department", "A"), ("template_year", 2018)])
def test_where_all_cases_come_from_one_there_is_nothing_to_compare(
    column: str, one: object
) -> None:
    assert origins(column, one, one, one, None).is_empty()


@given(st.lists(st.none() | st.sampled_from([f"D{n}" for n in range(40)]), max_size=200))
def test_no_more_departments_are_compared_than_there_is_room_for(stated: list[str | None]) -> None:
    found = origins("department", *stated)
    assert len(names(found)) <= MOST
    assert found.height == len(names(found)) * len(stated)


def test_a_case_without_a_benefit_counts_for_no_department() -> None:
    rows: list[Row] = [{"case_id": str(n), "department": "AB"[n % 2]} for n in range(9)]
    assert case_origins(cases(*rows), benefits({"case_id": "0"})).is_empty()


def test_a_department_that_delivered_less_goes_with_less_and_is_adjusted_for() -> None:
    shares = {"A": 0.9, "B": 0.8, "C": 0.1}
    each = [(f"{name}{n}", name, share + 0.02 * n)
            for name, share in shares.items() for n in range(6)]  # fmt: skip
    promised = benefits(*(outcome("a", case, share) for case, _, share in each))
    stated = cases(*({"case_id": case, "department": name} for case, name, _ in each))
    origin = case_origins(stated, promised)
    found = origins_compared(gaps_of(promised), origin, Thresholds())
    rows = {row["name"]: row for row in found.to_dicts()}
    low = rows["Department C"]
    assert (low["with_it"], low["without"], low["says"]) == (6, 12, "goes with less")
    assert low["p_adjusted"] == pytest.approx(3 * low["p"])


def test_a_single_comparison_of_too_few_cases_says_so() -> None:
    rows: list[Row] = [{"case_id": str(n), "department": name} for n, name in enumerate("AAAB")]
    promised = benefits(*(outcome("a", str(n), 0.5) for n in range(4)))
    found = origins_compared(gaps_of(promised), case_origins(cases(*rows), promised), Thresholds())
    assert found.select("name", "with_it", "without", "difference", "says").rows() == [
        ("Department A", 3, 1, None, "too few cases")
    ]
