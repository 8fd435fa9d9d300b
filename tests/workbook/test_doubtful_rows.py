"""Rows that the columns as a whole clear are those that a look at each one would keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.doubtful_rows import doubtful_rows
from bcr.workbook.recognition.rows import TableRows
from bcr.workbook.recognition.table_columns import TableColumns

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

_HEADER = {0: "Benefit ID", 1: "Benefit", 2: "2019", 3: "yes"}
_FIELDS = {"benefits.benefit_id": 0, "benefits.title": 1, "benefits.target": 2}
_COLUMNS = TableColumns(_FIELDS, _HEADER, ())
_CELLS: st.SearchStrategy[Value] = st.sampled_from(
    ["", "", "B-1", "Calls", "Total", "Housing total", " Benefit ", "Benefit ID", 2019.0, 5.0, True]
)
_ROWS = st.lists(st.lists(_CELLS, max_size=4), max_size=12)


def _sorted_each(grid: Grid) -> TableRows:
    """Sort the rows as if every one were doubtful: one by one."""
    rows = TableRows(grid, _COLUMNS)
    rows.apart = dict.fromkeys(range(grid.height), "")
    rows.sort(range(grid.height))
    return rows


@given(_ROWS)
@example([["", "Total", 5.0], ["B-1", "Calls"], [], ["B-1"], ["Benefit ID", "Benefit", 2019.0]])
@example([["Benefit ID", "Benefit", 2019.0, True], ["B-1", "Housing total", 5.0, 5.0]])
def test_a_table_sorted_by_its_columns_is_the_table_sorted_row_by_row(
    cells: list[list[Value]],
) -> None:
    grid, again = (Grid("S", [list(row) for row in cells]) for _ in range(2))
    by_columns = TableRows(grid, _COLUMNS)
    by_columns.sort(range(grid.height))
    one_by_one = _sorted_each(again)
    assert by_columns.records == one_by_one.records
    assert by_columns.set_aside == one_by_one.set_aside


def test_no_row_of_a_plain_register_needs_a_look() -> None:
    rows: list[list[Value]] = [[f"B-{n}", f"Fewer calls {n}", float(n), "x"] for n in range(50)]
    assert doubtful_rows(Grid("S", rows), _HEADER, {0, 1}, range(50)) == set()


def test_a_row_whose_formula_gives_no_value_needs_a_look() -> None:
    grid = Grid("S", [["B-1", "Calls", 5.0, "x"], ["B-2", "Visits", "", "x"]])
    grid.marks.errors[1, 2] = "#N/A"
    grid.marks.broken_rows.add(1)
    assert doubtful_rows(grid, _HEADER, {0, 1}, range(2)) == {1}
