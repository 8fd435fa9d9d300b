"""Formats beside .xlsx: what can be read of them is, and what cannot be seen is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.workbook.reading import read_file
from tests.workbook.books import column, only, rules, said, sheets_in, write_book
from tests.workbook.old_formats import write_ods, write_xls, write_xlsb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workbook.old_formats import Rows

TABLE = """
    Benefit ID | Benefit | Unit | Baseline | Target
    B-001      | Calls   | %    | 62%      | 85%
"""


def test_an_open_document_is_read_and_what_it_hides_is_said(tmp_path: Path) -> None:
    header: list[str | float] = ["Benefit ID", "Benefit", "Baseline", "Target"]
    path = write_ods(tmp_path / "register.ods", [header, ["B-001", "Calls", 100.0, 80.0]])
    reading = read_file(path)
    assert only(reading, "benefits")["target"] == 80.0
    assert "formats-not-seen" in rules(reading)


@pytest.mark.parametrize(("ending", "write"), [("xls", write_xls), ("xlsb", write_xlsb)])
def test_an_older_or_binary_workbook_is_read_with_its_cells(
    tmp_path: Path, ending: str, write: Callable[[Path, Rows], Path]
) -> None:
    header: list[str | float] = ["Benefit ID", "Benefit", "Baseline", "Target"]
    rows: Rows = [header, ["B-001", "Calls", 100.0, 80.5], ["B-002", "Post", 5.0, "approx. 3"]]
    reading = read_file(write(tmp_path / f"register.{ending}", rows))
    assert column(reading, "benefits.target") == [80.5, None]
    assert ("D3", "target-not-a-number") in said(reading)
    assert "formats-not-seen" in rules(reading)


@pytest.mark.parametrize("name", ["register.xlsm", "register.xls", "register.XLSX", "register"])
def test_what_a_file_is_told_from_its_content_and_not_its_name(tmp_path: Path, name: str) -> None:
    written = write_book(tmp_path / "written.xlsx", sheets_in(TABLE))
    path = written.rename(tmp_path / name)
    assert only(read_file(path), "benefits")["target"] == 85.0


def test_a_workbook_that_excel_has_open_is_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "register.xlsx", sheets_in(TABLE))
    with path.open("r+b"):
        assert only(read_file(path), "benefits")["target"] == 85.0


def test_a_parquet_file_is_a_sheet_with_its_column_names_in_row_1(tmp_path: Path) -> None:
    path = tmp_path / "register.parquet"
    columns = {"Benefit ID": ["B1"], "Benefit": ["Calls"], "Baseline": [100], "Target": [80.5]}
    pl.DataFrame(columns).write_parquet(path)
    benefit = only(read_file(path), "benefits")
    assert (benefit["row"], benefit["baseline"], benefit["target"]) == (2, 100.0, 80.5)


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kpis.parquet"
    path.write_bytes(b"PAR1 and nothing else PAR1")
    assert "damaged" in read_file(path).refused


def test_an_xlsx_hides_nothing(tmp_path: Path) -> None:
    path = write_book(tmp_path / "register.xlsx", sheets_in(TABLE))
    assert "formats-not-seen" not in rules(read_file(path))
