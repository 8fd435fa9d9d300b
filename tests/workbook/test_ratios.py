"""Percentages that may be ratios, told by columns as they are row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bcr.workbook.recognition.found import Rows
from bcr.workbook.records.amounts import Amounts
from bcr.workbook.records.levels import is_percent, ratio_doubt
from bcr.workbook.records.ratios import first_ratio
from bcr.workbook.records.rawtable import RawTable
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import hint_in

if TYPE_CHECKING:
    from bcr.workbook.recognition.found import Place

_FIELDS = ("benefits.target", "benefits.baseline")
#: Mostly plain numbers that may be ratios, since any other settles it.
_AMOUNTS = st.sampled_from(
    [
        None, Amount(0.0), Amount(0.5), Amount(-0.25), Amount(1.0), Amount(0.5, currency="GBP"),
        Amount(45.0), Amount(-45.0), Amount(0.5, percent=True), Amount(0.5, duration=True),
    ]
)  # fmt: skip
_ROWS = st.lists(
    st.tuples(st.sampled_from([None, "%", "calls"]), _AMOUNTS, _AMOUNTS), min_size=1, max_size=3
)


@settings(max_examples=500)
@given(_ROWS, st.sampled_from(["Level", "Level %"]), st.sampled_from(["Level", "Level %"]))
@example([("%", None, Amount(0.5)), ("%", Amount(0.5), None)], "Level", "Level")
def test_the_first_percentage_in_doubt_is_the_first_from_row_to_row(
    rows: list[tuple[str | None, Amount | None, Amount | None]], header: str, other: str
) -> None:
    hints = dict(zip(_FIELDS, map(hint_in, (header, other)), strict=True))
    units, *columns = map(list, zip(*rows, strict=True))
    levels = {name: Amounts.of(down) for name, down in zip(_FIELDS, columns, strict=True)}
    items = Rows(range(len(rows)), {"benefits.unit": 0, _FIELDS[0]: 1, _FIELDS[1]: 2})
    table = RawTable(0, items, {"benefits.unit": units}, levels)
    points: list[tuple[Place, Amount]] = [
        (items[number].places[name], amount)
        for number, (unit, *amounts) in enumerate(rows)
        for name, amount in zip(_FIELDS, amounts, strict=True)
        if amount and (is_percent(unit) if unit else hints[name].percent)
    ]
    assert first_ratio(table, hints) == ratio_doubt(points)
