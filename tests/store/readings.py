"""Readings in short: rows as dictionaries, with what a test does not care about filled in."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from bcr.provenance import Block, Reading
from bcr.schemas.records import RECORDS
from bcr.store import queries
from bcr.store.imports import append_imports

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import polars as pl

    from bcr.provenance import Problem
    from bcr.store.imports import Outcome

Row = dict[str, object]

_REQUIRED: dict[str, Row] = {
    "benefits": {"case_id": "ferry", "logic": "self-service", "target_kind": "level"},
    "observations": {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, 1, 31)},
}


def append_import(connection: duckdb.DuckDBPyConnection, file: Reading) -> Outcome:
    """Store what one file said, as many are stored."""
    (outcome,) = append_imports(connection, [file])
    return outcome


def reading(
    content: str,
    *,
    path: str = "",
    columns: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
    **tables: list[Row],
) -> Reading:
    """Give what a file with this content says: one block, its records in rows 2, 3, ..."""
    block = Block("Sheet1", "A1:H30", next(iter(tables), ""), 1, columns or {})
    return Reading(
        path=path or f"cases/{content}.xlsx",
        source_id=digest(content),
        bytes=len(content),
        blocks=(block,),
        problems=problems,
        records={table: _columns(table, rows) for table, rows in tables.items()},
    )


def digest(content: str) -> str:
    """Give the source id of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def _columns(table: str, rows: list[Row]) -> dict[str, list[object]]:
    placed: list[Row] = [
        {"block": 0, "row": number} | _REQUIRED.get(table, {}) | row
        for number, row in enumerate(rows, start=2)
    ]
    names = dict.fromkeys(name for row in placed for name in row)
    return {name: [row.get(name) for row in placed] for name in names}


def export(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """Give all that the store answers."""
    frames = {f"current {table}": queries.current(connection, table) for table in RECORDS}
    frames |= {f"all {table}": connection.table(table).pl() for table in RECORDS}
    return frames | {
        "sources": queries.sources(connection),
        "blocks": queries.blocks(connection),
        "problems": queries.problems(connection),
    }


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    """Tell whether two exports are equal, frame by frame."""
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)
