"""What one part of a file says of its cases for all, told without a look at row after row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bcr.provenance import Block
from bcr.workbook.records.agreement import Agreement, says_all
from bcr.workbook.records.gathered import rows_in

if TYPE_CHECKING:
    from bcr.workbook.records.gathered import Columns, Row

_VALUES = st.sampled_from([None, "Housing", "Libraries"])
_BLOCKS = [Block("Cases", "A1:C9", "cases", 1, {}), Block("Benefits", "A1:C9", "benefits", 1, {})]


def _part(block: int, said: list[tuple[str, str | None, str | None]]) -> Columns:
    ids, departments, extras = map(list, zip(*said, strict=True))
    return {
        "block": [block] * len(said),
        "row": list(range(2, len(said) + 2)),
        "case_id": ids,
        "department": departments,
        "extra": extras,
    }


_SAID = st.lists(st.tuples(st.sampled_from("ABC"), _VALUES, _VALUES), min_size=1, max_size=3)


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


@given(_SAID, st.one_of(st.none(), _SAID))
def test_a_part_that_says_all_is_what_comparing_row_by_row_leaves(
    own: list[tuple[str, str | None, str | None]],
    others: list[tuple[str, str | None, str | None]] | None,
) -> None:
    parts = [*([_part(1, others)] if others else []), _part(0, own)]
    whole = says_all(parts, {0}, "case_id")
    if whole:
        agreement = Agreement("cases", "case_id", _BLOCKS, "f")
        news = agreement.news([row for part in reversed(parts) for row in rows_in(part)])
        assert [_stated(row) for row in news] == [_stated(row) for row in rows_in(whole)]
        assert not agreement.problems


def test_cases_that_a_register_repeats_in_part_need_no_comparing_row_by_row() -> None:
    own = _part(0, [("A", "Housing", "x"), ("B", "Libraries", None)])
    repeated = _part(1, [("B", "Libraries", None), ("A", None, None), ("A", "Housing", None)])
    assert says_all([repeated, own], {0}, "case_id") is own


def test_a_part_with_another_case_or_another_word_does_not_say_all() -> None:
    own = _part(0, [("A", "Housing", None)])
    for said in [("B", None, None), ("A", "Libraries", None), ("A", "Housing", "x")]:
        assert says_all([own, _part(1, [said])], {0}, "case_id") is None
    assert says_all([_part(0, [("A", "Housing", None), ("A", None, None)])], {0}, "case_id") is None
