"""One table of a sheet, from its header and its sorted rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bcr.workbook.files.addresses import span
from bcr.workbook.recognition.found import Found
from bcr.workbook.recognition.header_doubts import header_doubts
from bcr.workbook.recognition.reasons import column_reasons
from bcr.workbook.recognition.rows import unclaimed
from bcr.workbook.recognition.withheld import withheld_figures

if TYPE_CHECKING:
    from collections.abc import Collection

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.header import Placed
    from bcr.workbook.recognition.rows import TableRows


def table_of(
    grid: Grid,
    placed: Placed,
    rows: TableRows,
    year_starts: int,
    across: Collection[int] | None = None,
) -> Found:
    """Give a table without its periods.

    `across` are the columns that hold a period's value; those of a KPI series unless said.
    """
    header = placed.header
    if across is None:
        across = header.periods.keys() if header.company == "observations" else ()
    matched = header.matches.fields
    left, right = min(header.texts), max(header.texts)
    unmatched = unclaimed(grid, header.texts, {*matched, *across}, rows.records)
    return Found(
        grid=grid,
        holds=header.company,
        range=span(placed.top, left, rows.records[-1] if rows.records else placed.below - 1, right),
        items=rows.items(),
        columns=header.locators,
        headers=header.said,
        hints=header.hints,
        unmatched=unmatched,
        set_aside=rows.set_aside,
        reasons=(partial(column_reasons, grid, header, rows.records, across),),
        doubts=[
            *header_doubts(header, placed.below - 1),
            *rows.doubts(),
            *withheld_figures(grid, unmatched, rows.records),
        ],
        year_starts=year_starts,
    )
