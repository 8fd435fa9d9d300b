"""A grid's columns, and what its number formats say down them."""

from __future__ import annotations

from bcr.workbook.files.down import Down
from bcr.workbook.files.grid import Grid
from bcr.workbook.files.marks import Marks


def test_a_column_is_blank_where_a_row_is_shorter() -> None:
    grid = Grid("S", [["a", 1.0], [], ["c"]])

    assert [grid.column(c) for c in range(3)] == [["a", "", "c"], [1.0, "", ""], ["", "", ""]]


def test_a_kept_column_holds_what_was_put_into_the_grid_since() -> None:
    grid = Grid("S", [["a"], ["b"]])
    assert grid.column(0) == ["a", "b"]

    grid.put(1, ["z"])

    assert grid.column(0) == ["a", "z"]


def test_columns_looked_down_together_are_kept_like_those_looked_at_one_by_one() -> None:
    grid = Grid("S", [["a", 1.0], ["b"], ["c", 3.0]])

    first, second = grid.down(range(1, 3), [0, 1])

    assert (first.values, second.values) == (["b", "c"], ["", 3.0])
    assert grid.look(Down(range(1, 3), 0)) is first
    assert grid.look(Down(range(1, 3), 1)) is second


def test_formats_down_a_column_are_those_of_its_cells() -> None:
    marks = Marks(formats={2: {1: "GBP", 3: "percent"}})

    assert marks.shown_down(2, range(4)) == ["", "GBP", "", "percent"]
    assert [marks.shown_as(row, 2) for row in range(4)] == ["", "GBP", "", "percent"]


def test_a_column_without_any_format_says_so_at_once() -> None:
    assert Marks(formats={2: {1: "GBP"}}).shown_down(1, range(4)) is None
