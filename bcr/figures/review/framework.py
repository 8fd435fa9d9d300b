"""What in the approved case goes with delivery: with the feature, without it, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.logics.case_shares import shares_by
from bcr.figures.numbers import CLOSE
from bcr.figures.review.features import FEATURES
from bcr.figures.review.resampling import adjusted, difference_interval, permutation_p
from bcr.schemas.review import Framework

if TYPE_CHECKING:
    from collections.abc import Mapping

    import dataframely as dy

    from bcr.figures.logics.random_effects import Floats
    from bcr.figures.logics.spreads import Bools
    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.review import CaseFeatures

#: A set of fewer cases than this is compared with nothing.
LEAST = 3


def framework(
    gaps: dy.DataFrame[Gaps],
    features: dy.DataFrame[CaseFeatures],
    thresholds: Thresholds,
    names: Mapping[str, str] = FEATURES,
) -> dy.DataFrame[Framework]:
    """Each feature of the approved cases beside what cases with and without it delivered.

    Shape:  one row a feature of `names`, those that go with delivery first, by difference.
    Units:  shares are ratios; a case's is over all its due benefits, as in the league table.
    Rule:   the unit is the case. Interval by resampling cases, p-value by permutation, adjusted
            for the number of features (Benjamini and Hochberg). It says “goes with”: features of a
            case come together with its logic, its department and much that nobody wrote down.
    Source: methods, section 7.
    """
    shares = case_totals(gaps, thresholds)
    if not names:
        return Framework.create_empty()
    rows = [
        _compared(feature, name, features, shares, thresholds.confidence)
        for feature, name in names.items()
    ]
    table = with_words(rows, thresholds.confidence)
    order = pl.col("says").replace_strict(
        {"goes with more": 0, "goes with less": 1, "not shown": 2, "too few cases": 3}
    )
    return Framework.validate(
        table.sort(order, -pl.col("difference").abs(), nulls_last=True, maintain_order=True),
        cast=True,
    )


def origins_compared(
    gaps: dy.DataFrame[Gaps], origins: dy.DataFrame[CaseFeatures], thresholds: Thresholds
) -> dy.DataFrame[Framework]:
    """Each department and template beside the others, as `framework` has features.

    Rule: adjusted among themselves. What a case says, which its framework can ask for, is one
          question and where it comes from another: else the more departments there are, the less
          could be shown of any feature.
    """
    named = origins.select("feature", "name").unique(maintain_order=True)
    return framework(gaps, origins, thresholds, dict(named.iter_rows()))


def case_totals(gaps: dy.DataFrame[Gaps], thresholds: Thresholds) -> pl.DataFrame:
    """Each case's realised share over all its due benefits, whatever their logic."""
    shares = shares_by(gaps.lazy().with_columns(group=pl.lit("all")), thresholds)
    return shares.drop("group").collect(engine="in-memory")


_NUMBERS = ("share_with", "share_without", "difference", "low", "high", "p", "p_adjusted")
_TYPES = dict.fromkeys(_NUMBERS, pl.Float64)


def _compared(
    feature: str,
    name: str,
    features: dy.DataFrame[CaseFeatures],
    shares: pl.DataFrame,
    confidence: float,
) -> dict[str, object]:
    """One feature: its two sets of cases and the difference between them."""
    known = features.filter((pl.col("feature") == feature) & pl.col("has").is_not_null())
    scored = shares.select("case_id", "realised_share").drop_nulls()
    cases = known.join(scored, on="case_id").sort("case_id")
    has = cases["has"].to_numpy().astype(bool)
    return two_sets(feature, name, cases["realised_share"].to_numpy(), has, confidence)


def two_sets(
    feature: str, name: str, shares: Floats, has: Bools, confidence: float
) -> dict[str, object]:
    """A row of `Framework` but for what it says: the cases that `has` marks beside the others."""
    with_it, without = shares[has], shares[~has]
    row: dict[str, object] = {
        "feature": feature,
        "name": name,
        "with_it": len(with_it),
        "without": len(without),
        "share_with": _mean(with_it),
        "share_without": _mean(without),
        **dict.fromkeys(_NUMBERS[2:]),
    }
    if min(len(with_it), len(without)) < LEAST:
        return row
    low, high = difference_interval(with_it, without, confidence, feature)
    p = permutation_p(shares, has.astype(np.float64), feature)
    difference = float(with_it.mean() - without.mean())
    return row | {"difference": difference, "low": low, "high": high, "p": p}


def with_words(rows: list[dict[str, object]], confidence: float) -> pl.DataFrame:
    """The rows with their p-values adjusted for each other, and what they say."""
    tested = [row for row in rows if row["p"] is not None]
    for row, p in zip(tested, adjusted([float(str(row["p"])) for row in tested]), strict=True):
        row["p_adjusted"] = p
    return pl.DataFrame(rows, schema_overrides=_TYPES).with_columns(says=_says(1 - confidence))


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None


def _says(level: float) -> pl.Expr:
    """What is said at this adjusted p-value or below; the interval has the same confidence."""
    shown = pl.col("p_adjusted") <= level + CLOSE
    return (
        pl.when(pl.col("p").is_null()).then(pl.lit("too few cases"))
        .when(~shown).then(pl.lit("not shown"))
        .when(pl.col("difference") > 0).then(pl.lit("goes with more"))
        .otherwise(pl.lit("goes with less"))
    )  # fmt: skip
