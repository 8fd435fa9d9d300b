"""Sheets with a benefit a column: one column of labels, several of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.below import fits
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place

#: Kinds whose cells show whether a column holds values, or guidance on what to fill in.
_TELLING: Final = frozenset({Kind.LEVEL, Kind.MONEY, Kind.STARTS, Kind.ENDS})


def further_columns(grid: Grid, pairs: Mapping[str, tuple[Place, Place]]) -> list[int]:
    """Give the columns right of a form's values that hold values for the same labels too.

    `pairs` are label and value of each field. Half of the labels must have a value there, and all
    figures and days must be some.
    """
    labels = {label[1] for label, _ in pairs.values()}
    values = {value[1] for _, value in pairs.values()}
    if len(labels) != 1 or len(values) != 1:
        return []
    beyond = range(max(values) + 1, grid.width)
    return [column for column in beyond if _holds_values(grid, pairs, column)]


def _holds_values(grid: Grid, pairs: Mapping[str, tuple[Place, Place]], column: int) -> bool:
    filled = {name for name, (label, _) in pairs.items() if grid.is_filled(label[0], column)}
    telling = list(_fitting(grid, pairs, column))
    return 2 * len(filled) >= len(pairs) and bool(telling) and all(telling)


def _fitting(grid: Grid, pairs: Mapping[str, tuple[Place, Place]], column: int) -> Iterator[bool]:
    """Tell of each figure or day in a column whether it is one."""
    for name, (label, _) in pairs.items():
        kind, cell = kind_of_field(name), grid.at(label[0], column)
        if kind in _TELLING and cell != "":
            yield fits(kind, cell)
