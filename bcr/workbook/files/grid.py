"""A workbook as grids of cells with addresses, whatever the file format."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from bcr.workbook.files.addresses import address
from bcr.workbook.files.delimited import delimited_rows
from bcr.workbook.files.guard import DAMAGE, Kind, Refused, kind_of
from bcr.workbook.files.markup import Marks, marks_in
from bcr.workbook.files.package import Package, damaged, repacked
from bcr.workbook.files.parquet import parquet_rows
from bcr.workbook.files.sparse import Sparse, checked_cells
from bcr.workbook.files.styles import formats_by_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from python_calamine import CalamineWorkbook, SheetMetadata

#: What a cell may hold; a blank one holds the empty string.
Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

#: Whole numbers up to here are exact in a cell.
_EXACT: Final = 10**15
#: Excel's own carriage-return escape.
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Grid:
    """One sheet: values by row and column from 0, and what its markup says about them."""

    sheet: str
    rows: list[list[Value]]
    hidden: bool = False
    #: (top, left, bottom, right) of each merged range.
    merged: Sequence[tuple[int, int, int, int]] = ()
    #: Empty for formats whose markup is not read.
    marks: Marks = field(default_factory=Marks)
    #: Whether number formats, errors and hidden rows could be seen.
    sees_formats: bool = True

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def is_blank(self, row: int) -> bool:
        """Tell whether nothing stands in a row; outside the sheet nothing does."""
        if not 0 <= row < len(self.rows):
            return True
        return row not in self.marks.broken_rows and not any(cell != "" for cell in self.rows[row])

    def is_filled(self, row: int, column: int) -> bool:
        """Tell whether something stands in a cell, be it a formula that gives no value."""
        return self.at(row, column) != "" or self.is_broken(row, column)

    def is_broken(self, row: int, column: int) -> bool:
        """Tell whether a cell has no value because its formula gives an error or was never run."""
        if row not in self.marks.broken_rows:
            return False
        return (row, column) in self.marks.errors or (row, column) in self.marks.uncached

    def at(self, row: int, column: int) -> Value:
        """Give the value of a cell; blank outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(cells := self.rows[row]):
            return cells[column]
        return ""

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Give the cell that holds what a cell shows: the first of its merged range, or itself."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def text(self, row: int, column: int) -> str:
        """Give a cell as the text a person would copy from it."""
        broken = self.marks.errors.get((row, column)) or self.marks.uncached.get((row, column))
        return broken or as_text(self.at(row, column))

    def where(self, row: int, column: int) -> str:
        """Give a cell's address.

        >>> Grid("S", []).where(13, 3)
        'D14'
        """
        return address(row, column)


def as_text(value: Value) -> str:
    """Give a value as text: whole numbers without a point, dates as ISO, blanks as empty.

    >>> as_text(12.0), as_text(0.5), as_text(dt.date(2024, 3, 1)), as_text("")
    ('12', '0.5', '2024-03-01', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def read_grids(path: Path) -> list[Grid]:
    """Give every worksheet of a file, hidden ones too, in workbook order.

    Raises: Refused, with the reason, when the file cannot be trusted.
    """
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return [Grid(path.stem, tidied(delimited_rows(path.read_bytes())))]
    if kind is Kind.PARQUET:
        return [Grid(path.stem, tidied(parquet_rows(path)))]
    if kind is not Kind.XLSX:
        with path.open("rb") as file:
            return [replace(grid, sees_formats=False) for grid in _calamine(file)]
    try:
        return _xlsx(path)
    except DAMAGE as error:
        raise damaged(str(error)) from None


def _xlsx(path: Path) -> list[Grid]:
    """Read an .xlsx with what only its markup says; cells too far apart are read drawn together."""
    marks: dict[str, Marks] = {}
    sparse: dict[str, Sparse] = {}
    replaced: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        formats = formats_by_style(archive)
        package = Package(archive)
        for name, part in package.worksheets().items():
            xml = archive.read(part)
            marks[name] = marks_in(xml, part, formats)
            if found := checked_cells(xml, part):
                sparse[name], replaced[part] = found, found.xml
        replaced |= package.without_unknown_sheets()
    with repacked(path, replaced) if replaced else path.open("rb") as file:
        grids = _calamine(file)
    for grid in grids:
        grid.marks = marks.get(grid.sheet, grid.marks)
        if grid.sheet in sparse:
            grid.rows = sparse[grid.sheet].spread(grid.rows)
        _with_leading_zeros(grid)
        beyond = max(grid.marks.broken_rows, default=-1) + 1 - grid.height
        grid.rows += [[]] * beyond  # the reader ends a sheet with its last value
    return grids


def _with_leading_zeros(grid: Grid) -> None:
    """Make a number that is shown as 0007 the text that is shown: it is an id, and kept so."""
    padded = {place: code for place, code in grid.marks.formats.items() if code.startswith("0")}
    for (row, column), code in padded.items():
        del grid.marks.formats[row, column]
        value = grid.at(row, column)
        if isinstance(value, float) and value.is_integer() and 0 <= value < 10 ** (len(code) - 1):
            grid.rows[row][column] = f"{int(value):0{len(code)}d}"


def _calamine(file: BinaryIO) -> list[Grid]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            return [
                _grid(workbook, sheet)
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        message = "The file is protected by a password; save a copy without one."
        raise Refused(message) from None
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(str(error)) from None


def _grid(workbook: CalamineWorkbook, metadata: SheetMetadata) -> Grid:
    from python_calamine import SheetVisibleEnum

    sheet = workbook.get_sheet_by_name(metadata.name)
    hidden = metadata.visible != SheetVisibleEnum.Visible
    merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    rows = tidied(sheet.to_python(skip_empty_area=False))
    return Grid(metadata.name, rows, hidden=hidden, merged=merged)


def tidied(rows: Sequence[Sequence[object]]) -> list[list[Value]]:
    """Decode Excel's escapes, make every number a float, and blank what holds only spaces."""
    return [[_value(cell) for cell in row] for row in rows]


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), cell) if "_x" in cell else cell
        return "" if text.isspace() else text
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return cell  # type: ignore[return-value] # calamine gives no other types
