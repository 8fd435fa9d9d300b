"""The results of a portfolio as one Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.model import Grouping
from bcr.pages.statuses import ORDER, SHORT_NAMES, tally
from bcr.render.folder import write_file
from bcr.render.results import Sheet, result_workbook
from bcr.schemas.course import Claims, Waterfalls
from bcr.schemas.figures import Gaps, GroupedGaps, MoneyByClass
from bcr.schemas.logics import League
from bcr.schemas.records import Problems, Sources
from bcr.workflow.figures import grouped

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.pages.dossier import Dossier

_BOARD: Final = (
    ("status", "What became of benefits; disbenefits are left out."),
    ("benefits", "How many have it."),
    ("share", "Of all benefits that are no disbenefits."),
)


def write_results(found: Dossier, file: Path) -> None:
    """Write the workbook in place of an earlier one."""
    write_file(result_workbook(result_sheets(found)), file)


def result_sheets(found: Dossier) -> tuple[Sheet, ...]:
    """The tables of the workbook; money of different classes stands in rows of its own."""
    return (
        Sheet("Scoreboard", _scoreboard(found), said=_BOARD),
        Sheet("League", found.league, League),
        Sheet("Cases", grouped(found, Grouping.CASE), GroupedGaps),
        Sheet("Benefits", found.gaps, Gaps),
        Sheet("Money by class", found.money, MoneyByClass),
        Sheet("Waterfall", found.waterfalls_by(None), Waterfalls),
        Sheet("Overlap", found.claims, Claims),
        Sheet("Problems", found.problems, Problems),
        Sheet("Sources", found.sources, Sources),
    )


def _scoreboard(found: Dossier) -> pl.DataFrame:
    counts = tally(found.gaps.iter_rows(named=True))
    total = counts.total()
    rows = [(SHORT_NAMES[s], counts[s], counts[s] / total) for s in ORDER if counts[s]]
    schema = {"status": pl.String, "benefits": pl.Int64, "share": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")
