"""The report on paper: A4, the same bytes twice, nothing from a workbook is run."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from bcr.pages.logics.logics import league_sheet
from bcr.pages.scoreboard import scoreboard
from bcr.render.paper import paper_pdf
from tests.pages.portfolios import Records, dossier, realistic
from tests.render.portfolios import HOSTILE, hostile

if TYPE_CHECKING:
    from pathlib import Path

PDFTOTEXT = shutil.which("pdftotext")
#: Points of 1/72 inch.
A4 = {595, 842}


def paper(records: Records) -> bytes:
    found = dossier(records)
    return paper_pdf((scoreboard(found), league_sheet(found)))


def test_the_same_figures_give_the_same_paper_without_a_date_on_it() -> None:
    made = paper(realistic())

    assert made == paper(realistic())
    assert b"CreationDate" not in made


def test_every_sheet_is_a4_upright_or_on_its_side() -> None:
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper(realistic()))

    assert len(boxes) > 3
    assert all({round(float(side)) for side in box} == A4 for box in boxes)


@pytest.mark.parametrize("text", [*HOSTILE, '#panic("x")', "a\x00b\x1fc", '"], $x$ *b* @c <d> //'])
def test_no_name_is_read_as_markup_or_stops_the_paper(text: str) -> None:
    assert paper(hostile(text)).startswith(b"%PDF-")


def test_an_empty_portfolio_has_its_paper_too() -> None:
    assert paper(Records()).startswith(b"%PDF-")


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not here")
@pytest.mark.parametrize("text", ["# = *a* _b_ $c$ `d` \\e @f", "<script>'[x].y\"</script>"])
def test_a_name_stands_on_paper_letter_by_letter(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(paper(hostile(text)))

    told = subprocess.check_output([str(PDFTOTEXT), "-layout", str(file), "-"], text=True)

    assert text in " ".join(told.split())
