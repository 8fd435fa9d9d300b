"""Which migrations a store has had, and the runner that brings it up to date."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from bcr.errors import BcrError, StoreNewerError
from bcr.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@cache
def migrations() -> Mapping[int, str]:
    """Give the SQL of each migration by its number, which is the version it leads to."""
    folder = resources.files("bcr.store") / "migrations"
    scripts = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return {
        int(file.name.partition("_")[0]): file.read_text(encoding="utf-8")
        for file in sorted(scripts, key=lambda file: file.name)
    }


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, *, new: bool = False) -> None:
    """Run the migrations that the store has not had, each in one transaction.

    `new`: the file may be empty. Elsewhere an empty one is some other program's.
    Raises: StoreNewerError; BcrError, when the file is another program's.
    """
    if new:
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    had = _version(connection, path)
    for number, script in migrations().items():
        if number > had:
            with transaction(connection):
                connection.execute(script)
                connection.execute("INSERT INTO schema_version VALUES (?)", [number])


def require_current(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a store that this bcr would have to change before it can be read."""
    version = _version(connection, path)
    if version < max(migrations()):
        raise BcrError(
            f"{path}: this store has version {version}, and this bcr reads {max(migrations())}.",
            "Bring it up to date by importing again: bcr import PATH",
        )


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        query = "SELECT coalesce(max(version), 0) FROM schema_version"
        version = int(connection.execute(query).fetchall()[0][0])
    except duckdb.CatalogException as error:
        raise BcrError(
            f"{path}: this DuckDB file is not a bcr store.", "Name another file with --store."
        ) from error
    if version > max(migrations()):
        raise StoreNewerError(
            f"{path}: a later bcr wrote this store (version {version}; this bcr knows "
            f"{max(migrations())}).",
            "Update bcr, or name another file with --store.",
        )
    return version
