"""Workbooks to import: many small ones as departments send them, and one large register."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

Row = tuple[Any, ...]
REGISTER: Final = (
    "Benefit ID", "Benefit", "Case ID", "Department", "Investment logic", "Unit", "Baseline",
    "Target", "Start date", "Due date", "Owner", "Money per year",
)  # fmt: skip
SERIES: Final = ("KPI ID", "KPI", "Period", "Value")
CASES: Final = ("Case ID", "Title", "Department", "Approved on", "Approved cost")
_DEPARTMENTS: Final = ("Housing", "Revenues", "Adult social care", "Highways", "Libraries")
_LOGICS: Final = ("Channel shift", "Automation", "Training", "Self-service", "Process redesign")
_SUBJECTS: Final = ("council tax", "repairs", "parking permits", "blue badges", "school places")
_UNITS: Final = ("calls a month", "days", "%", "minutes", "letters a month")
_DAY, _POUNDS, _PERCENT = "DD/MM/YYYY", "£#,##0", "0%"


def write_small(path: Path, number: int) -> None:
    """Write a workbook of 1 to 3 sheets: a register of 20 to 40 rows, KPI values, cases."""
    draw = random.Random(number)  # noqa: S311 - figures for a timing, no secret
    workbook = Workbook()
    del workbook["Sheet"]
    register = workbook.create_sheet("Benefits")
    department = _DEPARTMENTS[number % 5]
    register.append([f"{department}: benefits register {2018 + number % 6}"])
    register["A1"].font = Font(bold=True)
    register.append([])
    _fill(register, REGISTER, _register(f"F{number:04}", department, draw.randint(20, 40), draw))
    if number % 3:
        _fill(workbook.create_sheet("KPI data"), SERIES, _series(number, draw))
    if number % 3 == 2:
        _fill(workbook.create_sheet("Cases"), CASES, _cases(number, department, draw))
    workbook.save(path)


def write_large(path: Path, rows: int) -> None:
    """Write a workbook of one register of 12 columns."""
    draw = random.Random(rows)  # noqa: S311 - figures for a timing, no secret
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Benefits")
    sheet.append(REGISTER)
    for row in _register("L", "Housing", rows, draw):
        *most, start, due, owner, money = row
        dates = (_shown(sheet, day, _DAY) for day in (start, due))
        sheet.append([*most, *dates, owner, _shown(sheet, money, _POUNDS)])
    workbook.save(path)


def _shown(sheet: Any, value: Any, number_format: str) -> Any:  # noqa: ANN401 - openpyxl's stubs know no write-only sheets
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def _fill(sheet: Worksheet, headers: Row, rows: Iterator[Row]) -> None:
    sheet.append(headers)
    top = sheet.max_row
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=top + 1):
        for header, cell in zip(headers, cells, strict=True):
            if isinstance(cell.value, dt.date):
                cell.number_format = _DAY
            elif header in {"Money per year", "Approved cost"}:
                cell.number_format = _POUNDS
            elif isinstance(cell.value, float) and cell.value < 1:
                cell.number_format = _PERCENT


def _register(key: str, department: str, rows: int, draw: random.Random) -> Iterator[Row]:
    for row in range(rows):
        case, kind = row // 4, draw.randrange(5)
        is_share = _UNITS[kind] == "%"
        baseline = round(draw.uniform(0.3, 0.5), 2) if is_share else draw.randint(200, 900)
        start = dt.date(2018 + row % 5, 1 + row % 12, 1)
        yield (
            f"{key}-{case:05}-B{row % 4 + 1}",
            f"Fewer contacts about {_SUBJECTS[kind]}, {department} {case + 1} part {row % 4 + 1}",
            f"{key}-{case:05}", department, _LOGICS[draw.randrange(5)],
            _UNITS[kind], baseline, _target(baseline, draw), start,
            start.replace(year=start.year + 2), draw.choice(("Ann Lee", "Bo Day", "Cy Ray")),
            draw.randint(5, 400) * 1000,
        )  # fmt: skip


def _target(baseline: float, draw: random.Random) -> float | str:
    """Give a level to reach; of some rows a stated blank, of a few what is no number."""
    chance = draw.random()
    if chance < 0.02:
        return "TBC" if chance < 0.015 else f"approx. {baseline}"
    return round(baseline * draw.uniform(0.5, 0.9), 2)


def _series(number: int, draw: random.Random) -> Iterator[Row]:
    for row in range(36):
        month = dt.date(2020 + row % 36 // 12, row % 12 + 1, 1)
        yield f"K-{number:04}", f"Calls of office {number}", month, draw.randint(300, 900)


def _cases(number: int, department: str, draw: random.Random) -> Iterator[Row]:
    for row in range(20):
        yield (
            f"F{number:04}-{row:05}", f"{department}: programme {row + 1} of {number}", department,
            dt.date(2018, 1 + row % 12, 15), draw.randint(20, 900) * 1000,
        )  # fmt: skip
