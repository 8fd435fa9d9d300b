"""Cells below each other say the same, looked at together or one by one, few or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.down import Cells, Down
from bcr.workbook.files.grid import Grid
from bcr.workbook.reading import read_file
from tests.workbook.books import sheets_in, write_book

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.workbook.files.value import Value

_FEW = st.lists(st.sampled_from(["", "Calls", "Letters", 7.0, True]), min_size=1, max_size=4)


@given(_FEW, st.integers(0, 2_000), st.booleans())
@example(["Calls"], 1_500, True)  # noqa: FBT003 - drawn
@example(["", 7.0], 1_500, True)  # noqa: FBT003 - drawn
@example([""], 1_500, False)  # noqa: FBT003 - drawn
def test_what_is_said_of_a_column_is_so_of_its_cells(
    few: list[Value],
    more: int,
    are_different: bool,  # noqa: FBT001 - drawn
) -> None:
    others: list[Value] = [f"title {n if are_different else 0}" for n in range(more)]
    values = [*others[: more // 2], *few, *others[more // 2 :]]
    texts = {value for value in values if isinstance(value, str) and value}
    down = Cells(values)

    assert set(down.lines.splitlines()) == texts
    assert set(down.some) == set(values)
    assert down.texts == texts
    assert down.distinct == set(values)


@given(
    st.lists(st.lists(_FEW, min_size=2, max_size=3), min_size=1, max_size=6),
    st.sets(st.integers(0, 5)),
    st.booleans(),
)
def test_columns_looked_at_together_say_what_each_says_alone(
    sheet: list[list[list[Value]]],
    numbers: set[int],
    was_looked_at: bool,  # noqa: FBT001 - drawn
) -> None:
    grid = Grid("S", [[cell for few in row for cell in few] for row in sheet])
    rows = [number for number in sorted(numbers) if number < grid.height]
    columns = [0, 2, grid.width]
    alone = [grid.look(Down(rows, column)).values for column in columns]
    if not was_looked_at:
        grid = Grid("S", grid.rows)

    together = grid.down(rows, columns)

    assert [cells.values for cells in together] == alone


def test_a_total_and_a_blank_far_down_a_long_register_are_found(tmp_path: Path) -> None:
    lines = [f"B-{n} | Fewer calls {n} | {n}" for n in range(1_500)]
    lines[1_300] = "B-1300 | TBC | 5"
    lines[1_400] = "Total | | 90"
    table = "\n".join(["Benefit ID | Benefit | Target", *lines])

    reading = read_file(write_book(tmp_path / "long.xlsx", sheets_in(table)))

    benefits = reading.records["benefits"]
    assert len(benefits["title"]) == 1_499
    assert benefits["title"][1_300] is None
    assert reading.blocks[0].set_aside == {1_402: "is a total"}
