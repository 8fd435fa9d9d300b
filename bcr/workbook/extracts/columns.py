"""A long extract as columns, and as a grid of those rows that must be looked at one by one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.files.delimited import MOST_COLUMNS, decoded, separator_of
from bcr.workbook.files.grid import Grid, tidied
from bcr.workbook.files.guard import Kind
from bcr.workbook.files.parquet import cell, parquet_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.workbook.files.value import Value

#: Column with the row of the sheet, from 0; the others are named by their number.
AT: Final = "at"
#: Rows in which the header is looked for.
_SAMPLE: Final = 300
#: As many equal cells one after the other are worth a look at their runs.
_RUN: Final = 4


class Columns:
    """The cells of a sheet by column; `grid` holds the first rows, and those that are asked for.

    What says nothing is null.
    """

    def __init__(self, name: str, frame: pl.DataFrame, header: list[Value] | None = None) -> None:
        first = 0 if header is None else 1
        self.frame = frame.select(
            pl.int_range(first, frame.height + first, dtype=pl.UInt32).alias(AT),
            *(_filled(frame[old]).alias(str(number)) for number, old in enumerate(frame.columns)),
        )
        self._first = first
        self._none: list[Value] = []
        self.grid = Grid(name, [self._none] * (frame.height + first))
        if header is not None:
            self.grid.put(0, header)
        self.look_at(range(first, min(_SAMPLE, self.grid.height)))
        #: As many rows as a header is looked for in.
        self.sample = Grid(name, self.grid.rows[:_SAMPLE])

    def look_at(self, rows: Iterable[int]) -> None:
        """Put some rows into the grid."""
        new = [row for row in rows if self.grid.rows[row] is self._none]
        if not new:
            return
        for at, *cells in self.frame[[row - self._first for row in new]].iter_rows():
            self.grid.put(at, tidied([[cell(value) for value in cells]])[0])


def _filled(cells: pl.Series) -> pl.Series:
    """Give cells with null for all that says nothing."""
    if cells.dtype == pl.String:
        if begin_with_a_sign(cells):
            return cells
        says_nothing = cells.str.strip_chars() == ""
        return cells.set(says_nothing, None) if says_nothing.any() else cells
    return cells.fill_nan(None) if cells.dtype.is_float() else cells


def begin_with_a_sign(texts: pl.Series) -> bool:
    """Tell from the least and the greatest whether all texts begin with a printed ASCII sign.

    Then none of them is blank, which takes four times as long to see of each.
    """
    least, greatest = texts.min(), texts.max()
    if not isinstance(least, str) or not isinstance(greatest, str):
        return False  # there is no text at all
    return least[:1] > " " and greatest < "\x7f"


class CodedRows:
    """Rows of a sheet; a column is coded once, however often it is asked for."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._coded: dict[int, Coded] = {}

    def coded(self, column: int) -> Coded:
        """Give a column as numbers of its distinct cells."""
        if column not in self._coded:
            self._coded[column] = coded(self.frame[str(column)])
        return self._coded[column]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as numbers of its distinct cells."""

    distinct: pl.Series
    #: Of each row; null where its cell is.
    numbers: pl.Series

    def mapped(self, said: Sequence[object], kind: pl.DataType | type[pl.DataType]) -> pl.Series:
        """Give what each row says, from what each distinct cell says."""
        return pl.Series(said, dtype=kind).gather(self.numbers)


def coded(cells: pl.Series) -> Coded:
    """Give a column as numbers of its distinct cells, in the order they come first.

    Where equal cells stand together, one of them speaks for all.
    """
    if cells.null_count() == len(cells):
        return Coded(
            cells.clear(), pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(cells))
        )
    runs = cells.rle().struct.field("value")
    if len(runs) < len(cells) / _RUN:
        ones = coded(runs)
        return Coded(ones.distinct, ones.numbers.gather(cells.rle_id()))
    distinct = cells.drop_nulls().unique(maintain_order=True)
    if cells.dtype == pl.String:
        numbers = cells.cast(pl.Enum(distinct)).to_physical().cast(pl.UInt32)
    else:
        order = pl.Series(range(len(distinct)), dtype=pl.UInt32)
        numbers = cells.replace_strict(distinct, order, default=None, return_dtype=pl.UInt32)
    return Coded(distinct, numbers)


def columns_of(content: bytes, kind: Kind, name: str) -> Columns | None:
    """Give the columns of a text or Parquet file; nothing where only a cell by cell look will do.

    Raises: Refused, when a Parquet file is damaged.
    """
    if kind is Kind.PARQUET:
        frame = parquet_frame(content)
        return Columns(name, frame, tidied([frame.columns])[0])
    returns = content.count(b"\r")
    if returns and returns != content.count(b"\r\n"):
        return None  # lines that end as no other system's do any more
    text = decoded(content)
    separator = separator_of(text)
    header = text[: text.index("\n")] if "\n" in text else text
    if header.count(separator) > MOST_COLUMNS:
        return None  # a column each would take more memory than there is: the other way refuses it
    try:
        return Columns(
            name, _text_frame(content if content.isascii() else text.encode(), separator)
        )
    except pl.exceptions.PolarsError:
        return None  # rows of odd lengths or quotes within cells: the other way says which


def _text_frame(text: bytes, separator: str) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(text), separator=separator, has_header=False, infer_schema=False)
