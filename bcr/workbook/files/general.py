"""A workbook of any kind, read by a general reader; what only markup says is looked up after."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from bcr.workbook.files.beyond import may_hold_some, tell_days_beyond
from bcr.workbook.files.grid import Grid, tidied
from bcr.workbook.files.guard import Refused
from bcr.workbook.files.markup import marks_in, unknown_errors, with_known_errors
from bcr.workbook.files.package import Package, damaged, repacked
from bcr.workbook.files.sparse import Sparse, checked_cells
from bcr.workbook.files.styles import day_styles, formats_by_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from python_calamine import CalamineWorkbook, SheetMetadata

    from bcr.workbook.files.container import Container
    from bcr.workbook.files.marks import Marks


def marked_grids(archive: Container) -> list[Grid]:
    """Give the worksheets of an .xlsx with what only their markup says.

    Cells too far apart are read drawn together.

    Raises: Refused, or what zipfile raises of a damaged part.
    """
    marks: dict[str, Marks] = {}
    sparse: dict[str, Sparse] = {}
    replaced: dict[str, bytes] = {}
    formats = formats_by_style(archive)
    package = Package(archive)
    for name, part in package.worksheets().items():
        xml = archive.read(part)
        marks[name] = marks_in(xml, part, formats)
        if found := checked_cells(xml, part):
            sparse[name], replaced[part] = found, found.xml
        if unknown_errors(marks[name]):
            replaced[part] = with_known_errors(replaced.get(part, xml))
    replaced |= package.without_unknown_sheets()
    content = archive.content
    grids = grids_of(repacked(BytesIO(content), replaced).getvalue() if replaced else content)
    for grid in grids:
        grid.marks = marks.get(grid.sheet, grid.marks)
        if grid.sheet in sparse:
            grid.rows = sparse[grid.sheet].spread(grid.rows)
        _with_leading_zeros(grid)
        beyond = max(grid.marks.broken_rows, default=-1) + 1 - grid.height
        grid.rows += [[]] * beyond  # the reader ends a sheet with its last value
    if unsure := [grid for grid in grids if may_hold_some(grid.rows)]:
        _tell_days_beyond(archive, package, unsure)
    return grids


def _tell_days_beyond(archive: Container, package: Package, grids: Sequence[Grid]) -> None:
    days, parts = day_styles(archive), package.worksheets()
    for grid in grids:
        tell_days_beyond(grid.rows, archive.read(parts[grid.sheet]), days, package.day_zero())


def _with_leading_zeros(grid: Grid) -> None:
    """Make a number that is shown as 0007 the text that is shown: it is an id, and kept so."""
    for column, shown in list(grid.marks.formats.items()):
        padded = {row: code for row, code in shown.items() if code.startswith("0")}
        for row, code in padded.items():
            value = grid.at(row, column)
            if isinstance(value, float) and value.is_integer() and 0 <= value < 10 ** len(code[1:]):
                grid.rows[row][column] = f"{int(value):0{len(code)}d}"
        grid.marks.formats[column] = {r: code for r, code in shown.items() if r not in padded}
        if not grid.marks.formats[column]:
            del grid.marks.formats[column]


def grids_of(content: bytes) -> list[Grid]:
    """Give the worksheets of a workbook without what only markup says.

    Raises: Refused, when it is damaged or protected.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
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
