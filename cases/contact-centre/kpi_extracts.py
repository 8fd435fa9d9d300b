"""The KPI records as departments hand them over: long and wide, months spelled three ways."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from drawing import Shown, Value, heading, put, title_block
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from portfolio import Kpi, Portfolio
    from series import Month

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905  reads as a year
NAMES = ("KPI ID", "Name", "Unit")
MARCH = 3
#: The month whose column Housing has hidden.
HIDDEN = "Aug-20"


def long_csv(portfolio: Portfolio, record: dict[str, list[Month]]) -> bytes:
    """Customer Services and its benchmark club: a row a month, such as 2019-04."""
    rows: list[list[object]] = [["KPI ID", "Period", "Value", "Volume"]]
    for kpi in _kept_by(portfolio, "CS", "BN"):
        for month in record[kpi.id]:
            if kpi.from_month is None or month.first_day >= kpi.from_month:
                period = f"{month.first_day:%Y-%m}"
                rows.append([kpi.id, period, _text(kpi, month.value), month.volume])
    return _csv_bytes(rows, mark=True)


def wide_csv(portfolio: Portfolio, record: dict[str, list[Month]]) -> bytes:
    """Planning and Adult Social Care: a row a KPI, months such as Apr 2019 across."""
    kpis = _kept_by(portfolio, "PL", "AS")
    months = [_spelled(month, " ", "%Y") for month in record[kpis[0].id]]
    rows: list[list[object]] = [[*NAMES, *months]]
    rows += [
        [kpi.id, kpi.name, kpi.unit, *(_text(kpi, month.value) for month in record[kpi.id])]
        for kpi in kpis
    ]
    return _csv_bytes(rows, mark=False)


def wide_workbook(portfolio: Portfolio, record: dict[str, list[Month]]) -> Workbook:
    """Revenues with real dates and a free column between years; Housing with months as text."""
    workbook = Workbook()
    revenues = workbook.worksheets[0]
    revenues.title = "Revenues and Benefits"
    _revenues(revenues, _kept_by(portfolio, "RB"), record)
    _housing(workbook.create_sheet("Housing"), _kept_by(portfolio, "HO"), record)
    return workbook


def _revenues(sheet: Worksheet, kpis: list[Kpi], record: dict[str, list[Month]]) -> None:
    """Write title, real dates in row 4 and a KPI a row, a free column after each March."""
    title_block(sheet, ["Revenues and Benefits", "Monthly performance, empty = not reported"])
    heading(sheet, 4, NAMES)
    for row, kpi in enumerate(kpis, start=5):
        _names(sheet, row, kpi)
        column = len(NAMES) + 1
        for month in record[kpi.id]:
            put(sheet, 4, column, Shown(month.first_day, "mmm-yy"))
            put(sheet, row, column, month.value)
            column += 2 if month.first_day.month == MARCH else 1


def _housing(sheet: Worksheet, kpis: list[Kpi], record: dict[str, list[Month]]) -> None:
    """Write months as text in row 1; one column is hidden, shares have a percent format."""
    months = [_spelled(month, "-", "%y") for month in record[kpis[0].id]]
    heading(sheet, 1, [*NAMES, *months])
    for row, kpi in enumerate(kpis, start=2):
        _names(sheet, row, kpi)
        for column, month in enumerate(record[kpi.id], start=len(NAMES) + 1):
            put(sheet, row, column, _shown(kpi, month.value))
    hidden = len(NAMES) + 1 + months.index(HIDDEN)
    sheet.column_dimensions[get_column_letter(hidden)].hidden = True


def _names(sheet: Worksheet, row: int, kpi: Kpi) -> None:
    for column, text in enumerate((kpi.id, kpi.name, kpi.unit), start=1):
        put(sheet, row, column, text)


def _shown(kpi: Kpi, value: float | None) -> Value | Shown:
    """A percentage as a share of one where the department shows it so."""
    if value is None or not kpi.percent_format:
        return value
    return Shown(round(value / 100, 4), "0.0%")


def _kept_by(portfolio: Portfolio, *codes: str) -> list[Kpi]:
    """The KPIs whose ids begin with one of the codes."""
    return [kpi for kpi in portfolio.kpis.values() if kpi.id.partition("-")[0] in codes]


def _spelled(month: Month, between: str, year: str) -> str:
    """A month in letters, whatever the machine's language."""
    return f"{MONTHS[month.first_day.month - 1]}{between}{month.first_day:{year}}"


def _text(kpi: Kpi, value: float | None) -> str:
    """A figure with the KPI's decimals; nothing where there is none."""
    return "" if value is None else f"{value:.{kpi.decimals}f}"


def _csv_bytes(rows: list[list[object]], *, mark: bool) -> bytes:
    """Comma-separated text with Excel's line ends, with its byte-order mark where asked."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
