"""Which rows below a header are records, and why the others are not."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import letters
from bcr.workbook.files.value import as_text
from bcr.workbook.recognition.doubtful_rows import doubtful_rows
from bcr.workbook.recognition.found import Doubt, Item, Rows
from bcr.workbook.recognition.merged import Merged
from bcr.workbook.recognition.total_words import total_in
from bcr.workbook.recognition.totals import column_totals, is_summable
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place
    from bcr.workbook.recognition.table_columns import TableColumns

_TOTAL: Final = "is a total"
#: Why a row of one cell is no record.
HEADING: Final = "is a note or heading"
#: Cells of a row; where rows usually hold fewer, no note can be told from a record.
_USUAL: Final = 4
#: Share of a header that a row must repeat to be one.
_SAME: Final = 0.6


def ends_before(
    grid: Grid, first: int, header: Mapping[int, str], starts_another: Callable[[int], bool]
) -> int:
    """Give the row before which a table ends: the next table's header, or the sheet's end.

    Another header is looked for after blank rows only; the same header repeated does not end it.
    """
    for row in (blank + 1 for blank in grid.blank_rows() if blank >= first):
        if grid.is_blank(row):
            continue
        if not _repeats(grid, row, header) and starts_another(row):
            return row
    return grid.height


def unclaimed(
    grid: Grid, header: Mapping[int, str], used: AbstractSet[int], rows: Sequence[int]
) -> list[tuple[str, int]]:
    """Give the columns that feed no field, those without a header too, each under its own name."""
    beyond = set(range(grid.width)) - header.keys()
    filled = {column for column in beyond if any(grid.at(row, column) != "" for row in rows)}
    found: list[tuple[str, int]] = []
    taken: set[str] = set()
    for column in sorted((header.keys() | filled) - used):
        name = header.get(column) or f"column {letters(column)}"
        name = f"{name} ({letters(column)})" if name in taken else name
        taken.add(name)
        found.append((name, column))
    return found


class TableRows:
    """The rows of one table, sorted into records and the rest."""

    def __init__(self, grid: Grid, columns: TableColumns) -> None:
        self._grid, self._columns = grid, columns
        self._merged = Merged(grid, columns.fields, range(0))
        self._filled_by_row: dict[int, list[int]] = {}
        self.records: list[int] = []
        #: Rows that are read with another one → why; set before sorting.
        self.apart: dict[int, str] = {}
        #: Row (from 1) → why it is no record.
        self.set_aside: dict[int, str] = {}

    def sort(self, rows: range) -> None:
        """Sort some rows of the sheet."""
        self._merged = Merged(self._grid, self._columns.fields, rows)
        no_records = set()
        for row in self._doubtful(rows):
            is_blank = self._grid.is_blank(row)
            reason = "" if is_blank else self.apart.get(row) or self._why_not(row)
            if reason:
                self.set_aside[row + 1] = reason
            if is_blank or reason:
                no_records.add(row)
        self.records = [row for row in rows if row not in no_records] if no_records else [*rows]
        self.leave_out(dict.fromkeys(self._notes(), "is a note below the table"))

    def leave_out(self, reasons: Mapping[int, str]) -> None:
        """Set some records aside after all: row → why."""
        if reasons:
            self.records = [row for row in self.records if row not in reasons]
            self.set_aside |= {row + 1: reason for row, reason in reasons.items()}

    def items(self) -> Sequence[Item]:
        """Give the records with the place of each field; a merged cell is that of all its rows."""
        if not self._merged:
            return Rows(self.records, self._columns.by_field)
        fields, place = list(self._columns.by_field.items()), self._merged.place
        return [
            Item(row, {name: place(row, c, name) for name, c in fields}) for row in self.records
        ]

    def doubts(self) -> Iterator[Doubt]:
        """Give what a person should know of these rows."""
        if self._merged:
            yield from self._merged.doubts()
        if _TOTAL in self.set_aside.values():
            yield from self._totals_that_disagree()
        for number, reason in self.set_aside.items():
            row = number - 1
            broken = [c for c in self._filled(row) if self._grid.is_broken(row, c)]
            if broken and reason != _TOTAL:
                yield self._broken((row, broken[0]))

    def _totals_that_disagree(self) -> Iterator[Doubt]:
        totals = {row - 1 for row, reason in self.set_aside.items() if reason == _TOTAL}
        breaks = {row - 1 for row, reason in self.set_aside.items() if reason == HEADING}
        header = self._columns.header
        columns = self._columns.fields | dict.fromkeys(self._columns.periods, "observations.value")
        summable = {c: name for c, name in columns.items() if is_summable(header.get(c, ""))}
        yield from column_totals(self._grid, summable, self.records, totals, breaks)

    def _broken(self, place: Place) -> Doubt:
        is_error = place in self._grid.marks.errors
        remedy = "mend the formula" if is_error else "open the file in Excel and save it"
        return Doubt(
            place,
            self._grid.text(*place),
            f"The cell has no value, so its row was set aside; {remedy}.",
            "error-cell" if is_error else "formula-without-value",
            "error",
        )

    def _doubtful(self, rows: range) -> Sequence[int]:
        """Give the rows that have to be looked at; of merged cells one row alone tells little."""
        if self._merged or not rows:
            return rows
        few = doubtful_rows(self._grid, self._columns.header, self._columns.named_by, rows)
        return sorted(few.union(self.apart.keys() & set(rows)) if self.apart else few)

    def _filled(self, row: int) -> list[int]:
        """Give the columns in which something stands, be it a formula that gives no value."""
        if row not in self._filled_by_row:
            self._filled_by_row[row] = self._grid.filled(row, self._columns.header)
        return self._filled_by_row[row]

    def _why_not(self, row: int) -> str:
        filled = self._filled(row)
        if not filled:
            return "nothing stands under the headers"
        if _repeats(self._grid, row, self._columns.header):
            return "repeats the header"
        if self._is_total(row, filled):
            return _TOTAL
        if not self._is_named(row, filled):
            return "has figures but names nothing: a total without a label, perhaps"
        is_alone = len(filled) + self._merged.inherited(row) == 1
        if is_alone and len(self._columns.fields) + len(self._columns.periods) > 2:
            return HEADING
        return ""

    def _is_total(self, row: int, filled: list[int]) -> bool:
        """Tell whether a row begins with "Total", and with "Total of something" only if alone."""
        where = total_in(self._grid.text(row, filled[0]))
        if where in {"", "whole"}:
            return bool(where)
        if where == "end" and not self._may_end_as_total(filled[0]):
            return False
        rest = set(filled[1:])
        return not self._names(row, [column for column in self._columns.naming if column in rest])

    def _may_end_as_total(self, column: int) -> bool:
        """Tell whether a title may be “Housing total”: in a table whose records have ids."""
        field = self._columns.fields.get(column, "")
        return self._columns.has_ids and kind_of_field(field) is not Kind.ID

    def _is_named(self, row: int, filled: list[int]) -> bool:
        """Tell whether a row says what it is about; of most rows their filled cells tell."""
        is_plain = not self._merged and row not in self._grid.marks.broken_rows
        if is_plain and not self._columns.named_by.isdisjoint(filled):
            return True
        return self._names(row, self._columns.naming)

    def _names(self, row: int, columns: Iterable[int]) -> bool:
        """Tell whether any of some cells says what its row is about."""
        at, place, fields = self._grid.at, self._merged.place, self._columns.fields
        return any(at(*place(row, column, fields[column])) != "" for column in columns)

    def _notes(self) -> list[int]:
        """Give the last rows where a blank row parts them off and they hold but a few words."""
        if not self._have_gaps():
            return []
        last = list(takewhile(self._is_words, reversed(self.records[1:])))[::-1]
        before = self.records[-len(last) - 1 : -1] if last else []
        for number, (above, row) in enumerate(zip(before, last, strict=True)):
            if any(self._grid.is_blank(r) for r in range(above + 1, row)):
                from statistics import median  # few sheets have notes

                is_usual = median(len(self._filled(r)) for r in self.records) >= _USUAL
                return last[number:] if is_usual else []
        return []

    def _have_gaps(self) -> bool:
        """Tell whether any row between the records is none."""
        records = self.records
        return bool(records) and records[-1] - records[0] + 1 != len(records)

    def _is_words(self, row: int) -> bool:
        """Tell whether a row holds one or two texts and no id."""
        filled = self._filled(row)
        texts = [cell for c in filled if isinstance(cell := self._grid.at(row, c), str)]
        is_id = kind_of_field(self._columns.fields.get(filled[0], "")) is Kind.ID
        numbered = is_id and any(letter.isdigit() for letter in self._grid.text(row, filled[0]))
        return len(texts) == len(filled) <= 2 and not numbered


def _repeats(grid: Grid, row: int, header: Mapping[int, str]) -> bool:
    """Tell whether a row says again what most of the headers say."""
    cells = grid.rows[row]
    needed = max(2, len(header) * _SAME)
    may_miss = len(header) - needed
    width = len(cells)
    for column, text in header.items():
        cell = cells[column] if column < width else ""
        if cell != text:
            said = cell if isinstance(cell, str) else as_text(cell)
            may_miss -= said.strip() != text
        if may_miss < 0:
            return False
    return True
