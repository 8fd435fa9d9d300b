"""Which rows of a long extract are records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.extracts.columns import AT, CodedRows
from bcr.workbook.recognition.rows import TableRows
from bcr.workbook.recognition.table_columns import TableColumns
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.extracts.columns import Columns
    from bcr.workbook.recognition.found import Found

_NAMING: Final = frozenset({Kind.ID, Kind.TEXT, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Sieve:
    """Parts the records of one long table from its notes, totals and repeated headers."""

    columns: Columns
    found: Found
    #: The column of each field, and the header of each column; the row that they stand in.
    fields: Mapping[str, int]
    header: Mapping[int, str]
    top: int

    def without_last_blanks(self, below: pl.DataFrame) -> pl.DataFrame | None:
        """Give the rows to the last that is filled.

        Nothing where blank ones are among them, or cells stand beside the headers.
        """
        cells = pl.all().exclude(AT)
        filled = below.filter(pl.any_horizontal(cells.is_not_null()))
        if filled.is_empty() or int(filled[AT][-1]) - int(filled[AT][0]) + 1 != filled.height:
            return None
        strange = [c for c in below.columns if c != AT and int(c) not in self.header]
        return None if any(filled[c].count() for c in strange) else filled

    def records(self, rows: CodedRows) -> CodedRows:
        """Give the rows that are records; the others are set aside with their reason."""
        aside: list[int] = []
        self.found.set_aside = {r: w for r, w in self.found.set_aside.items() if r <= self.top}
        for at in self._perhaps_none(rows):
            sorted_row = self._unsorted()
            sorted_row.sort(range(at, at + 1))
            if sorted_row.set_aside:
                aside.append(at)
                self.found.set_aside |= sorted_row.set_aside
        return CodedRows(rows.frame.filter(~pl.col(AT).is_in(aside))) if aside else rows

    def _perhaps_none(self, rows: CodedRows) -> list[int]:
        """Give the rows that may be none of the records: the others need no second look."""
        frame = rows.frame
        found: set[int] = set()
        for columns in self._with_blanks(frame):
            few = pl.sum_horizontal(pl.col(columns).is_not_null()) <= 1
            found.update(frame.filter(few)[AT])
        for column in self._naming():
            if frame.schema[column] == pl.String:
                found |= self._repeats_of_header(rows, int(column))
        found |= self._perhaps_totals(rows)
        self.columns.look_at(sorted(found))
        return sorted(found)

    def _repeats_of_header(self, rows: CodedRows, column: int) -> set[int]:
        """Give the rows that have in a column what its header says."""
        cells = rows.coded(column)
        is_header = cells.distinct.str.strip_chars() == self.header[column]
        if not is_header.any():
            return set()
        return set(rows.frame.filter(cells.numbers.is_in(is_header.arg_true().implode()))[AT])

    def _naming(self) -> list[str]:
        """Give the columns that name what a row is about."""
        return [str(c) for f, c in self.fields.items() if kind_of_field(f) in _NAMING]

    def _with_blanks(self, rows: pl.DataFrame) -> list[list[str]]:
        """Give the sets of columns of which a row may fill one or none."""
        return [
            columns
            for columns in (list(map(str, sorted(self.header))), self._naming())
            if sum(not rows[c].has_nulls() for c in columns) <= 1
        ]

    def _perhaps_totals(self, rows: CodedRows) -> set[int]:
        """Give the rows that begin as a total does, told by one row of each beginning."""
        found: set[int] = set()
        for column in sorted(self.header):
            cells = rows.frame[str(column)]
            if cells.dtype == pl.String:
                found |= self._totals_in(rows, column)
            if not cells.has_nulls():
                break
            rows = CodedRows(rows.frame.filter(cells.is_null()))
        return found

    def _totals_in(self, rows: CodedRows, column: int) -> set[int]:
        """Give the rows that have a total's word in a column."""
        cells = rows.coded(column)
        words = cells.distinct
        is_word = ~words.str.contains("[0-9]") | words.str.contains(r"[(\[]")
        if not is_word.any():
            return set()
        among = pl.DataFrame({AT: rows.frame[AT], "word": cells.numbers}).filter(
            pl.col("word").is_in(is_word.arg_true().implode())
        )
        ones = among.unique("word", keep="first", maintain_order=True)
        self.columns.look_at(ones[AT])
        totals = [word for at, word in ones.iter_rows() if self._is_none(at)]
        return set(among.filter(pl.col("word").is_in(totals))[AT])

    def _unsorted(self) -> TableRows:
        return TableRows(self.columns.grid, TableColumns(self.fields, self.header, ()))

    def _is_none(self, at: int) -> bool:
        one = self._unsorted()
        one.sort(range(at, at + 1))
        return bool(one.set_aside)
