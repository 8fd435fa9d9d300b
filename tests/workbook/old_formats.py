"""The least .xls, .xlsb and .ods that hold a table of texts and numbers, record by record."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Rows = list[list[str | float]]

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def write_xls(path: Path, rows: Rows) -> Path:
    """Write a sheet, Register, as Excel 97 did: a stream of records in a small file system."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 0))
    name = b"Register"
    length = len(start) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    cells = b"".join(
        _cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)
    )
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 1997, 0, 0)) + cells
    path.write_bytes(file_system(start + bound + _record(10) + sheet + _record(10)))
    return path


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1"))
    return _record(0x0203, place + struct.pack("<d", value))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def file_system(stream: bytes, name: str = "Workbook") -> bytes:
    """Give a compound file with one stream; shorter ones are kept another way."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6)
    sizes = struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    first = struct.pack("<109I", 0, *[_FREE] * 108)
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    book = _entry(name, 2, child=_FREE, start=2, size=len(stream))
    folder = (root + book).ljust(_SECTOR, b"\0")
    return head + sizes + first + table + folder + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<64sHBB3I", text, len(text), kind, 1, _FREE, _FREE, child)
    return links + bytes(36) + struct.pack("<IQ", start, size)


def write_xlsb(path: Path, rows: Rows) -> Path:
    """Write a sheet, Register, as Excel's binary workbook."""
    sheet = _binary(129) + _binary(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += _binary(145) + b"".join(_binary_row(n, row) for n, row in enumerate(rows))
    sheet += _binary(146) + _binary(130)
    named = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Register")
    book = _binary(131) + _binary(143) + _binary(156, named) + _binary(144) + _binary(132)
    relation = f'<Relationship Id="rId1" Type="{_SHEET}" Target="worksheets/sheet1.bin"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def _binary_row(number: int, row: Sequence[str | float]) -> bytes:
    cells = b"".join(
        _binary(6, struct.pack("<II", column, 0) + _wide(value))
        if isinstance(value, str)
        else _binary(5, struct.pack("<IId", column, 0, value))
        for column, value in enumerate(row)
    )
    return _binary(0, struct.pack("<I", number) + bytes(13)) + cells


def _binary(kind: int, content: bytes = b"") -> bytes:
    """Give a record: kind and length come seven bits a byte."""
    return _sevens(kind) + _sevens(len(content)) + content


def _sevens(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80, number >> 7]) if number > 0x7F else bytes([number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def write_ods(path: Path, rows: Rows) -> Path:
    """Write a sheet, Register, as an open document."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            inside = f"<text:p>{value}</text:p>"
            return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    cells = ("".join(map(cell, row)) for row in rows)
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(f'xmlns:{one}="{_OFFICE}:{one}:1.0"' for one in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.2"><office:body>'
            f'<office:spreadsheet><table:table table:name="Register">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path
