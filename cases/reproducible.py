"""Workbooks that come out with the same bytes wherever and whenever they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.files.archive import reproducible_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


def save(workbook: Workbook, path: Path) -> None:
    """Write the workbook so that equal content gives equal bytes."""
    workbook.properties.creator = "Business case records"
    path.write_bytes(reproducible_bytes(workbook))
