"""Benefits put together: what the cases of a logic, department, owner or objective delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.logics.case_shares import BOUNDS, addable, shares_by, weighed
from bcr.figures.money.worth import total
from bcr.figures.numbers import averaged, summed
from bcr.figures.status import is_harm
from bcr.model import BenefitClass, Evidence, Grouping, Status, Verdict
from bcr.schemas.figures import GroupedGaps

if TYPE_CHECKING:
    from collections.abc import Mapping

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Cases

#: Column of the gaps that says what group a benefit is in; the objective is its case's.
_COLUMNS = {
    Grouping.CASE: "case_id",
    Grouping.LOGIC: "logic",
    Grouping.DEPARTMENT: "department",
    Grouping.OWNER: "owner",
}


def grouped_gaps(  # noqa: PLR0913 - each is a thing of its own
    gaps: dy.DataFrame[Gaps],
    by: Grouping,
    *,
    cases: dy.DataFrame[Cases],
    names: Mapping[str, str],
    currency: str,
    thresholds: Thresholds,
) -> dy.DataFrame[GroupedGaps]:
    """The benefits put together by case, logic, department, owner or objective.

    Shape:  one row a group with any benefit, sorted by group; what is not stated comes last.
            `names` has what groups are called, where that is not the group itself.
    Units:  shares are ratios; money a year, cash-releasing benefits in `currency` only.
    Rule:   the unit is the case, as in the league table: a share is the mean over cases of what
            each delivered of its benefits in the group. By case it is the case's own.
    Source: methods, section 6.

    >>> from bcr.portfolio import Thresholds
    >>> from bcr.schemas.figures import Gaps
    >>> from bcr.schemas.records import Cases
    >>> two = pl.DataFrame(
    ...     {
    ...         "case_id": ["C1", "C2"],
    ...         "department": ["Housing", None],
    ...         "realised_share": [0.8, None],
    ...         "status": ["mostly", "not_measured"],
    ...     }
    ... )
    >>> table = grouped_gaps(
    ...     pl.concat([Gaps.create_empty(), two], how="diagonal_relaxed"),
    ...     Grouping.DEPARTMENT,
    ...     cases=Cases.create_empty(),
    ...     names={},
    ...     currency="GBP",
    ...     thresholds=Thresholds(),
    ... )
    >>> table.select("name", "cases", "realised_share", "mostly", "not_measured").rows()
    [('Housing', 1, 0.8, 1, 0), ('not stated', 1, None, 0, 1)]
    """
    grouped = _with_group(gaps, by, cases)
    table = (
        over_cases(shares_by(grouped, thresholds))
        .join(over_benefits(grouped), on="group", how="left", nulls_equal=True)
        .join(cash_a_year(grouped, currency), on="group", how="left", nulls_equal=True)
        .join(_statuses(grouped), on="group", how="left", nulls_equal=True)
        .with_columns(name=pl.col("group").replace(names).fill_null("not stated"))
        .sort("group", nulls_last=True)
    )
    return GroupedGaps.validate(table, cast=True).collect(engine="in-memory")


def over_cases(shares: pl.LazyFrame) -> pl.LazyFrame:
    """Each group's mean over its cases, from the rows of `shares_by`."""
    share, due = pl.col("realised_share"), pl.col("due") > 0
    return shares.group_by("group").agg(
        pl.col("benefits", "due", "measured").sum(),
        averaged(share),
        *(averaged(pl.col(end).filter(due)).alias(end) for end in BOUNDS),
        cases=pl.len(),
        scored_cases=share.count(),
        clipped_cases=pl.col("clipped").sum(),
    )


def over_benefits(grouped: pl.LazyFrame) -> pl.LazyFrame:
    """Each group's coverage and proven share; a case's benefits together weigh as any other's."""
    money, value = pl.col("intended_money").abs(), pl.col("value")
    known = pl.col("realised_share").is_not_null()
    proven = pl.col("verdict") == Verdict.DELIVERED_CHANGE
    tested = pl.col("evidence") != Evidence.UNTESTED
    parts = summed(pl.col("part").filter(proven))
    return (
        weighed(grouped)
        .with_columns(value=pl.when(addable(money).over("group")).then(money).otherwise(1.0))
        .group_by("group")
        .agg(
            coverage=(summed(value.filter(known)) / summed(value)).clip(0.0, 1.0),
            proven_share=pl.when(tested.any()).then(parts / pl.col("case_id").n_unique()),
        )
    )


def cash_a_year(grouped: pl.LazyFrame, currency: str) -> pl.LazyFrame:
    """Each group's cash-releasing money a year; other money is not comparable with it."""
    cash = pl.col("class") == BenefitClass.CASH_RELEASING
    a_year = pl.col("money_per") == "year"
    names = ("intended_money", "realised_money", "gap_money")
    return (
        grouped.filter(cash & a_year & (pl.col("currency") == currency))
        .group_by("group")
        .agg(total(pl.col(name)).alias(name) for name in names)
    )


def _with_group(gaps: dy.DataFrame[Gaps], by: Grouping, cases: dy.DataFrame[Cases]) -> pl.LazyFrame:
    if by is not Grouping.OBJECTIVE:
        return gaps.lazy().with_columns(group=_COLUMNS[by])
    objectives = cases.lazy().select("case_id", group="objective")
    latest = objectives.unique("case_id", keep="last")
    return gaps.lazy().join(latest, on="case_id", how="left")


def _statuses(grouped: pl.LazyFrame) -> pl.LazyFrame:
    status = pl.col("status")
    return grouped.group_by("group").agg(
        ((status == one) & ~is_harm()).sum().alias(one.value) for one in Status
    )
