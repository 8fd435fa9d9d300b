"""Writes the illustrative portfolio and its planted truth: python write_workbooks.py [FOLDER]."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # where reproducible.py and drawing.py lie

import department_registers as registers
import finance
import kpi_extracts
import portfolio_office
import restated_register
from approved import promises
from planning_forms import forms
from portfolio import planted
from reproducible import save
from series import records
from told import in_words
from truth import FILES, truth

if TYPE_CHECKING:
    from approved import Promise
    from openpyxl import Workbook
    from portfolio import Portfolio
    from series import Month


def write_all(folder: Path) -> None:
    """Write every workbook, extract and the truth into the folder."""
    portfolio = planted()
    record = records(portfolio)
    promised = promises(portfolio, record)
    workbooks = workbooks_of(portfolio, promised)
    workbooks["kpis-revenues-and-housing.xlsx"] = kpi_extracts.wide_workbook(portfolio, record)
    for name, workbook in workbooks.items():
        save(workbook, folder / name)
    save(finance.workbook_of(portfolio), folder / "finance-appraisal.xlsx")
    save(restated_register.workbook_of(portfolio, promised), folder / restated_register.FILE)
    _write_extracts(folder, portfolio, record)
    planted_truth = truth(portfolio, record, promised, workbooks)
    _write_text(folder / "truth.json", json.dumps(planted_truth, indent=1, ensure_ascii=False))
    _write_text(folder / "TRUTH.md", in_words(planted_truth))


def workbooks_of(portfolio: Portfolio, promised: list[Promise]) -> dict[str, Workbook]:
    """The workbooks with cases and benefits, by file name."""
    of = {code: [each for each in promised if each.case.department_code == code] for code in FILES}
    return {
        FILES["CC"]: portfolio_office.workbook_of(portfolio, promised),
        FILES["RB"]: registers.revenues(of["RB"]),
        FILES["HSG"]: registers.housing(of["HSG"]),
        FILES["PLN"]: forms(of["PLN"]),
        FILES["ASC"]: registers.care(of["ASC"]),
    }


def _write_extracts(folder: Path, portfolio: Portfolio, record: dict[str, list[Month]]) -> None:
    long = kpi_extracts.long_csv(portfolio, record)
    wide = kpi_extracts.wide_csv(portfolio, record)
    (folder / "kpis-customer-services.csv").write_bytes(long)
    (folder / "kpis-planning-and-adult-social-care.csv").write_bytes(wide)


def _write_text(path: Path, text: str) -> None:
    """Write text with the same line ends on every machine."""
    path.write_bytes(f"{text.rstrip()}\n".encode())


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
