"""What setting promises beside their records costs beside one plain mean over the same rows.

`python -m tests.bench.compare [BENEFITS…]` prints the table and keeps it in `results/compare.md`:
seconds of `group_by("kpi_id").agg(mean)` and of `benefit_gaps` without the change model, in turn
in one process, with the median of their ratios; then `benefit_gaps` with the model (`tested`).
Seconds are of processor time on all cores, so that what else the machine does hardly counts.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import polars as pl

from bcr.figures import gaps
from bcr.portfolio import Thresholds
from bcr.schemas.records import Cases, Kpis, Observations, Plans, PromisedBenefits
from tests.bench.figures import Figure, growth
from tests.bench.timing import measured_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    import dataframely as dy

SIZES = (10_000, 100_000, 1_000_000)
ORDERS = ("by KPI", "by month", "shuffled")
MONTHS, ROUNDS = 60, 5
#: Times a plain mean that are accepted of the largest size; where little is added up, what is done
#: once weighs more.
ACCEPTED = 3
#: Above so many benefits the change model is not timed, and those two orders tell enough.
MOST_TESTED = 200_000
OF_MANY = ("by KPI", "shuffled")
AS_OF = dt.date(2024, 12, 31)
RESULTS = Path(__file__).parent / "results" / "compare.md"


def promised(size: int) -> dy.DataFrame[PromisedBenefits]:
    """Benefits on a KPI each: from 15 to 5 days, started in the middle of 2022 to 2023."""
    starts = pl.date_range(dt.date(2022, 7, 1), dt.date(2023, 6, 1), "1mo", eager=True)
    rows = pl.select(number=pl.int_range(size)).select(
        benefit_id=pl.format("benefit {}", "number"),
        case_id=pl.format("case {}", pl.col("number") // 10),
        kpi_id=pl.format("kpi {}", "number"),
        logic=pl.lit("automation"),
        better=pl.lit("lower"),
        baseline=15.0,
        target=5.0,
        target_kind=pl.lit("level"),
        start_on=pl.lit(starts).gather(pl.col("number") % 12),
        due_on=pl.lit(dt.date(2024, 6, 30)),
        source_file=pl.lit("cases.xlsx"),
        source_cell=pl.lit("Benefits!H2"),
        **_PLACE,
    )
    empty = PromisedBenefits.create_empty()
    return PromisedBenefits.cast(pl.concat([empty, rows], how="diagonal_relaxed"))


def record(size: int, order: str) -> dy.DataFrame[Observations]:
    """Sixty months of each KPI, about 15 days, in some order of rows."""
    starts = pl.date_range(dt.date(2020, 1, 1), dt.date(2024, 12, 1), "1mo", eager=True)
    noise = pl.Series(15 + np.random.default_rng(size).standard_normal(size * MONTHS))
    row = pl.int_range(size * MONTHS, eager=True).alias("row")
    if order == "by month":
        row = row % size * MONTHS + row // size
    if order == "shuffled":
        row = row.shuffle(seed=1)
    number, month = pl.col("row") // MONTHS, pl.col("row") % MONTHS
    rows = row.to_frame().select(
        kpi_id=pl.format("kpi {}", number),
        period_start=pl.lit(starts).gather(month),
        period_end=pl.lit(starts.dt.month_end()).gather(month),
        value=pl.lit(noise).gather("row"),
        **_PLACE,
    )
    empty = Observations.create_empty()
    return Observations.cast(pl.concat([empty, rows], how="diagonal_relaxed"))


_PLACE = {"source_id": pl.lit("0" * 64), "block": pl.lit(0), "row": pl.lit(1)}


def comparison(
    benefits: dy.DataFrame[PromisedBenefits], observations: dy.DataFrame[Observations]
) -> Callable[[], None]:
    """What sets the promises beside their records, with the change model."""
    kpis = Kpis.cast(
        pl.concat([Kpis.create_empty(), benefits.select("kpi_id", "source_id", "block", "row")],
                  how="diagonal_relaxed")
    )  # fmt: skip

    def compared() -> None:
        gaps.benefit_gaps(
            benefits, cases=Cases.create_empty(), kpis=kpis, observations=observations,
            plans=Plans.create_empty(), as_of=AS_OF, thresholds=Thresholds(),
        )  # fmt: skip

    return compared


def measured(size: int, order: str) -> dict[str, float]:
    """Median seconds and ratios of one size and order, and MiB before and at the most."""
    observations = record(size, order)
    compared = comparison(promised(size), observations)

    def untested() -> None:
        with patch.object(gaps, "tested_changes", _no_changes):
            compared()

    def mean() -> None:
        observations.group_by("kpi_id").agg(pl.col("value").mean())

    held = peak()
    rounds = [(seconds_of(mean), seconds_of(untested)) for _ in range(ROUNDS + 1)][1:]
    most = peak()
    found = {
        "mean": statistics.median(first for first, _ in rounds),
        "untested": statistics.median(second for _, second in rounds),
        "ratio": statistics.median(second / first for first, second in rounds),
        "held": held,
        "peak": most,
    }
    return found | ({"tested": seconds_of(compared)} if size <= MOST_TESTED else {})


def _no_changes(benefits: pl.LazyFrame, *_: object) -> pl.LazyFrame:
    unknown = ("expected_without", "change", "change_low", "change_high")
    return benefits.select(
        "n", evidence=pl.lit("untested"), **{name: pl.lit(None, pl.Float64) for name in unknown}
    )


def seconds_of(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak() -> float:
    """The most MiB that this process held; `ru_maxrss` has those of the one that began it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def table(sizes: tuple[int, ...]) -> str:
    """Every size and order as Markdown, and how the time grows with the size."""
    lines = [
        f"### Benefits with {MONTHS} months of record each: processor seconds, median of {ROUNDS}",
        "",
        "| benefits | rows | plain mean s | gaps s | × mean | tested s | MiB before | peak MiB |",
        "|---:|---|" + "---:|" * 6,
    ]
    seconds: dict[tuple[int, str], float] = {}
    for size in sizes:
        for order in ORDERS if size <= MOST_TESTED else OF_MANY:
            found = measured_apart("tests.bench.compare", size, order)
            seconds[size, order] = found["untested"]
            tested = f"{found['tested']:.1f}" if "tested" in found else "–"
            lines.append(
                f"| {size:,} | {order} | {found['mean']:.3f} | {found['untested']:.3f} "
                f"| {found['ratio']:.1f} | {tested} | {found['held']:.0f} | {found['peak']:.0f} |"
            )
    grown = [
        f"{growth(*zip(*of_order, strict=True)):.2f} {order}"
        for order in ORDERS
        if len(of_order := [(n, one) for (n, its), one in seconds.items() if its == order]) > 1
    ]
    if grown:
        lines += ["", f"Time grows with the number of benefits to the power of {', '.join(grown)}."]
    return "\n".join(lines) + "\n"


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Measure the gaps of each size beside a plain mean, and give the figures of the one table."""
    found = {size: measured_apart("tests.bench.compare", size, ORDERS[0]) for size in sizes}
    grown = growth(sizes, [found[size]["untested"] for size in sizes])
    return [
        Figure(f"compare of {size:,} × {MONTHS}", "a plain mean", None, one["ratio"],
               ACCEPTED if size == max(sizes) else None, one["peak"],
               grown if size == max(sizes) else None)
        for size, one in found.items()
    ]  # fmt: skip


if __name__ == "__main__":
    if sys.argv[2:] and sys.argv[2] in ORDERS:
        sys.stdout.write(json.dumps(measured(int(sys.argv[1]), sys.argv[2])))
    else:
        text = table(tuple(map(int, sys.argv[1:])) or SIZES)
        RESULTS.write_text(text, encoding="utf-8")
        sys.stdout.write(text)
