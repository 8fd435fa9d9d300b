"""Parquet as a sheet: the names of its columns are row 1."""

from __future__ import annotations

import datetime as dt
import io
import math
from decimal import Decimal
from typing import TYPE_CHECKING

from bcr.workbook.files.guard import Refused

if TYPE_CHECKING:
    import polars as pl


def parquet_frame(content: bytes) -> pl.DataFrame:
    """Give the columns of a Parquet file.

    Raises: Refused, when it is damaged.
    """
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        told = str(error).partition("\n")[0]
        raise Refused(f"The file is damaged ({told}); export it again.") from None


def parquet_rows(content: bytes) -> list[list[object]]:
    """Give the rows of a Parquet file with its header before them.

    Raises: Refused, when it is damaged.
    """
    frame = parquet_frame(content)
    return [list(frame.columns), *([cell(value) for value in row] for row in frame.iter_rows())]


def cell(value: object) -> object:
    """Give a value as a cell of a sheet has it; what is no number is blank.

    >>> cell(None), cell(float("nan")), cell(Decimal("1.5")), cell(b"x")
    ('', '', 1.5, "b'x'")
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    known = isinstance(value, str | bool | int | dt.date | dt.time | dt.timedelta)
    known = known or (isinstance(value, float) and math.isfinite(value))
    return value if known else str(value)
