"""Relations as the named reads of the store need them."""

from __future__ import annotations

import duckdb
import polars as pl

from bcr.schemas.columns import tables


def held(connection: duckdb.DuckDBPyConnection, table: str) -> duckdb.DuckDBPyRelation:
    """The rows of a table but those of readings that a later one of the same content replaced."""
    withdrawn = connection.table("withdrawn")
    return connection.table(known(table)).join(withdrawn, "source_id", how="anti")


def equals(column: str, text: str) -> duckdb.Expression:
    """Give the test that a column holds a text."""
    return duckdb.ColumnExpression(column) == duckdb.ConstantExpression(text)


def known(table: str) -> str:
    """Give the name of a table of ours; no other goes into a statement."""
    if table not in tables():
        raise ValueError(f"no such table: {table}")
    return table


def columns_of(table: str) -> list[pl.Expr]:
    """Give the columns of a table, each as its kind."""
    return [
        pl.col(name).cast(pl.Enum(column.categories) if column.categories else column.stored)
        for name, column in tables()[table].items()
    ]


def finished(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """Give the rows of a relation as a frame that outlives the connection."""
    frame: pl.DataFrame = relation.pl()
    return frame
