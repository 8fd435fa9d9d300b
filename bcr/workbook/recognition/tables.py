"""The tables of a sheet, recognised by their headers and the cells below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.files.addresses import letters, span
from bcr.workbook.recognition.found import Found, PeriodColumn
from bcr.workbook.recognition.header_doubts import header_doubts
from bcr.workbook.recognition.header_rows import HeaderSearch
from bcr.workbook.recognition.rows import TableRows, ends_before, unclaimed
from bcr.workbook.values.hints import hint_in

if TYPE_CHECKING:
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.header_rows import Header


def tables_on(grid: Grid, *, year_starts: int = 4) -> list[Found]:
    """Give the tables of a sheet from top to bottom; none when no header is understood."""
    found: list[Found] = []
    search = HeaderSearch(grid, year_starts)
    row = 0
    while (header := search.next(row)) is not None:
        end = ends_before(grid, header.below, header.texts, lambda r: _starts_another(search, r))
        table = _table(grid, header, end, year_starts)
        above = range(row, header.top)
        table.set_aside |= {r + 1: "stands above the table" for r in above if not grid.is_blank(r)}
        found.append(table)
        row = end
    return found


def _starts_another(search: HeaderSearch, row: int) -> bool:
    """Tell whether the row after a blank one is the header of the next table."""
    header = search.at(row)
    return header is not None and header.score >= 3


def _table(grid: Grid, header: Header, end: int, year_starts: int) -> Found:
    fields = {match.field: c for c, match in header.matches.fields.items()}
    rows = TableRows(grid, fields, header.texts, header.periods)
    rows.sort(range(header.below, end))
    left, right = min(header.texts), max(header.texts)
    is_series = header.company == "observations"
    used = header.matches.fields.keys() | (header.periods.keys() if is_series else set())
    return Found(
        grid=grid,
        holds=header.company,
        range=span(header.top, left, max(rows.records, default=header.below - 1), right),
        items=rows.items(),
        columns={f: letters(c) for f, c in fields.items()},
        headers={f: header.texts[c] for f, c in fields.items()},
        hints={f: hint_in(header.texts[c]) for f, c in fields.items()},
        periods=[
            PeriodColumn(c, p, "observations.value", hint_in(header.texts[c]))
            for c, p in header.periods.items()
            if is_series
        ],
        unmatched=unclaimed(grid, header.texts, used, rows.records),
        set_aside=rows.set_aside,
        reasons=[
            f"{letters(c)} is {match.field}: {match.reason} ({match.score:.2f})"
            for c, match in sorted(header.matches.fields.items())
        ],
        doubts=[*header_doubts(header), *rows.doubts()],
        year_starts=year_starts,
    )
