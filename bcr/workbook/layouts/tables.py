"""The tables of a sheet as a layout file tells them, with nothing guessed."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import column_number, letters, span
from bcr.workbook.files.grid import as_text
from bcr.workbook.files.guard import Refused
from bcr.workbook.recognition.found import Found, PeriodColumn
from bcr.workbook.recognition.header_rows import header_texts
from bcr.workbook.recognition.rows import TableRows, unclaimed
from bcr.workbook.values.hints import hint_in
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.layout_file import Layout
    from bcr.workbook.layouts.specs import ColumnSpec, PeriodSpec, TableSpec

#: Rows in which a header that is named without its row is looked for.
_SEARCHED: Final = 60
#: Words of a derived text that are no column.
_ALWAYS_THERE: Final = frozenset({"case id", "row"})


def tables_as_told(grid: Grid, specs: Sequence[TableSpec], layout: Layout) -> list[Found]:
    """Give the tables of a sheet that a layout describes, each down to the next one's header.

    Raises: Refused, when a column it names is missing or a letter has another header.
    """
    told = [_Told(grid, spec, layout) for spec in specs]
    tops = sorted(table.top for table in told)
    found: list[Found] = []
    for table in told:
        below = [top for top in tops if top > table.top]
        found.append(table.found(below[0] if below else grid.height))
    if found:
        above = range(tops[0])
        found[0].set_aside |= {
            row + 1: "stands above the table" for row in above if not grid.is_blank(row)
        }
    return found


def has_any_header(grid: Grid, spec: TableSpec) -> bool:
    """Tell whether any header that a layout names stands on a sheet."""
    rows = spec.header or range(1, min(_SEARCHED, grid.height) + 1)
    wanted = {normal(one.header) for one in spec.columns.values() if one.header}
    return any(
        normal(as_text(cell)) in wanted
        for row in rows
        if row <= grid.height
        for cell in grid.rows[row - 1]
        if cell != ""
    )


class _Told:
    """One table as it is told, found on a sheet."""

    def __init__(self, grid: Grid, spec: TableSpec, layout: Layout) -> None:
        self._grid, self._spec, self._layout = grid, spec, layout
        self.top, self._height = self._header_rows()
        self._texts = header_texts(grid, self.top, self._height)

    def found(self, end: int) -> Found:
        """Give the table, its rows up to the one before `end`."""
        grid, spec, layout, texts = self._grid, self._spec, self._layout, self._texts
        columns = {name: self._column(one, name) for name, one in spec.columns.items()}
        periods = [column for one in spec.periods for column in self._periods(one)]
        spans = {one.column: one.period for one in periods}
        first = self.top + self._height
        rows = TableRows(grid, columns, texts, spans)
        rows.sort(range(first, end))
        unmatched = unclaimed(grid, texts, {*columns.values(), *spans}, rows.records)
        self._check_derived([header for header, _ in unmatched])
        return Found(
            grid=grid,
            holds=spec.holds,
            range=span(self.top, min(texts), max(rows.records, default=first - 1), max(texts)),
            items=rows.items(),
            columns={name: letters(c) for name, c in columns.items()},
            headers={name: texts.get(c, "") for name, c in columns.items()},
            hints={name: hint_in(texts.get(c, "")) for name, c in columns.items()},
            periods=periods,
            unmatched=unmatched,
            set_aside=rows.set_aside,
            doubts=list(rows.doubts()),
            reasons=[f"as the layout file “{layout.name}” says"],
            constants=spec.constants,
            derived=spec.derived,
            date_order=layout.date_order,
            decimal=layout.decimal,
            year_starts=layout.year_starts,
            ratios=layout.ratios,
        )

    def _header_rows(self) -> tuple[int, int]:
        """Give first header row (from 0) and height: as told, else the row with every header."""
        grid, header = self._grid, self._spec.header
        if header:
            first, last = header[0] - 1, header[-1] - 1
            if last >= grid.height or grid.is_blank(last):
                raise self._refused(f"has its header in row {last + 1} of “{grid.sheet}”, which is "
                                    "empty")  # fmt: skip
            return first, last - first + 1
        wanted = {normal(one.header) for one in self._spec.columns.values() if one.header}
        if not wanted:
            raise self._refused(f"names neither a header row nor a header on “{grid.sheet}”")
        found = [
            len(wanted & {normal(text) for text in header_texts(grid, row, 1).values()})
            for row in range(min(_SEARCHED, grid.height))
        ]
        return found.index(max(found, default=0)) if found else 0, 1

    def _column(self, one: ColumnSpec, name: str) -> int:
        texts, sheet = self._texts, f"“{self._grid.sheet}”"
        same = [c for c, text in texts.items() if normal(text) == normal(one.header)]
        if one.letter:
            return self._lettered(one, name, same)
        if len(same) == 1:
            return same[0]
        if same:
            places = " and ".join(letters(c) for c in same)
            raise self._refused(
                f"reads {name} under “{one.header}”, and on {sheet} the columns {places} are all "
                "headed so; name the letter"
            )
        near = {normal(text): column for column, text in reversed(texts.items())}
        like = get_close_matches(normal(one.header), list(near), n=1, cutoff=0.5)
        hint = f"; the most like it is “{texts[near[like[0]]]}” in {letters(near[like[0]])}"
        raise self._refused(
            f"reads {name} under “{one.header}”, and no column of {sheet} is headed so"
            + (hint if like else "")
        )

    def _lettered(self, one: ColumnSpec, name: str, same: list[int]) -> int:
        column = column_number(one.letter)
        place = f"reads {name} from column {one.letter} of “{self._grid.sheet}”"
        if one.header and column not in same:
            there = self._texts.get(column, "nothing")
            now = f"; “{one.header}” is now in {letters(same[0])}" if same else ""
            raise self._refused(f"{place} under “{one.header}”, where “{there}” stands{now}")
        rows = range(self.top, self._grid.height)
        if all(self._grid.at(row, column) == "" for row in rows):
            raise self._refused(f"{place}, which is empty")
        return column

    def _periods(self, one: PeriodSpec) -> list[PeriodColumn]:
        found: dict[object, PeriodColumn] = {}
        for column, text in self._texts.items():
            period = one.headers.period(text, self._layout.year_starts)
            if period is None:
                continue
            if period in found:
                raise self._refused(
                    f"has {one.field} under headers like “{one.headers.drawn}”, and both "
                    f"{letters(found[period].column)} and {letters(column)} are headed so for the "
                    f"period to {period.end}"
                )
            found[period] = PeriodColumn(column, period, one.field, hint_in(text))
        if not found:
            raise self._refused(f"has columns headed like “{one.headers.drawn}”, and there is none")
        return list(found.values())

    def _check_derived(self, unmatched: list[str]) -> None:
        named = [name.partition(".")[2] for name in (*self._spec.columns, *self._spec.constants)]
        known = {normal(name) for name in (*named, *unmatched)} | _ALWAYS_THERE
        for name, template in self._spec.derived.items():
            for word in re.findall(r"\{([^{}]+)\}", template):
                if normal(word) not in known:
                    raise self._refused(
                        f"puts {name} together from {{{word}}}, which is no column of “"
                        f"{self._grid.sheet}”"
                    )

    def _refused(self, what: str) -> Refused:
        return Refused(f"The layout “{self._layout.name}” {what}. Correct the layout file.")
