"""What was or was not in each approved case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import CLOSE, ratio
from bcr.schemas.review import CaseFeatures

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Logics, Owners, Plans, PromisedBenefits

#: Name of each feature and what it asks, in the order they are shown.
FEATURES = {
    "baseline_stated": "Baseline stated",
    "baseline_dated": "Baseline measured: the day it was measured is stated",
    "baseline_recorded": "Baseline matches the KPI's own record",
    "measure_named": "Measure named: a KPI or a unit",
    "owner_named": "Benefit owner named",
    "owner_outside": "Benefit owner outside the project",
    "due_date": "Due date stated",
    "interim_targets": "Interim targets set",
    "data_source": "Data source named",
    "counter_kpi": "Counter-KPI watched",
    "cash_class": "Kind of money stated",
    "money_claimed": "Money claimed",
    "bold": "Claims more movement than the middle benefit",
    "many": "More benefits than the middle case",
}
#: Roles of those who run the project, in small letters; a sponsor owns the case, not its project.
_PROJECT = ("project manager", "programme manager", "project lead", "project")
_HALF = 0.5


def case_features(  # noqa: PLR0913 - each table is an argument of its own
    benefits: dy.DataFrame[PromisedBenefits],
    gaps: dy.DataFrame[Gaps],
    *,
    plans: dy.DataFrame[Plans],
    owners: dy.DataFrame[Owners],
    logics: dy.DataFrame[Logics],
    thresholds: Thresholds,
) -> dy.DataFrame[CaseFeatures]:
    """Whether each case had each feature when it was approved.

    Shape:  one row a case of `benefits` and feature, sorted by case, features in their order.
    Rule:   a case has a feature when at least half of its benefits have it; `many` is its own.
            Null where nothing can be said: no record to match, no movement, nobody known to
            run the project.
    """
    found = (
        benefits.select(
            "benefit_id", "case_id", "logic", "baseline", "baseline_on", "kpi_id", "unit", "owner",
            "due_on", "data_source", "money_per_year", "value_per_unit",
            kind=pl.col("class"),
        )
        .join(_measured(gaps, thresholds), on="benefit_id", how="left")
        .join(_projects(owners), on="case_id", how="left")
        .with_columns(
            planned=pl.col("benefit_id").is_in(plans["benefit_id"].implode()),
            watched=pl.col("logic").is_in(_with_counter(logics).implode()),
        )
    )  # fmt: skip
    by_case = found.group_by("case_id").agg(
        *((known.mean() >= _HALF).alias(name) for name, known in _asked().items()), size=pl.len()
    )
    many = pl.col("size") > pl.col("size").median()
    wide = by_case.with_columns(many=many).select("case_id", *FEATURES)
    long = wide.unpivot(index="case_id", variable_name="feature", value_name="has")
    order = {name: place for place, name in enumerate(FEATURES)}
    place = pl.col("feature").replace_strict(order)
    name = pl.col("feature").replace_strict(FEATURES)
    named = long.with_columns(name=name).sort("case_id", place)
    return CaseFeatures.validate(named)


def _asked() -> dict[str, pl.Expr]:
    """What each feature asks of one benefit; null where nothing can be said."""
    owner = pl.col("owner").str.strip_chars().str.to_lowercase()
    size = pl.col("size_of_claim")
    return {
        "baseline_stated": pl.col("baseline").is_not_null(),
        "baseline_dated": pl.col("baseline_on").is_not_null(),
        "baseline_recorded": pl.col("matches"),
        "measure_named": pl.any_horizontal(pl.col("kpi_id", "unit").is_not_null()),
        "owner_named": pl.col("owner").is_not_null(),
        "owner_outside": ~owner.is_in(pl.col("project")),
        "due_date": pl.col("due_on").is_not_null(),
        "interim_targets": pl.col("planned"),
        "data_source": pl.col("data_source").is_not_null(),
        "counter_kpi": pl.col("watched"),
        "cash_class": pl.col("kind").is_not_null(),
        "money_claimed": pl.any_horizontal(
            pl.col("money_per_year", "value_per_unit").is_not_null()
        ),
        "bold": size > pl.col("middle_claim"),
    }


def _measured(gaps: dy.DataFrame[Gaps], thresholds: Thresholds) -> pl.DataFrame:
    """Of each benefit whether its baseline matches the record, and the size of its claim."""
    movement = pl.col("target") - pl.col("baseline")
    off = ratio((pl.col("recorded_baseline") - pl.col("baseline")).abs(), movement.abs())
    claim = ratio(movement.abs(), pl.col("baseline").abs())
    return gaps.select(
        "benefit_id",
        matches=off <= thresholds.baseline_difference + CLOSE,
        size_of_claim=claim,
        middle_claim=claim.median(),
    )


def _projects(owners: dy.DataFrame[Owners]) -> pl.DataFrame:
    """Names of those who run the project of each case."""
    role = pl.col("role").str.strip_chars().str.to_lowercase()
    running = owners.filter(role.is_in(_PROJECT) & pl.col("name").is_not_null())
    name = pl.col("name").str.strip_chars().str.to_lowercase()
    return running.group_by(case_id="subject").agg(project=name)


def _with_counter(logics: dy.DataFrame[Logics]) -> pl.Series:
    return logics.filter(pl.col("counter_kpi").is_not_null())["logic"]
