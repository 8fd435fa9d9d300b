"""Texts of a table looked through together are those of its cells one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.down import Cells, Down
from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.found import Found, Rows
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.rawitems import raw_table
from bcr.workbook.records.texts import texts_as_they_stand

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

_FIELDS = ("benefits.benefit_id", "benefits.title", "benefits.owner")
_CELLS = st.one_of(
    st.sampled_from(
        ["", "Calls", "tbc", "TBC calls", "Exempt under Section 43", "two  words", " Calls",
         "two\nlines", "hard\xa0space", "ﬁnal", "ẞ", 7.0, True]
    ),
    st.text(max_size=4),
)  # fmt: skip
_ROWS = st.lists(st.tuples(*[_CELLS] * len(_FIELDS)), max_size=6)


@given(_ROWS)
@example([("a", "withheld", "b")])
@example([("a", "b", "n/a")])
def test_texts_of_a_table_are_those_of_its_cells(rows: list[tuple[Value, ...]]) -> None:
    grid = Grid("S", [list(row) for row in rows])
    items = Rows(range(len(rows)), {name: column for column, name in enumerate(_FIELDS)})
    found = Found(grid, "benefits", "A1:C9", items, {})
    table, at_once = raw_table(found, 0, "f")
    singly = CellReader("f", grid, [])
    for column, name in enumerate(_FIELDS) if rows else ():
        places = Down(range(len(rows)), column)
        common = column_of(found, name, places)
        assert table.values[name] == [singly.text(place, common) for place in places]
    assert sorted(map(str, at_once.problems)) == sorted(map(str, singly.problems))


def test_one_column_to_be_tidied_leaves_the_others_as_they_stand() -> None:
    columns = {"untidy": Cells(["two  words"]), "blank": Cells(["TBC"]), "plain": Cells(["Calls"])}
    assert texts_as_they_stand(columns) == {"plain": ["Calls"]}
