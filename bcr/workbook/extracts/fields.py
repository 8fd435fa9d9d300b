"""The fields of a long extract: each distinct cell read once, those in doubt one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.extracts.columns import AT
from bcr.workbook.files.down import Cells
from bcr.workbook.files.grid import Grid, tidied
from bcr.workbook.files.parquet import cell
from bcr.workbook.files.value import as_text
from bcr.workbook.recognition.found import Rows
from bcr.workbook.records.cells import CellReader, Column, plain_text
from bcr.workbook.records.spans import periods_down
from bcr.workbook.values.dates import day_order, short_year
from bcr.workbook.values.hints import Hint
from bcr.workbook.words.fields import Kind, kind_of_field, says_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.extracts.columns import Coded, CodedRows, Columns
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.values.periods import Period

PERIOD: Final = "observations.period"
#: Kinds whose cells stand for themselves.
_TEXTS: Final = frozenset({Kind.ID, Kind.TEXT})


def values_of(cells: pl.Series) -> list[Value]:
    """Give cells as a sheet has them."""
    if cells.dtype == pl.String:
        return tidied([cells.fill_null("").to_list()])[0]
    return tidied([[cell(value) for value in cells]])[0]


def plain_column(found: Found, field: str, *, decimal: str = ".") -> Column:
    """Give what the cells of a field have in common that is no period."""
    hint = found.hints.get(field, Hint())
    return Column(field, kind_of_field(field), hint, decimal, "", found.year_starts, "")


class TextFields:
    """Reads texts, ids and words."""

    def __init__(self, columns: Columns, found: Found, reader: CellReader) -> None:
        self._columns, self._found, self._reader = columns, found, reader
        #: Fields whose texts are their cells as they stand.
        self.as_written: dict[str, Coded] = {}

    def read(self, rows: CodedRows, field: str, column: int) -> pl.Series:
        """Give a field of each row, and note what is wrong or to be said, cell by cell."""
        common = plain_column(self._found, field)
        cells = rows.coded(column)
        said: list[str | None] = []
        doubtful: list[int] = []
        for number, value in enumerate(values_of(cells.distinct)):
            if isinstance(value, str) and common.kind in _TEXTS and not says_blank(value):
                said.append(plain_text(value))
                continue
            probe = CellReader("", Grid("", [[value]]), [])
            said.append(_text(probe, 0, 0, common))
            doubtful += [number] * bool(probe.problems)
        if doubtful:
            noted = rows.frame.filter(cells.numbers.is_in(doubtful))[AT].to_list()
            self._columns.look_at(noted)
            for row in noted:
                _text(self._reader, row, column, common)
        if said == cells.distinct.to_list():
            self.as_written[field] = cells
            return rows.frame[str(column)].rename(field)
        return cells.mapped(said, pl.String)


def _text(reader: CellReader, row: int, column: int, common: Column) -> str | None:
    read = reader.word if common.kind is Kind.WORD else reader.text
    return read((row, column), common)


class Periods:
    """Reads the period of each row, as all periods of its series settle it."""

    def __init__(self, columns: Columns, found: Found, reader: CellReader) -> None:
        self._columns, self._found, self._reader = columns, found, reader

    def read(self, rows: CodedRows, column: int, series: int) -> pl.DataFrame:
        """Give start and end of each row's period, null where it names none, which is noted.

        `series` is the column that tells one series from another.
        """
        cells = rows.coded(column)
        values = values_of(cells.distinct)
        common = Column(
            PERIOD, Kind.PERIOD, self._found.hints.get(PERIOD, Hint()), ".", day_order(values),
            self._found.year_starts, short_year(values),
        )  # fmt: skip
        of_row, periods_of = _sets(_series(rows.coded(series)), cells)
        starts: list[object] = [None] * (len(periods_of) * len(values))
        ends = list(starts)
        for number, codes in enumerate(periods_of):
            for code, period in _periods([values[c] for c in codes], codes, common).items():
                place = number * len(values) + code
                starts[place], ends[place] = period.start, period.end
        places = of_row * len(values) + cells.numbers
        told = pl.DataFrame(
            {
                "start": pl.Series(starts, dtype=pl.Date).gather(places),
                "end": pl.Series(ends, dtype=pl.Date).gather(places),
            }
        )
        if told["start"].null_count() > cells.numbers.null_count():
            unread = told["start"].is_null() & cells.numbers.is_not_null()
            self._say(rows.frame.filter(unread), column, common)
        return told

    def _say(self, rows: pl.DataFrame, column: int, common: Column) -> None:
        """Note each cell that names no period."""
        self._columns.look_at(rows[AT])
        for row in rows[AT]:
            if self._reader.said((row, column), common) != "":
                self._reader.period_not_understood((row, column), common)


def _series(of_cell: Coded) -> pl.Series:
    """Give the number of each row's series; blank names are one."""
    names = [as_text(value).strip() for value in values_of(of_cell.distinct)]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(["", *names]))}
    return of_cell.mapped([numbers[name] for name in names], pl.UInt64).fill_null(0)


def _sets(series: pl.Series, periods: Coded) -> tuple[pl.Series, list[list[int]]]:
    """Give each row the set of periods that its series has, by number, and these sets."""
    size = max(len(periods.distinct), 1)
    pairs = (series * size + periods.numbers).drop_nulls().unique().sort()
    of_series = (
        pl.DataFrame({"series": (pairs // size).set_sorted(), "period": pairs % size})
        .group_by("series", maintain_order=True)
        .agg("period")
    )
    # Most series of an extract are for the same periods: runs of such are looked at once.
    runs = of_series["period"].rle_id()
    numbers: dict[tuple[int, ...], int] = {}
    of_run = [
        numbers.setdefault(tuple(codes), len(numbers))
        for codes in of_series["period"].filter(runs.is_first_distinct()).to_list()
    ]
    number = int(series.max() or 0) + 1  # type: ignore[arg-type] # of unsigned numbers
    of_set = pl.Series([0], dtype=pl.UInt64).new_from_index(0, number)
    of_set = of_set.scatter(of_series["series"], pl.Series(of_run, dtype=pl.UInt64).gather(runs))
    return of_set.gather(series), [list(codes) for codes in numbers] or [[]]


def _periods(values: Sequence[Value], codes: Sequence[int], common: Column) -> Mapping[int, Period]:
    """Give the period of each of the cells of a series by its number."""
    reader = CellReader("", Grid("", [[value] for value in values]), [])
    items = Rows(range(len(values)), {common.field: 0})
    periods = periods_down(common, items, {common.field: Cells([*values])}, reader)
    return {codes[row]: period for row, period in enumerate(periods) if period}
