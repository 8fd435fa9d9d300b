"""Appending what a file said: whole or not at all, and once for each content."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from bcr.provenance import stored_id
from bcr.schemas.records import RECORDS
from bcr.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from bcr.provenance import Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: str
    source_id: str
    #: unchanged: the same content is in the store already. refused: nothing was stored.
    status: Literal["imported", "unchanged", "refused"]
    #: Records stored by this import, by table.
    records: Mapping[str, int] = field(default_factory=dict)
    #: Path under which the content is in the store, which may be another; empty when refused.
    stored_as: str = ""


def append_import(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Outcome:
    """Store all that a file said, in one transaction, unless its content is there already.

    The same content read by another layout file is another source.
    Raises: dataframely ValidationError, TypeError or ValueError, when the records break their
    schema: a bug of the reader, since wrong values in a workbook are problems, not records.
    """
    if reading.refused:
        return Outcome(reading.path, reading.source_id, "refused")
    reading = replace(reading, source_id=stored_id(reading.source_id, reading.layout), layout="")
    stored_as = _stored_path(connection, reading.source_id)
    if stored_as is not None:
        return Outcome(reading.path, reading.source_id, "unchanged", stored_as=stored_as)
    records = record_frames(reading)
    with transaction(connection):
        number = _next_number(connection)
        _insert(connection, "sources", _source_frame(reading, number, records))
        _insert(connection, "blocks", block_frame(reading))
        _insert(connection, "problems", problem_frame(reading))
        for table, frame in records.items():
            _insert(connection, table, frame.with_columns(import_no=pl.lit(number, pl.Int32)))
    heights = {table: frame.height for table, frame in records.items()}
    return Outcome(reading.path, reading.source_id, "imported", heights, reading.path)


def known_sources(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the id of every source that is in the store, so that it need not be read again."""
    rows = connection.execute("SELECT source_id FROM sources").fetchall()
    return frozenset(source_id for (source_id,) in rows)


def _stored_path(connection: duckdb.DuckDBPyConnection, source_id: str) -> str | None:
    query = "SELECT path FROM sources WHERE source_id = ?"
    rows = connection.execute(query, [source_id]).fetchall()
    return str(rows[0][0]) if rows else None


def _next_number(connection: duckdb.DuckDBPyConnection) -> int:
    query = "SELECT coalesce(max(import_no), 0) + 1 FROM sources"
    return int(connection.execute(query).fetchall()[0][0])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append the rows of a frame; `table` is one of our own names, columns match by name."""
    if frame.is_empty():
        return
    columns = connection.table(table).columns
    connection.from_arrow(frame.select(columns).to_arrow()).insert_into(table)


def _source_frame(
    reading: Reading, number: int, records: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    row = {
        "source_id": reading.source_id,
        "path": reading.path,
        "bytes": reading.bytes,
        "import_no": number,
        "records": sum(frame.height for frame in records.values()),
    }
    return pl.DataFrame([row])


def block_frame(reading: Reading) -> pl.DataFrame:
    """Give the tables found in a file as the store keeps them."""
    rows = [
        {
            "source_id": reading.source_id,
            "block": number,
            "sheet": block.sheet,
            "range": block.range,
            "holds": block.holds,
            "rows": block.rows,
            "columns": _json(block.columns),
            "unmatched": _json(block.unmatched),
            "set_aside": _json(block.set_aside),
        }
        for number, block in enumerate(reading.blocks)
    ]
    return pl.DataFrame(rows)


def problem_frame(reading: Reading) -> pl.DataFrame:
    """Give the problems of a file as the store keeps them."""
    rows = [
        {
            "source_id": reading.source_id,
            "position": position,
            "sheet": problem.where.sheet,
            "cell": problem.where.cell,
            "found": problem.found,
            "message": problem.message,
            "rule": problem.rule,
            "severity": problem.severity.value,
        }
        for position, problem in enumerate(reading.problems)
    ]
    return pl.DataFrame(rows)


def _json(mapping: Mapping[str, str] | Mapping[int, str]) -> str:
    return json.dumps(dict(mapping), ensure_ascii=False)


def record_frames(reading: Reading) -> dict[str, pl.DataFrame]:
    """Give the file's records as checked frames, in the order of RECORDS."""
    unknown = set(reading.records) - set(RECORDS)
    if unknown:
        raise ValueError(f"{reading.path}: no such table: {', '.join(sorted(unknown))}")
    return {table: _record_frame(reading, table) for table in RECORDS if reading.records.get(table)}


def _record_frame(reading: Reading, table: str) -> pl.DataFrame:
    """Give one table's records with every column of its schema; enums become text."""
    columns = RECORDS[table].columns()
    values = reading.records[table]
    unknown = set(values) - set(columns)
    if unknown:
        raise ValueError(f"{reading.path}: {table} has no column {', '.join(sorted(unknown))}")
    given = pl.DataFrame(values, schema={name: columns[name].dtype for name in values})
    complete = given.select(
        pl.col(name) if name in values else pl.lit(None, column.dtype).alias(name)
        for name, column in columns.items()
    ).with_columns(source_id=pl.lit(reading.source_id))
    if not complete["block"].is_between(0, len(reading.blocks), closed="left").all():
        raise ValueError(f"{reading.path}: {table} names a block that the file has not got")
    return RECORDS[table].validate(complete).with_columns(pl.col(pl.Enum).cast(pl.String))
