"""A new case beside the organisation's own history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.review import Appraisals

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.logics import Suggestions
    from bcr.schemas.review import CaseFeatures, Framework, ReferenceClasses


def references(gaps: dy.DataFrame[Gaps], suggested: dy.DataFrame[Suggestions]) -> pl.DataFrame:
    """The logic whose history each benefit is held against.

    Shape: benefit_id, reference (null: none is named and no word speaks for any), suggested.
    """
    best = suggested.filter(pl.col("place") == 1).select("benefit_id", best="logic")
    joined = gaps.select("benefit_id", "logic").join(best, on="benefit_id", how="left")
    unnamed = pl.col("logic") == "unclassified"
    return joined.select(
        "benefit_id",
        reference=pl.when(unnamed).then("best").otherwise("logic"),
        suggested=unnamed & pl.col("best").is_not_null(),
    )


def appraisal(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    *,
    reference: pl.DataFrame,
    classes: dy.DataFrame[ReferenceClasses],
    features: dy.DataFrame[CaseFeatures],
    framework: dy.DataFrame[Framework],
    history: dy.DataFrame[Gaps],
) -> dy.DataFrame[Appraisals]:
    """Each benefit of a new case at P20, P50 and P80 of cases like it.

    Shape:  one row a row of `gaps`, same order; `reference` as `references` gives it, `classes`
            has the rows of those logics, `history` the gaps of other cases.
    Units:  levels in the benefit's unit: baseline + share × (target − baseline); money likewise.
    Source: methods, section 8.
    """
    level = pl.col("target") - pl.col("baseline")
    parts = {name: pl.col(f"share_{name}") for name in ("p20", "p50", "p80")}
    shares = classes.rename({name: f"share_{name}" for name in parts} | {"logic": "reference"})
    table = (
        gaps.join(reference, on="benefit_id", how="left", maintain_order="left")
        .join(shares, on="reference", how="left", maintain_order="left")
        .join(_claims(history), on="kpi_id", how="left", maintain_order="left")
        .join(_lacking(features, framework), on="case_id", how="left", maintain_order="left")
        .with_columns(
            *((pl.col("baseline") + share * level).alias(name) for name, share in parts.items()),
            *((pl.col("money_at_target") * share).alias(f"money_{name}")
              for name, share in parts.items()),
        )
        .with_columns(
            pl.col("claimed_by", "lacks").fill_null(""),
            pl.col("cases", "portfolio_cases").fill_null(0),
        )
    )  # fmt: skip
    return Appraisals.validate(table, cast=True)


def _claims(history: dy.DataFrame[Gaps]) -> pl.DataFrame:
    """The cases that claim each KPI."""
    claimed = history.filter(pl.col("kpi_id").is_not_null())
    return claimed.group_by("kpi_id").agg(
        claimed_by=pl.col("case_id").unique().sort().str.join(", ")
    )


def _lacking(
    features: dy.DataFrame[CaseFeatures], framework: dy.DataFrame[Framework]
) -> pl.DataFrame:
    """What each case has not, of what went with delivery elsewhere."""
    told = framework.filter(pl.col("says") == "goes with more")["feature"]
    missing = features.filter(pl.col("feature").is_in(told.implode()) & ~pl.col("has"))
    return missing.group_by("case_id").agg(lacks=pl.col("name").str.join("; "))
