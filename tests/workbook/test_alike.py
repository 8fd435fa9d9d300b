"""Names that may be one, and those that are two however like they look."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.words.alike import alike_names, are_alike

WORDS = st.lists(st.sampled_from(["wait", "waits", "avg", "average", "time", "2019", "2020"]))
NAMES = WORDS.map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Avg wait time", "Average wait time"),
        ("Wait time average", "average wait time"),
        ("Complaints recieved", "Complaints received"),
        ("No. of calls", "No of call"),
    ],
)
def test_short_misspelt_and_turned_names_are_alike(one: str, other: str) -> None:
    assert list(alike_names([one, "Sick days", other])) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Calls 2019", "Calls 2020"),
        ("Calls made", "Calls missed"),
        ("Wait time", "wait  TIME"),
        ("Calls", "Calls made"),
        ("Time to answer", "Time to repair"),
    ],
)
def test_other_numbers_and_words_are_other_kpis_and_case_makes_no_second(
    one: str, other: str
) -> None:
    assert not list(alike_names([one, other]))


@given(NAMES, NAMES)
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert are_alike(one, other) == are_alike(other, one)


@given(st.lists(NAMES, unique=True, max_size=6))
@example(["wait 2019 2020", "wait 2020 2019"])
def test_no_pair_of_names_is_passed_over(names: list[str]) -> None:
    pairs = {(a, b) for n, a in enumerate(names) for b in names[n + 1 :] if are_alike(a, b)}
    assert set(alike_names(names)) == pairs
