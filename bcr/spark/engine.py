"""The figures of benefits from a Spark cluster, as the same frames that polars gives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa

from bcr.errors import BcrError
from bcr.schemas.course import Tracks
from bcr.schemas.figures import Gaps
from bcr.spark.figured import FIGURED, ROWS, figured
from bcr.spark.parts import comparators, payloads, unpacked, with_parts
from bcr.spark.records import rows_of_parts
from bcr.spark.session import said_by

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from bcr.spark.figured import Asked
    from bcr.spark.parts import Promised
    from bcr.spark.records import Recorded

#: Periods that a worker takes at a time; about half a GiB of memory.
ROWS_A_PART: Final = 500_000
#: Parts for each core, so that none waits long for the last.
_PARTS_A_CORE: Final = 2


def number_of_parts(session: SparkSession, periods: int) -> int:
    """Give how many parts to make of so many recorded periods."""
    cores = int(session.sparkContext.defaultParallelism)
    return max(_PARTS_A_CORE * cores, -(-periods // ROWS_A_PART))


def figures_on_spark(
    session: SparkSession, promised: Promised, of: Recorded, asked: Asked, *, parts: int
) -> dict[str, pl.DataFrame]:
    """Give `gaps`, and where courses are asked for `tracks` and `expected_paths`.

    Shape:  frames and order of rows as the figure functions give them for all benefits at once.
    Rule:   a part is worked out by one task, which takes all its batches first, so that no record
            of a KPI is ever split; whatever the parts, the figures are the same.
    Raises: BcrError, when the workers cannot run bcr.
    """
    from pyspark.errors import PySparkException

    placed = with_parts(promised, parts)
    records = rows_of_parts(
        session, of,
        benefits=placed, copies=comparators(promised.kpis, placed, parts),
        crosswalk=asked.portfolio.crosswalk, parts=parts,
    )  # fmt: skip
    rows = records.unionByName(_sent(session, promised, placed))
    found = rows.repartitionById(parts, "part").mapInArrow(partial(figured, asked), FIGURED)
    try:
        packed = pl.DataFrame(found.toArrow())
    except PySparkException as error:
        raise _failed(error) from error
    return _together(packed, promised)


def _sent(session: SparkSession, promised: Promised, placed: pl.DataFrame) -> DataFrame:
    """The small tables of each part as rows beside its records."""
    from pyspark.sql import functions as f

    part, table, content = zip(*payloads(promised, placed), strict=True)
    sent = session.createDataFrame(
        pa.table(
            {
                "part": pa.array(part, pa.int32()),
                "table": pa.array(table, pa.int32()),
                "content": pa.array(content, pa.binary()),
            }
        )
    )
    kinds = dict(column.split() for column in ROWS.split(", "))
    rest = {name: kind for name, kind in kinds.items() if name not in sent.columns}
    return sent.select(
        *sent.columns, *(f.lit(None).cast(kind).alias(name) for name, kind in rest.items())
    )


def _together(packed: pl.DataFrame, promised: Promised) -> dict[str, pl.DataFrame]:
    """The figures of all parts, in the order of the benefits."""
    found = {
        str(name[0]): pl.concat([unpacked(content) for content in rows["content"]])
        for name, rows in packed.partition_by("figure", as_dict=True).items()
    }
    order = promised.benefits.select("benefit_id").with_row_index("place")
    for name, frame in found.items():
        placed = frame.join(order, on="benefit_id", how="left", maintain_order="left")
        found[name] = placed.sort("place", maintain_order=True).drop("place")
    schemas = {"gaps": Gaps, "tracks": Tracks}
    return found | {
        name: schema.validate(found[name], cast=True)
        for name, schema in schemas.items()
        if name in found
    }


def _failed(error: Exception) -> BcrError:
    text = str(error)
    if "No module named" in text or "this worker has bcr" in text:
        line = next(line for line in text.splitlines() if "No module" in line or "bcr" in line)
        return BcrError(
            f"The workers cannot run bcr: {line.strip()}.",
            "Install the same release of bcr[spark] in the Python of every worker; "
            "PYSPARK_PYTHON names it.",
        )
    return BcrError(f"Spark stopped: {said_by(error)}", "Its own log says more.")
