"""What a cluster does, in this process: each part of a portfolio worked out by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.spark.figured import figures_of
from bcr.spark.parts import TABLES, comparators, part_of, payloads, unpacked, with_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.spark.figured import Asked
    from bcr.spark.parts import Promised


def by_parts(
    promised: Promised,
    observations: pl.DataFrame,
    plans: pl.DataFrame,
    asked: Asked,
    parts: int,
) -> Iterator[dict[str, pl.DataFrame]]:
    """Give the figures of each part that has benefits."""
    placed = with_parts(promised, parts)
    copies = comparators(promised.kpis, placed, parts)
    tables: dict[int, dict[str, pl.DataFrame]] = {}
    for part, number, content in payloads(promised, placed):
        tables.setdefault(part, {})[TABLES[number]] = unpacked(content)
    empty = {
        "cases": promised.cases, "kpis": promised.kpis, "decisions": promised.decisions,
        "decision_versions": promised.decision_versions,
    }  # fmt: skip
    own = pl.Series([part_of(one, parts) for one in observations["kpi_id"]], dtype=pl.Int32)
    for part, small in tables.items():
        also = copies.filter(pl.col("part") == part)["kpi_id"]
        here = (own == part) | observations["kpi_id"].is_in(also.implode())
        of = placed.filter(pl.col("part") == part)["benefit_id"]
        records = {
            "observations": observations.filter(here),
            "plans": plans.filter(pl.col("benefit_id").is_in(of.implode())),
        }
        rest = {name: frame.clear() for name, frame in empty.items() if name not in small}
        yield figures_of(small | rest | records, asked)
