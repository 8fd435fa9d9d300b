"""A workbook read quickly, where all of it is written as the usual programs write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.files.canonical.cells import cells_in
from bcr.workbook.files.canonical.frame import Frame
from bcr.workbook.files.canonical.looks import PART as STYLES
from bcr.workbook.files.canonical.looks import looks_in
from bcr.workbook.files.canonical.outline import RELATIONS, ROOT, WORKBOOK, outline_of
from bcr.workbook.files.canonical.piece import Piece
from bcr.workbook.files.canonical.shared_strings import shared_strings
from bcr.workbook.files.canonical.sheet_rows import SheetRows
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.canonical.values import Book
from bcr.workbook.files.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.files.canonical.outline import Outline, Sheet
    from bcr.workbook.files.container import Container

#: Bytes of rows that are read at once: what is made of them stays in the processor's cache.
_AT_ONCE: Final = 1_000_000
#: A piece is of whole rows, and no row is as long as that.
_MOST_AT_ONCE: Final = 20_000_000
_STRINGS: Final = "xl/sharedStrings.xml"


def canonical_grids(archive: Container) -> list[Grid]:
    """Give the worksheets of an .xlsx with what only their markup says.

    Raises: Unusual, where anything is not as the usual programs write it. Refused, where a part is
    no XML. What zipfile raises of a damaged part.
    """
    outline, book = _book(archive)
    parts = [archive.read(sheet.part) for sheet in outline.sheets]
    frames = [Frame(xml) for xml in parts]
    sheets = [SheetRows(book) for _ in parts]
    for batch in _batches(parts, frames):
        pieces = [parts[number][start:end] for number, start, end in batch]
        cells = cells_in(Piece(pieces), book)
        at = 0
        for (number, _, _), piece in zip(batch, pieces, strict=True):
            sheets[number].add(cells, at, at + len(piece))
            at += len(piece)
    return [_grid(*one) for one in zip(outline.sheets, frames, sheets, strict=True)]


def _book(archive: Container) -> tuple[Outline, Book]:
    """Give the sheets of a workbook, and what their cells are read with."""
    names = archive.namelist()
    there = set("\n".join(names).lower().split("\n"))
    if len(there) != len(names) or "\\" in "".join(names):
        raise Unusual
    if any(part not in archive for part in (WORKBOOK, RELATIONS, ROOT)):
        raise Unusual
    if any(part.lower() in there and part not in archive for part in (STYLES, _STRINGS)):
        raise Unusual
    outline = outline_of(*(archive.read(part) for part in (WORKBOOK, RELATIONS, ROOT)))
    if any(sheet.part not in archive for sheet in outline.sheets):
        raise Unusual
    strings = shared_strings(archive.read(_STRINGS)) if _STRINGS in archive else []
    looks = looks_in(archive.read(STYLES)) if STYLES in archive else {}
    return outline, Book(strings, looks, from_1904=outline.from_1904)


def _grid(sheet: Sheet, frame: Frame, rows: SheetRows) -> Grid:
    said = frame.said(rows.row_tails, rows.formula_tags)
    rows.hide(said.hidden_tails)
    marks, merged = rows.marks, list(said.merged)
    marks.hidden_columns = set(said.hidden_columns)
    return Grid(sheet.name, rows.rows(), hidden=sheet.hidden, merged=merged, marks=marks)


def _batches(
    parts: Sequence[bytes], frames: Sequence[Frame]
) -> Iterator[list[tuple[int, int, int]]]:
    """Give the rows of all sheets in pieces: which sheet, where a piece starts and ends."""
    batch: list[tuple[int, int, int]] = []
    size = 0
    for number, (xml, frame) in enumerate(zip(parts, frames, strict=True)):
        start = frame.first
        while start < frame.last:
            end = xml.find(b"<row ", start + _AT_ONCE - size, frame.last)
            end = end if end >= 0 else frame.last
            if end - start > _MOST_AT_ONCE:
                raise Unusual
            batch.append((number, start, end))
            size += end - start
            start = end
            if size >= _AT_ONCE:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch
