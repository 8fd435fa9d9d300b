"""What each benefit promised, as levels of its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import finite, same
from bcr.model import Aggregation, Better, TargetKind

if TYPE_CHECKING:
    from bcr.portfolio import Thresholds

#: Numbers of a benefit that may be missing but must not be NaN or infinite.
_NUMBERS = (
    "baseline",
    "target",
    "tolerance",
    "weight",
    "value_per_unit",
    "money_per_year",
    "reported_actual",
    "reported_money",
)


def promises(
    benefits: pl.LazyFrame, kpis: pl.LazyFrame, plans: pl.LazyFrame, thresholds: Thresholds
) -> pl.LazyFrame:
    """The benefits, numbered by `n` in the order given, with the level each is to reach.

    Adds:   `target` becomes a level; `aggregation` and a missing unit come from the KPI;
            `months` is the length of time an actual is measured over; `interim` says whether
            the case has interim targets; `movement` is target minus baseline; `steady` is
            true where there is none; `not_finite` says which of the two is no number; `better`
            is as stated, else the way to the target, and `better_stated` only as stated.
    Source: methods, section 1.
    """
    measures = kpis.select(
        "kpi_id", kpi_unit="unit", kpi_better="better", aggregation="aggregation"
    ).unique("kpi_id", keep="last")
    planned = plans.select("benefit_id").unique().with_columns(interim=True)
    return (
        benefits.with_row_index("n")
        .join(measures, on="kpi_id", how="left")
        .join(planned, on="benefit_id", how="left")
        .with_columns(
            pl.col("aggregation").fill_null(Aggregation.MEAN),
            pl.col("interim").fill_null(value=False),
            unit=pl.coalesce("unit", "kpi_unit"),
            months=pl.coalesce("baseline_months", pl.lit(thresholds.window_months)),
            not_finite=_not_finite(),
            no_baseline=pl.col("baseline").is_null(),
            no_target=pl.col("target").is_null(),
            better_stated="better",
        )
        .with_columns(finite(pl.col(name)).alias(name) for name in _NUMBERS)
        .with_columns(target=target_level())
        .with_columns(
            movement=finite(pl.col("target") - pl.col("baseline")),
            steady=same(pl.col("target"), pl.col("baseline")),
        )
        .with_columns(better=_better())
        .sort("n")
    )


def target_level() -> pl.Expr:
    """The level to reach; a change or a percentage needs the baseline to become one.

    >>> stated = pl.DataFrame(
    ...     {
    ...         "baseline": [20.0, 20.0, 20.0],
    ...         "target": [5.0, -15.0, -0.75],
    ...         "target_kind": ["level", "change", "percent"],
    ...     }
    ... )
    >>> stated.select(target_level())["target"].to_list()
    [5.0, 5.0, 5.0]
    """
    kind, stated, baseline = pl.col("target_kind"), pl.col("target"), pl.col("baseline")
    level = (
        pl.when(kind == TargetKind.CHANGE)
        .then(baseline + stated)
        .when(kind == TargetKind.PERCENT)
        .then(baseline * (1 + stated))
        .otherwise(stated)
    )
    return finite(level).alias("target")


def _better() -> pl.Expr:
    """Which way is better: as stated, else the way to the target, else as the KPI has it."""
    toward = (
        pl.when("steady")
        .then(pl.lit(Better.MAINTAIN.value))
        .when(pl.col("movement") > 0)
        .then(pl.lit(Better.HIGHER.value))
        .when(pl.col("movement") < 0)
        .then(pl.lit(Better.LOWER.value))
    )
    return pl.coalesce(
        *(way.cast(pl.String) for way in (pl.col("better"), toward, pl.col("kpi_better")))
    )


def _not_finite() -> pl.Expr:
    """Which of baseline and target is NaN or infinite, in words; empty where neither is."""
    names = ("baseline", "target")
    return pl.concat_str(
        (
            pl.when(~pl.col(name).is_finite()).then(pl.lit(f"the {name} is not a finite number"))
            for name in names
        ),
        separator="; ",
        ignore_nulls=True,
    )
