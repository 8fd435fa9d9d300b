"""Delimited text: its encoding, separator and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.workbook.reading import read_file
from tests.workbook.books import column, only

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.provenance import Reading

TABLE = "Benefit ID,Benefit,Baseline,Annual saving\nB1,Café calls,100,£12\n"


def reading_of(tmp_path: Path, content: bytes, name: str = "register.csv") -> Reading:
    """Give what a file with these bytes says."""
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    benefit = only(reading_of(tmp_path, mark + TABLE.encode(encoding)), "benefits")
    assert benefit["title"] == "Café calls"
    assert (benefit["money_per_year"], benefit["currency"]) == (12.0, "GBP")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    reading = reading_of(tmp_path, TABLE.replace(",", separator).encode())
    assert only(reading, "benefits")["baseline"] == 100.0


def test_a_decimal_comma_is_no_separator(tmp_path: Path) -> None:
    text = "Benefit ID;Benefit;Baseline;Target\nB1;Calls;1,5;0,8\nB2;Visits;2,5;1,25\n"
    reading = reading_of(tmp_path, text.encode())
    assert column(reading, "benefits.target") == [0.8, 1.25]


def test_commas_in_a_title_line_do_not_decide_the_separator(tmp_path: Path) -> None:
    text = (
        "Register, Housing, 2024\nBenefit ID;Benefit;Baseline;Target\n"
        "B1;Calls;100;80\nB2;Visits;50;20\n"
    )
    assert column(reading_of(tmp_path, text.encode()), "benefits.target") == [80.0, 20.0]


def test_line_breaks_within_quotes_are_part_of_the_cell(tmp_path: Path) -> None:
    text = 'Benefit ID,Benefit,Baseline,Target\nB1,"Calls,\nand visits",100,80\nB2,Post,9,8\n'
    reading = reading_of(tmp_path, text.encode())
    assert column(reading, "benefits.title") == ["Calls, and visits", "Post"]
    assert column(reading, "benefits.row") == [2, 3]


def test_windows_line_ends_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    text = TABLE.replace("\n", "\r\n") + "\r\n,,,\r\nB2,Visits,50,£20\r\n"
    assert column(reading_of(tmp_path, text.encode()), "benefits.baseline") == [100.0, 50.0]


def test_quotes_that_do_not_close_are_refused(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, b'Benefit ID,Benefit,Target\nB1,"Calls,80\n')
    assert "check its quotes" in reading.refused


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n\n", "is empty"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b'{"benefit": 1}', "not a workbook"),
        ("a.csv", b"a\0b\0c", "not a workbook"),
        ("a.xlsx", TABLE.encode(), "plain text under the name .xlsx"),
    ],
)
def test_what_is_no_table_is_refused_for_what_it_is(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    assert what in reading_of(tmp_path, content, name).refused
