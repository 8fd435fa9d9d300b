"""Rows in turn: what was planned in one row, what happened in the next, one benefit the pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.benefit_periods import ACTUAL, PLANNED
from bcr.workbook.recognition.dated_headers import role_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bcr.workbook.files.grid import Grid

_BOTH: Final = frozenset({"planned", "actual"})
_FIELD: Final = {"planned": PLANNED, "actual": ACTUAL}
_SAID: Final = {
    "planned": "gives what was planned for row {}",
    "actual": "gives the actuals of row {}",
}


@dataclass(frozen=True, slots=True)
class PairedRows:
    """The column that tells the rows of a pair apart, and the rows of each."""

    column: int
    #: First row of a pair → row of each field.
    fields: dict[int, dict[str, int]] = field(default_factory=dict)
    #: Other rows of a pair → why they are no records of their own.
    apart: dict[int, str] = field(default_factory=dict)


def paired_rows(
    grid: Grid, columns: Iterable[int], naming: Collection[int], rows: range
) -> PairedRows | None:
    """Give the rows that pair up under one of some columns; nothing when none says Plan or Actual.

    `naming` are columns that say what a row is about: a row that differs there begins a pair.
    """
    filled = [row for row in rows if not grid.is_blank(row)]
    for column in columns:
        roles = {row: role for row in filled if (role := _role(grid, row, column))}
        said = sum(grid.at(row, column) != "" for row in filled)
        if set(roles.values()) >= _BOTH and len(roles) == said:
            return _paired(grid, column, [c for c in naming if c != column], roles)
    return None


def _role(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    role = role_in(cell) if isinstance(cell, str) and cell else ""
    return role if role in _BOTH else ""


def _paired(grid: Grid, column: int, naming: Collection[int], roles: dict[int, str]) -> PairedRows:
    pairs = PairedRows(column)
    first = -1
    for row, role in roles.items():
        if first < 0 or roles[first] == role or not _continues(grid, first, row, naming):
            first = row
            pairs.fields[row] = {}
        else:
            pairs.apart[row] = _SAID[role].format(first + 1)
        pairs.fields[first][_FIELD[role]] = row
    return pairs


def _continues(grid: Grid, first: int, row: int, naming: Collection[int]) -> bool:
    """Tell whether a row says nothing of what it is about, or the same as the first of its pair."""
    return all(grid.at(row, c) in {"", grid.at(first, c)} for c in naming)
