"""What did not last from approval to the due date: people, objectives, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.review.framework import case_totals, two_sets, with_words
from bcr.schemas.review import Continuity, Framework

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Decisions, Owners, PromisedBenefits

_DROPPED = ("dropped", "cancelled", "canceled", "withdrawn", "stopped", "closed early")
LEFT = ("owner left before due", "sponsor left before due")


def continuity(
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    owners: dy.DataFrame[Owners],
    decisions: dy.DataFrame[Decisions],
    as_of: dt.date,
) -> dy.DataFrame[Continuity]:
    """Everything that is known not to have lasted, with the day and who or what it was.

    Shape:  0..n rows a case and benefit, by case, benefit and day.
    Rule:   someone left when their last day is before the due date (of a case: of its last
            benefit) and not after `as_of`; a benefit has no owner on record when every one
            has left by then, or when it names none and others do. A target was eased when it was
            moved towards the baseline.
    """
    held = _roles(benefits, owners, as_of)
    rows = pl.concat([_left(held), _unowned(benefits, owners, held), _changed(benefits, decisions)])
    ordered = rows.sort("case_id", "benefit_id", "on", "what", nulls_last=True)
    return Continuity.validate(ordered, cast=True)


def _roles(
    benefits: dy.DataFrame[PromisedBenefits], owners: dy.DataFrame[Owners], as_of: dt.date
) -> pl.DataFrame:
    """Who held what role of which benefit, or sponsored which case, with its due date."""
    role = pl.col("role").str.strip_chars().str.to_lowercase().fill_null("owner")
    people = owners.filter(pl.col("name").is_not_null()).with_columns(
        role=role, left=(pl.col("to_on") <= as_of).fill_null(value=False)
    )
    of_benefit = people.filter(role.str.contains("owner")).join(
        benefits.select("benefit_id", "case_id", "due_on"), left_on="subject",
        right_on="benefit_id",
    ).with_columns(benefit_id="subject")  # fmt: skip
    due = benefits.group_by("case_id").agg(pl.col("due_on").max())
    of_case = people.filter(role.str.contains("sponsor")).join(
        due, left_on="subject", right_on="case_id"
    ).with_columns(case_id="subject", benefit_id=pl.lit(None, pl.String))  # fmt: skip
    names = ("case_id", "benefit_id", "name", "to_on", "left", "due_on")
    return pl.concat([of_benefit.select(names), of_case.select(names)])


def _left(held: pl.DataFrame) -> pl.DataFrame:
    gone = held.filter(pl.col("left") & (pl.col("to_on") < pl.col("due_on")))
    what = pl.when(pl.col("benefit_id").is_null()).then(pl.lit(LEFT[1])).otherwise(pl.lit(LEFT[0]))
    return gone.select("case_id", "benefit_id", what.alias("what"), on="to_on", detail="name")


def _unowned(
    benefits: dy.DataFrame[PromisedBenefits], owners: dy.DataFrame[Owners], held: pl.DataFrame
) -> pl.DataFrame:
    """Benefits whose every owner on record has left, or that name none where others do.

    Where no workbook names any owner, nothing is known of owners, which says nothing.
    """
    known = held.filter(pl.col("benefit_id").is_not_null())
    gone = known.group_by("benefit_id").agg(
        all_left=pl.col("left").all(), on=pl.col("to_on").max(), last=pl.col("name").last()
    )
    joined = benefits.join(gone, on="benefit_id", how="left")
    names_owners = not owners.is_empty() or benefits["owner"].is_not_null().any()
    nobody = pl.col("all_left").fill_null(pl.col("owner").is_null() & names_owners)
    detail = pl.when(pl.col("last").is_null()).then(pl.lit("none is named")).otherwise(
        pl.format("after {}", pl.col("last").fill_null(""))
    )  # fmt: skip
    return joined.filter(nobody).select(
        "case_id", "benefit_id", pl.lit("no owner on record").alias("what"), "on",
        detail.alias("detail"),
    )  # fmt: skip


def _changed(
    benefits: dy.DataFrame[PromisedBenefits], decisions: dy.DataFrame[Decisions]
) -> pl.DataFrame:
    """Decisions that drop, replace, lower or move what was approved."""
    about = benefits.select("benefit_id", "case_id", "baseline")
    of_cases = benefits.select(benefit_id="case_id", case="case_id").unique()
    field = pl.col("field").str.strip_chars().str.to_lowercase()
    old, new = (pl.col(name).str.replace_all(r"[^\d.\-]", "").cast(pl.Float64, strict=False)
                for name in ("old", "new"))  # fmt: skip
    nearer = (new - pl.col("baseline")).abs() < (old - pl.col("baseline")).abs()
    what = (
        pl.when(field.is_in(["status", "stage"]) & pl.col("new").str.to_lowercase().is_in(_DROPPED))
        .then(pl.lit("dropped"))
        .when(field == "objective").then(pl.lit("objective replaced"))
        .when((field == "target") & nearer).then(pl.lit("target eased"))
        .when(field == "due on").then(pl.lit("due date moved"))
    )  # fmt: skip
    joined = (
        decisions.rename({"subject": "benefit_id"})
        .join(about, on="benefit_id", how="left")
        .join(of_cases, on="benefit_id", how="left")
    )
    whole = pl.col("case").is_not_null()
    return joined.with_columns(what=what, case_id=pl.coalesce("case_id", "case")).filter(
        pl.col("what").is_not_null() & pl.col("case_id").is_not_null()
    ).select(
        "case_id",
        pl.when(~whole).then("benefit_id").alias("benefit_id"),
        "what",
        on="decided_on",
        detail=pl.format("{} → {}", pl.col("old").fill_null("?"), pl.col("new").fill_null("?")),
    )  # fmt: skip


def with_and_without_change(
    gaps: dy.DataFrame[Gaps], lasting: dy.DataFrame[Continuity], thresholds: Thresholds
) -> dy.DataFrame[Framework]:
    """What cases delivered whose owner or sponsor left before the due date, beside the others.

    Shape: one row, in the columns of `Framework`; no adjustment, since it is one comparison.
    """
    gone = lasting.filter(pl.col("what").is_in(LEFT))["case_id"]
    cases = case_totals(gaps, thresholds).drop_nulls("realised_share")
    has = cases["case_id"].is_in(gone.implode()).to_numpy().astype(bool)
    name = "An owner or sponsor left before the due date"
    confidence = thresholds.confidence
    row = two_sets("people_left", name, cases["realised_share"].to_numpy(), has, confidence)
    return Framework.validate(with_words([row], confidence), cast=True)
