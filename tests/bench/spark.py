"""What the figures of benefits cost on Spark with two workers, beside polars in one process.

`python -m tests.bench.spark [BENEFITSxMONTHS…]` writes the records as Parquet, works the gaps out
on `local-cluster[2,1,2048]` and in polars, holds one against the other to the last bit in any
order of rows, and keeps the tables in `results/spark.md`: of a million benefits with sixty months
unless said. Needs PySpark and Java: `make bench-spark`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.gaps import benefit_gaps
from bcr.portfolio import Portfolio
from bcr.schemas.records import Cases, Decisions, Kpis, Observations, Plans
from bcr.spark.engine import figures_on_spark, number_of_parts
from bcr.spark.figured import Asked
from bcr.spark.parts import Promised
from bcr.spark.records import last_periods, recorded
from bcr.spark.session import spark_session
from tests.bench.compare import AS_OF, promised, record
from tests.bench.spark_stages import stages

if TYPE_CHECKING:
    import dataframely as dy

    from tests.bench.spark_stages import Stage

MASTER: Final = "local-cluster[2,1,2048]"
SIZES: Final = ("1000000x60",)
_AT_A_TIME: Final = 50_000
RESULTS: Final = Path(__file__).parent / "results" / "spark.md"


def write_records(folder: Path, benefits: int, months: int) -> int:
    """Write the last months of each KPI, in many files, and give the number of rows.

    Every 50,000 KPIs have the same noise, each time a hundredth higher.
    """
    since = pl.lit(AS_OF).dt.offset_by(f"-{months}mo")
    some = record(min(_AT_A_TIME, benefits), "by KPI").filter(pl.col("period_end") > since)
    own = pl.col("kpi_id").str.slice(4).cast(pl.Int64)
    place, rows = folder / "observations.parquet", 0
    place.mkdir()
    for number, first in enumerate(range(0, benefits, _AT_A_TIME)):
        part = some.filter(own < benefits - first).with_columns(
            kpi_id=pl.format("kpi {}", own + first), value=pl.col("value") + number / 100
        )
        part.write_parquet(place / f"part-{number:03}.parquet")
        rows += part.height
    Plans.create_empty().write_parquet(folder / "plans.parquet")
    return rows


def _about(benefits: int) -> Promised:
    ours = promised(benefits)
    named = ours.select("kpi_id", "source_id", "block", "row")
    kpis = Kpis.cast(pl.concat([Kpis.create_empty(), named], how="diagonal_relaxed"))
    none = Decisions.create_empty()
    return Promised(ours, Cases.create_empty(), kpis, none, none)


def on_polars(folder: Path, benefits: int) -> dict[str, float]:
    """Seconds and peak MiB of polars on the same files; the gaps stay in the folder."""
    about = _about(benefits)
    start, worked = time.perf_counter(), time.process_time()
    files = pl.read_parquet(folder / "observations.parquet" / "*.parquet")
    observations: dy.DataFrame[Observations] = Observations.cast(files)
    gaps = benefit_gaps(
        about.benefits, cases=about.cases, kpis=about.kpis, observations=observations,
        plans=Plans.create_empty(), as_of=AS_OF, thresholds=Portfolio().thresholds,
        decisions=about.decisions,
    )  # fmt: skip
    seconds, busy = time.perf_counter() - start, time.process_time() - worked
    gaps.write_ipc(folder / "gaps.arrow")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "processor": busy, "peak": peak}


def on_spark(folder: Path, benefits: int) -> tuple[dict[str, float], pl.DataFrame, list[Stage]]:
    """Seconds of each step on the driver, the gaps, and what each stage cost."""
    about, log = _about(benefits), folder / "log"
    log.mkdir()
    settings = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": log.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
    }
    clock = [time.perf_counter()]
    with spark_session(MASTER, settings) as session:
        clock.append(time.perf_counter())
        records = recorded(session, folder.as_posix(), "approved")
        _, periods = last_periods(records)
        clock.append(time.perf_counter())
        asked = Asked(AS_OF, Portfolio(), courses=False)
        parts = number_of_parts(session, periods)
        gaps = figures_on_spark(session, about, records, asked, parts=parts)["gaps"]
        clock.append(time.perf_counter())
    steps = ("session", "last periods", "figures")
    took = {name: clock[i + 1] - clock[i] for i, name in enumerate(steps)}
    return took | {"parts": parts}, gaps, stages(log)


def table(benefits: int, months: int) -> str:
    """Measure, hold one against the other, and give it as Markdown."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        rows = write_records(folder, benefits, months)
        took, gaps, ran = on_spark(folder, benefits)
        command = [sys.executable, "-m", "tests.bench.spark", "polars", place, str(benefits)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        ours, alone = pl.read_ipc(folder / "gaps.arrow"), json.loads(said)
        equal = ours.sort("benefit_id").equals(gaps.sort("benefit_id"))
        tested = ours.filter(pl.col("change").is_not_null()).height
    if not equal:
        sys.exit("the figures differ")
    driver = ", ".join(f"{name} {took[name]:.1f} s" for name in ("session", "last periods"))
    lines = [
        f"### {benefits:,} benefits, {rows:,} periods ({months} months): `{MASTER}`",
        "",
        (
            f"All {len(ours.columns)} columns of all {ours.height:,} rows are equal to the last "
            "bit, whatever the order of rows; a change was worked out for "
            f"{tested:,}."
        ),
        "",
        "| | seconds on the wall | processor s | peak MiB |",
        "|---|---:|---:|---:|",
        f"| Spark, {took['parts']:.0f} parts | {took['figures']:.1f} | | |",
        (
            f"| polars, one process | {alone['seconds']:.1f} | {alone['processor']:.1f} "
            f"| {alone['peak']:.0f} |"
        ),
        "",
        f"Before that on the driver: {driver}.",
        "",
        "| stage | tasks | s on the wall | s of tasks, worker 0 + 1 | MiB read | MiB shuffled |",
        "|---|---:|---:|---:|---:|---:|",
        *(stage.row() for stage in ran),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["polars"]:
        sys.stdout.write(json.dumps(on_polars(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        sizes = [tuple(map(int, size.split("x"))) for size in sys.argv[1:] or SIZES]
        text = "\n".join(table(*size) for size in sizes)
        RESULTS.write_text(text, encoding="utf-8")
        sys.stdout.write(text)
