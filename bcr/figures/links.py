"""Which KPI's record a benefit means, where its workbook gives the KPI's name instead of its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas import PromisedBenefits

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas import Kpis


def linked_to_kpis(
    benefits: dy.DataFrame[PromisedBenefits], kpis: dy.DataFrame[Kpis]
) -> dy.DataFrame[PromisedBenefits]:
    """The benefits with the id of the KPI that each one names.

    Shape:  one row a row of `benefits`, same order.
    Rule:   an id stays; a name that exactly one KPI has, whatever its case, becomes that KPI's id;
            any other text stays as it is and has no record.
    """
    named = (
        kpis.lazy()
        .filter(pl.col("name").is_not_null())
        .group_by(_compared("name").alias("named"))
        .agg(found="kpi_id", count=pl.len())
        .filter(pl.col("count") == 1)
        .select("named", found=pl.col("found").list.first())
    )
    known = kpis.lazy().select("kpi_id", is_id=pl.lit(value=True)).unique("kpi_id")
    linked = (
        benefits.lazy()
        .with_columns(named=_compared("kpi_id"))
        .join(known, on="kpi_id", how="left", maintain_order="left")
        .join(named, on="named", how="left", maintain_order="left")
        .with_columns(
            kpi_id=pl.when(pl.col("is_id").is_null())
            .then(pl.coalesce("found", "kpi_id"))
            .otherwise("kpi_id")
        )
        .select(benefits.columns)
    )
    return PromisedBenefits.validate(linked.collect(), cast=True)


def _compared(name: str) -> pl.Expr:
    return pl.col(name).str.to_lowercase().str.strip_chars()
