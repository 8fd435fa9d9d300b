"""A workbook read quickly, where all of it is written as the usual programs write it."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.cells import cells_in
from bcr.workbook.files.canonical.kinds import Book
from bcr.workbook.files.canonical.looks import PART as STYLES
from bcr.workbook.files.canonical.looks import styles_in
from bcr.workbook.files.canonical.outline import RELATIONS, ROOT, WORKBOOK, outline_of
from bcr.workbook.files.canonical.piece import Piece
from bcr.workbook.files.canonical.shared_strings import shared_strings
from bcr.workbook.files.canonical.sheet_rows import SheetRows
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.canonical.written import AT_ONCE, Written
from bcr.workbook.files.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bcr.workbook.files.canonical.outline import Outline, Sheet
    from bcr.workbook.files.container import Container

_STRINGS: Final = "xl/sharedStrings.xml"


def canonical_grids(archive: Container) -> list[Grid]:
    """Give the worksheets of an .xlsx with what only their markup says.

    Raises: Unusual, where anything is not as the usual programs write it. Refused, where a part is
    no XML. What zipfile raises of a damaged part.
    """
    return Workbook(archive).grids()


class Workbook:
    """The worksheets of an .xlsx, whose rows are still to be read.

    Raises: as canonical_grids.
    """

    def __init__(self, archive: Container) -> None:
        #: Bytes of all parts.
        self.size = archive.unpacked_size
        outline, self.book = _book(archive)
        self._sheets = outline.sheets
        self._written = [Written(archive.chunks(sheet.part)) for sheet in self._sheets]

    def grids(self) -> list[Grid]:
        """Give the worksheets; their rows are read some at a time, and once.

        Raises: Unusual, where anything is not as the usual programs write it. What zipfile raises
        of a damaged part.
        """
        sheets = [SheetRows() for _ in self._written]
        for batch in self._batches():
            pieces = [piece for _, piece in batch]
            cells = cells_in(Piece(pieces), [self.book], [0])
            sections = cells.places.sections(_starts(map(len, pieces)))
            for (number, _), section in zip(batch, sections, strict=True):
                sheets[number].add(cells, section)
        return self.put_together(sheets)

    def _batches(self) -> Iterator[list[tuple[int, bytes]]]:
        """Give the rows of all sheets in pieces, each with the number of its sheet."""
        batch: list[tuple[int, bytes]] = []
        size = 0
        for number, written in enumerate(self._written):
            for piece in written.pieces():
                batch.append((number, piece))
                size += len(piece)
                if size >= AT_ONCE:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def rows(self) -> list[bytes]:
        """Give the rows of each sheet as they are written; of one that has none, nothing."""
        return [b"".join(written.pieces()) for written in self._written]

    def put_together(self, sheets: Sequence[SheetRows]) -> list[Grid]:
        """Give the worksheets, once the rows of each have been read.

        Raises: Unusual, where what stands around the rows is not as the usual programs write it.
        """
        return [_grid(*one) for one in zip(self._sheets, self._written, sheets, strict=True)]


class Together:
    """The rows of some small workbooks read as one piece, since each look at one costs much.

    Raises: Unusual, where anything in any of them is not as the usual programs write it.
    """

    def __init__(self, workbooks: Sequence[Workbook]) -> None:
        self._workbooks = workbooks
        rows = [workbook.rows() for workbook in workbooks]
        pieces = [one for of_workbook in rows for one in of_workbook if one]
        sizes = [sum(map(len, of_workbook)) for of_workbook in rows]
        books = [workbook.book for workbook in workbooks]
        self._cells = cells_in(Piece(pieces), books, _starts(sizes))
        found = iter(self._cells.places.sections(_starts(map(len, pieces))))
        #: Of each sheet of each workbook, where it has any rows.
        self._sections = [[next(found) if one else None for one in ones] for ones in rows]

    def outline(self, number: int) -> int:
        """Give how many cells the worksheets of one have from corner to corner, blank ones too."""
        return sum(one.height * one.width for one in self._sections[number] if one)

    def grids(self, number: int) -> list[Grid]:
        """Give the worksheets of one of the workbooks.

        Raises: Unusual, where anything in it is not as the usual programs write it.
        """
        sheets = []
        for section in self._sections[number]:
            sheet = SheetRows()
            if section:
                sheet.add(self._cells, section)
            sheets.append(sheet)
        return self._workbooks[number].put_together(sheets)


def _starts(sizes: Iterable[int]) -> list[int]:
    """Give where each of some things begins that stand one behind the other."""
    return list(accumulate(sizes, initial=0))[:-1]


def _book(archive: Container) -> tuple[Outline, Book]:
    """Give the sheets of a workbook, and what their cells are read with."""
    _require_usual(tuple(archive.namelist()))
    outline = outline_of(*(archive.read(part) for part in (WORKBOOK, RELATIONS, ROOT)))
    if any(sheet.part not in archive for sheet in outline.sheets):
        raise Unusual
    strings = shared_strings(archive.read(_STRINGS)) if _STRINGS in archive else []
    is_styled, from_1904 = STYLES in archive, outline.from_1904
    styles = styles_in(archive.read(STYLES), from_1904=from_1904) if is_styled else {}
    return outline, Book(np.array(strings, object), styles)


@lru_cache(maxsize=64)
def _require_usual(names: tuple[str, ...]) -> None:
    """Look at the names of a workbook's parts; those of a family are the same.

    Raises: Unusual, where one is missing, or differs from another, or a usual one, by capitals.
    """
    there = set("\n".join(names).lower().split("\n"))
    if len(there) != len(names) or "\\" in "".join(names):
        raise Unusual
    if any(part not in names for part in (WORKBOOK, RELATIONS, ROOT)):
        raise Unusual
    if any(part.lower() in there and part not in names for part in (STYLES, _STRINGS)):
        raise Unusual


def _grid(sheet: Sheet, written: Written, rows: SheetRows) -> Grid:
    if written.frame is None:
        raise Unusual
    said = written.frame.said(rows.row_tails, rows.formula_tags)
    rows.hide(said.hidden_tails)
    marks, merged = rows.marks, list(said.merged)
    marks.hidden_columns = set(said.hidden_columns)
    return Grid(sheet.name, rows.rows(), hidden=sheet.hidden, merged=merged, marks=marks)
