"""Rows as files that other programs open."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import openpyxl
import polars as pl
import pytest

from bcr.render.rows import RowFormat, json_array, rows_as

ROWS = pl.DataFrame(
    {
        "title": ["=1+1", "plain", "-cmd", "@x"],
        "amount": [1.5, None, -2.0, 0.0],
        "on": [dt.date(2024, 3, 1), None, None, None],
        "status": pl.Series(["short", None, None, "late"], dtype=pl.Enum(["short", "late"])),
        "many": [["a"], [], ["b", "c"], []],
    }
)  # fmt: skip


@pytest.mark.parametrize("form", list(RowFormat))
def test_the_same_rows_give_the_same_bytes(form: RowFormat) -> None:
    assert rows_as(ROWS, form) == rows_as(ROWS, form)


def test_json_keeps_nulls_dates_and_text_as_they_are() -> None:
    read = json.loads(rows_as(ROWS, RowFormat.JSON))

    assert read[0] == {
        "title": "=1+1", "amount": 1.5, "on": "2024-03-01", "status": "short", "many": ["a"],
    }  # fmt: skip
    assert read[1]["amount"] is None


def test_text_that_a_spreadsheet_would_run_is_text_and_numbers_stay_numbers() -> None:
    for read in (
        pl.read_csv(rows_as(ROWS, RowFormat.CSV)),
        pl.DataFrame(_sheet(rows_as(ROWS, RowFormat.XLSX))),
    ):
        assert read["title"].to_list() == ["'=1+1", "plain", "'-cmd", "'@x"]
        assert read["amount"].to_list() == [1.5, None, -2.0, 0.0]


def test_csv_opens_as_utf_8_in_excel() -> None:
    assert rows_as(ROWS, RowFormat.CSV).startswith(b"\xef\xbb\xbf")


def test_a_control_character_does_not_break_the_workbook() -> None:
    frame = pl.DataFrame({"title": ["a\x00b" + "x" * 40_000]})

    assert _sheet(rows_as(frame, RowFormat.XLSX))["title"][0].startswith("a\ufffdb")


def _sheet(content: bytes) -> dict[str, list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    return {str(name): [row[i] for row in rows] for i, name in enumerate(head)}


@pytest.mark.parametrize("records", [[], [{}], [{"a": "two\nlines", "b": []}, {"a": [{"c": 1}]}]])
def test_records_written_as_they_come_are_the_json_of_all_of_them(
    records: list[dict[str, object]],
) -> None:
    whole = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    assert json_array(iter(records)) == whole.encode()
