"""Older workbooks, delimited text and Parquet: damaged, locked, or something else by name."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import polars as pl

from tests.workbook.books import repacked
from tests.workbook.hostile.hostile import Hostile, content, parts_of, text
from tests.workbook.old_formats import file_system, write_ods, write_xls, write_xlsb

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workbook.old_formats import Rows

_ROWS: Final[Rows] = [
    ["Benefit ID", "Benefit", "Baseline", "Target"],
    ["B-1", "Calls", 100.0, 80.0],
]
_HEADER: Final = "Benefit ID,Benefit,Baseline,Target\n"
_GOOD: Final = f"{_HEADER}B-1,Calls,100,80\n"


def _written(write: Callable[[Path, Rows], Path]) -> bytes:
    with TemporaryDirectory() as folder:
        return write(Path(folder) / "sound", _ROWS).read_bytes()


def _changed(write: Callable[[Path, Rows], Path], old: bytes, new: bytes) -> bytes:
    """Give a sound file in which some bytes are others."""
    sound = _written(write)
    assert old in sound
    return sound.replace(old, new)


def _parquet(columns: dict[str, object]) -> bytes:
    packed = BytesIO()
    pl.DataFrame(columns).write_parquet(packed)
    return packed.getvalue()


def _circle() -> bytes:
    """Give an .xls whose directory goes round in a circle, without end."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6)
    sectors = struct.pack("<9I", 0, 1, 0, 0, 4096, end, 0, end, 0)
    first = struct.pack("<109I", 0, *[free] * 108)
    return head + sectors + first + struct.pack("<128I", 0, *[free] * 127)


def _repeated(tag: str, said: str) -> Callable[[Path], object]:
    """Give what writes an .ods whose first row or cell says that it is there without end."""

    def write(path: Path) -> None:
        sound = _written(write_ods)
        xml = parts_of(sound)["content.xml"].decode()
        more = xml.replace(f"<table:{tag} ", f'<table:{tag} table:{said}="2000000000" ', 1)
        more = more.replace(f"<table:{tag}>", f'<table:{tag} table:{said}="2000000000">', 1)
        repacked(path, BytesIO(sound), {"content.xml": more})

    return write


_NESTED: Final = {
    "Benefit ID": ["B-1"], "Benefit": ["Calls"], "Baseline": [100], "Target": [80.0],
    "Notes": [[{"a": [1, 2]}]],
}  # fmt: skip
_LOCKED: Final = file_system(b"locked away", name="EncryptedPackage")
_XLS: Final = _written(write_xls)
_NO_STREAM: Final = _XLS.replace(b"W\0o\0r\0k", b"X\0o\0r\0k")
_TWO_ENCODINGS: Final = _GOOD.encode() + b"B-2,Caf\xe9,9,8\n"
_LONG_CELL: Final = f'{_HEADER}B-1,"{"x" * 200_000}",100,80\n'
_PARQUET: Final = _parquet({"Benefit ID": ["B-1"], "Benefit": ["Calls"], "Target": [80.0]})

OTHERS: Final = (
    Hostile("locked.xlsx", content(_LOCKED), refused="protected by a password"),
    Hostile("circle.xls", content(_circle()), refused="Reading the file failed"),
    Hostile("cut short.xls", content(_XLS[:700]), refused="damaged"),
    Hostile("no stream.xls", content(_NO_STREAM), refused="damaged"),
    Hostile("web page.xls", text("<html><table><tr><td>1</td></table>"), refused="web page"),
    Hostile("pdf.xlsx", content(b"%PDF-1.7\n%\xe2\xe3"), refused="PDF"),
    Hostile("letter.xlsx", text("Dear all"), refused="plain text under the name .xlsx"),
    Hostile("nothing.xlsx", content(b""), refused="is empty"),
    Hostile("spaces.csv", text(" \n \n"), refused="is empty"),
    Hostile(
        "no sheet.xlsb",
        content(_changed(write_xlsb, b"xl/worksheets/sheet1.bin", b"xl/worksheets/sheet2.bin")),
        refused="damaged",
    ),
    Hostile("cut short.xlsb", content(_written(write_xlsb)[:400]), refused="damaged"),
    Hostile("cut short.ods", content(_written(write_ods)[:-80]), refused="damaged"),
    Hostile(
        "rows without end.ods", _repeated("table-row", "number-rows-repeated"), refused="one row"
    ),
    Hostile(
        "cells without end.ods",
        _repeated("table-cell", "number-columns-repeated"),
        refused="one col",
    ),
    Hostile("binary.csv", content(bytes(range(256)) * 9), refused="not a workbook"),
    Hostile("NULs further down.csv", text(_GOOD + ",,,\n" * 2000 + "\0" * 9), targets=(80.0,)),
    Hostile("one long line.csv", text("x," * 200_000), refused="200,001 cells"),
    Hostile("one long cell.csv", text(_LONG_CELL), refused="columns"),
    Hostile("open quote.csv", text(f'{_HEADER}B-1,"Calls,100,80\n'), refused="check its quotes"),
    Hostile("two encodings.csv", content(_TWO_ENCODINGS), targets=(80.0, 8.0)),
    Hostile(
        "half a character.csv", content(_GOOD.encode("utf-16")[:-1]), refused="No benefits table"
    ),
    Hostile("only quotes.csv", text('"' * 9999), refused="check its quotes"),
    Hostile("blank rows.csv", text(_GOOD + ",,,\n" * 20_000), targets=(80.0,)),
    Hostile("formulas.csv", text(f'{_HEADER}=1+1,"@SUM(A1)",-5,+8\n'), targets=(8.0,)),
    Hostile("cut short.parquet", content(_PARQUET[:-20]), refused="damaged"),
    Hostile("no content.parquet", content(b"PAR1" + bytes(90) + b"PAR1"), refused="damaged"),
    Hostile("nested.parquet", content(_parquet(_NESTED)), targets=(80.0,)),
    Hostile("no columns.parquet", content(_parquet({})), refused="No benefits table"),
)
