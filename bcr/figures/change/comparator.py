"""A KPI beside one that the investment did not touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence


def against_comparators(
    plain: pl.LazyFrame, kinds: pl.LazyFrame, kpis: pl.LazyFrame, fewest: Sequence[int]
) -> pl.LazyFrame:
    """The series with the difference to the comparator in place of the value, where there is one.

    Adds:   `other`, the comparator's value in the period; null where the series stays as it is.
    Rule:   only periods that both recorded are compared. Where fewer than `fewest` of them are
            before or after the start, the KPI is tested by itself.
    """
    pairs = (
        kpis.filter(pl.col("comparator_kpi_id").is_not_null())
        .unique("kpi_id", keep="last")
        .select("kpi_id", comparator="comparator_kpi_id")
        .filter(pl.col("comparator") != pl.col("kpi_id"))
    )
    others = kinds.select("period_end", comparator="kpi_id", other="value")
    before, after = (pl.col("t") < 0).sum(), (pl.col("t") >= 0).sum()
    compared = (
        plain.join(pairs, on="kpi_id")
        .join(others, on=["comparator", "period_end"])
        .filter((pl.col("value") - pl.col("other")).is_finite())
        .filter(((before >= fewest[0]) & (after >= fewest[1])).over("n"))
        .with_columns(value=pl.col("value") - pl.col("other"))
        .drop("comparator")
    )
    alone = plain.join(compared.select("n").unique(), on="n", how="anti")
    return pl.concat([alone, compared], how="diagonal").sort("n", "t")
