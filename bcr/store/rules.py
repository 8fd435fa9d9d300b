"""What the values of a record must be, whatever file they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.columns import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.schemas.columns import Column


def check_rules(records: pl.DataFrame, table: str) -> None:
    """Refuse records of a table that break its schema.

    Raises: ValueError, with the column and a value that it must not have.
    """
    broken = {name: list(_broken(name, column)) for name, column in tables()[table].items()}
    breaks = {name: pl.any_horizontal(rules) for name, rules in broken.items() if rules}
    found = records.select(any_breaks.any().alias(name) for name, any_breaks in breaks.items())
    for name, is_broken in found.row(0, named=True).items():
        if is_broken:
            value = records.filter(breaks[name])[name][0]
            raise ValueError(f"{table}: {name} must not be {value!r}")


def _broken(name: str, column: Column) -> Iterator[pl.Expr]:
    """Give for each rule of a column which rows break it."""
    values = pl.col(name)
    if not column.nullable:
        yield values.is_null()
    if column.kind == "Float64":
        yield ~values.is_finite()
    if column.min is not None:
        yield values < column.min
    if column.max is not None:
        yield values > column.max
    if column.min_length:
        yield values.str.len_bytes() < column.min_length
    if column.categories:
        yield ~values.is_in(column.categories)
