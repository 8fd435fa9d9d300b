"""What files said, as the frames that the store keeps: one a table, for many files at a time."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.provenance import Reading


def source_frame(readings: Sequence[Reading], first_number: int) -> pl.DataFrame:
    """Give the files themselves, numbered one after the other, and how many records each has."""
    rows = [
        {
            "source_id": reading.source_id,
            "path": reading.path,
            "bytes": reading.bytes,
            "import_no": number,
            "records": sum(record_counts(reading).values()),
        }
        for number, reading in enumerate(readings, first_number)
    ]
    return pl.DataFrame(rows)


def block_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """Give the tables found in some files as the store keeps them."""
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
        for reading in readings
        for number, block in enumerate(reading.blocks)
    ]
    return pl.DataFrame(rows)


def problem_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """Give the problems of some files as the store keeps them."""
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
        for reading in readings
        for position, problem in enumerate(reading.problems)
    ]
    return pl.DataFrame(rows)


def _json(mapping: Mapping[str, str] | Mapping[int, str]) -> str:
    return json.dumps(dict(mapping), ensure_ascii=False)


def record_counts(reading: Reading) -> dict[str, int]:
    """Give how many records of each table a file has, in the order of RECORDS."""
    unknown = set(reading.records) - set(RECORDS)
    if unknown:
        raise ValueError(f"{reading.path}: no such table: {', '.join(sorted(unknown))}")
    heights = {table: len(_block_of(reading, table)) for table in RECORDS}
    return {table: height for table, height in heights.items() if height}


def record_frames(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
    """Give the files' records as checked frames, in the order of RECORDS and of the files.

    Raises: dataframely ValidationError, TypeError or ValueError, when records break their schema.
    """
    having: dict[str, list[Reading]] = {table: [] for table in RECORDS}
    for reading in readings:
        for table in record_counts(reading):
            having[table].append(reading)
    return {table: _record_frame(those, table) for table, those in having.items() if those}


def _record_frame(readings: Sequence[Reading], table: str) -> pl.DataFrame:
    """Give the records of one table with every column of its schema; enums become text."""
    columns = frozenset(RECORDS[table].columns())
    for reading in readings:
        _check_columns(reading, table, columns)
    complete = pl.concat([_given(run, table) for run in _runs(readings, table)])
    return RECORDS[table].validate(complete).with_columns(pl.col(pl.Enum).cast(pl.String))


def _runs(readings: Sequence[Reading], table: str) -> Iterator[list[Reading]]:
    """Give the files that make one frame: those whose columns are lists; any other by itself."""
    run: list[Reading] = []
    for reading in readings:
        if isinstance(_block_of(reading, table), pl.Series):
            yield from ([run] if run else [])
            yield [reading]
            run = []
        else:
            run.append(reading)
    yield from ([run] if run else [])


def _check_columns(reading: Reading, table: str, columns: frozenset[str]) -> None:
    unknown = set(reading.records[table]) - columns
    if unknown:
        raise ValueError(f"{reading.path}: {table} has no column {', '.join(sorted(unknown))}")
    blocks = _block_of(reading, table)
    named = set(blocks.unique() if isinstance(blocks, pl.Series) else blocks)
    if not named.issubset(range(len(reading.blocks))):
        raise ValueError(f"{reading.path}: {table} names a block that the file has not got")


def _given(readings: Sequence[Reading], table: str) -> pl.DataFrame:
    """Give the records as they came; a column that no file gives is null."""
    columns = RECORDS[table].columns()
    records = [reading.records[table] for reading in readings]
    heights = [len(_block_of(reading, table)) for reading in readings]
    names = [name for name in columns if any(name in one for one in records)]
    if len(readings) == 1:
        values: Mapping[str, object] = {name: records[0][name] for name in names}
    else:
        values = {name: list(_down(name, records, heights)) for name in names}
    ids = repeated([reading.source_id for reading in readings], heights)
    given = pl.DataFrame(values, schema={name: columns[name].dtype for name in names})
    return given.select(
        pl.col(name) if name in values else pl.lit(None, column.dtype).alias(name)
        for name, column in columns.items()
    ).with_columns(source_id=ids)


def repeated(each: Sequence[str] | Sequence[int], times: Sequence[int]) -> pl.Series:
    """Give each value as often as is said beside it."""
    return pl.select(pl.lit(pl.Series(each)).repeat_by(pl.Series(times)).explode()).to_series()


def _down(
    name: str, records: Sequence[Mapping[str, Sequence[object] | pl.Series]], heights: Sequence[int]
) -> Iterator[object]:
    return chain.from_iterable(
        one[name] if name in one else [None] * height
        for one, height in zip(records, heights, strict=True)
    )


def _block_of(reading: Reading, table: str) -> Sequence[object] | pl.Series:
    """Give the block of each record of a table; every record has one."""
    return reading.records.get(table, {}).get("block", ())
