"""Every table of the store as it is kept, for an export and from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import duckdb

from bcr.errors import BcrError
from bcr.schemas.records import RECORDS
from bcr.store.relations import finished
from bcr.store.soundness import unsound
from bcr.store.transaction import transaction
from bcr.store.upgrade import migrations

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

#: Tables that hold what was imported; all else in a store is worked out from them.
STORED: Final = ("sources", "blocks", "problems", *RECORDS)


def store_version() -> int:
    """Give the version of the tables of a store that this bcr writes."""
    return max(migrations())


def stored_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """Give every table with all its rows, in the order in which they were stored."""
    return {table: finished(connection.table(table)) for table in STORED}


def append_tables(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame], said: str
) -> None:
    """Fill an empty store with tables of another, all of them or none.

    `said`: what they come from, for the message of an error.
    Raises: BcrError, when the store is not empty, or they are not what a store holds.
    """
    if not finished(connection.table("sources")).is_empty():
        raise BcrError(
            "The store has imports of its own, and an export has the history of another.",
            "Name a new store: bcr --store new.duckdb import DIR",
        )
    try:
        with transaction(connection):
            for table in STORED:
                _fill(connection, table, tables[table])
            if fault := next(iter(unsound(connection)), ""):
                raise _unfit(said, fault)
    except (duckdb.ConstraintException, duckdb.ConversionException) as error:
        raise _unfit(said, str(error).partition("\n")[0]) from error


def _fill(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    kept = connection.table(table)
    if kept.columns != frame.columns:
        raise _unfit(table, f"its columns are {', '.join(frame.columns)}")
    connection.from_arrow(frame.to_arrow()).insert_into(table)


def _unfit(what: str, why: str) -> BcrError:
    return BcrError(
        f"{what}: this is not what a store holds: {why}.", "Export the store that it is of again."
    )
