"""The picture of README.md: the league table of the illustrative portfolio, as it is drawn.

`python -m tests.readme_picture` draws it anew.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bcr.charts import template
from bcr.config import read_portfolio
from bcr.pages.logics.logics import league_chart, league_order
from bcr.workflow.figures import dossier
from bcr.workflow.sources import find_files
from bcr.workflow.workbooks import import_files

if TYPE_CHECKING:
    from bcr.pages.page import Chart

CASES = Path(__file__).parents[1] / "cases" / "contact-centre"
PICTURE = CASES / "league.svg"


def chart() -> Chart:
    """The league chart of the portfolio, from its workbooks."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "bcr.duckdb"
        list(import_files(store, find_files([CASES]), []))
        found = dossier(store, read_portfolio(CASES / "bcr.toml"))
    return league_chart(found, league_order(found.league), left_out=0)


def drawn(picture: Chart) -> str:
    """The chart as SVG, with its finding as the title."""
    import vl_convert

    spec = template(picture.drawing.kind) | {
        "width": 640,
        "datasets": dict(picture.drawing.datasets),
        "title": {
            "text": picture.title,
            "subtitle": [
                "Illustrative figures. Share of the planned movement that happened: mean over",
                "cases with its interval; the bars show where it lies if the unmeasured did",
                "nothing, or all that was planned.",
            ],
            "anchor": "start",
            "offset": 12,
        },
        "background": "white",
        "padding": 16,
    }
    if picture.drawing.height:
        spec["height"] = picture.drawing.height
    return str(vl_convert.vegalite_to_svg(spec))


if __name__ == "__main__":
    PICTURE.write_text(drawn(chart()), encoding="utf-8")
