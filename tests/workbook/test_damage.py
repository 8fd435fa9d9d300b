"""Files that are broken, hostile or odd inside: refused for what they are, or read all the same."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from bcr.workbook.files.reading import read_grids
from bcr.workbook.reading import read_file
from tests.workbook.books import (
    column,
    only,
    problems,
    raw_sheet,
    repacked,
    rules,
    said,
    sheets_in,
    text_cell,
    text_row,
    write_book,
)

if TYPE_CHECKING:
    from pathlib import Path

HEADER = text_row(1, "Benefit ID", "Benefit", "Baseline", "Target")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test writes its file."""
    return tmp_path / "register.xlsx"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A register with nothing wrong with it."""
    table = """
        Benefit ID | Benefit | Baseline | Target
        B-001      | Calls   | 100      | 80
    """
    return write_book(tmp_path / "sound.xlsx", sheets_in(table))


def test_a_formula_without_a_stored_value_is_no_blank(path: Path) -> None:
    row = f'<row r="2">{text_cell("A2", "B1")}<c r="D2"><f>SUM(A1:A9)</f></c></row>'
    reading = read_file(raw_sheet(path, HEADER, row))
    assert said(reading) == [("D2", "formula-without-value")]


def test_a_formula_that_gives_an_empty_text_is_a_blank(path: Path) -> None:
    row = f'<row r="2">{text_cell("A2", "B1")}<c r="D2" t="str"><f>""</f><v></v></c></row>'
    assert not said(read_file(raw_sheet(path, HEADER, row)))


def test_an_error_cell_keeps_what_excel_shows(path: Path) -> None:
    row = f'<row r="2">{text_cell("A2", "B1")}<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    reading = read_file(raw_sheet(path, HEADER, row))
    assert said(reading) == [("D2", "error-cell")]
    assert problems(reading)[0].found == "#DIV/0!"


def test_cells_without_addresses_stand_one_beside_the_other(path: Path) -> None:
    def cells(*texts: str) -> str:
        inside = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        return f"<row>{inside}</row>"

    broken = '<row><c t="inlineStr"><is><t>B2</t></is></c><c/><c t="e"><v>#N/A</v></c></row>'
    header = cells("Benefit ID", "Benefit", "Target")
    reading = read_file(raw_sheet(path, header, cells("B1", "Calls", "80"), broken))
    assert column(reading, "benefits.target") == [80.0, None]
    assert said(reading) == [("C3", "error-cell")]


def test_a_prefix_on_every_element_changes_nothing(path: Path) -> None:
    plain = [HEADER, f'<row r="2">{text_cell("A2", "B1")}<c r="D2" t="e"><v>#REF!</v></c></row>']
    rows = "".join(plain).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = f'<x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    raw_sheet(path, parts={"xl/worksheets/sheet1.xml": sheet})
    assert said(read_file(path)) == [("D2", "error-cell")]


def test_excels_escapes_are_decoded(path: Path) -> None:
    reading = read_file(raw_sheet(path, HEADER, text_row(2, "B-1", "Calls_x000D_ and visits")))
    assert only(reading, "benefits")["title"] == "Calls and visits"


def test_far_cells_are_read_in_their_places_without_the_room_between(path: Path) -> None:
    far = f'<row r="1048576">{text_cell("XFD1048576", "the end")}</row>'
    (grid,) = read_grids(raw_sheet(path, HEADER, text_row(2, "B1", "Calls", "100", "80"), far))
    assert (grid.text(1, 3), grid.text(1_048_575, 16_383)) == ("80", "the end")
    assert grid.height == 1_048_576


def test_a_table_is_read_however_far_away_another_cell_stands(path: Path) -> None:
    far = f'<row r="1048576">{text_cell("XFD1048576", "the end")}</row>'
    reading = read_file(raw_sheet(path, HEADER, text_row(2, "B1", "Calls", "100", "80"), far))
    assert only(reading, "benefits")["target"] == 80.0
    assert reading.blocks[0].set_aside == {1_048_576: "nothing stands under the headers"}


def test_a_cell_that_is_there_twice_is_damage(path: Path) -> None:
    row = f'<row r="2">{text_cell("A2", "B1")}{text_cell("A2", "B2")}</row>'
    reading = read_file(raw_sheet(path, HEADER, row))
    assert "damaged: cell A2 is in xl/worksheets/sheet1.xml more than once" in reading.refused


def test_a_sheet_whose_part_is_missing_is_never_dropped_in_silence(sound: Path, path: Path) -> None:
    repacked(path, sound, {}, without=["xl/worksheets/sheet1.xml"])
    assert "damaged: xl/worksheets/sheet1.xml of sheet “Register” is missing" in (
        read_file(path).refused
    )


def test_xml_that_breaks_off_is_damage(sound: Path, path: Path) -> None:
    repacked(path, sound, {"xl/worksheets/sheet1.xml": '<worksheet><sheetData><row hidden="1">'})
    assert "damaged: xl/worksheets/sheet1.xml cannot be read" in read_file(path).refused


def test_a_file_cut_short_is_damage(sound: Path, path: Path) -> None:
    path.write_bytes(sound.read_bytes()[:-200])
    assert "damaged" in read_file(path).refused


def test_a_checksum_that_does_not_hold_is_damage(sound: Path, path: Path) -> None:
    with zipfile.ZipFile(sound) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(sound.read_bytes())
    content[entry.header_offset + 30 + len(entry.filename) + 40] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in read_file(path).refused


def test_a_document_type_is_refused_and_nothing_of_it_followed(sound: Path, path: Path) -> None:
    secret = path.with_name("secret.txt")
    secret.write_text("the password", encoding="utf-8")
    strings = (
        f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<sst xmlns="{NAMESPACE}"><si><t>&x;</t></si></sst>'
    )
    reading = read_file(repacked(path, sound, {"xl/sharedStrings.xml": strings}))
    assert "declares XML entities (in xl/sharedStrings.xml)" in reading.refused
    assert "password" not in str(reading)


def test_a_zip_bomb_is_refused_from_its_declared_sizes(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    assert "unpacks from" in read_file(path).refused


def test_a_declared_size_alone_is_enough_to_refuse(sound: Path, path: Path) -> None:
    content = bytearray(sound.read_bytes())
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 2_000_000_000)
    path.write_bytes(content)
    assert "unpacks from" in read_file(path).refused


def test_a_zip_of_something_else_is_refused_as_such(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    assert "zip archive, not a workbook" in read_file(path).refused


def test_a_password_is_said(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "protected by a password" in read_file(path).refused


def test_a_macro_sheet_does_not_keep_the_worksheets_from_being_read(
    sound: Path, path: Path
) -> None:
    with zipfile.ZipFile(sound) as archive:
        workbook = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    sheet = '<sheet name="Macro1" sheetId="9" r:id="rId99" xmlns:r="http://schemas.openxmlformats'
    sheet += '.org/officeDocument/2006/relationships"/>'
    relation = '<Relationship Id="rId99" Target="macrosheets/sheet1.xml" Type="http://schemas.'
    relation += 'microsoft.com/office/2006/relationships/xlMacrosheet"/>'
    parts = {
        "xl/workbook.xml": workbook.replace("</sheets>", f"{sheet}</sheets>"),
        "xl/_rels/workbook.xml.rels": relations.replace("</Rel", f"{relation}</Rel"),
        "xl/macrosheets/sheet1.xml": "<macrosheet/>",
    }
    assert only(read_file(repacked(path, sound, parts)), "benefits")["target"] == 80.0


@pytest.mark.parametrize("serial", ["60", "-1", "2958466", "1e10", "0"])
def test_a_serial_that_is_no_day_is_a_problem_at_its_cell(path: Path, serial: str) -> None:
    header = text_row(1, "Benefit ID", "Benefit", "Target value", "Due date")
    styles = (
        f'<styleSheet xmlns="{NAMESPACE}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    row = f'<row r="2">{text_cell("A2", "B1")}<c r="D2" s="1"><v>{serial}</v></c></row>'
    reading = read_file(raw_sheet(path, header, row, parts={"xl/styles.xml": styles}))
    assert [cell for cell, _ in said(reading)] == ["D2"]
    assert rules(reading) & {"impossible-date", "due-on-not-a-date"}


def test_a_row_whose_name_was_never_calculated_is_set_aside_and_said(path: Path) -> None:
    row = '<row r="2"><c r="B2"><f>Data!B2</f></c><c r="D2"><v>80</v></c></row>'
    reading = read_file(raw_sheet(path, HEADER, text_row(3, "B1", "Calls", "9", "8"), row))
    assert reading.blocks[0].set_aside.keys() == {2}
    assert said(reading) == [("B2", "formula-without-value")]
