"""From the store to figures: every figure of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.errors import BcrError
from bcr.model import Basis, Grouping, LeagueBy
from bcr.schemas.figures import Gaps
from bcr.schemas.records import Cases
from bcr.workflow.stated import stated

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import dataframely as dy

    from bcr.pages.dossier import Dossier
    from bcr.pages.figured import Courses
    from bcr.portfolio import Portfolio
    from bcr.workflow.stated import Stated


def dossier(
    store: Path,
    portfolio: Portfolio,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
) -> Dossier:
    """Give every figure of a portfolio, on one basis, with the records behind it.

    Raises: BcrError, when there is no date to give the figures for.
    """
    from bcr.figures.gaps import benefit_gaps

    said = stated(store, portfolio, as_of, basis)
    gaps = benefit_gaps(
        said.benefits, cases=said.of.cases, kpis=said.kpis, observations=said.observations,
        plans=said.of.plans, as_of=the_day(said), thresholds=portfolio.thresholds,
        decisions=said.of.decisions,
    )  # fmt: skip
    return dossier_of(said, gaps, portfolio, basis)


def the_day(said: Stated) -> dt.date:
    """Give the day that figures are for.

    Raises: BcrError, when nobody names one and the data has no date.
    """
    if said.as_of is None:
        raise BcrError("The data names no date to compare at.", "Give one with --as-of 2025-03-31.")
    return said.as_of


def dossier_of(
    said: Stated,
    gaps: dy.DataFrame[Gaps],
    portfolio: Portfolio,
    basis: Basis,
    courses: Courses | None = None,
) -> Dossier:
    """Give every figure of a portfolio whose gaps are known.

    `courses`: what is known of each benefit over time, where that is worked out already.
    """
    from bcr.figures.restatement.restated import restatements
    from bcr.pages.dossier import Dossier

    of, benefits, kpis, observations = said.of, said.benefits, said.kpis, said.observations
    each, changes, day = said.each, said.changes, the_day(said)
    return Dossier(
        portfolio=portfolio, as_of=day, basis=basis, gaps=gaps,
        cases=of.cases, benefits=benefits, kpis=kpis, observations=observations, plans=of.plans,
        owners=of.owners, logics=of.logics, known_logics=said.logics, changes=changes,
        decisions=of.decision_versions, costs=of.costs, deflators=of.deflators,
        case_versions=of.case_versions, cost_versions=of.cost_versions, problems=of.problems,
        sources=of.sources, blocks=of.blocks,
        elsewhere=each[basis].elsewhere,
        restatements=restatements(
            each[Basis.APPROVED].benefits, each[Basis.LATEST].benefits, changes
        ),
        courses=courses,
    )  # fmt: skip


def grouped(found: Dossier, by: Grouping) -> pl.DataFrame:
    """Give a row for each case, logic, department, owner or objective of a portfolio."""
    from bcr.figures.groups import grouped_gaps

    titles = {case_id: row["title"] for case_id, row in found.case_rows.items() if row["title"]}
    names = {Grouping.CASE: titles, Grouping.LOGIC: found.logic_names}
    return grouped_gaps(
        Gaps.cast(found.gaps),
        by,
        cases=Cases.cast(found.cases),
        names=names.get(by, {}),
        currency=found.portfolio.currency,
        thresholds=found.portfolio.thresholds,
    )


def league_by(found: Dossier, by: LeagueBy) -> pl.DataFrame:
    """Give the league table of logics, or of departments, sponsors, sizes, years or templates."""
    from bcr.figures.logics.league import league
    from bcr.figures.logics.regrouped import group_names, regrouped

    if by is LeagueBy.LOGIC:
        return found.league
    currency = found.portfolio.currency
    gaps = regrouped(Gaps.cast(found.gaps), Cases.cast(found.cases), by, currency)
    names, limits = group_names(gaps), found.portfolio.thresholds
    return league(gaps, names, currency=currency, thresholds=limits)


def overlaps(found: Dossier) -> pl.DataFrame:
    """Give claims on KPIs claimed more than once, then KPIs beside them, a row each.

    `finding` says what a row is: claim, counter or elsewhere.
    """
    claimed = found.claims.with_columns(finding=pl.lit("claim"))
    effects = found.surroundings.effects.rename({"role": "finding"})
    beside = effects.with_columns(pl.col("finding").cast(pl.String))
    both = pl.concat([claimed, beside], how="diagonal")
    return both.select("finding", pl.all().exclude("finding"))
