"""What a layout file says of a family of workbooks: which they are, and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from bcr.workbook.layouts.header_rows import has_any_header, is_signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.specs import TableSpec
    from bcr.workbook.values.dates import Order


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of workbooks, by file name, and the tables in each."""

    name: str
    files: tuple[str, ...]
    tables_in: tuple[TableSpec, ...]
    year_starts: int = 4
    date_order: Order = ""
    decimal: str = ""
    ratios: bool = False

    #: Of what it says, comments aside: a layout that says something else reads otherwise.
    digest: str = ""

    def fits(self, path: Path) -> bool:
        """Tell whether a file is of this family, by its name; without names any file may be."""
        names = (fnmatchcase(path.name.casefold(), glob.casefold()) for glob in self.files)
        return not self.files or any(names)

    def is_signed_in(self, grids: Sequence[Grid]) -> bool:
        """Tell whether every signature of headers stands on a sheet that its table may be on."""
        return all(
            any(fnmatchcase(grid.sheet, spec.sheet) and is_signed(grid, spec) for grid in grids)
            for spec in self.tables_in
            if spec.headers
        )

    def sheets_of(self, spec: TableSpec, grids: Sequence[Grid]) -> list[str]:
        """Give the sheets a table is on; of several that match, those with any of its headers."""
        if spec.sheet in [grid.sheet for grid in grids]:
            return [spec.sheet]
        matching = [grid for grid in grids if fnmatchcase(grid.sheet, spec.sheet)]
        if spec.headers and (signed := [grid for grid in matching if is_signed(grid, spec)]):
            return [grid.sheet for grid in signed]
        headed = [grid for grid in matching if has_any_header(grid, spec)]
        return [grid.sheet for grid in headed or matching]
