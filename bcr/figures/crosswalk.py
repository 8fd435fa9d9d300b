"""Records that go by another name, under the id of the KPI that somebody confirmed they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.records import Kpis, Observations, PromisedBenefits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy

    from bcr.portfolio import SameKpi


def under_confirmed_ids(
    crosswalk: Sequence[SameKpi],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    benefits: dy.DataFrame[PromisedBenefits],
) -> tuple[dy.DataFrame[Kpis], dy.DataFrame[Observations], dy.DataFrame[PromisedBenefits]]:
    """The three tables with every confirmed name replaced by its KPI's id; names are whole.

    Shape:  `kpis` and `observations` without rows of a name whose KPI has the same key itself,
            sorted by key; `benefits` one row a row, same order.
            Without a crosswalk all three as they are.
    Rule:   a KPI's own row wins over one that comes to it by another name.
    """
    if not crosswalk:
        return kpis, observations, benefits
    ids = {one.named: one.kpi_id for one in crosswalk}
    renamed = pl.col("kpi_id").replace(ids)

    def merged(frame: pl.DataFrame, *key: str) -> pl.DataFrame:
        told = frame.with_columns(kpi_id=renamed, by_another_name=pl.col("kpi_id").is_in(list(ids)))
        own_first = told.sort(*key, "by_another_name", maintain_order=True)
        return own_first.unique(key, keep="first", maintain_order=True)

    return (
        Kpis.cast(merged(kpis, "kpi_id")),
        Observations.cast(merged(observations, "kpi_id", "period_end")),
        PromisedBenefits.cast(benefits.with_columns(kpi_id=renamed)),
    )
