"""A sample of benefits with the evidence of every figure, for an auditor to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.sample import Draw, sampled
from bcr.render.evidence_book import evidence_book
from bcr.schemas.figures import Gaps
from bcr.workbook.files.archive import write_new_workbook
from bcr.workflow.tracing import traces

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.pages.dossier import Dossier


def write_evidence(found: Dossier, path: Path, *, size: int, seed: int, draw: Draw) -> int:
    """Write the evidence of a sample to a new workbook and give the number of benefits in it.

    Raises: BcrError, when the file is there already or cannot be written.
    """
    gaps = Gaps.cast(found.gaps)
    if draw is Draw.MONEY:
        gaps = Gaps.cast(gaps.filter(pl.col("currency") == found.portfolio.currency))
    drawn = sampled(gaps, size, seed=seed, draw=draw)
    about = {
        "Portfolio": found.portfolio.title,
        "As of": found.as_of.isoformat(),
        "Basis": found.basis,
        "Population": f"{gaps.height} benefits",
        "Drawn": f"{drawn.height} of them by {draw.value}, seed {seed}",
        **dict(drawn.select("benefit_id", "why").iter_rows()),
    }
    write_new_workbook(evidence_book(about, traces(found, drawn["benefit_id"])), path)
    return drawn.height
