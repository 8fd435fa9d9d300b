"""What stands below a header answers for itself, whatever says nothing among it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.below import Below, Question, fits
from bcr.workbook.words.fields import Kind

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

_CELLS: st.SearchStrategy[Value] = st.sampled_from(
    [
        "Calls", "B-1", "7", "£2m", "2024", "3 March 2024", "cash releasing", 7.0, 2024.0, True,
        dt.date(2024, 3, 31), dt.date(9021, 3, 31), dt.time(11, 24),
    ]
)  # fmt: skip
_NOTHING: list[Value] = ["", "TBC", " n/a ", "Exempt under s43"]
_SAY_NOTHING: st.SearchStrategy[Value] = st.sampled_from(_NOTHING)
_QUESTIONS = [
    Question(0),
    Question(0, words="benefits.class"),
    *(Question(0, kind) for kind in Kind),
]


def _answers(cells: list[Value]) -> list[bool]:
    below = Below(Grid("S", [[cell] for cell in cells]), range(len(cells)))
    return [below.tells(question) for question in _QUESTIONS]


@given(st.lists(_CELLS, max_size=6), st.lists(st.tuples(st.integers(0, 6), _SAY_NOTHING)))
@example(["Calls"], [(0, "TBC")])
def test_cells_that_say_nothing_change_no_answer(
    cells: list[Value], others: list[tuple[int, Value]]
) -> None:
    mixed = list(cells)
    for place, cell in others:
        mixed.insert(place, cell)
    assert _answers(mixed) == _answers(cells)


@given(_CELLS | _SAY_NOTHING, st.sampled_from(Kind))
def test_a_cell_by_itself_fits_what_a_column_of_it_fits(cell: Value, kind: Kind) -> None:
    below = Below(Grid("S", [[cell]] * 3), range(3))
    assert fits(kind, cell) is below.tells(Question(0, kind))


@given(st.lists(_CELLS | _SAY_NOTHING, max_size=8), st.sampled_from(Kind))
@example(["TBC", "TBC", "TBC", 7.0], Kind.LEVEL)
@example(["Calls", "Calls", "Calls", 7.0], Kind.LEVEL)
@example(["Calls", "£2m", "£2m"], Kind.TEXT)
def test_a_column_is_what_half_of_its_cells_are_by_themselves(
    cells: list[Value], kind: Kind
) -> None:
    said = [cell for cell in cells if not (isinstance(cell, str) and cell in _NOTHING)]
    are_half = sum(fits(kind, cell) for cell in said) * 2 >= len(said)
    no_years = kind in {Kind.STARTS, Kind.ENDS, Kind.PERIOD} and any(c in {"7", 7.0} for c in said)
    below = Below(Grid("S", [[cell] for cell in cells]), range(len(cells)))
    assert below.tells(Question(0, kind)) is (are_half and not no_years)


def test_texts_are_asked_once_and_are_no_figures_whichever_kind_asks_first() -> None:
    rows: list[list[Value]] = [["Calls"], ["Visits"], ["7"]]
    one, other = (Below(Grid("S", rows), range(3)) for _ in range(2))
    assert (one.tells(Question(0, Kind.MONEY)), one.tells(Question(0, Kind.TEXT))) == (False, True)
    assert other.tells(Question(0, Kind.TEXT))
    assert not other.tells(Question(0, Kind.MONEY))
