"""What a report on a thousand cases and four thousand benefits costs, a page, and in a browser.

`python -m tests.bench.site [CASES]` prints the tables and keeps them in `results/site.md`. A page
costs what writing all of them does, by their number, first with all that comes before (the
imports of Python, the store, every figure), then without. Seconds are of processor time on all
cores, so that what else the machine does hardly counts; those on the clock stand beside them.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl
from click.testing import CliRunner

from bcr.cli.group import main as bcr
from bcr.config import read_portfolio
from bcr.workflow import reports
from bcr.workflow.figures import dossier
from tests.bench.compare import peak, seconds_of
from tests.bench.figures import Figure, growth
from tests.bench.large_portfolio import AFTER, BEFORE, write_portfolio
from tests.bench.site_browser import browser_table
from tests.bench.site_sizes import size_table
from tests.bench.timing import measured_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES: Final = 1000
SIZES: Final = (100, 300, CASES)
#: Pages that Altair writes, taken for as many as bcr does.
FEW: Final = 100
RESULTS: Final = Path(__file__).parent / "results" / "site.md"
SETTINGS: Final = 'title = "A large portfolio"\ncurrency = "GBP"\nas_of = 2025-03-31\n'


def imported(folder: Path, cases: int) -> str:
    """Write a portfolio into a folder and import it; give what it holds as a title."""
    benefits, values = write_portfolio(folder, cases)
    (folder / "bcr.toml").write_text(SETTINGS, encoding="utf-8")
    ran = CliRunner().invoke(bcr, ["--store", str(folder / "store.duckdb"), "import", str(folder)])
    if ran.exit_code not in {0, 3}:
        sys.exit(ran.output)
    return f"{cases:,} cases, {benefits:,} benefits and {values:,} KPI values"


def reported(folder: Path) -> dict[str, float]:
    """Write the report of a folder; processor and clock seconds by step, pages, and peak MiB."""
    begun = time.process_time()
    first = _now()
    found = dossier(folder / "store.duckdb", read_portfolio(folder / "bcr.toml"))
    pages = reports.report_pages(found)
    second = _now()
    files, _ = reports.report(found, pages, folder / "site")
    third = _now()
    pages_written = [file for file in files if file.suffix == ".html"]
    return {
        "imports": begun,
        "figures": second[0] - first[0], "figures_clock": second[1] - first[1],
        "pages": third[0] - second[0], "pages_clock": third[1] - second[1],
        "many": len(pages_written),
        "peak": peak(),
        "altair": seconds_of(lambda: _plain_pages(folder)) * len(pages_written) / FEW,
        "bytes": seconds_of(lambda: _written_again(pages_written, folder)),
    }  # fmt: skip


def _plain_pages(folder: Path) -> None:
    """A few pages of one chart each, as Altair itself writes them."""
    months = range(BEFORE + AFTER)
    rows = pl.DataFrame({"month": months, "value": [float(month % 12) for month in months]})
    for number in range(FEW):
        chart = alt.Chart(rows, title=f"KPI {number}").mark_line(point=True)
        chart = chart.encode(x="month:Q", y="value:Q", tooltip=["month:Q", "value:Q"])
        (folder / "plain.html").write_text(chart.to_html(), encoding="utf-8")


def _written_again(pages: Sequence[Path], folder: Path) -> None:
    for page in pages:
        (folder / "again.html").write_bytes(page.read_bytes())


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def cost_table(found: dict[str, float]) -> str:
    """What each step cost, in all and a page, as Markdown."""
    many = found["many"]
    rows = (
        ("starting Python, with all its imports", found["imports"], None),
        ("every figure, and the review of the cases", found["figures"], found["figures_clock"]),
        ("pages, with the figures only they need", found["pages"], found["pages_clock"]),
    )
    whole = sum(seconds for _, seconds, _ in rows)
    lines = [
        "| step | processor s | s on the clock | processor ms a page |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {seconds:.1f} | {'–' if clock is None else f'{clock:.1f}'} "
            f"| {1000 * seconds / many:.1f} |"
            for name, seconds, clock in rows
        ),
        f"| in all | {whole:.1f} | – | {1000 * whole / many:.1f} |",
        "",
        f"{many:,.0f} pages; at the most {found['peak']:.0f} MiB.",
    ]
    return "\n".join(lines) + "\n"


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Report on so many cases, and give the figures of the one table."""
    found: list[dict[str, float]] = []
    for cases in sizes:
        with TemporaryDirectory() as made:
            imported(Path(made), cases)
            found.append(measured_apart("tests.bench.site", Path(made)))
    seconds = [one["figures"] + one["pages"] for one in found]
    grown = growth([int(one["many"]) for one in found], seconds)
    last = found[-1]
    what = f"report of {last['many']:,} pages, on {sizes[-1]:,} cases"
    ways = {"Altair's own pages, one chart each": "altair", "writing the same bytes": "bytes"}
    return [
        Figure(what, against, None, seconds[-1] / last[way], None, last["peak"], grown)
        for against, way in ways.items()
    ]


def main(cases: int) -> str:
    """Write, import and report a portfolio, and look at its pages; the tables."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        title = imported(folder, cases)
        found, site = measured_apart("tests.bench.site", folder), folder / "site"
        tables = (cost_table(found), size_table(site), browser_table(site))
    return "\n".join((f"### A report on {title}", "", *tables))


if __name__ == "__main__":
    asked = sys.argv[1] if sys.argv[1:] else str(CASES)
    if asked.isdecimal():
        text = main(int(asked))
        RESULTS.write_text(text, encoding="utf-8")
        sys.stdout.write(text)
    else:
        sys.stdout.write(json.dumps(reported(Path(asked))))
