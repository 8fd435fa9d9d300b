"""The levels of a table brought to their units at once are those of its items one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.found import Found, Item
from bcr.workbook.records.amounts import Amounts
from bcr.workbook.records.cells import CellReader
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.records.measures import measures_down
from bcr.workbook.records.rawtable import RawTable
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import hint_in

_FIELDS = ("benefits.baseline", "benefits.target", "benefits.reported_actual")
_NUMBERS = st.sampled_from([0.0, 0.5, 1.0, 45.0, 1200.0])
_AMOUNTS = st.one_of(
    st.none(),
    st.builds(Amount, _NUMBERS),
    st.builds(Amount, _NUMBERS),
    st.builds(Amount, _NUMBERS, percent=st.just(value=True), by_format=st.booleans()),
    st.builds(Amount, _NUMBERS, currency=st.just("GBP"), scale=st.sampled_from([1.0, 1e6])),
    st.builds(Amount, _NUMBERS, duration=st.just(value=True)),
)
_ROWS = st.lists(
    st.tuples(st.sampled_from([None, "calls", "£k", "%", "mins", "EUR"]), *[_AMOUNTS] * 3),
    min_size=1,
    max_size=12,
)
_HEADERS = st.sampled_from(["Level", "Level (£m)", "Level %", "Level (hours)"])


@given(_ROWS, st.tuples(*[_HEADERS] * 3), st.booleans())
def test_levels_and_units_of_a_table_are_those_of_its_items(
    rows: list[tuple[str | None, Amount | None, Amount | None, Amount | None]],
    headers: tuple[str, str, str],
    ratios: bool,  # noqa: FBT001 - drawn
) -> None:
    hints = {name: hint_in(header) for name, header in zip(_FIELDS, headers, strict=True)}
    items = [
        Item(row, {name: (row, column) for column, name in enumerate(_FIELDS)})
        for row in range(len(rows))
    ]
    grid = Grid("S", [[""] * len(_FIELDS)] * len(rows))
    found = Found(grid, "benefits", "A1:C9", items, {}, hints=hints, ratios=ratios)
    columns = zip(*(amounts for _, *amounts in rows), strict=True)
    levels = {name: Amounts.of(column) for name, column in zip(_FIELDS, columns, strict=True)}
    table, reader = RawTable(0, items, levels=levels), CellReader("f", grid, [])
    at_once = measures_down(table, found, [unit for unit, *_ in rows], reader)
    singly = [
        in_one_unit(raw.levels, hints, unit, ratios=ratios)
        for raw, (unit, *_) in zip(table.rows(), rows, strict=True)
    ]
    for name in _FIELDS:
        column = at_once.levels[name.removeprefix("benefits.")]
        assert column == [one.values.get(name) for one in singly]
    assert at_once.counted_in == [(one.unit, one.currency) for one in singly]
    assert len(reader.problems) == sum(len(one.mixed) for one in singly)
