"""The words for where a stored row stands: its file, and the cell of each of its fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcr.provenance import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb


@dataclass(frozen=True, slots=True)
class Place:
    """One block of one file."""

    path: str
    sheet: str
    range: str
    columns: Mapping[str, str]

    def cell(self, name: str, row: int, col: str | None) -> str:
        """Give the cell of one field of a record, such as Benefits!H12; empty without one."""
        cell = cell_of(self.columns, name, row, col)
        return self._on_sheet(cell) if cell else ""

    def cell_of_first(self, names: Iterable[str], row: int, col: str | None) -> str:
        """Give the cell of the first field that has one; the whole block when none has."""
        cells = (self.cell(name, row, col) for name in (*names, *self.columns))
        return next(filter(None, cells), self._on_sheet(self.range))

    def _on_sheet(self, cell: str) -> str:
        return f"{self.sheet}!{cell}" if self.sheet else cell


def places(
    connection: duckdb.DuckDBPyConnection, source_id: str | None = None
) -> dict[tuple[str, int], Place]:
    """Give the place of each block by its source and number; of one source where it is named."""
    rows = connection.execute(
        "SELECT source_id, block, path, sheet, range, columns FROM blocks JOIN sources "
        "USING (source_id) WHERE source_id = coalesce(?, source_id)",
        [source_id],
    ).fetchall()
    return {
        (source_id, block): Place(path, sheet, range_, json.loads(columns))
        for source_id, block, path, sheet, range_, columns in rows
    }
