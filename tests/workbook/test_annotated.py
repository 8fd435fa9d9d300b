"""Marked copies: every problem in its cell, and everything else as it was."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from bcr.provenance import CellRef, Problem, Reading
from bcr.workbook.annotated.copies import annotated
from bcr.workbook.reading import read_file
from tests.workbook.books import raw_sheet, repacked, sheets_in, text_row, write_book

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

TABLE = """
    [Bob's plan]
    Case ID | Benefit ID | Benefit | Unit  | Baseline | Target     | Owner
    C1      | B1         | Calls   | calls | 100      | approx. 80 | Ann
    C1      | B2         | Visits  | calls | 12,5,6   | 70         | Bo
    C1      | B3         | Post    | calls | 5        | TBC        | Cy
    [BCR Problems]
    taken
"""
ORANGE, BLUE = "FFE69F00", "FFBFE3F7"


class Copied(NamedTuple):
    """A workbook, what was read of it, and its marked copy."""

    source: Path
    reading: Reading
    copy: Path


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """A marked copy of a workbook with a chart, a style and two notes."""
    source = write_book(tmp_path / "plan.xlsx", sheets_in(TABLE), _with_what_others_made)
    return _copy_of(source)


def _with_what_others_made(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet["F2"].comment = Comment("Ask Bo {first}", "Ann")
    sheet["G2"].comment = Comment("Left in May", "Ann")
    sheet["F2"].font = Font("Arial", bold=True)
    sheet["F2"].number_format = "0.00"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=4))
    sheet.add_chart(chart, "J2")


def _copy_of(source: Path) -> Copied:
    reading = read_file(source)
    copy = source.with_name("copy.xlsx")
    copy.write_bytes(annotated(source, reading).content)
    return Copied(source, reading, copy)


def test_a_problem_cell_is_filled_by_severity_and_keeps_its_font_and_format(
    copied: Copied,
) -> None:
    sheet = load_workbook(copied.copy)["Bob's plan"]
    fills = {cell: sheet[cell].fill.fgColor.rgb for cell in ("F2", "E3", "F4")}
    assert fills == {"F2": ORANGE, "E3": ORANGE, "F4": BLUE}
    assert (sheet["F2"].font.name, sheet["F2"].font.b) == ("Arial", True)
    assert sheet["F2"].number_format == "0.00"
    assert sheet["F3"].fill.fill_type is None


def test_a_note_says_what_is_wrong_below_what_others_have_said(copied: Copied) -> None:
    sheet = load_workbook(copied.copy)["Bob's plan"]
    notes = {cell: note.text for cell in ("F2", "G2", "E3") if (note := sheet[cell].comment)}
    assert notes["F2"].startswith("Ask Bo {first}\n\nbcr error: Target: Write a number alone;")
    assert notes["F2"].endswith("[target-not-a-number]")
    assert notes["G2"] == "Left in May"
    assert notes["E3"].startswith("bcr error: Baseline: ")


def test_a_sheet_of_a_name_that_none_has_lists_every_problem_with_a_link(copied: Copied) -> None:
    book = load_workbook(copied.copy)
    assert book.sheetnames == ["Bob's plan", "BCR Problems", "bcr problems 2"]
    rows = list(book.worksheets[-1].iter_rows(min_row=4))
    listed = [tuple(str(cell.value or "") for cell in row[2:]) for row in rows]
    assert listed == [(p.found, p.message, p.rule) for p in copied.reading.problems]
    links = [row[1].hyperlink.location for row in rows if row[1].hyperlink]
    assert links[0] == "'Bob''s plan'!F2"


def test_every_part_that_is_not_marked_is_the_same_to_the_byte(tmp_path: Path) -> None:
    plain = write_book(tmp_path / "plain.xlsx", sheets_in(TABLE), _with_what_others_made)
    others = {"xl/vbaProject.bin": "macros", "customXml/item1.xml": "<a/>", "xl/model/x.data": "?"}
    copied = _copy_of(repacked(tmp_path / "book.xlsm", plain, others))
    with zipfile.ZipFile(copied.source) as old, zipfile.ZipFile(copied.copy) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        added = set(new.namelist()) - set(old.namelist())
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    assert added == {"xl/worksheets/sheet3.xml"}


def test_the_copy_says_what_the_workbook_says(copied: Copied) -> None:
    again = read_file(copied.copy)
    assert again.records == copied.reading.records
    assert [p.rule for p in again.problems if p.where.cell] == [
        p.rule for p in copied.reading.problems if p.where.cell
    ]


def test_a_cell_that_is_not_there_is_marked_where_it_belongs(tmp_path: Path) -> None:
    source = raw_sheet(tmp_path / "gaps.xlsx", text_row(1, "a", "", "c"), text_row(4, "d"))
    cells = ("B1", "D1", "A3", "B4", "A9")
    wanted = [Problem(CellRef("gaps.xlsx", "S1", cell), "", "Empty.", "r") for cell in cells]
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(source, Reading("gaps.xlsx", "", 0, (), tuple(wanted))).content)
    sheet = load_workbook(copy)["S1"]
    filled = [c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type]
    assert filled == list(cells)
    assert [cell.value for cell in sheet[1]] == ["a", None, "c", None]


def test_a_text_that_looks_like_a_formula_or_markup_is_listed_as_a_text(tmp_path: Path) -> None:
    source = raw_sheet(tmp_path / "book.xlsx", text_row(1, "a"))
    problem = Problem(CellRef("book.xlsx", "S1", "A1"), "=1+1", "<b>&\x00{0}", "r")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(source, Reading("book.xlsx", "", 0, (), (problem,))).content)
    book = load_workbook(copy)
    row = list(book.worksheets[-1][4])[2:4]
    assert [(cell.data_type, cell.value) for cell in row] == [("s", "=1+1"), ("s", "<b>&�{0}")]
    note = book["S1"]["A1"].comment
    assert note is not None
    assert "<b>&�{0}" in note.text


@pytest.mark.parametrize(
    ("name", "why"), [("register.csv", "kind .csv"), ("broken.xlsx", "was refused")]
)
def test_what_can_have_no_marks_has_a_list_that_says_why(
    tmp_path: Path, name: str, why: str
) -> None:
    source = tmp_path / name
    text = "Benefit ID,Benefit,Baseline,Target\nB1,Calls,100,approx. 2\n"
    source.write_bytes(text.encode() if name.endswith("csv") else b"PK\x03\x04damaged")
    reading = read_file(source)
    copy = annotated(source, reading)
    (tmp_path / "list.xlsx").write_bytes(copy.content)
    sheet = load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert copy.is_list
    assert why in str(sheet["A2"].value)
    listed = [sheet.cell(row, 5).value for row in range(4, sheet.max_row + 1)]
    assert listed == [problem.rule for problem in reading.problems]


def test_a_conversation_is_left_alone_and_named(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.worksheets[0]["F2"].comment = Comment("[Threaded comment]", "tc={1-2}")

    source = write_book(tmp_path / "plan.xlsx", sheets_in(TABLE), edit)
    copy = annotated(source, read_file(source))
    assert copy.remarks == (
        "These cells have a conversation, which shows no notes: Bob's plan!F2.",
    )


def test_a_signed_workbook_says_that_the_copy_is_not(tmp_path: Path) -> None:
    plain = write_book(tmp_path / "plain.xlsx", sheets_in(TABLE))
    signed = repacked(tmp_path / "signed.xlsx", plain, {"_xmlsignatures/origin.sigs": ""})
    assert any(
        "signature does not hold" in one for one in annotated(signed, read_file(signed)).remarks
    )
