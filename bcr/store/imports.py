"""Appending what files said: each whole or not at all, and once for each content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bcr.provenance import stored_id
from bcr.store.known import last_number, stored_paths
from bcr.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import polars as pl

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


def append_imports(
    connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading]
) -> list[Outcome]:
    """Store all that some files said, in one transaction; what is there already is left alone.

    The same content read by another layout file is another source. Whatever stops it, each of the
    files is in the store whole or not at all.
    Raises: TypeError or ValueError, when the records of a file break their schema: a bug of the
    reader, since wrong values in a workbook are problems, not records.
    """
    paths = stored_paths(connection, [_id_of(reading) for reading in readings])
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
            new.append(reading._replace(source_id=source_id, layout=""))
            outcomes.append(_imported(new[-1]))
    if new:
        _append(connection, new)
    return outcomes


def _imported(reading: Reading) -> Outcome:
    from bcr.store.frames import record_counts

    counts = record_counts(reading)
    return Outcome(reading.path, reading.source_id, "imported", counts, reading.path)


def _append(connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading]) -> None:
    from bcr.store.frames import block_frame, numbered_frames, problem_frame, source_frame

    first = last_number(connection) + 1
    records = numbered_frames(readings, first)
    with transaction(connection):
        _insert(connection, "sources", source_frame(readings, first))
        _insert(connection, "blocks", block_frame(readings))
        _insert(connection, "problems", problem_frame(readings))
        for table, frame in records.items():
            _insert(connection, table, frame)


def _id_of(reading: Reading) -> str:
    return stored_id(reading.source_id, reading.layout)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append the rows of a frame; `table` is one of our own names, columns match by name."""
    if frame.is_empty():
        return
    rows = frame.select(connection.table(table).columns)
    connection.from_arrow(_Stream(rows)).insert_into(table)


class _Stream:
    """A frame as a stream of Arrow's columns, which is all that DuckDB needs of it.

    Texts go as polars holds them: a million times the id of one source is not written out. Handed
    the frame itself, DuckDB would import pyarrow, which takes longer than most imports.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the stream, as Arrow's PyCapsule interface names it."""
        return self._frame.__arrow_c_stream__(requested_schema)
