"""KPI series read by their columns say what they say row by row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.tables import tables_on
from bcr.workbook.records.extract import extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.value import Value
    from bcr.workbook.records.extract import Extract
    from bcr.workbook.records.gathered import Row

_HEADER: list[Value] = ["KPI", "Month", "Value", "Unit", "Weight"]
_CELLS: list[list[Value]] = [
    ["Calls", "Wait", ""],
    ["", "May", *(dt.date(2022, month, 1) for month in range(1, 13))],
    ["", "TBC", 0.5, 1.0, 20.0, "2%", "£3k", "3 min"],
    ["", "%", "£k", "min"],
    ["", 0.0, 7.0],
]
_ROWS = st.lists(st.tuples(*map(st.sampled_from, _CELLS)), max_size=8)
#: Two values of one KPI for one month: a table with such rows is read row by row.
_TWICE: list[list[Value]] = [["Other", dt.date(2022, 5, 1), value, "", ""] for value in (1.0, 2.0)]


def _said(rows: Sequence[Sequence[Value]]) -> Extract:
    grid = Grid("KPIs", [list(_HEADER), *map(list, rows)])
    return extract(tables_on(grid), "kpis.xlsx", "kpis")


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _without_the_other(said: Extract) -> tuple[dict[str, list[Row]], list[str]]:
    rows = {table: said.records.rows(table) for table in ("observations", "kpis")}
    kept = {
        table: [_stated(row) for row in down if row["kpi_id"] != "Other"]
        for table, down in rows.items()
    }
    return kept, [str(one) for one in said.problems if one.rule != "two-values-for-a-period"]


@settings(max_examples=300)
@given(_ROWS)
@example(
    [["Calls", dt.date(2022, 1, 1), 1.0, "%", ""], ["Calls", dt.date(2022, 2, 1), 0.5, "", ""]]
)
@example(
    [("Calls", dt.date(2022, 1, 1), 1.0, "%", ""), ("Calls", dt.date(2022, 2, 1), 0.5, "", "")]
)
@example([("Wait", dt.date(2022, 1, 1), 20.0, "min", 7.0), ("Wait", "", 1.0, "min", "")])
def test_a_table_says_of_its_series_what_it_says_where_another_is_in_doubt(
    rows: Sequence[Sequence[Value]],
) -> None:
    by_columns, by_rows = _said(rows), _said([*rows, *_TWICE])
    rules = [one.rule for one in by_columns.problems]
    # One more would be too many for slips, and the table would be refused.
    assume(rules.count("two-values-for-a-period") < 3)
    assume("series-has-another-dimension" not in rules)
    assert _without_the_other(by_columns) == _without_the_other(by_rows)
    if rows:
        assert by_columns.blocks[0].set_aside == by_rows.blocks[0].set_aside


def test_plain_values_of_many_months_are_one_column() -> None:
    months = [dt.date(2022, month, 1) for month in range(1, 13)]
    said = _said([["Calls", month, float(n), "", ""] for n, month in enumerate(months)])
    assert said.records.column("observations", "value") == [float(n) for n in range(12)]
    assert said.records.column("observations", "period_start") == months
    assert said.records.column("kpis", "kpi_id") == ["Calls"]
