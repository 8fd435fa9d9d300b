"""What reading 300 small workbooks costs beside bare loops over the same cells.

`python -m tests.bench.reading` prints the table and keeps it in `results/reading.md`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from tests.bench.timing import side_by_side, table

FILES, SHEETS, ROWS, COLUMNS = 300, 3, 40, 20
RESULTS = Path(__file__).parent / "results" / "reading.md"
HEADERS = (
    "Case ID", "Project", "Department", "SRO", "Benefit ID", "Benefit", "Description",
    "Investment logic", "Benefit type", "KPI", "Unit", "Baseline", "Baseline date", "Target",
    "Target date", "Actual", "Measurement date", "Benefit owner", "Annual saving", "Notes",
)  # fmt: skip
_CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()
"""
_OPENPYXL = """
import sys
from pathlib import Path
import openpyxl
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        list(sheet.iter_rows(values_only=True))
"""


def write_workbook(path: Path, number: int) -> None:
    """Write a workbook of three registers, 40 rows by 20 columns each."""
    workbook = Workbook()
    for sheet_number in range(SHEETS):
        sheet = workbook.create_sheet(f"Register {sheet_number + 1}")
        sheet.append(HEADERS)
        for row in range(ROWS - 1):
            case = f"C{number:03}-{sheet_number}-{row // 4}"
            sheet.append(
                (case, f"Project {case}", "Customer Services", "Ann Lee", f"{case}-B{row}",
                 f"Fewer calls about subject {row}", "What people ring about", "Channel shift",
                 "Cashable", "Calls a month", "calls", 1000 + row, "2021-03-31", 800 + row,
                 "2023-03-31", 900 + row, "2024-03-31", "Bo Day", 12_000 + row, "as agreed")
            )  # fmt: skip
    del workbook["Sheet"]
    workbook.save(path)


def main() -> None:
    """Time the three ways, and print and keep the table."""
    with TemporaryDirectory() as folder:
        for number in range(FILES):
            write_workbook(Path(folder) / f"register-{number:03}.xlsx", number)
        bcr = Path(sys.executable).with_name("bcr")
        timed = side_by_side(
            {
                "python-calamine, bare loop": [sys.executable, "-c", _CALAMINE, folder],
                "bcr check": [str(bcr), "check", folder, "--format", "json"],
                "bcr check -j 1": [str(bcr), "check", "-j", "1", folder, "--format", "json"],
                "openpyxl, bare loop": [sys.executable, "-c", _OPENPYXL, folder],
            },
            runs=3,
        )
    title = f"Reading {FILES} workbooks of {SHEETS} sheets, {ROWS} × {COLUMNS} cells each"
    found = table(title, timed, "calamine")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(found, encoding="utf-8")
    sys.stdout.write(found)


if __name__ == "__main__":
    main()
