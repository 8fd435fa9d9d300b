"""What importing KPI extracts of up to a million rows costs beside polars and DuckDB alone.

`python -m tests.bench.extracts` prints the tables and keeps them in `results/extracts.md`.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from tests.bench.figures import Figure, figure, growth
from tests.bench.timing import Timed, side_by_side, table

SIZES, PERIODS = (10_000, 100_000, 1_000_000), 120
ALONE, BCR = "polars and DuckDB alone", "bcr import"
RESULTS = Path(__file__).parent / "results" / "extracts.md"
_ALONE = """
import sys
from pathlib import Path
import duckdb
import polars as pl
source, store = sys.argv[1:]
Path(store).unlink(missing_ok=True)
rows = pl.read_csv(source) if source.endswith("csv") else pl.read_parquet(source)
connection = duckdb.connect(store)
kind = "VARCHAR" if source.endswith("csv") else "DATE"
connection.execute(f"CREATE TABLE extract (kpi VARCHAR, period {kind}, value DOUBLE)")
connection.from_arrow(rows.to_arrow()).insert_into("extract")
connection.close()
"""
_BCR = """
import sys
from pathlib import Path
from bcr.cli import main
source, store = sys.argv[1:]
Path(store).unlink(missing_ok=True)
sys.argv[1:] = ["--store", store, "import", source]
main()
"""


def write_extracts(folder: Path, size: int) -> list[Path]:
    """Write the same series as .csv, its months as 2015-01, and as .parquet with dates."""
    draw = random.Random(20250331)  # noqa: S311 - figures for a timing, no secret
    months = [(2015 + n // 12, n % 12 + 1) for n in range(PERIODS)]
    numbers = range(size)
    rows = pl.DataFrame(
        {
            "KPI ID": [f"KPI-{n // PERIODS:05}" for n in numbers],
            "Period": ["{}-{:02}".format(*months[n % PERIODS]) for n in numbers],
            "Value": [round(draw.uniform(0, 1000), 2) for _ in numbers],
        }
    )
    dates = [dt.date(*months[n % PERIODS], 1) for n in numbers]
    text, columns = folder / "extract.csv", folder / "extract.parquet"
    rows.write_csv(text)
    rows.with_columns(Period=pl.Series(dates)).write_parquet(columns)
    return [text, columns]


def timed_ways(source: Path) -> list[Timed]:
    """Time both ways to store an extract, polars and DuckDB first."""
    store = str(source.with_suffix(".duckdb"))
    here = [sys.executable, "-c"]
    return side_by_side(
        {ALONE: [*here, _ALONE, str(source), store], BCR: [*here, _BCR, str(source), store]},
        runs=5,
    )


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Time both ways for both files, keep the tables, and give the figures of the one table."""
    with TemporaryDirectory() as folder:
        timed = {
            (source.suffix, size): timed_ways(source)
            for size in sizes
            for source in write_extracts(Path(folder), size)
        }
    told, found = [], []
    for suffix in (".csv", ".parquet"):
        each = [timed[suffix, size] for size in sizes]
        grown = growth(sizes, [ours.processor for _, ours in each])
        for size, (alone, ours) in zip(sizes, each, strict=True):
            title = f"{size:,} rows of KPI series as {suffix}, into a new store"
            told.append(table(title, [alone, ours], "alone"))
            if size == max(sizes):
                found.append(figure(f"import of {title}", ours, alone, most=2, growth=grown))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(told), encoding="utf-8")
    return found


if __name__ == "__main__":
    figures()
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))
