"""Sheets that share a header are understood once, and each as if it were alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.header_texts import header_texts
from bcr.workbook.recognition.header_words import companies_of, is_known
from bcr.workbook.recognition.one_row import ends_of_headers
from bcr.workbook.recognition.tables import tables_on
from bcr.workbook.words.fields import synonyms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.files.value import Value

_HEADER: list[Value] = ["Benefit", "Baseline", "Target", "Type"]
_PARTS: st.SearchStrategy[Value] = st.sampled_from(
    [
        "", "Case", "ID", "KPI", "Benefit", "owner", "Owner (a", "b) owner", "(2)", "7", "7)",
        "B-7", "Go-", "Live", "–", "Housing", "Início", 7.0, True, dt.date(2024, 3, 31),
    ]
)  # fmt: skip


def _columns(*rows: list[Value]) -> Mapping[str, str]:
    (found,) = tables_on(Grid("Sheet1", [list(_HEADER), *rows]))
    return found.columns


def test_a_header_read_before_is_asked_again_of_what_stands_below_it() -> None:
    words = _columns(["Calls", 100.0, 80.0, "cash releasing"])
    others = _columns(["Calls", 100.0, 80.0, "telephone"])
    again = _columns(["Visits", 90.0, 70.0, "cash releasing"])

    assert words["benefits.class"] == "D"
    assert "benefits.class" not in others
    assert again == words


def test_the_same_header_further_down_another_sheet_has_its_own_rows() -> None:
    _columns(["Calls", 100.0, 80.0, "telephone"])
    title: list[Value] = ["Benefits of 2019"]
    (found,) = tables_on(
        Grid("Sheet2", [title, [], list(_HEADER), ["Visits", 9.0, 7.0, "telephone"]])
    )

    assert found.range == "A3:D4"
    assert [item.row for item in found.items] == [3]


def test_a_column_that_tells_pairs_apart_on_one_sheet_feeds_its_field_on_the_next() -> None:
    header: list[Value] = ["Benefit", "Unit", "2019/20", "2020/21", "2021/22"]
    pairs: list[list[Value]] = [["Calls", "Plan", 9.0, 8.0, 7.0], ["", "Actual", 9.0, 9.0, 8.0]]
    units: list[list[Value]] = [["Calls", "a month", 9.0, 8.0, 7.0]]
    first, second, third = (
        tables_on(Grid("Planned and actual", [list(header), *rows]))[0].columns
        for rows in (units, pairs, units)
    )

    assert "benefits.unit" not in second
    assert first["benefits.unit"] == third["benefits.unit"] == "B"


def test_what_is_to_be_said_of_a_header_names_the_row_it_stands_in() -> None:
    header: list[Value] = ["Benefit", "Baseline", "Target", "Baseline"]
    row: list[Value] = ["Calls", 9.0, 7.0, 9.0]
    sheets: list[list[list[Value]]] = [
        [list(header), row],
        [["Benefits"], [], list(header), row],
    ]
    places = [[d.place for d in tables_on(Grid("S", rows))[0].doubts] for rows in sheets]

    assert places == [[(0, 3)], [(2, 3)]]


def test_periods_in_a_header_are_those_of_the_year_that_is_asked_for() -> None:
    rows: list[list[Value]] = [["KPI", "2019/20", "2020/21", "2021/22"], ["Calls", 5.0, 6.0, 7.0]]
    april, january = (
        tables_on(Grid("KPIs", [list(row) for row in rows]), year_starts=month)[0]
        for month in (4, 7)
    )

    assert april.periods[0].period.start.month == 4
    assert january.periods[0].period.start.month == 7


def test_known_headers_are_found_by_their_words_as_no_digit_is_in_any() -> None:
    known = {header for headers in synonyms().values() for header in headers}

    assert not [header for header in known if any(map(str.isdecimal, header))]
    assert is_known("Target (2024)")
    assert is_known("[2024] target")
    assert not is_known("Target 2024")
    assert companies_of("Benefit owner (2)") == {"benefits"}


@given(st.lists(st.lists(_PARTS, min_size=1, max_size=4), min_size=2, max_size=3))
@example([["Case"], ["ID"]])
@example([["Owner (a"], ["b)"]])
@example([["Case", "KPI"], [7.0]])
def test_known_headers_of_several_rows_end_in_the_columns_where_one_may(
    rows: list[list[Value]],
) -> None:
    grid, height = Grid("S", rows), len(rows)
    ends = ends_of_headers(rows)
    for said in (header_texts(grid, 0, height), grid.texts(height - 1)):
        assert {column for column, text in said.items() if companies_of(text)} <= set(ends)


def test_in_a_row_of_ids_names_and_figures_no_header_ends() -> None:
    header: list[Value] = ["Case ID", "Department", "Cost"]
    assert ends_of_headers([header, ["F-7", "Housing", 7.0]]) == []
    assert ends_of_headers([header, ["F-7", "name", 7.0]]) == [1]
    assert ends_of_headers([header, ["F-7", "", 7.0]]) == [1]
    assert ends_of_headers([header, ["F-7", "Housing"]]) == [2]
