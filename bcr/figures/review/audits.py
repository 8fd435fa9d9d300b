"""The seven questions an auditor asks of each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import CLOSE, averaged, ratio
from bcr.figures.status import is_due
from bcr.model import Status
from bcr.schemas.review import Audits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import PromisedBenefits

QUESTIONS = {
    "baseline_known": "Was the baseline known?",
    "measurable": "Was the objective measurable?",
    "measure_named": "Was the measure named?",
    "explained": "Was the estimate explained?",
    "data_planned": "Was the data planned?",
    "review_committed": "Was a review committed to?",
    "on_track": "Is it on track?",
}


def audits(
    benefits: dy.DataFrame[PromisedBenefits], gaps: dy.DataFrame[Gaps], thresholds: Thresholds
) -> dy.DataFrame[Audits]:
    """For each case the share of its benefits that answer each question with yes.

    Shape:  one row a case, the least auditable first.
    Rule:   baseline known: stated, and within a tenth of the movement of the KPI's record where
            there is one. Measurable: it can be scored, or could be if it were due and measured.
            Measure: a KPI. Explained: a description, or a value per unit. Data: a source named.
            Review: a due date and an owner. On track: mostly there or better, of those due.
    Source: methods, section 7.
    """
    both = benefits.select(
        "benefit_id", "description", "value_per_unit", "data_source", promised_kpi="kpi_id"
    ).join(gaps, on="benefit_id")
    table = (
        both.group_by("case_id")
        .agg(
            *(answer.cast(pl.Float64).mean().alias(name)
              for name, answer in _answers(thresholds).items()),
            benefits=pl.len(),
        )
        .with_columns(auditability=_mean_of(list(QUESTIONS)))
        .sort("auditability", "case_id")
    )  # fmt: skip
    return Audits.validate(table)


def _mean_of(names: Sequence[str]) -> pl.Expr:
    """The mean of what is known in some columns, whichever of them hold it."""
    return pl.concat_list(names).list.eval(averaged(pl.element())).list.first()


def _answers(thresholds: Thresholds) -> dict[str, pl.Expr]:
    movement = (pl.col("target") - pl.col("baseline")).abs()
    off = ratio((pl.col("recorded_baseline") - pl.col("baseline")).abs(), movement)
    matches = (off <= thresholds.baseline_difference + CLOSE).fill_null(value=True)
    status = pl.col("status")
    reached = status.is_in([Status.EXCEEDED, Status.DELIVERED, Status.MOSTLY])
    explained = pl.any_horizontal(pl.col("description", "value_per_unit").is_not_null())
    return {
        "baseline_known": pl.col("baseline").is_not_null() & matches,
        "measurable": status != Status.NOT_SCORABLE,
        "measure_named": pl.col("promised_kpi").is_not_null(),
        "explained": explained,
        "data_planned": pl.col("data_source").is_not_null(),
        "review_committed": pl.all_horizontal(pl.col("due_on", "owner").is_not_null()),
        "on_track": pl.when(is_due()).then(reached),
    }
