"""The portfolios written anew by their own scripts, beside the committed ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

CASES = Path(__file__).parents[2] / "cases"
MADE = {".xlsx", ".csv", ".json"}


@pytest.fixture(scope="session")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """What a portfolio's script writes, by file name."""

    def files_of(portfolio: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp(portfolio)
        script = CASES / portfolio / "write_workbooks.py"
        subprocess.run([sys.executable, script, folder], check=True)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    return files_of


@pytest.fixture(scope="session")
def committed() -> Callable[[str], dict[str, bytes]]:
    """What stands in a portfolio's folder of the files that scripts make, by file name."""

    def files_of(portfolio: str) -> dict[str, bytes]:
        paths = (CASES / portfolio).iterdir()
        return {
            path.name: path.read_bytes()
            for path in paths
            if path.suffix in MADE or path.name == "TRUTH.md"
        }

    return files_of


@pytest.fixture(scope="session")
def sheets() -> Callable[[str], dict[tuple[str, str], Worksheet]]:
    """Every sheet of a portfolio's workbooks, by file and sheet name."""

    def sheets_of(portfolio: str) -> dict[tuple[str, str], Worksheet]:
        return {
            (path.name, sheet.title): sheet
            for path in sorted((CASES / portfolio).glob("[!~]*.xlsx"))
            for sheet in load_workbook(path).worksheets
        }

    return sheets_of
