"""What an import knows of a table without dataframely is what its schema says."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import dataframely as dy
import polars as pl
import pytest

from bcr.schemas.columns import Column, tables
from bcr.schemas.records import RECORDS
from bcr.store.rules import check_rules

ODD: Final[dict[str, list[object]]] = {
    "Date": [None],
    "Enum": [None, "", "sideways"],
    "Float64": [None, -1.0, 0.0, float("nan"), float("inf")],
    "Int32": [None, -1, 0, 1989, 2101],
    "String": [None, ""],
}
PLAIN: Final[dict[str, object]] = {"Date": dt.date(2024, 3, 1), "Float64": 0.5, "String": "x"}


def described(column: dy.Column) -> Column:
    rules: dict[str, Any] = {
        name: getattr(column, name)
        for name in ("nullable", "min", "max", "min_length")
        if getattr(column, name, None)
    }
    categories = tuple(column.categories) if isinstance(column, dy.Enum) else ()
    return Column(type(column).__name__, categories=categories, **rules)


@pytest.mark.parametrize("table", RECORDS)
def test_the_columns_read_from_the_text_of_a_schema_are_those_of_its_class(table: str) -> None:
    read = {name: Column(c.kind, c.nullable, c.min or None, c.max, c.min_length, c.categories)
            for name, c in tables()[table].items()}  # fmt: skip
    assert read == {name: described(column) for name, column in RECORDS[table].columns().items()}
    assert list(read) == RECORDS[table].column_names()


def test_the_tables_read_from_the_text_come_in_the_order_they_are_stored() -> None:
    assert list(tables()) == list(RECORDS)


def row_of(table: str) -> dict[str, object]:
    """A record that breaks no rule."""
    return {
        name: column.categories[0] if column.categories
        else int(column.min or 1) if column.kind == "Int32" else PLAIN[column.kind]
        for name, column in tables()[table].items()
    }  # fmt: skip


def framed(table: str, row: dict[str, object]) -> pl.DataFrame:
    columns = tables()[table]
    return pl.DataFrame(
        {n: pl.Series([value], dtype=columns[n].stored) for n, value in row.items()}
    )


def is_refused_by_class(table: str, frame: pl.DataFrame) -> bool:
    try:
        RECORDS[table].validate(frame, cast=True)
    except (dy.exc.ValidationError, pl.exceptions.PolarsError):
        return True
    return False


@pytest.mark.parametrize("table", RECORDS)
def test_a_value_is_refused_when_the_class_of_its_table_refuses_it(table: str) -> None:
    row = row_of(table)
    check_rules(framed(table, row), table)
    for name, column in tables()[table].items():
        for odd in ODD[column.kind]:
            frame = framed(table, row | {name: odd})
            if is_refused_by_class(table, frame):
                with pytest.raises(ValueError, match=f"{table}: {name} must not be"):
                    check_rules(frame, table)
            else:
                check_rules(frame, table)
