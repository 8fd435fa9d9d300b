"""Writes the workbooks of the public record: python write_workbooks.py [FOLDER]."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # where reproducible.py and drawing.py lie

import forms
import registers
from record import published
from reproducible import save

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from record import Record

WORKBOOKS: dict[str, Callable[[Record], Workbook]] = {
    "digital-services.xlsx": registers.digital_services,
    "programmes-gbp-m.xlsx": registers.money_in_millions,
    "evaluations.xlsx": registers.evaluations,
    "australia-and-united-states.xlsx": registers.abroad,
    "hmrc-customer-service.xlsx": forms.customer_service,
    "herefordshire-crm.xlsx": forms.single("PR-08"),
    "north-tyneside-automation.xlsx": forms.single("PR-11"),
    "newcastle-waste-chatbot.xlsx": forms.single("PR-12"),
}


def write_all(folder: Path) -> None:
    """Write every workbook of the portfolio into the folder."""
    record = published()
    for name, workbook_of in WORKBOOKS.items():
        save(workbook_of(record), folder / name)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
