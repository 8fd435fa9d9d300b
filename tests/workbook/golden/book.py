"""What a golden workbook is, and how what was read of one is drawn to be compared with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bcr.workbook.files.value import as_text
from tests.workbook.books import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl import Workbook

    from bcr.provenance import Reading
    from tests.workbook.books import Row, Sheets

#: Columns of a place, and values that a field has where nothing is said.
_PLACE = frozenset({"block", "row", "col"})
_UNSAID: Row = {"target_kind": "level", "logic": "unclassified", "kind": "cost"}


@dataclass(frozen=True)
class Golden:
    """One workbook, and all that must be read of it.

    Every record, column and problem must be named: what is not drawn here must not be read.
    """

    #: The sheets, drawn as in `tests.workbook.books.sheets_in`.
    sheets: str | Sheets
    #: Table → its records, drawn with their columns as header.
    records: dict[str, str] = field(default_factory=dict)
    #: Cell and rule of every problem and notice, in order: `D3 units-differ`, `- no-case-named`.
    problems: str = ""
    #: Row: reason of each row that is no record.
    aside: str = ""
    #: Part of the reason why the file gives nothing.
    refused: str = ""
    #: Changes the workbook at last: merges, hides, formats.
    edit: Callable[[Workbook], None] | None = None
    #: A layout file, where one is needed.
    layout: str = ""
    file: str = "register.xlsx"
    year_starts: int = 4


def wanted(golden: Golden) -> dict[str, list[dict[str, str]]]:
    """Give the records that a golden workbook draws, by table."""
    found: dict[str, list[dict[str, str]]] = {}
    for table, drawn in golden.records.items():
        header, *rows = (_cells(line) for line in drawn.strip().splitlines())
        found[table] = [dict(zip(header, row, strict=True)) for row in rows]
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def read_records(reading: Reading, golden: Golden) -> dict[str, list[dict[str, str]]]:
    """Give what was read in the columns that are drawn, and in all others that say something."""
    drawn = {table: list(rows[0]) for table, rows in wanted(golden).items() if rows}
    found: dict[str, list[dict[str, str]]] = {}
    for table in reading.records:
        rows = records(reading, table)
        if rows:
            names = dict.fromkeys([*drawn.get(table, []), *_saying(rows)])
            found[table] = [{name: _said(row.get(name)) for name in names} for row in rows]
    return found


def _saying(rows: list[Row]) -> Iterator[str]:
    """Give the columns in which any row says something."""
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name not in _PLACE and any(v not in {None, _UNSAID.get(name)} for v in values):
            yield name


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, bool, int, float, dt.date)):
        return as_text(float(value) if type(value) is int else value)
    raise TypeError(value)


def read_problems(reading: Reading) -> list[str]:
    """Give cell and rule of every problem; of several sheets with the sheet's name."""
    return [
        f"{_place(reading, p.where.sheet, p.where.cell or '-')} {p.rule}" for p in reading.problems
    ]


def read_aside(reading: Reading) -> list[str]:
    """Give the rows that are no record, each with its reason."""
    return [
        f"{_place(reading, block.sheet, str(row))}: {reason}"
        for block in reading.blocks
        for row, reason in sorted(block.set_aside.items())
    ]


def _place(reading: Reading, sheet: str, place: str) -> str:
    sheets = {block.sheet for block in reading.blocks}
    sheets |= {problem.where.sheet for problem in reading.problems if problem.where.sheet}
    return f"{sheet}!{place}" if len(sheets) > 1 else place


def lines(drawn: str) -> list[str]:
    """Give the lines of a drawing."""
    return [line.strip() for line in drawn.strip().splitlines()]
