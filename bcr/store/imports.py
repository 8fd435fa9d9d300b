"""Appending what files said: each whole or not at all, and once for each content."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from bcr.provenance import stored_id
from bcr.store.frames import (
    block_frame,
    problem_frame,
    record_counts,
    record_frames,
    source_frame,
)
from bcr.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """Store all that one file said, unless its content is there already; see append_imports."""
    return append_imports(connection, [reading])[0]


def append_imports(
    connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading]
) -> list[Outcome]:
    """Store all that some files said, in one transaction; what is there already is left alone.

    The same content read by another layout file is another source. Whatever stops it, each of the
    files is in the store whole or not at all.
    Raises: dataframely ValidationError, TypeError or ValueError, when the records of a file break
    their schema: a bug of the reader, since wrong values in a workbook are problems, not records.
    """
    paths = _stored_paths(connection, [_id_of(reading) for reading in readings])
    new: list[Reading] = []
    outcomes: list[Outcome] = []
    for reading in readings:
        source_id = _id_of(reading)
        if reading.refused:
            outcomes.append(Outcome(reading.path, reading.source_id, "refused"))
        elif source_id in paths:
            there = paths[source_id]
            outcomes.append(Outcome(reading.path, source_id, "unchanged", stored_as=there))
        else:
            paths[source_id] = reading.path
            new.append(replace(reading, source_id=source_id, layout=""))
            counts = record_counts(reading)
            outcomes.append(Outcome(reading.path, source_id, "imported", counts, reading.path))
    if new:
        _append(connection, new)
    return outcomes


def _append(connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading]) -> None:
    records = record_frames(readings)
    with transaction(connection):
        first = last_number(connection) + 1
        sources = source_frame(readings, first)
        numbers = sources.select("source_id", pl.col("import_no").cast(pl.Int32))
        _insert(connection, "sources", sources)
        _insert(connection, "blocks", block_frame(readings))
        _insert(connection, "problems", problem_frame(readings))
        for table, frame in records.items():
            numbered = (
                frame.with_columns(import_no=pl.lit(first, pl.Int32))
                if len(readings) == 1
                else frame.join(numbers, on="source_id", maintain_order="left")
            )
            _insert(connection, table, numbered)


def _id_of(reading: Reading) -> str:
    return stored_id(reading.source_id, reading.layout)


def last_number(connection: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the last import; 0 where there is none."""
    query = "SELECT coalesce(max(import_no), 0) FROM sources"
    return int(connection.execute(query).fetchall()[0][0])


def known_sources(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the id of every source that is in the store, so that it need not be read again."""
    rows = connection.execute("SELECT source_id FROM sources").fetchall()
    return frozenset(source_id for (source_id,) in rows)


def _stored_paths(
    connection: duckdb.DuckDBPyConnection, source_ids: Sequence[str]
) -> dict[str, str]:
    """Give the path under which each of some sources is in the store, for those that are."""
    query = "SELECT source_id, path FROM sources WHERE source_id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [source_ids]).fetchall())


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append the rows of a frame; `table` is one of our own names, columns match by name."""
    if frame.is_empty():
        return
    rows = frame.select(connection.table(table).columns)
    # Texts as views, as polars holds them: a million times the id of one source is not written out.
    arrow = rows.to_arrow(compat_level=pl.CompatLevel.newest())
    connection.from_arrow(arrow).insert_into(table)
