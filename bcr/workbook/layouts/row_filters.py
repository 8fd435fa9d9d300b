"""Rows that a layout file leaves out: by what stands in a column, or by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from bcr.workbook.files.value import as_text
from bcr.workbook.layouts.columns import column_spec, only

if TYPE_CHECKING:
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.columns import ColumnSpec


@dataclass(frozen=True, slots=True)
class RowFilter:
    """One `[[table.where]]`, which keeps rows, or `[[table.skip]]`, which leaves them out."""

    keeps: bool
    column: ColumnSpec | None = None
    #: Small texts, of which `*` stands for anything.
    values: tuple[str, ...] = ()
    #: First and last rows, from 1.
    rows: tuple[tuple[int, int], ...] = ()

    def why_not(self, grid: Grid, row: int, column: int | None) -> str:
        """Say why a row (from 0) is left out; empty when it is not."""
        if column is None:
            named = next((ends for ends in self.rows if ends[0] <= row + 1 <= ends[1]), None)
            return (
                f"is one of rows {named[0]} to {named[1]}, which the layout skips" if named else ""
            )
        text = " ".join(grid.text(row, column).split())
        if any(fnmatchcase(text.casefold(), value) for value in self.values) == self.keeps:
            return ""
        said = f"“{text}” in {self.column}" if text else f"nothing in {self.column}"
        return f"has {said}, which the layout skips"


def row_filter(stated: dict[str, Any], *, keeps: bool) -> RowFilter:
    """Give what a [[table.where]] or [[table.skip]] says.

    Raises: ValueError or TypeError, where it cannot be followed.
    """
    where = "[[table.where]]" if keeps else "[[table.skip]]"
    allowed = {"column", "values"} if keeps else {"column", "values", "rows"}
    only(stated, frozenset(allowed), where)
    if "rows" in stated and len(stated) == 1:
        return RowFilter(keeps, rows=tuple(_rows(ends) for ends in _listed(stated["rows"], where)))
    if stated.keys() != {"column", "values"}:
        raise ValueError(f"{where} must have `column` and `values`{'' if keeps else ', or `rows`'}")
    values = tuple(_value(value) for value in _listed(stated["values"], where))
    return RowFilter(keeps, column_spec(where, stated["column"]), values)


def _listed(stated: object, where: str) -> list[Any]:
    if not isinstance(stated, list) or not stated:
        raise ValueError(f"{where} has {stated!r}; it may be a list such as [2024] or [[40, 60]]")
    return stated


def _value(stated: object) -> str:
    if not isinstance(stated, str | int | float):
        raise TypeError(f"a value to look for is {stated!r}; it may be a text or a number")
    is_text = isinstance(stated, str | bool)
    return " ".join(as_text(stated if is_text else float(stated)).split()).casefold()


def _rows(stated: object) -> tuple[int, int]:
    ends = [stated, stated] if type(stated) is int else stated
    match ends:
        case [int(first), int(last)] if 1 <= first <= last:
            return first, last
        case _:
            raise ValueError(f"rows has {stated!r}; it may be a row such as 40, or two as [40, 60]")
