"""A column read at once says what its cells say one by one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.down import Down
from bcr.workbook.files.grid import Grid
from bcr.workbook.files.marks import Marks
from bcr.workbook.recognition.found import Found, Rows, places_of
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.columns import numbers_down, values_down
from bcr.workbook.records.spans import periods_down

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

#: Few, so that most columns repeat some; True is equal to 1.0.
_CELLS = st.sampled_from(
    ["", "TBC", "11:24", "5%", "two  words ", "03/04/2021", 0.0, 1.0, True, dt.date(2021, 3, 31)]
)
_ROWS = st.tuples(
    _CELLS,
    st.sampled_from([None, "mm:ss", "hh:mm"]),
    st.sampled_from(["", "", "", "percent", "GBP"]),
    st.sampled_from(["sound"] * 6 + ["error", "uncached"]),
)


def _found(rows: list[tuple[Value, str | None, str, str]], field: str) -> Found:
    marks = Marks(
        errors={(r, 0): "#N/A" for r, row in enumerate(rows) if row[3] == "error"},
        uncached={(r, 0): "=A1" for r, row in enumerate(rows) if row[3] == "uncached"},
        broken_rows={r for r, row in enumerate(rows) if row[3] != "sound"},
        formats={0: {r: row[2] for r, row in enumerate(rows) if row[2]}},
    )
    grid = Grid("S", [[row[0]] for row in rows], marks=marks)
    items = Rows(range(len(rows)), {field: 0})
    return Found(grid, "benefits", "A1:A9", items, {field: "A"})


@given(
    st.lists(_ROWS, max_size=40),
    st.sampled_from(
        ["benefits.title", "benefits.due_on", "benefits.class", "benefits.disbenefit",
         "cases.template_year"]
    ),
)  # fmt: skip
def test_words_and_days_of_a_column_are_those_of_its_cells(
    rows: list[tuple[Value, str | None, str, str]], field: str
) -> None:
    found = _found(rows, field)
    places = Down(range(len(rows)), 0)
    cells = found.grid.look(places)
    column = column_of(found, field, cells)
    at_once, singly = CellReader("f", found.grid, []), CellReader("f", found.grid, [])
    values = [values_down(column, [place], found.grid.look([place]), singly)[0] for place in places]
    assert values_down(column, places, cells, at_once) == values
    assert at_once.problems == singly.problems


@given(st.lists(_ROWS, max_size=40), st.sampled_from(["benefits.title", "benefits.kpi_id"]))
def test_texts_of_a_column_are_those_of_its_cells(
    rows: list[tuple[Value, str | None, str, str]], field: str
) -> None:
    found = _found(rows, field)
    places = Down(range(len(rows)), 0)
    cells = found.grid.look(places)
    column = column_of(found, field, cells)
    at_once, singly = CellReader("f", found.grid, []), CellReader("f", found.grid, [])
    values = values_down(column, places, cells, at_once)
    assert values == [singly.text(place, column) for place in places]
    assert at_once.problems == singly.problems


@given(
    st.lists(_ROWS, max_size=40),
    st.sampled_from(
        ["benefits.target", "benefits.tolerance", "benefits.money_per_year", "benefits.share",
         "benefits.baseline_months"]
    ),
)  # fmt: skip
@example([("11:24", "mm:ss", "", "sound"), ("11:24", "hh:mm", "", "sound")], "benefits.target")
@example([(1.0, None, "", "sound"), (True, None, "", "sound")], "benefits.target")
@example([(0.5, None, "", "sound"), (0.5, None, "percent", "sound")], "benefits.target")
def test_numbers_of_a_column_are_those_of_its_cells(
    rows: list[tuple[Value, str | None, str, str]], field: str
) -> None:
    found = _found(rows, field)
    places = Down(range(len(rows)), 0)
    units = [row[1] for row in rows]
    cells = found.grid.look(places)
    column = column_of(found, field, cells)
    at_once, singly = CellReader("f", found.grid, []), CellReader("f", found.grid, [])
    read = [singly.quantity(p, column, unit) for p, unit in zip(places, units, strict=True)]
    amounts, quantities = numbers_down(column, places, cells, units, at_once)
    assert list(amounts) == [one and one[0] for one in read]
    assert quantities == [one and one[1] for one in read]
    assert at_once.problems == singly.problems


_PERIODS = st.sampled_from(
    ["", "TBC", "2023/24", "2011-12", "Q1 2024", "30/04/2019", "soon", dt.date(2021, 3, 31),
     dt.date(2021, 4, 30), dt.date(2022, 3, 31), dt.datetime.fromisoformat("2021-03-31 12:00")]
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["K1", " K1", "K2", ""]), _PERIODS), max_size=12))
@example([("K1", dt.date(2021, 3, 31)), ("K2", dt.date(2021, 3, 31)), ("K2", "2023/24")])
def test_the_periods_of_a_table_are_those_of_each_of_its_series(
    rows: list[tuple[str, Value]],
) -> None:
    grid = Grid("S", [list(row) for row in rows])
    items = Rows(range(len(rows)), {"observations.kpi_id": 0, "observations.period": 1})
    found = Found(grid, "observations", "A1:B9", items, {})
    looks = {field: grid.look(places_of(items, field)) for field in items.columns}
    column = column_of(found, "observations.period", looks["observations.period"])
    at_once, singly = CellReader("f", grid, []), CellReader("f", grid, [])
    periods = periods_down(column, items, looks, at_once)
    for kpi in {row[0].strip() for row in rows}:
        numbers = [number for number, row in enumerate(rows) if row[0].strip() == kpi]
        own = Rows(numbers, {"observations.period": 1})
        cells = {"observations.period": grid.look(places_of(own, "observations.period"))}
        assert [periods[n] for n in numbers] == periods_down(column, own, cells, singly)
    assert sorted(map(str, at_once.problems)) == sorted(map(str, singly.problems))
