"""Numbers read many at once are those that Python reads one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.files.canonical.numbers import floats
from bcr.workbook.files.canonical.piece import Piece
from bcr.workbook.files.canonical.unusual import Unusual

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
DECIMALS = st.decimals(-(10**9), 10**9, places=3).map(str)
NUMBERS = FLOATS.map(repr) | st.integers(-(10**17), 10**17).map(str) | DECIMALS


def read(texts: list[str]) -> list[float]:
    """Give the numbers of some texts that stand one behind the other."""
    ends = np.cumsum([len(text) for text in texts])
    starts = ends - [len(text) for text in texts]
    numbers: list[float] = floats(Piece(["".join(texts).encode()]), starts, ends).tolist()
    return numbers


@given(st.lists(NUMBERS, min_size=1))
def test_numbers_read_at_once_are_the_floats_that_python_gives(texts: list[str]) -> None:
    assert list(map(repr, read(texts))) == [repr(float(text)) for text in texts]


@given(st.text("0123456789.-+eE,_ /:?@x", min_size=1, max_size=10))
def test_what_is_not_taken_for_a_number_is_left_to_the_general_reader(text: str) -> None:
    try:
        numbers = read(["1", text, "2"])
    except Unusual:
        return
    assert numbers == [1.0, float(text), 2.0]


@pytest.mark.parametrize(
    "text", [".", "-", "1.2.3", "1..2", "+1", "1_0", " 1", "1 ", "1e999", "nan"]
)
def test_a_number_in_no_usual_writing_ends_the_quick_reading(text: str) -> None:
    with pytest.raises(Unusual):
        read(["1", text, "2"])
