"""What a worker makes of one part: the figure functions, as they are, on its rows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa

from bcr.figures.course.paths import expected_paths
from bcr.figures.course.tracks import tracks
from bcr.figures.crosswalk import under_confirmed_ids
from bcr.figures.gaps import benefit_gaps
from bcr.schemas.records import (
    Cases,
    Decisions,
    Kpis,
    Observations,
    Plans,
    PromisedBenefits,
    Sourced,
)
from bcr.spark.parts import TABLES, packed, unpacked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    import dataframely as dy

    from bcr.portfolio import Portfolio

#: Columns of the rows that come to a worker, and of those that it gives.
ROWS: Final = (
    "part int, table int, content binary, id string, starts date, ends date, value double, "
    "weight double"
)
FIGURED: Final = "figure string, content binary"
_RECORDS: Final[dict[str, tuple[type[Sourced], dict[str, str]]]] = {
    "observations": (
        Observations,
        {"kpi_id": "id", "period_start": "starts", "period_end": "ends", "value": "value",
         "weight": "weight"},
    ),
    "plans": (
        Plans,
        {"benefit_id": "id", "period_end": "ends", "planned": "value",
         "planned_money": "weight"},
    ),
}  # fmt: skip
_SMALL: Final[dict[str, type[dy.Schema]]] = {
    "benefits": PromisedBenefits,
    "cases": Cases,
    "kpis": Kpis,
    "decisions": Decisions,
    "decision_versions": Decisions,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be worked out, the same for every part."""

    as_of: dt.date
    portfolio: Portfolio
    #: Whether tracks and expected paths are asked for beside the gaps.
    courses: bool
    #: The release of bcr that asks.
    release: str = metadata.version("bcr")


def figured(asked: Asked, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give the figures of the parts in a partition, packed; takes all of its batches first.

    Raises: RuntimeError, when the worker has another release of bcr than the driver.
    """
    ours = metadata.version("bcr")
    if ours != asked.release:
        raise RuntimeError(f"this worker has bcr {ours}, and {asked.release} asks")
    there = list(batches)
    if not there:
        return
    whole = pl.DataFrame(pa.Table.from_batches(there))
    tables = {name: _table(whole, name) for name in TABLES}
    if tables["benefits"].is_empty():
        return  # records that no benefit asks for
    for name, frame in figures_of(tables, asked).items():
        row = {"figure": [name], "content": [packed(frame)]}
        yield pa.RecordBatch.from_pydict(row, pa.schema({"figure": "string", "content": "binary"}))


def figures_of(tables: Mapping[str, pl.DataFrame], asked: Asked) -> dict[str, pl.DataFrame]:
    """Give the figures of some benefits from the tables of `TABLES`, by name."""
    _, observations, _ = under_confirmed_ids(
        asked.portfolio.crosswalk,
        Kpis.create_empty(),
        Observations.cast(tables["observations"].sort("kpi_id", "period_end")),
        PromisedBenefits.create_empty(),
    )
    benefits, cases = PromisedBenefits.cast(tables["benefits"]), Cases.cast(tables["cases"])
    kpis, plans = Kpis.cast(tables["kpis"]), Plans.cast(tables["plans"])
    as_of, thresholds = asked.as_of, asked.portfolio.thresholds
    gaps = benefit_gaps(
        benefits, cases=cases, kpis=kpis, observations=observations, plans=plans, as_of=as_of,
        thresholds=thresholds, decisions=Decisions.cast(tables["decisions"]),
    )  # fmt: skip
    if not asked.courses:
        return {"gaps": gaps}
    return {
        "gaps": gaps,
        "tracks": tracks(
            gaps, benefits, cases=cases, kpis=kpis, observations=observations, plans=plans,
            decisions=Decisions.cast(tables["decision_versions"]), as_of=as_of,
            thresholds=thresholds,
        ),
        "expected_paths": expected_paths(
            benefits, cases=cases, kpis=kpis, observations=observations, plans=plans,
            as_of=as_of, thresholds=thresholds,
        ),
    }  # fmt: skip


def _table(whole: pl.DataFrame, name: str) -> pl.DataFrame:
    rows = whole.filter(pl.col("table") == TABLES.index(name))
    if name in _SMALL:
        frames = [unpacked(content) for content in rows["content"]]
        return pl.concat(frames, how="vertical") if frames else _SMALL[name].create_empty()
    schema, columns = _RECORDS[name]
    return rows.select(
        source_id=pl.lit(""), block=pl.lit(0, pl.Int32), row=pl.lit(1, pl.Int32),
        col=pl.lit(None, pl.String), **columns,
    ).select(schema.column_names())  # fmt: skip
