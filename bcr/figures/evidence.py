"""Whether a change is real, and what status and evidence say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.change.tested import changes, series_to_test
from bcr.model import Evidence, Status, Verdict

if TYPE_CHECKING:
    import datetime as dt


def tested_changes(
    promised: pl.LazyFrame,
    record: pl.LazyFrame,
    cases: pl.LazyFrame,
    kpis: pl.LazyFrame,
    as_of: dt.date,
) -> pl.LazyFrame:
    """The change each benefit's KPI made, tested against noise and drift.

    Shape:  a row a benefit: n, evidence, expected_without, change, change_low, change_high.
    Source: methods, section 2.
    """
    numbers = ("expected_without", "change", "change_low", "change_high")
    found = changes(promised, series_to_test(promised, record, cases, kpis, as_of))
    return found.lazy().select("n", "evidence", *numbers)


def verdict(status: pl.Expr, evidence: pl.Expr) -> pl.Expr:
    """Target and change read together; only evidence of a real change makes one delivered.

    Source: methods, section 2.

    >>> rows = pl.DataFrame({"status": ["exceeded", "short"], "evidence": ["untested", "real"]})
    >>> rows.select(verdict(pl.col("status"), pl.col("evidence")))["verdict"].to_list()
    ['reached_not_shown', 'real_but_short']
    """
    real = evidence == Evidence.REAL
    reached = status.is_in([Status.EXCEEDED, Status.DELIVERED, Status.MOSTLY])
    return (
        pl.when(status == Status.NOT_DUE)
        .then(pl.lit(Verdict.NOT_DUE.value))
        .when(status.is_in([Status.NOT_MEASURED, Status.NOT_SCORABLE]))
        .then(pl.lit(Verdict.UNPROVEN.value))
        .when(status == Status.REVERSED)
        .then(pl.lit(Verdict.REVERSED.value))
        .when(reached & real)
        .then(pl.lit(Verdict.DELIVERED_CHANGE.value))
        .when(reached)
        .then(pl.lit(Verdict.REACHED_NOT_SHOWN.value))
        .when(real)
        .then(pl.lit(Verdict.REAL_BUT_SHORT.value))
        .otherwise(pl.lit(Verdict.NO_CHANGE_SHOWN.value))
        .alias("verdict")
    )
