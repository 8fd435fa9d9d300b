"""The tables of a workbook as a layout file tells them, with nothing guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity
from bcr.workbook.files.addresses import letters, span
from bcr.workbook.layouts.drift import Drift, Drifted
from bcr.workbook.layouts.fit import Fit
from bcr.workbook.recognition.found import Doubt, Found
from bcr.workbook.recognition.rows import TableRows, unclaimed
from bcr.workbook.recognition.table_columns import TableColumns
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.layout import Layout
    from bcr.workbook.layouts.specs import TableSpec

#: Words of a derived text that are no column.
_ALWAYS_THERE: Final = frozenset({"case id", "row"})


def tables_told(layout: Layout, grids: Sequence[Grid]) -> list[Found]:
    """Give the tables of a workbook as its layout says.

    Raises: Drifted, with everything in which the workbook is not as the layout says.
    """
    told: dict[str, list[TableSpec]] = {grid.sheet: [] for grid in grids}
    drifts: list[Drift] = []
    for spec in layout.tables_in:
        sheets = layout.sheets_of(spec, grids)
        if not sheets:
            drifts.append(_sheet_gone(spec, grids))
        for sheet in sheets:
            told[sheet].append(spec)
    found: list[Found] = []
    for grid in grids:
        tables, drifted = _tables_on(grid, told[grid.sheet], layout)
        found += tables
        drifts += drifted
    if any(drift.severity is Severity.ERROR for drift in drifts):
        raise Drifted(layout.name, drifts)
    return found


def _sheet_gone(spec: TableSpec, grids: Sequence[Grid]) -> Drift:
    there = ", ".join(f"“{grid.sheet}”" for grid in grids)
    message = f"it reads a sheet “{spec.sheet}”, and there is none; there are: {there}."
    return Drift("", None, "", message, "layout-sheet-went")


def _tables_on(
    grid: Grid, specs: Sequence[TableSpec], layout: Layout
) -> tuple[list[Found], list[Drift]]:
    """Give the tables of a sheet that a layout describes, each down to the next one's header.

    With them, all in which the sheet is not as the layout says; with an error among it, the tables
    are not to be used.
    """
    told = [(spec, Fit(grid, spec, layout.year_starts)) for spec in specs]
    drifts = [drift for _, fit in told for drift in fit.drifts]
    tops = sorted(fit.top for _, fit in told if fit.height)
    found: list[Found] = []
    for spec, fit in told:
        below = [top for top in tops if top > fit.top]
        if not any(drift.severity is Severity.ERROR for drift in fit.drifts):
            table = _table(grid, spec, fit, layout, below[0] if below else grid.height)
            drifts += _derived_from_nothing(spec, table)
            found.append(table)
    if found:
        above = range(tops[0])
        found[0].set_aside |= {
            row + 1: "stands above the table" for row in above if not grid.is_blank(row)
        }
    return found, drifts


def _table(grid: Grid, spec: TableSpec, fit: Fit, layout: Layout, end: int) -> Found:
    """Give a table that fits, its rows up to the one before `end`."""
    columns, texts = fit.columns, fit.texts
    spans = {one.column for one in fit.periods}
    rows = TableRows(grid, TableColumns(columns, texts, spans))
    rows.sort(range(fit.below, end))
    _leave_out(rows, fit, grid)
    unmatched = unclaimed(grid, texts, {*columns.values(), *spans}, rows.records)
    return Found(
        grid=grid,
        holds=spec.holds,
        range=span(fit.top, min(texts), max(rows.records, default=fit.below - 1), max(texts)),
        items=rows.items(),
        columns={name: letters(c) for name, c in columns.items()},
        headers={name: texts.get(c, "") for name, c in columns.items()},
        hints={name: fit.hint(name, c) for name, c in columns.items()},
        periods=fit.periods,
        totals=fit.totals,
        unmatched=unmatched,
        set_aside=rows.set_aside,
        doubts=[*(_doubt(drift, layout.name) for drift in fit.drifts), *rows.doubts()],
        reasons=(lambda: [f"as the layout file “{layout.name}” says"],),
        constants=spec.constants,
        derived=spec.derived,
        date_order=layout.date_order,
        decimal=layout.decimal,
        year_starts=layout.year_starts,
        ratios=layout.ratios,
    )


def _leave_out(rows: TableRows, fit: Fit, grid: Grid) -> None:
    """Set aside the records that the layout leaves out."""
    reasons: dict[int, str] = {}
    for row in rows.records:
        said = (one.why_not(grid, row, column) for one, column in fit.filters)
        if reason := next(filter(None, said), ""):
            reasons[row] = reason
    rows.leave_out(reasons)


def _doubt(drift: Drift, layout: str) -> Doubt:
    """Give a change that the table can be read with."""
    place, message = drift.place or (0, 0), drift.said_of(layout)
    return Doubt(place, drift.found, message, drift.rule, drift.severity.value)


def _derived_from_nothing(spec: TableSpec, table: Found) -> Iterator[Drift]:
    """Give each name in a derived text that is no column; one that feeds a field goes by that."""
    named = [name.partition(".")[2] for name in (*spec.columns, *spec.constants)]
    unmatched = [header for header, _ in table.unmatched]
    known = {normal(name) for name in (*named, *unmatched)} | _ALWAYS_THERE
    feeds = {normal(text): name.partition(".")[2] for name, text in table.headers.items()}
    for name, template in spec.derived.items():
        for word in re.findall(r"\{([^{}]+)\}", template):
            if normal(word) in known:
                continue
            field = feeds.get(normal(word))
            hint = f"; it feeds a field, so write {{{field}}}" if field else ""
            message = (
                f"{name} is put together from {{{word}}}, which is no column of "
                f"“{table.grid.sheet}”{' that is left over' if field else ''}{hint}."
            )
            yield Drift(table.grid.sheet, None, "", message, "layout-column-went")
