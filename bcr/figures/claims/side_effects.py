"""KPIs beside the claimed ones: counter-KPIs, and other departments' KPIs that got worse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.change.tested import changes, series_to_test
from bcr.figures.record import usable_record
from bcr.model import Aggregation, Evidence
from bcr.schemas.course import SideEffects

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Cases, Kpis, Logics, Observations

#: Of all that is found worse elsewhere, this share may be by chance (Benjamini and Hochberg).
FALSE_SHARE = 0.1
#: Pairs of a start and a KPI elsewhere that are looked at (ten seconds); past it, none.
MOST_PAIRS = 20_000
#: A KPI claimed within a year of a case's start has a nearer reason to move.
_NEAR_DAYS = 366
#: Standard deviations from one end of a 90% interval to the other.
_WIDTH = 2 * 1.6448536269514722
_PAIR = ("case_id", "logic", "started_on", "kpi_id")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What moved beside the claimed KPIs, and among how many that was found."""

    effects: dy.DataFrame[SideEffects]
    #: Pairs of a start and another department's KPI that were tested.
    looked_at: int
    #: Pairs that there were; more than `looked_at` where there were too many to test.
    pairs: int


def surroundings(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    *,
    cases: dy.DataFrame[Cases],
    logics: dy.DataFrame[Logics],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    as_of: dt.date,
) -> Surroundings:
    """Every counter-KPI with a record, and what got worse in other departments.

    Shape:  a row a case, logic and KPI. Counter-KPIs are there whether or not they moved; KPIs
            elsewhere only where they got worse.
    Rule:   the change model at the first start of the case on the logic. A counter-KPI is tested
            for the cases of its own department where there are any, else for all of the logic.
            Elsewhere: KPIs of another department that no benefit claims within a year of the
            start, no logic names as counter-KPI and no KPI is compared with; worse by more
            than so many tests would show by chance, of which a tenth may still be. After a
            start is not because of it.
    Source: methods, sections 2 and 3.
    """
    starts = _starts(gaps.lazy(), cases.lazy(), as_of)
    measures = kpis.lazy().unique("kpi_id", keep="last")
    recorded = measures.join(observations.lazy().select("kpi_id").unique(), on="kpi_id")
    counter = _counters(starts, logics.lazy(), recorded).collect(engine="in-memory")
    others = _elsewhere(starts, gaps.lazy(), counter.lazy(), recorded).collect(engine="in-memory")
    pairs = others.height
    others = others if pairs <= MOST_PAIRS else others.clear()
    roles = (("counter", counter), ("elsewhere", others))
    wanted = pl.concat([rows.with_columns(role=pl.lit(role)) for role, rows in roles])
    wanted = wanted.sort("role", *_PAIR)
    tested = _tested(wanted, measures, observations, cases, as_of)
    kept = tested.filter((pl.col("role") == "counter") | _found(tested))
    looked_at = pairs if pairs <= MOST_PAIRS else 0
    return Surroundings(SideEffects.validate(kept, cast=True), looked_at, pairs)


