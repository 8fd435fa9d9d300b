"""The result workbook: every table with its meaning, in numbers that compute, and never run."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bcr.render.results import result_workbook
from bcr.workflow.results import result_sheets
from tests.pages.portfolios import Records, benefit, dossier, realistic
from tests.render.portfolios import hostile

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

SOFFICE = shutil.which("soffice")


def written(records: Records) -> bytes:
    return result_workbook(result_sheets(dossier(records)))


def opened(records: Records) -> Workbook:
    return load_workbook(io.BytesIO(written(records)))


def test_the_same_figures_give_the_same_bytes() -> None:
    assert written(realistic()) == written(realistic())


def test_each_column_of_each_sheet_is_listed_once_with_what_it_holds_and_means() -> None:
    book = opened(realistic())
    listed = [row[:2] for row in book["Columns"].iter_rows(min_row=2, values_only=True)]

    there = [(sheet.title, cell.value) for sheet in book.worksheets[:-1] for cell in sheet[1]]
    assert listed == there
    meanings = {row[:2]: row[3] for row in book["Columns"].iter_rows(min_row=2, values_only=True)}
    assert str(meanings["Money by class", "gap"]).startswith("Realised minus intended")
    assert [column for column, meaning in meanings.items() if not meaning] == []


def test_shares_are_percent_money_is_whole_and_what_is_not_known_is_empty() -> None:
    book = opened(Records(benefits=[benefit("wait", reported_actual=10.0), benefit("other")]))
    sheet = book["Benefits"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}

    share = rows["wait"][heads.index("realised_share")]
    assert (share.value, share.number_format) == (0.5, "0%")
    assert rows["other"][heads.index("realised_share")].value is None
    assert rows["wait"][heads.index("due_on")].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", '=HYPERLINK("x")', "a\x00b"])
def test_no_cell_is_a_formula_whatever_a_workbook_said(text: str) -> None:
    for sheet in opened(hostile(text)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                if isinstance(cell.value, str):
                    assert cell.value[:1] not in set("=+-@"), (sheet.title, cell.coordinate)


def test_an_empty_portfolio_gives_a_workbook_without_charts() -> None:
    assert opened(Records())["League"].max_row == 1


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_libreoffice_opens_it_and_sees_every_benefit(tmp_path: Path) -> None:
    file = tmp_path / "results.xlsx"
    file.write_bytes(written(realistic()))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4",
    ]
    subprocess.run(
        [str(SOFFICE), home, "--headless", *convert, "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    table = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    assert table.count("\n") == dossier(realistic()).gaps.height + 1
