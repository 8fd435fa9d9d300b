"""One hostile file: how it is written, and what is to be said of it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tests.workbook.books import raw_sheet, repacked, sheets_in, text_cell, text_row, write_book

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Write = Callable[[Path], object]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = text_row(1, "Benefit ID", "Benefit", "Baseline", "Target")
#: A row that reads well whatever stands around it.
GOOD = text_row(2, "B-1", "Calls", "100", "80")
SHEET = "xl/worksheets/sheet1.xml"
TABLE = """
    Benefit ID | Benefit | Baseline | Target
    B-1        | Calls   | 100      | 80
"""


@dataclass(frozen=True)
class Hostile:
    """A file and its answer: why it is refused, or what is read and said of it."""

    #: With its ending, by which the program finds it.
    name: str
    write: Write
    #: Part of the reason for which all of it is refused.
    refused: str = ""
    #: Cell and rule of a problem.
    says: tuple[str, str] | None = None
    #: benefits.target, where it is read.
    targets: tuple[float | None, ...] | None = None
    #: benefits.title, likewise.
    titles: tuple[str, ...] | None = None


def rows(*texts: str, parts: Mapping[str, str] | None = None) -> Write:
    """Give what writes an .xlsx with these rows under the header."""
    return lambda path: raw_sheet(path, HEADER, *texts, parts=parts)


def cell(xml: str, parts: Mapping[str, str] | None = None) -> Write:
    """Give what writes an .xlsx with a good row and, in D3, this cell."""
    return rows(GOOD, f'<row r="3">{text_cell("A3", "B-2")}{xml}</row>', parts=parts)


def changed(parts: Mapping[str, str], without: Sequence[str] = ()) -> Write:
    """Give what writes a sound .xlsx with other parts."""

    def write(path: Path) -> None:
        repacked(path, BytesIO(sound()), parts, without)

    return write


def replaced(part: str, old: str, new: str) -> Write:
    """Give what writes a sound .xlsx with a text of one part become another."""

    def write(path: Path) -> None:
        text = parts_of(sound())[part].decode()
        assert old in text
        repacked(path, BytesIO(sound()), {part: text.replace(old, new)})

    return write


def edited(edit: Callable[[Workbook], None]) -> Write:
    """Give what writes a sound .xlsx that was changed by openpyxl."""
    return lambda path: write_book(path, sheets_in(TABLE), edit)


def content(of: bytes) -> Write:
    """Give what writes these bytes."""
    return lambda path: path.write_bytes(of)


def text(of: str, encoding: str = "utf-8") -> Write:
    """Give what writes this text."""
    return content(of.encode(encoding))


def sound() -> bytes:
    """Give an .xlsx with nothing wrong with it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Benefit ID", "Benefit", "Baseline", "Target"])
    sheet.append(["B-1", "Calls", 100, 80])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def parts_of(packed: bytes) -> dict[str, bytes]:
    """Give the parts of an archive by name."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
