"""The cells of a table's items read as values of their fields, a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.files.down import Down
from bcr.workbook.files.value import as_text
from bcr.workbook.recognition.found import Rows, fields_of, places_of, rows_of
from bcr.workbook.records.cells import CellReader, column_of
from bcr.workbook.records.columns import numbers_down, values_down
from bcr.workbook.records.currencies import unlike_the_rest
from bcr.workbook.records.derived import filled
from bcr.workbook.records.ratios import first_ratio
from bcr.workbook.records.rawtable import RawTable, keep
from bcr.workbook.records.spans import periods_down
from bcr.workbook.records.standing import days_as_they_stand, texts_as_they_stand
from bcr.workbook.words.fields import Kind, ways_of_reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Found, Item
    from bcr.workbook.records.amounts import Amounts
    from bcr.workbook.records.cells import Column
    from bcr.workbook.words.fields import Ways


def raw_table(found: Found, block: int, file: str) -> tuple[RawTable, CellReader]:
    """Give the items of a table with their values, and the reader for what is left to read."""
    reader = CellReader(file, found.grid, [])
    for doubt in found.doubts:
        reader.problem(
            doubt.place,
            doubt.rule,
            doubt.message,
            found=doubt.found,
            severity=Severity(doubt.severity),
        )
    table = RawTable(block, found.items)
    for name, value in found.constants.items():
        table.give_all(name, value)
    if found.items:
        _add_values(table, found, reader)
    _keep_the_rest(table, found)
    for name, template in found.derived.items():
        if name != "benefits.benefit_id":
            table.values[name] = [
                filled(template, raw, raw.text("cases.case_id") or "") for raw in table.rows()
            ]
    if not found.ratios and table.levels:
        reader.ratios(first_ratio(table, found.hints))
    return table, reader


def _add_values(table: RawTable, found: Found, reader: CellReader) -> None:
    """Read field after field, those of words first: a row's unit says how its numbers are read."""
    items, cells = found.items, _looks(found.items, found.grid)
    deciding = _looks(found.alike, found.grid) if found.alike else cells
    ways = ways_of_reading(tuple(cells))
    standing = {} if found.grid.marks.broken_rows else _as_they_stand(ways, cells)
    for name in ways.words:
        if (known := standing.get(name)) is not None:
            keep(table.values, name, known)
            continue
        column = column_of(found, name, deciding[name])
        if column.kind is Kind.PERIOD:
            keep(table.periods, name, periods_down(column, items, cells, reader))
        else:
            down = values_down(column, places_of(items, name), cells[name], reader)
            keep(table.values, name, down)
    units = table.units() if ways.numbers else ()
    for name in ways.numbers:
        column = column_of(found, name, deciding[name])
        both = numbers_down(column, places_of(items, name), cells[name], units, reader)
        _add_numbers(column, table, *both)
    if table.currencies:
        _drop_other_currencies(table, reader)


def _looks(items: Sequence[Item], grid: Grid) -> Mapping[str, Cells]:
    """Give what stands in each field's cells."""
    if isinstance(items, Rows):
        columns = items.columns
        return dict(zip(columns, grid.down(items.rows, columns.values()), strict=True))
    return {name: grid.look(places_of(items, name)) for name in fields_of(items)}


def _as_they_stand(ways: Ways, cells: Mapping[str, Cells]) -> Mapping[str, list[object]]:
    """Give the columns of texts and days that need no reading, where no formula is broken."""
    texts = texts_as_they_stand({name: cells[name] for name in ways.texts})
    return texts | days_as_they_stand({name: cells[name] for name in ways.days})


def _add_numbers(
    column: Column, table: RawTable, amounts: Amounts, numbers: list[float | None]
) -> None:
    name, kind = column.field, column.kind
    if kind is Kind.LEVEL:
        before = table.levels.get(name)
        table.levels[name] = amounts.before(before) if before else amounts
        return
    taken: list[object] = [*numbers]
    if kind is Kind.MONTHS:
        taken = [None if one is None else int(one) for one in numbers]
    keep(table.values, name, taken)
    if kind is Kind.MONEY:
        table.currencies[name] = amounts.currencies(column.hint.currency)


def _drop_other_currencies(table: RawTable, reader: CellReader) -> None:
    """Drop money in another currency than the rest of its row, and say so."""
    told = set().union(*table.currencies.values()) - {None, ""}
    if not told or (len(told) == 1 and "benefits.currency" not in table.values):
        return
    for raw in table.rows():
        for money, problem in unlike_the_rest(raw.money, raw.text("benefits.currency")):
            table.values[money.field][raw.number] = None
            reader.problem(money.place, "currencies-differ", problem)


def _keep_the_rest(table: RawTable, found: Found) -> None:
    """Keep the cells that fed no field as text: those of an unmatched column, those of a form."""
    rows = rows_of(table.items)
    for header, column in found.unmatched:
        keep(table.extra, header, _texts_down(found.grid, Down(rows, column)))
    for label, place in found.loose.items():
        keep(table.extra, label, [found.grid.text(*place).strip() or None] * len(rows))


def _texts_down(grid: Grid, places: Down) -> list[str | None]:
    cells = grid.cells(places)
    if grid.marks.broken_rows or bool in set(map(type, cells)):
        return [grid.text(*place).strip() or None for place in places]
    texts = {cell: as_text(cell).strip() or None for cell in set(cells)}
    return [texts[cell] for cell in cells]
