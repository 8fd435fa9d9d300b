"""What files said, as the frames that the store keeps: one a table, for many files at a time."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.schemas.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bcr.provenance import Reading


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def source_frame(readings: Sequence[Reading], first_number: int) -> pl.DataFrame:
    """Give the files themselves, numbered one after the other, and how many records each has."""
    rows = (
        (one.source_id, one.path, one.bytes, number, sum(record_counts(one).values()))
        for number, one in enumerate(readings, first_number)
    )
    return _framed(rows, ("source_id", "path", "bytes", "import_no", "records"))


def block_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """Give the tables found in some files as the store keeps them."""
    rows = (
        (
            reading.source_id, number, block.sheet, block.range, block.holds, block.rows,
            _json(block.columns), _json(block.unmatched), _json(block.set_aside),
        )
        for reading in readings
        for number, block in enumerate(reading.blocks)
    )  # fmt: skip
    return _framed(
        rows,
        (
            "source_id", "block", "sheet", "range", "holds", "rows",
            "columns", "unmatched", "set_aside",
        ),
    )  # fmt: skip


def problem_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """Give the problems of some files as the store keeps them."""
    rows = (
        (
            reading.source_id, position, problem.where.sheet, problem.where.cell, problem.found,
            problem.message, problem.rule, problem.severity.value,
        )
        for reading in readings
        for position, problem in enumerate(reading.problems)
    )  # fmt: skip
    return _framed(
        rows,
        ("source_id", "position", "sheet", "cell", "found", "message", "rule", "severity"),
    )


def _framed(rows: Iterable[tuple[object, ...]], columns: Sequence[str]) -> pl.DataFrame:
    """Give rows as a frame; none at all without any."""
    return pl.DataFrame(dict(zip(columns, zip(*rows, strict=True), strict=False)))


def _json(mapping: Mapping[str, str] | Mapping[int, str]) -> str:
    return _ENCODER.encode(dict(mapping))


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
    return {table: _record_frame(those, table) for table, those in _having(readings).items()}


def numbered_frames(readings: Sequence[Reading], first_number: int) -> dict[str, pl.DataFrame]:
    """Give the files' records as `record_frames` does, each with the number of its import."""
    numbers = {id(reading): number for number, reading in enumerate(readings, first_number)}
    frames = {}
    for table, those in _having(readings).items():
        import_no = repeated([numbers[id(one)] for one in those], _heights(those, table))
        frame = _record_frame(those, table)
        frames[table] = frame.with_columns(import_no=import_no.cast(pl.Int32))
    return frames


def _having(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Give the files that have records of each table, for the tables that any has."""
    having: dict[str, list[Reading]] = {table: [] for table in RECORDS}
    for reading in readings:
        for table in record_counts(reading):
            having[table].append(reading)
    return {table: those for table, those in having.items() if those}


def _heights(readings: Sequence[Reading], table: str) -> list[int]:
    return [len(_block_of(reading, table)) for reading in readings]


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
    heights = _heights(readings, table)
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
    if len(each) == 1:
        return pl.Series(each).new_from_index(0, times[0])
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
