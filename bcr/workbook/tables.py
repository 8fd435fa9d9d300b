"""The tables of a sheet, recognised by their headers and the cells below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.addresses import letters, span
from bcr.workbook.fields import normal
from bcr.workbook.found import Doubt, Found, PeriodColumn
from bcr.workbook.header_rows import best_reading, next_header
from bcr.workbook.headers import candidates, hint_in
from bcr.workbook.rows import TableRows, ends_before, unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.grid import Grid
    from bcr.workbook.header_rows import Header


def tables_on(grid: Grid, *, year_starts: int = 4) -> list[Found]:
    """Give the tables of a sheet from top to bottom; none when no header is understood."""
    found: list[Found] = []
    row = 0
    while (header := next_header(grid, row, year_starts)) is not None:
        end = ends_before(
            grid, header.below, header.texts, lambda r: _starts_another(grid, r, year_starts)
        )
        table = _table(grid, header, end, year_starts)
        above = range(row, header.top)
        table.set_aside |= {r + 1: "stands above the table" for r in above if not grid.is_blank(r)}
        found.append(table)
        row = end
    return found


def _starts_another(grid: Grid, row: int, year_starts: int) -> bool:
    """Tell whether the row after a blank one is the header of the next table."""
    header = best_reading(grid, row, year_starts)
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
        doubts=[*_left_open(header), *_said_twice(header), *rows.doubts()],
        year_starts=year_starts,
    )


def _left_open(header: Header) -> Iterator[Doubt]:
    """Ask about the headers that leave a choice."""
    for column, fields in header.matches.open.items():
        choices = " or ".join(_plainly(field) for field in fields)
        message = (
            f"This header may mean {choices}; name it in a layout file. The column was kept as "
            "text."
        )
        yield Doubt((header.below - 1, column), header.texts[column], message, "ambiguous-header")


def _said_twice(header: Header) -> Iterator[Doubt]:
    """Say where a second column has the header of one that was used."""
    fields = header.matches.fields
    first = {normal(header.texts[column]): column for column in fields}
    for column, text in header.texts.items():
        used = first.get(normal(text))
        if used is None or column in fields or column in header.matches.open:
            continue
        if column in header.periods or not candidates(text, header.company):
            continue
        message = (
            f"Column {letters(used)} has this header too and was used as "
            f"{_plainly(fields[used].field)}; this one was kept as text. Rename one, or name their "
            "letters in a layout file."
        )
        yield Doubt((header.below - 1, column), text, message, "header-twice")


def _plainly(field: str) -> str:
    return field.partition(".")[2].replace("_", " ")
