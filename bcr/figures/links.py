"""Which KPI's record a benefit means, where its workbook gives the KPI's name instead of its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.records import PromisedBenefits

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Kpis, Observations


def linked_to_kpis(
    benefits: dy.DataFrame[PromisedBenefits],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
) -> dy.DataFrame[PromisedBenefits]:
    """The benefits with the id of the KPI that each one names.

    Shape:  one row a row of `benefits`, same order.
    Rule:   an id stays, whether `kpis` describes it or it only has observations; a name that
            exactly one KPI has, whatever its case and spacing, becomes that KPI's id; any
            other text stays as it is and has no record.
    """
    ids = pl.concat([kpis["kpi_id"], observations["kpi_id"]])
    named = (
        kpis.lazy()
        .filter(pl.col("name").is_not_null())
        .group_by(named=_compared("name"))
        .agg(found=pl.col("kpi_id").first(), different=pl.col("kpi_id").n_unique())
        .filter(pl.col("different") == 1)
    )
    is_id = pl.col("kpi_id").is_in(ids.implode())
    linked = (
        benefits.lazy()
        .with_columns(named=pl.when(~is_id).then(_compared("kpi_id")))
        .join(named, on="named", how="left", maintain_order="left")
        .with_columns(kpi_id=pl.coalesce("found", "kpi_id"))
    )
    return PromisedBenefits.validate(linked, cast=True).collect(engine="in-memory")


def _compared(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
