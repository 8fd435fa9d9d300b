"""What `bcr check` prints of a reading: its tables, and why each column was understood so."""

from __future__ import annotations

import io

import pytest

from bcr.provenance import Block, Reading
from bcr.render.checked import checked_frame, checked_rows, decisions
from bcr.render.terminal import console, print_reading

BLOCK = Block(
    sheet="Plan",
    range="A4:AB30",
    holds="observations",
    rows=1200,
    columns={"kpis.name": "B", "observations.value": "AB", "observations.kpi_id": "B"},
    unmatched={"Colour": "C"},
    set_aside={5: "is a total", 9: "is a total", 7: "is a note"},
    reasons=(
        "AB is observations.value: the header is “Value” (1.00)",
        "C feeds no field: no known header is like “Colour”",
        "periods stand in column A",
    ),
)


def printed(*, explain: bool) -> list[str]:
    stream = io.StringIO()
    print_reading(console(stream), Reading("plan.xlsx", "", 0, (BLOCK,)), explain=explain)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_a_table_is_named_with_its_range_what_it_holds_and_its_rows() -> None:
    assert printed(explain=False)[:4] == [
        "plan.xlsx  1 table",
        "  Plan!A4:AB30: KPI series, 1,200 rows, 3 set aside",
        "    B=kpis.name, B=observations.kpi_id, AB=observations.value",
        "    kept as extra: C “Colour”",
    ]


def test_rows_set_aside_for_one_reason_are_named_together() -> None:
    assert printed(explain=False)[4:] == [
        "    rows 5, 9 set aside: is a total",
        "    row 7 set aside: is a note",
    ]


def test_every_column_is_explained_from_left_to_right_and_no_reason_is_lost() -> None:
    lines = [line.split(maxsplit=2) for line in printed(explain=True)[2:7]]
    assert lines == [
        ["B", "kpis.name"],
        ["B", "observations.kpi_id"],
        ["C", "no", "field; kept as an extra    feeds no field: no known header is like “Colour”"],
        ["AB", "observations.value", "the header is “Value” (1.00)"],
        ["periods", "stand", "in column A"],
    ]


@pytest.mark.parametrize("cells", ["7", "C7", ""])
def test_a_row_or_a_cell_is_a_locator_like_any_other(cells: str) -> None:
    block = Block("S", "A1:C7", "benefits", 1, {"benefits.target": cells})
    assert [one.cells for one in decisions(block)] == [cells]


def test_rows_of_checked_files_have_the_reason_of_each_column() -> None:
    (row,) = checked_frame(list(checked_rows([Reading("plan.xlsx", "", 0, (BLOCK,))]))).to_dicts()
    (table,) = row["tables"]
    assert table["columns"][-1] == {
        "field": "observations.value",
        "cells": "AB",
        "reason": "the header is “Value” (1.00)",
    }
    assert table["unmatched"][0]["header"] == "Colour"
    assert table["reasons"] == list(BLOCK.reasons)


def test_rows_of_checked_files_are_in_a_frame_what_they_are_without_one() -> None:
    readings = [Reading("plan.xlsx", "", 0, (BLOCK,)), Reading("old.xls", "", 0)]
    rows = list(checked_rows(readings))
    assert checked_frame(rows).to_dicts() == rows
