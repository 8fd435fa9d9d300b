"""What tests of the template share: its columns, and what is typed into them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from openpyxl import load_workbook

from bcr.provenance import Severity
from bcr.schemas.records import Sourced
from bcr.workbook.files.addresses import letters
from bcr.workbook.template.columns import TemplateColumn, sheet_title, template_notes
from bcr.workbook.words.fields import Kind, normal, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    from bcr.provenance import Reading

TABLES = template_notes().columns
COLUMNS = [column for columns in TABLES.values() for column in columns]
DATES = (Kind.STARTS, Kind.ENDS, Kind.PERIOD)
NUMBERS = (Kind.LEVEL, Kind.MONEY, Kind.NUMBER, Kind.RATIO, Kind.MONTHS, Kind.YEAR)

Typed = str | float | dt.date


def locators(table: str) -> dict[str, str]:
    """The column letter of each field; a benefit's case is read as the id of a case."""
    named = {c.field: letters(number) for number, c in enumerate(TABLES[table])}
    if table == "benefits":
        named["cases.case_id"] = named.pop("benefits.case_id")
    return named


def typed(column: TemplateColumn) -> Typed:
    """The example as a spreadsheet keeps it once it is typed."""
    if column.kind in DATES:
        return dt.datetime.strptime(column.example, "%d %b %Y").replace(tzinfo=dt.UTC).date()
    if column.kind in NUMBERS:
        number = float(column.example.rstrip("%"))
        return number / 100 if column.example.endswith("%") else number
    return column.example


def cells_of(column: TemplateColumn) -> st.SearchStrategy[Typed]:
    """Values a cell of a column may hold; texts are the example, words all that are offered."""
    if column.choices:
        return st.sampled_from(column.choices)
    if column.kind in {Kind.STARTS, Kind.ENDS}:
        return st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
    if column.kind in {Kind.LEVEL, Kind.MONEY} and column.field != "benefits.tolerance":
        return st.integers(-(10**11), 10**11).map(lambda hundredths: hundredths / 100)
    return st.just(typed(column))


def as_read(column: TemplateColumn, cell: Typed) -> object:
    if column.choices:
        return vocabulary()[column.field.partition(".")[2]][normal(str(cell))]
    return cell


def stored(column: TemplateColumn) -> str:
    """Name of the column in its schema: the record of a KPI keeps both ends of a period."""
    name = column.field.partition(".")[2]
    return "period_end" if name == "period" else name


def filled(template: Path, folder: Path, cells: Mapping[str, Typed]) -> Path:
    """A copy of the template with one row on each sheet; `cells` by table.column."""
    workbook = load_workbook(template)
    for table, columns in TABLES.items():
        sheet = workbook[sheet_title(table)]
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(2, number, cells.get(column.field))
            if column.kind is Kind.RATIO:
                cell.number_format = "0%"
    path = folder / "filled.xlsx"
    workbook.save(path)
    return path


def rows(reading: Reading, table: str) -> list[dict[str, object]]:
    """The records of a table without what is not on its sheet."""
    left_out = {*Sourced.columns(), "extra", "period_start"}
    columns = {n: v for n, v in reading.records[table].items() if n not in left_out}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def only_notices(reading: Reading) -> bool:
    return all(problem.severity is Severity.NOTICE for problem in reading.problems)


def rule_of(opened: Workbook, column: TemplateColumn) -> DataValidation:
    """What a spreadsheet checks in a column; fails where it checks nothing."""
    table = column.field.partition(".")[0]
    below = f"{letters(TABLES[table].index(column))}2"
    rules: list[DataValidation] = opened[sheet_title(table)].data_validations.dataValidation
    return next(rule for rule in rules if below in rule.sqref)


def formula_of(opened: Workbook, column: TemplateColumn) -> str:
    return str(rule_of(opened, column).formula1)
