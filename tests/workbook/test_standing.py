"""Texts and days of a table looked through together are those of its cells one by one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.down import Cells, Down
from bcr.workbook.files.grid import Grid
from bcr.workbook.files.marks import Marks
from bcr.workbook.recognition.found import Found, Rows
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.rawitems import raw_table
from bcr.workbook.records.standing import texts_as_they_stand

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

_TEXTS = ("benefits.benefit_id", "benefits.title", "benefits.owner")
_DAYS = ("benefits.start_on", "benefits.due_on")
_CELLS = st.one_of(
    st.sampled_from(
        ["", "Calls", "tbc", "TBC calls", "Exempt under Section 43", "two  words", " Calls",
         "two\nlines", "a\ttab", "hard\xa0space", "ﬁnal", "ẞ", 7.0, True]
    ),
    st.text(max_size=4),
)  # fmt: skip
_DAY_CELLS = st.sampled_from(
    ["", dt.date(2021, 3, 31), dt.date(2022, 1, 1), dt.date(9021, 3, 31), dt.date(1921, 3, 31),
     dt.datetime.fromisoformat("2021-03-31 12:00"), "31/03/2021", "TBC"]
)  # fmt: skip
_ROWS = st.lists(
    st.tuples(*[_CELLS] * len(_TEXTS), *[_DAY_CELLS] * len(_DAYS)), min_size=1, max_size=6
)


@given(_ROWS, st.booleans())
@example([("a", "withheld", "b", "", "")], False)  # noqa: FBT003 - drawn
@example([("a", "b", "n/a", "", "")], False)  # noqa: FBT003 - drawn
@example([("a", "b", "c", dt.date(2021, 3, 31), dt.date(9021, 3, 31))], False)  # noqa: FBT003 - drawn
def test_texts_and_days_of_a_table_are_those_of_its_cells(
    rows: list[tuple[Value, ...]],
    is_first_broken: bool,  # noqa: FBT001 - drawn
) -> None:
    marks = Marks(errors={(0, 1): "#N/A"}, broken_rows={0}) if is_first_broken else Marks()
    grid = Grid("S", [list(row) for row in rows], marks=marks)
    items = Rows(range(len(rows)), {name: n for n, name in enumerate((*_TEXTS, *_DAYS))})
    found = Found(grid, "benefits", "A1:E9", items, {})
    table, at_once = raw_table(found, 0, "f")
    singly = CellReader("f", grid, [])
    for name, column in items.columns.items():
        places = Down(range(len(rows)), column)
        common = column_of(found, name, grid.look(places))
        read = singly.text if name in _TEXTS else singly.date
        assert table.values[name] == [read(place, common) for place in places]
    assert sorted(map(str, at_once.problems)) == sorted(map(str, singly.problems))


def test_one_column_to_be_tidied_leaves_the_others_as_they_stand() -> None:
    columns = {"untidy": Cells(["two  words"]), "blank": Cells(["TBC"]), "plain": Cells(["Calls"])}
    assert texts_as_they_stand(columns) == {"plain": ["Calls"]}
