"""What files said, as the frames that the store keeps: one a table, for many files at a time."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

from bcr.schemas.columns import tables
from bcr.store.rules import check_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bcr.provenance import Reading
    from bcr.schemas.columns import Column


#: The records of one table of one file.
Columns: TypeAlias = "Mapping[str, Sequence[object] | pl.Series]"
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
    return _ENCODER.encode(dict(mapping)) if mapping else "{}"


def record_counts(reading: Reading) -> dict[str, int]:
    """Give how many records of each table a file has, in the order they are stored."""
    given = reading.records
    if not given.keys() <= tables().keys():
        unknown = sorted(given.keys() - tables().keys())
        raise ValueError(f"{reading.path}: no such table: {', '.join(unknown)}")
    heights = {table: len(given[table].get("block", ())) for table in tables() if table in given}
    return {table: height for table, height in heights.items() if height}


def record_frames(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
    """Give the files' records as checked frames, in the order they are stored and of the files.

    Raises: TypeError or ValueError, when records break their schema.
    """
    return {
        table: _record_frame(those, table, _heights(those, table))
        for table, those in _having(readings).items()
    }


def numbered_frames(readings: Sequence[Reading], first_number: int) -> dict[str, pl.DataFrame]:
    """Give the files' records as `record_frames` does, each with the number of its import."""
    numbers = {id(reading): number for number, reading in enumerate(readings, first_number)}
    frames = {}
    for table, those in _having(readings).items():
        heights = _heights(those, table)
        import_no = repeated([numbers[id(one)] for one in those], heights)
        frame = _record_frame(those, table, heights)
        frames[table] = frame.with_columns(import_no=import_no.cast(pl.Int32))
    return frames


def _having(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Give the files that have records of each table, for the tables that any has."""
    having: dict[str, list[Reading]] = {table: [] for table in tables()}
    for reading in readings:
        for table in record_counts(reading):
            having[table].append(reading)
    return {table: those for table, those in having.items() if those}


def _heights(readings: Sequence[Reading], table: str) -> list[int]:
    return [len(_block_of(reading, table)) for reading in readings]


def _record_frame(readings: Sequence[Reading], table: str, heights: Sequence[int]) -> pl.DataFrame:
    """Give the records of one table with every column of its schema; enums are text."""
    columns = tables()[table]
    for reading in readings:
        _check_columns(reading, table, columns.keys())
    records = [reading.records[table] for reading in readings]
    named = frozenset().union(*records)
    given = {
        name: values
        for name, column in columns.items()
        if name in named and (values := _column(name, column, records, heights)) is not None
    }
    given["source_id"] = repeated([reading.source_id for reading in readings], heights)
    complete = pl.DataFrame(given).select(
        pl.col(name) if name in given else pl.lit(None, column.stored).alias(name)
        for name, column in columns.items()
    )
    check_rules(complete, table)
    return complete


def _check_columns(reading: Reading, table: str, columns: Collection[str]) -> None:
    unknown = reading.records[table].keys() - columns
    if unknown:
        raise ValueError(f"{reading.path}: {table} has no column {', '.join(sorted(unknown))}")
    blocks = _block_of(reading, table)
    named = set(blocks.unique() if isinstance(blocks, pl.Series) else blocks)
    if not named.issubset(range(len(reading.blocks))):
        raise ValueError(f"{reading.path}: {table} names a block that the file has not got")


def _column(
    name: str, column: Column, records: Sequence[Columns], heights: Sequence[int]
) -> pl.Series | None:
    """Give one column of some files, one below the other; nothing where it is empty in all."""
    nothing = [None] * max(heights)
    parts = [
        nothing[:height] if (part := columns.get(name)) is None else part
        for columns, height in zip(records, heights, strict=True)
    ]
    if any(isinstance(part, pl.Series) for part in parts):
        return pl.concat([_typed(name, part, column.stored) for part in parts])
    values = list(chain.from_iterable(parts))
    is_empty = values[0] is None and values.count(None) == len(values)
    return None if is_empty else pl.Series(name, values, column.stored)


def _typed(name: str, part: Sequence[object] | pl.Series, stored: pl.DataType) -> pl.Series:
    """Give a part as the store has it; texts are not taken for numbers."""
    if not isinstance(part, pl.Series):
        return pl.Series(name, part, stored)
    if part.dtype == pl.String and stored != pl.String:
        raise TypeError(f"{name} has texts, where {stored} belongs")
    return part.cast(stored)


def repeated(each: Sequence[str] | Sequence[int], times: Sequence[int]) -> pl.Series:
    """Give each value as often as is said beside it."""
    if len(each) == 1:
        return pl.Series(each).new_from_index(0, times[0])
    return pl.select(pl.lit(pl.Series(each)).repeat_by(pl.Series(times)).explode()).to_series()


def _block_of(reading: Reading, table: str) -> Sequence[object] | pl.Series:
    """Give the block of each record of a table; every record has one."""
    return reading.records.get(table, {}).get("block", ())
