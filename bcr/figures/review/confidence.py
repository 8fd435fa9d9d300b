"""How sure the cases were of themselves beside what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.logics.league import league
from bcr.figures.review.framework import case_totals, two_sets, with_words
from bcr.figures.status import is_scored
from bcr.model import UNCLASSIFIED, Status
from bcr.schemas.figures import Gaps
from bcr.schemas.records import Logics
from bcr.schemas.review import Confidence, Framework

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.records import PromisedBenefits

#: Words for the top of a scale, in small letters. A percentage is no such word.
HIGH = (
    "high", "very high", "h", "alta", "alto", "muy alta", "muy alto", "élevée", "élevé", "haute",
    "forte", "très élevée",
)  # fmt: skip
_HALF = 0.5


def confidence(
    benefits: dy.DataFrame[PromisedBenefits],
    gaps: dy.DataFrame[Gaps],
    *,
    currency: str,
    thresholds: Thresholds,
) -> dy.DataFrame[Confidence]:
    """What became of benefits by how confident their case said it was.

    Shape: one row a wording, in the order of the alphabet; not stated last.
    Rule:  shares are means over cases, with the interval of the league table.
    """
    said = gaps.join(_stated(benefits), on="benefit_id")
    reached = pl.col("status").is_in([Status.EXCEEDED, Status.DELIVERED])
    counts = said.group_by("confidence").agg(
        benefits=pl.len(), scored=is_scored().sum(), reached=reached.filter(is_scored()).mean()
    )
    groups = Gaps.cast(said.with_columns(logic=pl.col("confidence").fill_null(UNCLASSIFIED)))
    shares = league(groups, Logics.create_empty(), currency=currency, thresholds=thresholds).select(
        "realised_share", "low", "high", cases="scored_cases",
        confidence=pl.col("logic").replace({UNCLASSIFIED: None}),
    )  # fmt: skip
    table = counts.join(shares, on="confidence", how="left", nulls_equal=True)
    return Confidence.validate(table.sort("confidence", nulls_last=True), cast=True)


def high_and_other(
    benefits: dy.DataFrame[PromisedBenefits], gaps: dy.DataFrame[Gaps], thresholds: Thresholds
) -> dy.DataFrame[Framework]:
    """What cases delivered that called their confidence high, beside those that called it less.

    Shape: one row, in the columns of `Framework`; no adjustment, since it is one comparison.
    Rule:  a case is one of the first when at least half of its benefits that state any confidence
           say so; only those benefits count, and cases that state none are in neither set.
    """
    stated = _stated(benefits).drop_nulls()
    high = pl.col("confidence").str.to_lowercase().is_in(HIGH)
    of_gaps = gaps.join(stated, on="benefit_id").group_by("case_id").agg(has=high.mean() >= _HALF)
    known = Gaps.cast(gaps.join(stated, on="benefit_id", how="semi"))
    cases = case_totals(known, thresholds).drop_nulls("realised_share")
    both = cases.join(of_gaps, on="case_id").sort("case_id")
    has = both["has"].to_numpy().astype(bool)
    name, level = "Confidence stated as high", thresholds.confidence
    row = two_sets("confidence_high", name, both["realised_share"].to_numpy(), has, level)
    return Framework.validate(with_words([row], level), cast=True)


def _stated(benefits: dy.DataFrame[PromisedBenefits]) -> pl.DataFrame:
    stated = pl.col("confidence").str.strip_chars().replace({"": None})
    return benefits.select("benefit_id", confidence=stated)
