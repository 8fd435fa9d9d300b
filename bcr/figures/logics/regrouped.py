"""Benefits put under the department, sponsor, size, year or template of their case, no logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.model import UNCLASSIFIED, LeagueBy
from bcr.schemas.figures import Gaps
from bcr.schemas.records import Logics

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Cases

#: Approved cost from which each band begins, in the portfolio's currency.
BANDS = ((10e6, "10m or more"), (1e6, "1m to 10m"), (100e3, "100k to 1m"), (0.0, "under 100k"))


def regrouped(
    gaps: dy.DataFrame[Gaps], cases: dy.DataFrame[Cases], by: LeagueBy, currency: str
) -> dy.DataFrame[Gaps]:
    """The gaps with a group in place of the logic, for a league table of departments and so on.

    Rule: what a case does not state is `unclassified`, which is shown and never ranked. Size is
          the approved cost in `currency`; a cost in another one is not stated. Year is that of
          approval, else of the first planned start among the benefits of the case; template that
          of the business-case template it was written in.
    """
    if by is LeagueBy.LOGIC:
        return gaps
    stated = {
        LeagueBy.DEPARTMENT: pl.col("department"),
        LeagueBy.SPONSOR: pl.col("sponsor"),
        LeagueBy.SIZE: _band(currency),
        LeagueBy.YEAR: pl.col("approved_on").dt.year().cast(pl.String),
        LeagueBy.TEMPLATE: pl.col("template_year").cast(pl.String),
    }
    groups = cases.select("case_id", group=stated[by]).unique("case_id", keep="last")
    joined = gaps.join(groups, on="case_id", how="left", maintain_order="left")
    if by is LeagueBy.YEAR:
        first = pl.col("start_on").min().over("case_id").dt.year().cast(pl.String)
        joined = joined.with_columns(pl.col("group").fill_null(first))
    named = joined.with_columns(logic=pl.col("group").fill_null(UNCLASSIFIED))
    return Gaps.validate(named)


def group_names(gaps: dy.DataFrame[Gaps]) -> dy.DataFrame[Logics]:
    """Each group of `regrouped` named as the workbooks write it."""
    groups = gaps.select("logic").unique().sort("logic")
    name = pl.col("logic").replace({UNCLASSIFIED: "Not stated"})
    named = groups.with_columns(name=name)
    return Logics.cast(pl.concat([Logics.create_empty(), named], how="diagonal_relaxed"))


def _band(currency: str) -> pl.Expr:
    cost = pl.col("approved_cost")
    found = pl.lit(None, pl.String)
    for least, name in reversed(BANDS):
        found = pl.when(cost >= least).then(pl.lit(name)).otherwise(found)
    return pl.when(pl.col("currency").fill_null(currency) == currency).then(found)
