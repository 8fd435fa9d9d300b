"""A layout's table laid on a sheet: which column each name is, and what does not fit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.files.addresses import column_number, letters
from bcr.workbook.layouts.drift import Drift, Missing, renamed_or_gone
from bcr.workbook.layouts.header_rows import SEARCHED, most_like, wanted
from bcr.workbook.recognition.found import PeriodColumn, TotalColumn
from bcr.workbook.recognition.header_texts import header_texts
from bcr.workbook.values.hints import Hint, hint_in
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.columns import ColumnSpec
    from bcr.workbook.layouts.row_filters import RowFilter
    from bcr.workbook.layouts.specs import PeriodSpec, TableSpec
    from bcr.workbook.layouts.totals import TotalSpec
    from bcr.workbook.values.periods import Period


class Fit:
    """The columns of one table as its layout names them; `drifts` says what does not fit."""

    def __init__(self, grid: Grid, spec: TableSpec, year_starts: int) -> None:
        self._grid, self._spec, self._year_starts = grid, spec, year_starts
        self.drifts: list[Drift] = []
        self._missing: list[Missing] = []
        self.top, self.height = self._header_rows()
        self.texts = header_texts(grid, self.top, self.height) if self.height else {}
        self.columns: dict[str, int] = {}
        self.periods: list[PeriodColumn] = []
        self.totals: list[TotalColumn] = []
        self.filters: list[tuple[RowFilter, int | None]] = []
        if self.height:
            self._find()

    @property
    def below(self) -> int:
        """Give the first row after the header."""
        return self.top + self.height

    def hint(self, field: str, column: int) -> Hint:
        """Give what a column's numbers are in: what the layout says, else its header."""
        unit = self._spec.units.get(field)
        return hint_in(f"({unit})" if unit else self.texts.get(column, ""))

    def _find(self) -> None:
        found = {name: self._column(one, name) for name, one in self._spec.columns.items()}
        self.columns = {name: column for name, column in found.items() if column is not None}
        self.periods = [column for one in self._spec.periods for column in self._periods(one)]
        self.totals = [column for one in self._spec.totals for column in self._totals(one)]
        self.filters = list(self._filters())
        self._signature()
        self._say_what_changed()

    def _header_rows(self) -> tuple[int, int]:
        """Give first header row (from 0) and height: as told, else the rows with most headers."""
        header, names = self._spec.header, wanted(self._spec)
        top, height, named = most_like(self._grid, self._spec) if names else (0, 1, 0)
        if not header:
            if not named:
                rows = min(SEARCHED, self._grid.height)
                told = f"none of the headers that are named stands in its first {rows} rows"
                self._drift(None, told if names else "no header is named, nor its row",
                            "layout-header-went")  # fmt: skip
                return 0, 0
            return top, height
        first, last = header[0] - 1, header[-1] - 1
        texts = (
            header_texts(self._grid, first, last - first + 1) if last < self._grid.height else {}
        )
        if not texts or (names and named and not names & {normal(t) for t in texts.values()}):
            now = f"; it seems to be in row {top + 1} now" if named else ""
            self._drift(None, f"the header is not in row {last + 1}{now}", "layout-header-moved")
            return 0, 0
        return first, last - first + 1

    def _drift(
        self, column: int | None, message: str, rule: str, severity: Severity = Severity.ERROR
    ) -> None:
        sheet = self._grid.sheet
        place = None if column is None else (self.below - 1, column)
        text = "" if column is None else self.texts.get(column, "")
        self.drifts.append(Drift(sheet, place, text, f"on “{sheet}”, {message}.", rule, severity))

    def _column(self, one: ColumnSpec, reads: str) -> int | None:
        same = [c for c, text in self.texts.items() if normal(text) == normal(one.header)]
        if one.letter:
            return self._lettered(one, reads, same)
        if len(same) == 1:
            return same[0]
        if same:
            places = " and ".join(letters(c) for c in same)
            message = (
                f"{reads} is read under {one}, and the columns {places} are all headed so; name "
                "the letter"
            )
            self._drift(same[1], message, "layout-header-twice")
        else:
            self._missing.append(Missing(reads, one))
        return None

    def _lettered(self, one: ColumnSpec, reads: str, same: list[int]) -> int | None:
        column = column_number(one.letter)
        if one.header and column not in same:
            if same:
                self._moved(one, reads, same)
            else:
                self._missing.append(Missing(reads, one))
            return None
        if all(self._grid.at(row, column) == "" for row in range(self.top, self._grid.height)):
            message = f"{reads} is read from column {one.letter}, which is empty"
            self._drift(None, message, "layout-column-went")
            return None
        return column

    def _moved(self, one: ColumnSpec, reads: str, now: Sequence[int]) -> None:
        """Say where the columns are that have a header which should stand under its letter."""
        column = column_number(one.letter)
        message = (
            f"{reads} is read from column {one.letter} under “{one.header}”, where "
            f"“{self.texts.get(column, 'nothing')}” stands; “{one.header}” is now in "
            f"{' and '.join(map(letters, now))}"
        )
        nearest = min(now, key=lambda other: abs(other - column))
        self._drift(nearest, message, "layout-column-moved")

    def _periods(self, one: PeriodSpec) -> Iterator[PeriodColumn]:
        found: dict[Period, int] = {}
        for column, period in one.headers.periods(self.texts, self._year_starts).items():
            if period in found:
                message = (
                    f"{one.field} is read under headers like “{one.headers.drawn}”, and both "
                    f"{letters(found[period])} and {letters(column)} are headed so for the period "
                    f"to {period.end}"
                )
                self._drift(column, message, "layout-header-twice")
                continue
            found[period] = column
            yield PeriodColumn(column, period, one.field, self.hint(one.field, column))
        self._gaps(one, found)
        if not found:
            message = (
                f"{one.field} is read under headers like “{one.headers.drawn}”, and there is none"
            )
            self._drift(None, message, "layout-column-went")

    def _gaps(self, one: PeriodSpec, found: Mapping[Period, int]) -> None:
        """Say where time is left out: a header within a series may have another form now."""
        for before, after in pairwise(sorted(found, key=lambda period: period.start)):
            if (after.start - before.end).days > 1:
                message = (
                    f"no header like “{one.headers.drawn}” is for the time between {before.end} "
                    f"and {after.start}, so {one.field} has nothing there"
                )
                rule, severity = "layout-period-went", Severity.WARNING
                self._drift(found[after], message, rule, severity)

    def _totals(self, one: TotalSpec) -> Iterator[TotalColumn]:
        columns = {}
        if (
            one.column
            and (column := self._column(one.column, f"the total of {one.of}")) is not None
        ):
            columns = {column: one.period}
        elif one.headers:
            columns = dict(one.headers.periods(self.texts, self._year_starts))
            if not columns:
                drawn = f"the total of {one.of} is under headers like “{one.headers.drawn}”"
                self._drift(None, f"{drawn}, and there is none", "layout-column-went")
        for column, period in columns.items():
            header = self.texts.get(column, f"column {letters(column)}")
            hint = self.hint(one.of, column)
            yield TotalColumn(column, header, one.of, hint, period, one.tolerance)

    def _filters(self) -> Iterator[tuple[RowFilter, int | None]]:
        for one in self._spec.filters:
            if one.column is None:
                yield one, None
            elif (column := self._column(one.column, "the rows to keep or skip")) is not None:
                yield one, column

    def _signature(self) -> None:
        """Miss the headers of the signature that no column was read under."""
        there = {normal(text) for text in self.texts.values()}
        gone = {normal(one.spec.header) for one in self._missing}
        for text in self._spec.headers:
            if normal(text) not in there | gone:
                message = f"“{text}” must stand in the header, and does not"
                self._drift(None, message, "layout-column-went")

    def _say_what_changed(self) -> None:
        used = {*self.columns.values(), *(one.column for one in self.periods)}
        used |= {one.column for one in self.totals}
        used |= {column for _, column in self.filters if column is not None}
        used |= {one.place[1] for one in self.drifts if one.place}
        known = {normal(text) for text in (*(self._spec.extra or ()), *self._spec.headers)}
        unread = {c: t for c, t in self.texts.items() if c not in used and normal(t) not in known}
        drifts, names = renamed_or_gone(self._missing, unread, self._grid.sheet, self.below - 1)
        self.drifts += drifts
        came = {c: t for c, t in unread.items() if c not in names}
        if self._spec.extra is None:
            return
        for column, text in came.items():
            message = f"column {letters(column)} is headed “{text}”, which the layout does not name"
            self._drift(column, message, "layout-column-came", Severity.NOTICE)
