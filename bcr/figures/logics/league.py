"""Which investment logic delivered: the league table over business cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.groups import cash_a_year, over_benefits, over_cases
from bcr.figures.logics.case_shares import BOUNDS, case_shares
from bcr.figures.logics.intervals import pooled_logics
from bcr.figures.numbers import CLOSE
from bcr.model import UNCLASSIFIED, LogicVerdict
from bcr.schemas.logics import League

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Logics


def league(
    gaps: dy.DataFrame[Gaps],
    logics: dy.DataFrame[Logics],
    *,
    currency: str,
    thresholds: Thresholds,
) -> dy.DataFrame[League]:
    """The investment logics by what their cases delivered, the surest first.

    Shape:  one row a logic of `gaps`: the ranked by rank, then the others by number of cases.
    Units:  shares are ratios; money a year, cash-releasing benefits in `currency` only.
    Rule:   the unit is the case. A logic is ranked by the low end of its interval at 50%, the
            lower quartile, when enough of its cases have a share and enough logics can be
            ranked; `unclassified` never is. Intervals are cut to the floor and ceiling of
            shares, and verdict and rank go by what is left. `realised_money` and `gap_money` are
            over the benefits whose realised money is known, `intended_money` over all.
    Source: methods, section 6.

    >>> from bcr.portfolio import Thresholds
    >>> from bcr.schemas.figures import Gaps
    >>> from bcr.schemas.records import Logics
    >>> two = pl.DataFrame(
    ...     {
    ...         "logic": ["self_service"] * 2,
    ...         "case_id": ["C1", "C2"],
    ...         "realised_share": [0.8, 0.4],
    ...         "status": ["mostly", "short"],
    ...     }
    ... )
    >>> gaps = pl.concat([Gaps.create_empty(), two], how="diagonal_relaxed")
    >>> table = league(gaps, Logics.create_empty(), currency="GBP", thresholds=Thresholds())
    >>> table.select("name", "cases", pl.col("realised_share").round(2), "verdict").rows()
    [('Self service', 2, 0.6, 'not_shown')]
    """
    shares, grouped = case_shares(gaps, thresholds), gaps.lazy().with_columns(group="logic")
    pooled = pooled_logics(shares, thresholds).lazy()
    table = (
        over_cases(shares.lazy().rename({"logic": "group"}))
        .join(over_benefits(grouped), on="group", how="left")
        .join(cash_a_year(grouped, currency), on="group", how="left")
        .rename({"group": "logic"})
        .pipe(_with_pooled, pooled)
        .join(_names(logics), on="logic", how="left")
        .with_columns(name=pl.coalesce("name", _readable(pl.col("logic"))))
        .with_columns(verdict=_verdict(thresholds))
        .with_columns(rank=_rank(thresholds))
        .sort(
            "rank",
            "cases",
            "name",
            "logic",
            descending=[False, True, False, False],
            nulls_last=True,
        )
    )
    return League.validate(table, cast=True).collect(engine="in-memory")


def _with_pooled(table: pl.LazyFrame, pooled: pl.LazyFrame) -> pl.LazyFrame:
    """The means and bounds of cases by random effects in place of plain ones."""
    plain = ("realised_share", *BOUNDS)
    joined = table.join(pooled, on="logic", how="left", suffix="_pooled")
    better = (pl.coalesce(f"{name}_pooled", name).alias(name) for name in plain)
    return joined.with_columns(better).drop(f"{name}_pooled" for name in plain)


def _names(logics: dy.DataFrame[Logics]) -> pl.LazyFrame:
    return logics.lazy().select("logic", "name").unique("logic", keep="last")


def _readable(logic: pl.Expr) -> pl.Expr:
    """A logic's code as a name: first_contact is First contact."""
    spaced = logic.str.replace_all("_", " ")
    return spaced.str.slice(0, 1).str.to_uppercase() + spaced.str.slice(1)


def _verdict(thresholds: Thresholds) -> pl.Expr:
    enough = (pl.col("scored_cases") >= thresholds.min_cases) & pl.col("low").is_not_null()
    covered = pl.col("coverage") >= thresholds.min_coverage - CLOSE
    return (
        pl.when(~enough)
        .then(pl.lit(LogicVerdict.TOO_FEW.value))
        .when((pl.col("low") >= thresholds.mostly - CLOSE) & covered)
        .then(pl.lit(LogicVerdict.DELIVERS.value))
        .when(pl.col("low") > 0)
        .then(pl.lit(LogicVerdict.DELIVERS_IN_PART.value))
        .when(pl.col("high") < 0)
        .then(pl.lit(LogicVerdict.BACKFIRES.value))
        .otherwise(pl.lit(LogicVerdict.NOT_SHOWN.value))
    )


def _rank(thresholds: Thresholds) -> pl.Expr:
    """1 for the highest lower quartile; ties by share, then by name."""
    scorable = (pl.col("verdict") != LogicVerdict.TOO_FEW) & (pl.col("logic") != UNCLASSIFIED)
    order = pl.struct(-pl.col("lower_quartile"), -pl.col("realised_share"), "name", "logic")
    rank = pl.when(scorable).then(order).rank("ordinal")
    return pl.when(scorable & (scorable.sum() >= thresholds.min_logics_to_rank)).then(rank)
