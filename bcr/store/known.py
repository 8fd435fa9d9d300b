"""Which files are in the store: asked before anything of a file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb


def last_number(connection: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the last import; 0 where there is none."""
    query = "SELECT coalesce(max(import_no), 0) FROM sources"
    return int(connection.execute(query).fetchall()[0][0])


def known_sources(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Give the path of every source that is in the store by its id: it need not be read again."""
    return dict(connection.execute("SELECT source_id, path FROM sources").fetchall())


def stored_paths(
    connection: duckdb.DuckDBPyConnection, source_ids: Sequence[str]
) -> dict[str, str]:
    """Give the path under which each of some sources is in the store, for those that are."""
    query = "SELECT source_id, path FROM sources WHERE source_id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [source_ids]).fetchall())
