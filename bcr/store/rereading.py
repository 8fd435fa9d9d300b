"""What the store keeps of a file, held against what the file says when it is read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from bcr.schemas.records import KEYS, RECORDS, Sourced
from bcr.store.frames import block_frame, problem_frame, record_frames
from bcr.store.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.provenance import Reading
    from bcr.store.places import Place


@dataclass(frozen=True, slots=True)
class Moved:
    """One value that is not what its cell says."""

    #: Such as benefits.target of HSG-02-B1.
    what: str
    #: Such as cases/housing.xlsx, Benefits!H12.
    where: str
    #: As text; empty where there is none.
    stored: str
    read: str


def moved(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Moved]:
    """Give every value and note of a source that reading its file again does not give."""
    frames = record_frames([reading])
    place_of = places(connection)
    for table, schema in RECORDS.items():
        stored = _stored(connection, table, reading.source_id).select(*schema.columns())
        read = frames.get(table, stored.clear())
        yield from _moved_records(table, stored, read, place_of)
    for table, noted in (
        ("blocks", block_frame([reading])),
        ("problems", problem_frame([reading])),
    ):
        stored = _stored(connection, table, reading.source_id)
        yield from _moved_notes(table, stored, noted, reading.path)


def _stored(connection: duckdb.DuckDBPyConnection, table: str, source_id: str) -> pl.DataFrame:
    is_its = duckdb.ColumnExpression("source_id") == duckdb.ConstantExpression(source_id)
    frame: pl.DataFrame = connection.table(table).filter(is_its).pl()
    return frame


def _moved_records(
    table: str,
    stored: pl.DataFrame,
    read: pl.DataFrame,
    place_of: dict[tuple[str, int], Place],
) -> Iterator[Moved]:
    read = read.select(pl.col(name).cast(kind) for name, kind in stored.schema.items())
    everything = stored.columns
    gone = stored.join(read, on=everything, how="anti", nulls_equal=True)
    new = read.join(stored, on=everything, how="anti", nulls_equal=True)
    key = list(dict.fromkeys((*KEYS[table], *Sourced.columns())))
    pairs = gone.with_columns(is_stored=True).join(
        new.with_columns(is_read=True), on=key, how="full", nulls_equal=True, coalesce=True,
        suffix=" read",
    )  # fmt: skip
    for pair in pairs.sort(key, nulls_last=True).iter_rows(named=True):
        place = place_of.get((pair["source_id"], pair["block"]))
        yield from _moved_fields(table, pair, place, [n for n in stored.columns if n not in key])


def _moved_fields(
    table: str, pair: dict[str, Any], place: Place | None, fields: list[str]
) -> Iterator[Moved]:
    name = " ".join(str(pair[part]) for part in KEYS[table] if pair[part] is not None)
    path = place.path if place else ""
    if not (pair["is_stored"] and pair["is_read"]):
        where = f"{path}, {place.sheet}" if place else path
        said = ("a row", "") if pair["is_stored"] else ("", "a row")
        yield Moved(f"{table} row {pair['row']}, {name}", where, *said)
        return
    for field in fields:
        before, now = pair[field], pair[f"{field} read"]
        if before != now:
            cell = place.cell(f"{table}.{field}", pair["row"], pair["col"]) if place else ""
            where = f"{path}, {cell}" if cell else path
            yield Moved(f"{table}.{field} of {name}", where, _text(before), _text(now))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _moved_notes(
    table: str, stored: pl.DataFrame, read: pl.DataFrame, path: str
) -> Iterator[Moved]:
    if read.is_empty():
        read = stored.clear()
    read = read.select(pl.col(name).cast(kind) for name, kind in stored.schema.items())
    gone = stored.join(read, on=stored.columns, how="anti", nulls_equal=True).height
    new = read.join(stored, on=stored.columns, how="anti", nulls_equal=True).height
    if gone or new:
        yield Moved(f"{table} of the file", path, f"{gone} others", f"{new} others")