def _starts(gaps: pl.LazyFrame, cases: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """The first start of each case on each logic, and the case's department."""
    of_case = cases.select("case_id", "department").unique("case_id", keep="last")
    begun = gaps.filter(pl.col("start_on") <= as_of)
    return (
        begun.group_by("case_id", "logic")
        .agg(started_on=pl.col("start_on").min())
        .join(of_case, on="case_id", how="left")
    )


def _counters(starts: pl.LazyFrame, logics: pl.LazyFrame, kpis: pl.LazyFrame) -> pl.LazyFrame:
    """The counter-KPIs that have a record, beside the cases of their logic."""
    named = logics.select("logic", word=pl.col("counter_kpi").str.split(",")).explode("word")
    words = named.with_columns(word=_plain("word")).filter(pl.col("word") != "")
    known = pl.concat(
        [
            kpis.select("kpi_id", kpi_department="department", word=_plain("kpi_id")),
            kpis.select("kpi_id", kpi_department="department", word=_plain("name")),
        ]
    ).filter(pl.col("word").is_not_null())
    pairs = starts.join(words, on="logic").join(known, on="word").unique(_PAIR)
    own = pl.col("department") == pl.col("kpi_department")
    any_own = own.any().over("logic", "kpi_id")
    return pairs.filter(own | ~any_own).select(*_PAIR)


def _elsewhere(
    starts: pl.LazyFrame, gaps: pl.LazyFrame, counter: pl.LazyFrame, kpis: pl.LazyFrame
) -> pl.LazyFrame:
    """Every case beside the KPIs of other departments that nothing else accounts for."""
    compared = kpis.select(kpi_id="comparator_kpi_id").drop_nulls()
    free = kpis.join(compared, on="kpi_id", how="anti").join(counter, on="kpi_id", how="anti")
    first = starts.sort("started_on", "logic").unique("case_id", keep="first")
    claimed = gaps.select("kpi_id", claimed_on="start_on").drop_nulls()
    pairs = (
        first.filter(pl.col("department").is_not_null())
        .join(
            free.select("kpi_id", kpi_department="department").drop_nulls(),
            how="cross",
        )
        .filter(pl.col("department") != pl.col("kpi_department"))
    )
    apart = (pl.col("claimed_on") - pl.col("started_on")).dt.total_days().abs()
    near = pairs.join(claimed, on="kpi_id").filter(apart <= _NEAR_DAYS)
    return pairs.join(near, on=["case_id", "kpi_id"], how="anti").select(*_PAIR)


def _tested(
    wanted: pl.DataFrame,
    measures: pl.LazyFrame,
    observations: dy.DataFrame[Observations],
    cases: dy.DataFrame[Cases],
    as_of: dt.date,
) -> pl.DataFrame:
    """The change of each KPI since the start beside it."""
    about = measures.select(
        "kpi_id", "unit", "better", "aggregation", kpi_name="name", kpi_department="department"
    )
    asked = (
        wanted.with_row_index("n")
        .lazy()
        .join(about, on="kpi_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("aggregation").fill_null(Aggregation.MEAN),
            start_on="started_on",
            kpi_better="better",
            months=pl.lit(12),
            baseline=pl.lit(0.0),
        )
    )
    record = usable_record(observations.lazy(), as_of)
    found = changes(asked, series_to_test(asked, record, cases.lazy(), measures, as_of))
    worse = pl.col("evidence") == Evidence.WORSE
    return (
        asked.join(found.lazy(), on="n")
        .sort("n")
        .with_columns(moved_wrong=pl.when(pl.col("change").is_not_null()).then(worse))
        .collect(engine="in-memory")
    )


def _found(tested: pl.DataFrame) -> pl.Series:
    """Which changes are worse by more than so many tests would show by chance."""
    up = tested["better"] == "higher"
    sign = pl.select(pl.when(up).then(1.0).otherwise(-1.0).alias("sign"))["sign"]
    spread = (tested["change_high"] - tested["change_low"]) / _WIDTH
    z = tested["change"] * sign / spread
    chance = pl.Series(
        [None if x is None or math.isnan(x) else math.erfc(-x / math.sqrt(2)) / 2 for x in z],
        dtype=pl.Float64,
    )
    others = pl.DataFrame({"chance": chance, "role": tested["role"]}).with_row_index("row")
    ranked = (
        others.filter((pl.col("role") == "elsewhere") & pl.col("chance").is_not_null())
        .sort("chance")
        .with_row_index("place", offset=1)
    )
    limit = pl.col("place") * FALSE_SHARE / ranked.height
    within = ranked.filter(pl.col("chance") <= limit)["place"].max()
    chosen = ranked.filter(pl.col("place") <= (within or 0))["row"]
    worse = tested["evidence"] == Evidence.WORSE.value
    return others["row"].is_in(chosen.implode()) & worse


def _plain(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
