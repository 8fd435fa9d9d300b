"""What a figure of one benefit hangs on, benefit by benefit: which part each record goes to.

A benefit's gap, track and expected course follow from its own row, its case, its plans, the
decisions on both, and the records of its KPI and of the KPI that is compared with. So the
benefits of one KPI make up a part with its record, and a record that others are compared with
goes to their parts too. League tables, claims and all else that needs everybody do not.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    import dataframely as dy

    from bcr.schemas.records import Cases, Decisions, Kpis, PromisedBenefits

#: What a row that goes to a part can be of, by number: small tables as a whole, records by rows.
TABLES: Final = (
    "benefits", "cases", "kpis", "decisions", "decision_versions", "observations", "plans",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promised:
    """What the driver knows of the benefits; their records are elsewhere."""

    benefits: dy.DataFrame[PromisedBenefits]
    cases: dy.DataFrame[Cases]
    kpis: dy.DataFrame[Kpis]
    #: As they hold, and every version of them.
    decisions: dy.DataFrame[Decisions]
    decision_versions: pl.DataFrame


def part_of(identifier: str, parts: int) -> int:
    """Give the number of the part that a KPI's record goes to; Spark's crc32 gives the same.

    >>> part_of("WAIT", 4)
    1
    """
    return zlib.crc32(identifier.encode()) % parts


def with_parts(promised: Promised, parts: int) -> pl.DataFrame:
    """Give the part of each benefit: benefit_id, case_id, kpi_id, part; in the order given.

    One without a KPI goes by its own id.
    """
    names = promised.benefits.select("benefit_id", "case_id", "kpi_id")
    key = names.select(pl.coalesce("kpi_id", "benefit_id")).to_series()
    numbers = {one: part_of(one, parts) for one in key.unique()}
    return names.with_columns(part=pl.Series([numbers[one] for one in key], dtype=pl.Int32))


def comparators(kpis: pl.DataFrame, of: pl.DataFrame, parts: int) -> pl.DataFrame:
    """Give the parts that a record goes to besides its own: kpi_id, part; `of` is `with_parts`."""
    pairs = kpis.select("kpi_id", "comparator_kpi_id").drop_nulls().unique()
    asked = of.select("kpi_id", "part").unique().join(pairs, on="kpi_id")
    copies = asked.select("part", kpi_id="comparator_kpi_id").unique().sort("kpi_id", "part")
    own = pl.Series([part_of(one, parts) for one in copies["kpi_id"]], dtype=pl.Int32)
    return copies.filter(pl.col("part") != own).select("kpi_id", "part")


def payloads(promised: Promised, of: pl.DataFrame) -> Iterator[tuple[int, int, bytes]]:
    """Give the small tables of each part, as packed: part, number of the table, content."""
    benefits = pl.concat([promised.benefits, of.select("part")], how="horizontal")
    by_case, by_kpi = (of.select(name, "part").unique() for name in ("case_id", "kpi_id"))
    subjects = pl.concat(
        [of.select("part", subject=name) for name in ("benefit_id", "case_id")]
    ).unique()
    tables = {
        "benefits": benefits,
        "cases": _beside(promised.cases, by_case, "case_id"),
        "kpis": _beside(promised.kpis, by_kpi, "kpi_id"),
        "decisions": _beside(promised.decisions, subjects, "subject"),
        "decision_versions": _beside(promised.decision_versions, subjects, "subject"),
    }
    for name, frame in tables.items():
        number = TABLES.index(name)
        for part, rows in frame.partition_by("part", as_dict=True, maintain_order=True).items():
            yield int(str(part[0])), number, packed(rows.drop("part"))


def _beside(frame: pl.DataFrame, parts: pl.DataFrame, on: str) -> pl.DataFrame:
    """The rows of a table for every part that asks for them, in the order of the table."""
    return frame.join(parts, on=on, maintain_order="left")


def packed(frame: pl.DataFrame) -> bytes:
    """Give a frame as bytes, to the last bit."""
    buffer = io.BytesIO()
    frame.write_ipc_stream(buffer, compression="zstd")
    return buffer.getvalue()


def unpacked(content: bytes) -> pl.DataFrame:
    """Give the frame that was packed."""
    return pl.read_ipc_stream(io.BytesIO(content))
