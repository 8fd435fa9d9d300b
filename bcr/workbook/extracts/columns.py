"""A long extract as columns, and as a grid of those rows that must be looked at one by one."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.files.delimited import decoded, separator_of
from bcr.workbook.files.grid import Grid, tidied
from bcr.workbook.files.guard import Kind
from bcr.workbook.files.parquet import cell, parquet_frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bcr.workbook.files.grid import Value

#: Column with the row of the sheet, from 0; the others are named by their number.
AT: Final = "at"
#: Rows in which the header is looked for.
_SAMPLE: Final = 300
#: A line that ends as no other system's do any more.
_BARE_RETURN: Final = re.compile(rb"\r(?!\n)")


class Columns:
    """The cells of a sheet by column; `grid` holds the first rows, and those that are asked for."""

    def __init__(self, name: str, frame: pl.DataFrame, header: list[Value] | None = None) -> None:
        first = 0 if header is None else 1
        self.frame = frame.rename(
            {old: str(number) for number, old in enumerate(frame.columns)}
        ).with_row_index(AT, offset=first)
        self._none: list[Value] = []
        self.grid = Grid(name, [self._none] * (frame.height + first))
        if header is not None:
            self.grid.rows[0] = header
        self.look_at(range(first, min(_SAMPLE, self.grid.height)))
        #: As many rows as a header is looked for in.
        self.sample = Grid(name, self.grid.rows[:_SAMPLE])

    def look_at(self, rows: Iterable[int]) -> None:
        """Put some rows into the grid."""
        new = [row for row in rows if self.grid.rows[row] is self._none]
        asked = self.frame.filter(pl.col(AT).is_in(new))
        for at, *cells in asked.iter_rows():
            self.grid.rows[at] = tidied([[cell(value) for value in cells]])[0]


def columns_of(path: Path, kind: Kind) -> Columns | None:
    """Give the columns of a text or Parquet file; nothing where only a cell by cell look will do.

    Raises: Refused, when a Parquet file is damaged.
    """
    if kind is Kind.PARQUET:
        frame = parquet_frame(path)
        return Columns(path.stem, frame, tidied([frame.columns])[0])
    content = path.read_bytes()
    if _BARE_RETURN.search(content):
        return None
    text = decoded(content)
    try:
        return Columns(path.stem, _text_frame(text, separator_of(text)))
    except pl.exceptions.PolarsError:
        return None  # rows of odd lengths or quotes within cells: the other way says which


def _text_frame(text: str, separator: str) -> pl.DataFrame:
    return pl.read_csv(
        io.BytesIO(text.encode()), separator=separator, has_header=False, infer_schema=False
    )
