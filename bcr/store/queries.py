"""Named reads of what holds now. Each gives a finished frame, which outlives the connection."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from bcr.store.relations import columns_of, equals, finished, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import polars as pl

#: Where an id can stand, by the kind of thing it is then: tables and their columns.
_IDS: Final = {
    "cases": {"cases": "case_id", "benefits": "case_id", "costs": "case_id"},
    "benefits": {"benefits": "benefit_id"},
    "kpis": {"kpis": "kpi_id", "observations": "kpi_id", "benefits": "kpi_id"},
    "logics": {"logics": "logic", "benefits": "logic"},
}
#: Tables that are merged column by column (see migrations 002 and 003).
MERGED: Final = frozenset({"cases", "kpis", "logics", "plans", "costs"})


def current(connection: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    """What holds now: a row for each key of the table, sorted by key.

    The latest import decides by whole rows, and within an import the first in reading order.
    Tables in `MERGED` give of each column the latest value that is there instead, with the place
    of the latest row; `stated_values` gives the cell of each value.
    Things that only older imports name stay.
    """
    rows = finished(connection.table(f"current_{known(table)}"))
    return rows.select(columns_of(table))


def kpi_names(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """Every name that a KPI goes by: its id, the name, and the first import that has it.

    A benefit may name its KPI in words of its own; these are an id that has no record. The id of
    a KPI that is described elsewhere is no name.
    """
    return connection.sql(
        "SELECT kpi_id, name, min(import_no) FROM ("
        "SELECT kpi_id, coalesce(name, kpi_id) AS name, import_no FROM kpis "
        "ANTI JOIN withdrawn USING (source_id) UNION ALL "
        "SELECT kpi_id, kpi_id, import_no FROM benefits "
        "ANTI JOIN withdrawn USING (source_id) ANTI JOIN kpis USING (kpi_id) "
        "WHERE kpi_id IS NOT NULL"
        ") GROUP BY kpi_id, name ORDER BY kpi_id, name"
    ).fetchall()


def promises_in_short(connection: duckdb.DuckDBPyConnection) -> dict[str, Sequence[Any]]:
    """What tells a benefit from another, as the last import has it, and where it stands.

    By column: benefit_id, title, case_id, baseline, target, source_id, block, row, col.
    """
    in_short = connection.sql(
        "SELECT benefit_id, title, case_id, baseline, target, source_id, block, row, col "
        "FROM current_benefits"
    )
    rows = in_short.fetchall()
    columns = zip(*rows, strict=True) if rows else repeat(())
    return dict(zip(in_short.columns, columns, strict=False))


def sources(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every file that was imported, in the order of import; columns of schemas.Sources."""
    in_order = "FROM sources ANTI JOIN withdrawn USING (source_id) ORDER BY import_no"
    return finished(connection.sql(in_order))


def blocks(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every table that was found, by path; columns of schemas.Blocks."""
    in_order = (
        "SELECT blocks.* FROM blocks JOIN sources USING (source_id) "
        "ANTI JOIN withdrawn USING (source_id) ORDER BY path, import_no, block"
    )
    return finished(connection.sql(in_order))


def problems(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every problem that was stored, by path, then as found; columns of schemas.Problems."""
    in_order = (
        "SELECT source_id, path, sheet, cell, found, message, rule, severity "
        "FROM problems JOIN sources USING (source_id) ANTI JOIN withdrawn USING (source_id) "
        "ORDER BY path, import_no, position"
    )
    return finished(connection.sql(in_order))


def everything_with_id(connection: duckdb.DuckDBPyConnection, identifier: str) -> tuple[str, ...]:
    """Give what an id is: any of cases, benefits, kpis, logics; empty when nothing has it."""
    return tuple(
        kind
        for kind, columns in _IDS.items()
        if any(_holds(connection, table, column, identifier) for table, column in columns.items())
    )


def _holds(connection: duckdb.DuckDBPyConnection, table: str, column: str, identifier: str) -> bool:
    found = connection.table(table).filter(equals(column, identifier)).limit(1)
    return bool(found.fetchall())
