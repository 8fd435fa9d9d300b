"""Observations and plans as Parquet, wherever Spark reads it, with the part each row goes to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.errors import BcrError
from bcr.schemas.records import Observations
from bcr.spark.parts import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy
    from pyspark.sql import Column, DataFrame, SparkSession

    from bcr.portfolio import SameKpi

_COLUMNS: Final = {
    "observations": {
        "kpi_id": "string", "period_start": "date", "period_end": "date", "value": "double",
        "weight": "double",
    },
    "plans": {
        "benefit_id": "string", "period_end": "date", "planned": "double",
        "planned_money": "double",
    },
}  # fmt: skip
#: Where a row came from; a report leads there, figures do not ask.
_PLACE: Final = {"source_id": "string", "block": "int", "row": "int", "col": "string"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """The records of a folder, as yet unread."""

    observations: DataFrame
    plans: DataFrame


def recorded(session: SparkSession, folder: str, basis: str) -> Recorded:
    """Give the observations and plans in a folder such as `figures/` of an export.

    Each is a file or a folder of files, with a row a KPI or benefit and period.
    Raises: BcrError, when one is not there or has other columns, or the plans are of another
    basis.
    """
    found = {name: _read(session, f"{folder.rstrip('/')}/{name}.parquet") for name in _COLUMNS}
    _require_basis(found["plans"], folder, basis)
    return Recorded(**{name: _typed(found[name], name, folder) for name in _COLUMNS})


def last_periods(of: Recorded) -> tuple[dy.DataFrame[Observations], int]:
    """Give the last period of each KPI, without its value (NaN), and how many periods there are."""
    from pyspark.sql import functions as f

    each = of.observations.groupBy("kpi_id").agg(
        f.max("period_end").alias("period_end"), f.count("*").alias("periods")
    )
    rows = pl.DataFrame(each.toArrow())
    unplaced = {"source_id": pl.lit(""), "block": pl.lit(0), "row": pl.lit(1)}
    last = rows.sort("kpi_id").with_columns(
        **unplaced, period_start="period_end", value=pl.lit(float("nan"))
    )
    whole = pl.concat([Observations.create_empty(), last.drop("periods")], how="diagonal_relaxed")
    return Observations.cast(whole), int(rows["periods"].sum())


def every_period(of: Recorded) -> dy.DataFrame[Observations]:
    """Give the whole record with its places, brought to the driver, sorted by KPI and time.

    Raises: BcrError, when the rows do not say where they came from.
    """
    missing = _PLACE.keys() - set(of.observations.columns)
    if missing:
        raise BcrError(
            f"A report leads to the cells of its figures, and observations have no column "
            f"{', '.join(sorted(missing))}.",
            "Name records that `bcr export --parquet` wrote.",
        )
    rows = pl.DataFrame(of.observations.toArrow()).sort("kpi_id", "period_end")
    return Observations.cast(rows)


def rows_of_parts(  # noqa: PLR0913 - what decides where a row goes
    session: SparkSession,
    of: Recorded,
    *,
    benefits: pl.DataFrame,
    copies: pl.DataFrame,
    crosswalk: Sequence[SameKpi],
    parts: int,
) -> DataFrame:
    """Give every row of the records with its part; columns as in `figured.ROWS`.

    `benefits`: benefit_id and part; `copies`: kpi_id and part of records that go elsewhere too.
    """
    from pyspark.sql import functions as f

    known = _known(crosswalk)
    own = (f.crc32(known.cast("binary")) % parts).cast("int")
    observations = [of.observations.withColumn("part", own)]
    if copies.height:
        also = f.broadcast(session.createDataFrame(copies.rename({"kpi_id": "known"}).to_arrow()))
        named = of.observations.withColumn("known", known)
        observations.append(named.join(also, "known").drop("known"))
    placed = session.createDataFrame(benefits.select("benefit_id", "part").to_arrow())
    return reduce(
        lambda one, other: one.unionByName(other),
        [
            *(_rows(frame, "observations") for frame in observations),
            _rows(of.plans.join(placed, "benefit_id"), "plans"),
        ],
    )


def _read(session: SparkSession, path: str) -> DataFrame:
    from pyspark.errors import AnalysisException

    try:
        return session.read.parquet(path)
    except AnalysisException as error:
        raise BcrError(
            f"{path}: Spark finds no Parquet there ({error.getCondition()}).",
            "Name the folder figures/ that `bcr export --parquet` writes, wherever it lies now.",
        ) from error


def _require_basis(plans: DataFrame, folder: str, basis: str) -> None:
    if "basis" not in plans.columns:
        return
    other = [row["basis"] for row in plans.select("basis").distinct().collect()]
    if other and other != [basis]:
        raise BcrError(
            f"{folder}: the plans are those {' and '.join(other)}, and --basis is {basis}.",
            f"Export them so: bcr export --parquet DIR --basis {basis}",
        )


def _typed(frame: DataFrame, name: str, folder: str) -> DataFrame:
    missing = _COLUMNS[name].keys() - set(frame.columns)
    if missing:
        raise BcrError(
            f"{folder}: {name} have no column {', '.join(sorted(missing))}.",
            f"They need {', '.join(_COLUMNS[name])}.",
        )
    places = {column: kind for column, kind in _PLACE.items() if column in frame.columns}
    kinds = _COLUMNS[name] | places
    return frame.select(*(frame[column].cast(kind).alias(column) for column, kind in kinds.items()))


def _known(crosswalk: Sequence[SameKpi]) -> Column:
    """The id that a KPI counts under, which decides its part."""
    from pyspark.sql import functions as f

    name = f.col("kpi_id")
    if not crosswalk:
        return name
    pairs = [f.lit(text) for one in crosswalk for text in (one.named, one.kpi_id)]
    return f.coalesce(f.create_map(*pairs)[name], name)


def _rows(frame: DataFrame, name: str) -> DataFrame:
    from pyspark.sql import functions as f

    identifier, *dates, value, weight = _COLUMNS[name]
    starts = f.col(dates[0]) if len(dates) > 1 else f.lit(None).cast("date")
    return frame.select(
        "part",
        f.lit(TABLES.index(name)).alias("table"),
        f.lit(None).cast("binary").alias("content"),
        f.col(identifier).alias("id"),
        starts.alias("starts"),
        f.col(dates[-1]).alias("ends"),
        f.col(value).alias("value"),
        f.col(weight).alias("weight"),
    )
