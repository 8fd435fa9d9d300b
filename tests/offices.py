"""A small office whose files the whole-program tests import: a register and a KPI extract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = (
    "Case ID", "Project", "Department", "Benefit ID", "Benefit", "Investment logic", "KPI", "Unit",
    "Baseline", "Target", "Start date", "Target date", "Actual", "Benefit owner",
)  # fmt: skip
WHEN = ("2022-04-01", "2022-12-31")
HOUSING = ("H-1", "Repairs portal", "Housing")
REGISTER = (
    ("Housing benefits register",),
    (),
    HEADERS,
    (*HOUSING, "H-1-A", "Answer sooner", "Channel shift", "Days to answer", "days", 15, 5, *WHEN,
     None, "Ann Lee"),
    (*HOUSING, "H-1-B", "Fewer calls", "Channel shift", "Calls", "calls", 1000, 800, *WHEN,
     850, "Ann Lee"),
    ("H-2", "Chatbot", "Housing", "H-2-A", "Chats contained", "Chatbot", None, "%", 0, "approx. 40",
     *WHEN, 10, "Bo Day"),
    ("Total", None, None, None, None, None, None, None, 1015, 805),
)  # fmt: skip


def write_office(folder: Path) -> Path:
    """Write register.xlsx and days.csv (days to answer, 15 until April 2022, 10 after)."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Register"
    for row in REGISTER:
        sheet.append(row)
    workbook.save(folder / "register.xlsx")
    lines = ["KPI ID,KPI name,Period,Value"]
    for year in (2021, 2022, 2023):
        for month in range(1, 13):
            days = 15 if (year, month) < (2022, 4) else 10
            lines.append(f"HSG-DAYS,Days to answer,{year}-{month:02},{days}")
    (folder / "days.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
