"""Sheets whose few cells stand far apart, drawn together to be read and put back in place after.

A reader that makes a place for every cell between A1 and XFD1048576 asks for 17 thousand million.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.addresses import MOST_CELLS, column_number, letters
from bcr.workbook.files.guard import Refused
from bcr.workbook.files.package import damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.value import Value

_CELL: Final = re.compile(rb'(<(?:\w+:)?c\s[^>]*?\br=")([A-Z]{1,3})(\d{1,7})(")')
#: The `r` of a row or of a cell, which alone has letters in it.
_PLACE: Final = re.compile(rb' r="(?:([A-Z]{1,3}[1-9][0-9]{0,6})|[1-9][0-9]{0,6})"')
_ANY_PLACE: Final = b' r="'
#: An `r` that is neither a row's number nor a cell's address; what is named so would be lost.
_NO_ADDRESS: Final = re.compile(rb' r="(?![A-Z]{1,3}[1-9][0-9]{0,6}"|[1-9][0-9]{0,6}")([^"]*)"')
_END: Final = re.compile(rb"</(?:\w+:)?worksheet\s*>|<(?:\w+:)?worksheet\b[^>]*/>")
#: Bytes in which a sheet ends, with what may stand behind it.
_LAST_BYTES: Final = 4096
_LAST_COLUMN: Final = 16_383
_END_OF_ROWS: Final = b"sheetData>"
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = b"0123456789"
#: Characters of an address; cells whose addresses are no longer stand close enough together.
_NEVER_FAR: Final = 4
_LAST_ROW: Final = 1_048_576
_ROW: Final = re.compile(rb'(<(?:\w+:)?row\s[^>]*?\br=")(\d{1,7})(")')


class Sparse(NamedTuple):
    """A sheet's XML drawn together, with the rows and columns (from 0) that are in it."""

    xml: bytes
    rows: Sequence[int]
    columns: Sequence[int]

    def spread(self, close: list[list[Value]]) -> list[list[Value]]:
        """Give the rows as they stand on the sheet, each as long as its last cell."""
        spread: list[list[Value]] = [[] for _ in range(self.rows[-1] + 1)] if self.rows else []
        for row, cells in zip(self.rows, close, strict=False):
            filled = {c: cell for c, cell in zip(self.columns, cells, strict=False) if cell != ""}
            spread[row] = [filled.get(c, "") for c in range(max(filled, default=-1) + 1)]
        return spread


def checked_cells(xml: bytes, part: str) -> Sparse | None:
    """Give a sheet drawn together where its cells are too far apart to be read as they stand.

    Raises: Refused, when the sheet breaks off, a cell is there twice or nowhere, or even drawn
    together there are too many.
    """
    is_whole = xml.endswith(b"</worksheet>") or _END.search(xml, max(len(xml) - _LAST_BYTES, 0))
    if not is_whole:
        raise damaged(f"{part} is no whole worksheet")
    end = xml.rfind(_END_OF_ROWS)  # beyond it watches and scenarios name cells too
    end = end if end >= 0 else len(xml)
    places = _PLACE.findall(xml, 0, end)
    all_sound = len(places) == xml.count(_ANY_PLACE, 0, end)
    if not all_sound and (nowhere := _NO_ADDRESS.search(xml, 0, end)):
        raise damaged(f"{part} has a row or cell at {nowhere[1].decode(errors='replace')!r}")
    cells = list(filter(None, places))
    if len(set(cells)) != len(cells):
        twice = next(cell for cell, count in Counter(cells).items() if count > 1).decode()
        raise damaged(f"cell {twice} is in {part} more than once")
    longest = max(map(len, cells), default=0)
    if longest <= _NEVER_FAR:
        return None
    columns = sorted({column_number(c.decode()) for c in {a.rstrip(_DIGITS) for a in cells}})
    if columns and columns[-1] > _LAST_COLUMN:
        raise damaged(f"{part} has cells in column {letters(columns[-1])}, beyond the last")
    most_rows = 10 ** (longest - 1)  # of which an address has all but its letters
    is_near = columns and most_rows * (columns[-1] + 1) <= MOST_CELLS
    if is_near or not _may_be_far(xml, columns):
        return None
    rows = sorted({int(a.lstrip(_LETTERS)) - 1 for a in cells})
    if not rows or (rows[-1] + 1) * (columns[-1] + 1) <= MOST_CELLS:
        return None
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused(
            f"{part} holds cells over {rows[-1] + 1:,} rows and {columns[-1] + 1:,} columns, too "
            "many to read; copy the table into a new workbook."
        )
    return Sparse(_drawn_together(xml, rows, columns), rows, columns)


def _may_be_far(xml: bytes, columns: Sequence[int]) -> bool:
    """Tell whether the last row may be too far down, without a look at every cell's."""
    rows = _ROW.findall(xml)
    last = max((int(number) for _, number, _ in rows), default=_LAST_ROW)
    return bool(columns) and last * (columns[-1] + 1) > MOST_CELLS


def _drawn_together(xml: bytes, rows: Sequence[int], columns: Sequence[int]) -> bytes:
    new_letters = {letters(c).encode(): letters(i).encode() for i, c in enumerate(columns)}

    def row_of(text: bytes) -> bytes:
        return str(bisect_left(rows, int(text) - 1) + 1).encode()

    xml = _ROW.sub(lambda m: m[1] + row_of(m[2]) + m[3], xml)
    return _CELL.sub(lambda m: m[1] + new_letters[m[2]] + row_of(m[3]) + m[4], xml)
