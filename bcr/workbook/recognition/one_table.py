"""One table of a sheet, from its header and its sorted rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bcr.workbook.files.addresses import letters, span
from bcr.workbook.recognition.found import Found
from bcr.workbook.recognition.header_doubts import header_doubts
from bcr.workbook.recognition.reasons import column_reasons
from bcr.workbook.recognition.rows import unclaimed
from bcr.workbook.recognition.withheld import withheld_figures
from bcr.workbook.values.hints import hint_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.header import Header
    from bcr.workbook.recognition.rows import TableRows


def table_of(
    grid: Grid,
    header: Header,
    rows: TableRows,
    year_starts: int,
    across: Collection[int] | None = None,
) -> Found:
    """Give a table without its periods.

    `across` are the columns that hold a period's value; those of a KPI series unless said.
    """
    if across is None:
        across = header.periods.keys() if header.company == "observations" else ()
    matched = header.matches.fields
    left, right = min(header.texts), max(header.texts)
    unmatched = unclaimed(grid, header.texts, {*matched, *across}, rows.records)
    return Found(
        grid=grid,
        holds=header.company,
        range=span(header.top, left, max(rows.records, default=header.below - 1), right),
        items=rows.items(),
        columns={match.field: letters(c) for c, match in matched.items()},
        headers={match.field: header.texts[c] for c, match in matched.items()},
        hints={match.field: hint_in(header.texts[c]) for c, match in matched.items()},
        unmatched=unmatched,
        set_aside=rows.set_aside,
        reasons=(partial(column_reasons, grid, header, rows.records, across),),
        doubts=[
            *header_doubts(header),
            *rows.doubts(),
            *withheld_figures(grid, unmatched, rows.records),
        ],
        year_starts=year_starts,
    )
