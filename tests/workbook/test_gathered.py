"""Rows that say the same are understood once, and few enough of them are kept in mind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.records.gathered import Known

_ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["calls", None])), max_size=30)


@given(st.lists(_ROWS, min_size=1, max_size=4), st.integers(1, 3))
def test_what_is_kept_in_mind_changes_nothing_that_is_understood(
    tables: list[list[tuple[int, str | None]]], most: int
) -> None:
    known = Known(_said, most=most)
    for rows in tables:
        numbers, words = [row[0] for row in rows], [row[1] for row in rows]
        assert known.of(numbers, words) == [_said(*row) for row in rows]
        assert len(known) <= most


def _said(number: int, word: str | None) -> str:
    return f"{number} {word}"
