"""What starting bcr costs beside starting Python with click, and one whole small command."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.bench.figures import Figure, figure
from tests.bench.timing import side_by_side, table

if TYPE_CHECKING:
    from tests.bench.timing import Timed

CASES: Final = Path(__file__).parents[2] / "cases" / "contact-centre"
RESULTS: Final = Path(__file__).parent / "results" / "startup.md"
_BCR: Final = "from bcr.cli import main; main()"
CLICK, NOTHING, HELP = "python -c 'import click'", "python -c pass", "bcr --help"
PARTS, COMPARE = "python -c 'import duckdb, polars'", "bcr compare"


def timed(*, runs: int) -> list[Timed]:
    """Time each start beside that of Python with click."""
    here = [sys.executable, "-c"]
    with TemporaryDirectory() as folder:
        store = ["--store", str(Path(folder) / "store.duckdb")]
        config = ["--config", str(CASES / "bcr.toml")]
        side_by_side({"import": [*here, _BCR, *store, "import", str(CASES)]}, runs=1, warm=False)
        return side_by_side(
            {
                CLICK: [*here, "import click"],
                NOTHING: [*here, "pass"],
                HELP: [*here, _BCR, "--help"],
                PARTS: [*here, "import duckdb, polars"],
                COMPARE: [*here, _BCR, *store, *config, "compare"],
            },
            runs=runs,
        )


def found_figures(found: list[Timed]) -> list[Figure]:
    """Give the figures that the one table shows."""
    of = {one.name: one for one in found}
    return [
        figure("`bcr --help`", of[HELP], of[CLICK], most=1.5),
        figure("`bcr --help`", of[HELP], of[NOTHING]),
        figure("`bcr compare` on cases/contact-centre", of[COMPARE], of[PARTS]),
    ]


def figures(*, runs: int = 5) -> list[Figure]:
    """Measure, keep the table, and give the figures of the one table."""
    found = timed(runs=runs)
    RESULTS.write_text(table("Starting", found, "click"), encoding="utf-8")
    return found_figures(found)


if __name__ == "__main__":
    figures()
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))
