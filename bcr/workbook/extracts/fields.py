"""The fields of a long extract, each read once a distinct cell and checked cell by cell in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.workbook.extracts.columns import AT
from bcr.workbook.files.grid import Grid, as_text, tidied
from bcr.workbook.files.parquet import cell
from bcr.workbook.recognition.found import Found, Item
from bcr.workbook.records.cells import CellReader, Column
from bcr.workbook.records.spans import cell_periods
from bcr.workbook.values.dates import day_order
from bcr.workbook.values.hints import Hint
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bcr.workbook.extracts.columns import Columns
    from bcr.workbook.files.grid import Value
    from bcr.workbook.recognition.found import Place

PERIOD: Final = "observations.period"


def is_blank(frame: pl.DataFrame, column: str) -> pl.Expr:
    """Give whether nothing stands in the cells of a column."""
    kind = frame.schema[column]
    if kind == pl.String:
        return pl.col(column).str.strip_chars().fill_null("") == ""
    one = pl.col(column)
    return one.is_null() | one.is_nan() if kind.is_float() else one.is_null()


def values_of(cells: pl.Series) -> list[Value]:
    """Give cells as a sheet has them."""
    return tidied([[cell(value) for value in cells]])[0]


def mapped(
    cells: pl.Series, read: Callable[[Value], object], kind: pl.DataType | type[pl.DataType]
) -> pl.Series:
    """Give what a column says by reading each distinct cell once."""
    distinct = cells.drop_nulls().unique()
    said = [read(value) for value in values_of(distinct)]
    if kind == cells.dtype and said == distinct.to_list():
        return cells
    return cells.replace_strict(distinct, said, default=None, return_dtype=kind)


class TextFields:
    """Reads texts, ids and words."""

    def __init__(self, columns: Columns, found: Found, reader: CellReader) -> None:
        self._columns, self._found, self._reader = columns, found, reader

    def read(self, frame: pl.DataFrame, field: str, column: int) -> pl.Series:
        """Give a field of each row, and note what is wrong or to be said, cell by cell."""
        common = plain_column(self._found, field)
        is_word = common.kind is Kind.WORD
        doubtful: set[object] = set()

        def one(value: Value) -> str | None:
            probe = CellReader("", Grid("", [[value]]), [])
            said = probe.word((0, 0), common) if is_word else probe.text((0, 0), common)
            if probe.problems:
                doubtful.add(value)
            return said

        cells = frame[str(column)]
        said = mapped(cells, one, pl.String)
        if doubtful:
            telling = mapped(cells, lambda value: value in doubtful, pl.Boolean)
            rows = frame.filter(telling.fill_null(value=False))[AT].to_list()
            self._columns.look_at(rows)
            for row in rows:
                read = self._reader.word if is_word else self._reader.text
                read((row, column), common)
        return said


def plain_column(found: Found, field: str, *, decimal: str = ".") -> Column:
    """Give what the cells of a field have in common that is no period."""
    hint = found.hints.get(field, Hint())
    return Column(field, kind_of_field(field), hint, decimal, "", found.year_starts)


class Periods:
    """Reads the period of each row, as all periods of its series settle it."""

    def __init__(self, columns: Columns, found: Found, reader: CellReader) -> None:
        self._columns, self._found, self._reader = columns, found, reader

    def read(self, frame: pl.DataFrame, column: int, series: int) -> pl.DataFrame:
        """Give start and end of each row's period, null where it names none, which is noted.

        `series` is the column that tells one series from another.
        """
        cells, of_series = frame[str(column)], frame[str(series)]
        distinct = cells.drop_nulls().unique(maintain_order=True)
        values = values_of(distinct)
        common = Column(
            PERIOD, Kind.PERIOD, plain_column(self._found, PERIOD).hint, ".",
            day_order(values), self._found.year_starts,
        )  # fmt: skip
        number = pl.Series("number", range(len(distinct)), pl.UInt32)
        coded = pl.DataFrame(
            {
                "series": mapped(of_series, lambda v: as_text(v).strip(), pl.String).fill_null(""),
                "number": cells.replace_strict(distinct, number, default=None),
            }
        )
        sets = _sets(coded)
        spans = self._spans(sets, values, common)
        told = (
            coded.join(sets.explode("series"), on="series", how="left", maintain_order="left")
            .join(spans, on=["set", "number"], how="left", maintain_order="left")
            .select("start", "end")
        )
        self._say(frame, told, column, common)
        return told

    def _spans(self, sets: pl.DataFrame, values: Sequence[Value], common: Column) -> pl.DataFrame:
        rows = [
            (number, code, period.start, period.end)
            for number, codes in sets.select("set", "numbers").iter_rows()
            for code, period in _periods([values[c] for c in codes], codes, common).items()
        ]
        schema = {"set": pl.UInt32, "number": pl.UInt32, "start": pl.Date, "end": pl.Date}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _say(self, frame: pl.DataFrame, told: pl.DataFrame, column: int, common: Column) -> None:
        unread = told["start"].is_null() & ~frame.select(is_blank(frame, str(column))).to_series()
        rows = frame.filter(unread)[AT].to_list()
        self._columns.look_at(rows)
        for row in rows:
            if self._reader.said((row, column), common) != "":
                self._reader.period_not_understood((row, column), common)


def _sets(coded: pl.DataFrame) -> pl.DataFrame:
    """Give the series that have the same periods, with the numbers of these."""
    pairs = coded.drop_nulls().unique().sort("series", "number")
    of_series = pairs.group_by("series", maintain_order=True).agg(numbers=pl.col("number"))
    alike = of_series.with_columns(key=pl.col("numbers").cast(pl.List(pl.String)).list.join(","))
    grouped = alike.group_by("key", maintain_order=True).agg(
        pl.col("series"), numbers=pl.col("numbers").first()
    )
    return grouped.drop("key").with_row_index("set")


def _periods(values: Sequence[Value], codes: Sequence[int], common: Column) -> Mapping[int, object]:
    """Give the period of each of the cells of a series by its number."""
    places: list[Place] = [(row, 0) for row in range(len(values))]
    found = Found(
        Grid("", [[value] for value in values]),
        "observations",
        "",
        [Item(row, {PERIOD: (row, column)}) for row, column in places],
        {},
    )
    spans = cell_periods(found, {PERIOD: common}, CellReader("", found.grid, []))
    return {codes[row]: period for (row, _), period in spans.items()}
