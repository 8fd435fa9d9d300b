"""From the store to figures: every figure of a portfolio, and the way back to its cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from bcr.config import default_logics
from bcr.errors import BcrError, UnknownIdError
from bcr.model import Basis, Grouping, LeagueBy, content_of
from bcr.schemas.figures import Gaps
from bcr.schemas.records import (
    Cases,
    Costs,
    Decisions,
    Deflators,
    Kpis,
    Logics,
    Observations,
    Plans,
    PromisedBenefits,
)
from bcr.store import database, queries
from bcr.workbook.files.content import content_hash
from bcr.workbook.reading import cell_texts
from bcr.workflow.decisions import changes_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import dataframely as dy

    from bcr.model import Portfolio
    from bcr.pages.dossier import Dossier


def dossier(
    store: Path,
    portfolio: Portfolio,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
) -> Dossier:
    """Give every figure of a portfolio, on one basis, with the records behind it.

    Raises: BcrError, when there is no date to give the figures for.
    """
    from bcr.figures.as_of import last_date
    from bcr.figures.classifying.confirmed import with_confirmed
    from bcr.figures.crosswalk import under_confirmed_ids
    from bcr.figures.gaps import benefit_gaps
    from bcr.figures.links import linked_to_kpis
    from bcr.figures.logics.case_shares import case_shares
    from bcr.figures.logics.league import league
    from bcr.figures.money.appraisal import appraisals
    from bcr.figures.money.ladder import cashability
    from bcr.figures.money.plausible import unit_values
    from bcr.figures.money.worth import money_by_class
    from bcr.figures.money.yearly import yearly_money
    from bcr.figures.restatement.basis import promises_on
    from bcr.figures.restatement.restated import restatements
    from bcr.pages.dossier import Dossier

    with database.open_store(store, read_only=True) as connection:
        cases = Cases.cast(queries.on_basis(connection, "cases", basis))
        kpis = Kpis.cast(queries.current(connection, "kpis"))
        observations = Observations.cast(queries.current(connection, "observations"))
        plans = Plans.cast(queries.on_basis(connection, "plans", basis))
        costs = Costs.cast(queries.on_basis(connection, "costs", basis))
        case_versions = queries.stated_rows(connection, "cases")
        cost_versions = queries.stated_rows(connection, "costs")
        deflators = Deflators.cast(queries.current(connection, "deflators"))
        logics = Logics.cast(queries.current(connection, "logics"))
        owners = queries.current(connection, "owners")
        versions = queries.benefit_versions(connection)
        decisions = queries.stated_rows(connection, "decisions")
        decided = Decisions.cast(queries.current(connection, "decisions"))
        problems = queries.problems(connection)
        sources, blocks = queries.sources(connection), queries.blocks(connection)
    changes = changes_of(decisions)
    each = {one: promises_on(one, versions, changes) for one in Basis}
    promised = with_confirmed(each[basis].benefits, decided, _with_defaults(logics))
    if portfolio.crosswalk:
        kpis, observations, promised = under_confirmed_ids(
            portfolio.crosswalk, kpis, observations, promised
        )
    benefits = linked_to_kpis(_in_currency(promised, portfolio.currency), kpis, observations)
    day = as_of or portfolio.as_of or last_date(benefits, observations)
    if day is None:
        raise BcrError("The data names no date to compare at.", "Give one with --as-of 2025-03-31.")
    thresholds = portfolio.thresholds
    gaps = benefit_gaps(
        benefits, cases=cases, kpis=kpis, observations=observations, plans=plans, as_of=day,
        thresholds=thresholds,
    )  # fmt: skip
    ranked = league(
        gaps, _with_defaults(logics), currency=portfolio.currency, thresholds=thresholds
    )
    yearly = yearly_money(
        gaps, benefits=benefits, cases=cases, costs=costs, plans=plans, kpis=kpis,
        observations=observations, deflators=deflators, as_of=day, portfolio=portfolio,
    )  # fmt: skip
    terms = portfolio.appraisal
    return Dossier(
        portfolio=portfolio, as_of=day, gaps=gaps, league=ranked,
        case_shares=case_shares(gaps, thresholds), money=money_by_class(gaps), cases=cases,
        benefits=benefits, kpis=kpis, observations=observations, plans=plans, owners=owners,
        problems=problems, sources=sources, blocks=blocks, basis=basis, costs=costs,
        case_versions=case_versions, cost_versions=cost_versions,
        deflators=deflators, yearly=yearly,
        appraisals=appraisals(yearly, gaps, discount_rate=terms.discount_rate),
        ladder=cashability(gaps, benefits, changes, day),
        unit_values=unit_values(gaps, benefits, factor=terms.unit_value_factor),
        elsewhere=each[basis].elsewhere, logics=logics, decisions=decisions,
        restatements=restatements(
            each[Basis.APPROVED].benefits, each[Basis.LATEST].benefits, changes
        ),
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
    """Give the league table of logics, departments, sponsors or sizes of case."""
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


def _in_currency(
    benefits: dy.DataFrame[PromisedBenefits], currency: str
) -> dy.DataFrame[PromisedBenefits]:
    """Give money without a stated currency that of its portfolio."""
    return PromisedBenefits.cast(benefits.with_columns(pl.col("currency").fill_null(currency)))


def _with_defaults(logics: dy.DataFrame[Logics]) -> dy.DataFrame[Logics]:
    """Add the logics that come with bcr, where the workbooks describe none of that code."""
    ours = pl.DataFrame(default_logics()).join(logics, on="logic", how="anti")
    return Logics.cast(pl.concat([logics, ours], how="diagonal"))


def trace(found: Dossier, identifier: str) -> pl.DataFrame:
    """Give the steps from the figures of a benefit, case, KPI or logic down to cells.

    Raises: UnknownIdError, with the ids most like it.
    """
    from bcr.pages.evidence.trace import ids_like, trace_steps

    steps = trace_steps(found, identifier)
    if steps is None:
        near = ", ".join(ids_like(found, identifier))
        tip = f"Did you mean {near}?" if near else "`bcr compare` lists the benefits and cases."
        raise UnknownIdError(f"Nothing has the id {identifier!r}.", tip)
    return _with_cells(steps, found)


def traces(found: Dossier, identifiers: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Give the steps of several ids; each file is read once, however many cells are asked for."""
    from bcr.pages.evidence.trace import trace_steps

    steps = {one: frame for one in identifiers if (frame := trace_steps(found, one)) is not None}
    if not steps:
        return {}
    told = _with_cells(
        pl.concat(frame.with_columns(of=pl.lit(one)) for one, frame in steps.items()), found
    )
    return {one: told.filter(pl.col("of") == one).drop("of") for one in steps}


def _with_cells(steps: pl.DataFrame, found: Dossier) -> pl.DataFrame:
    return steps.with_columns(pl.Series("cell_says", _cells_now(steps, found.sources), pl.String))


def _cells_now(steps: pl.DataFrame, sources: pl.DataFrame) -> list[str | None]:
    """Read each cell again where its file is still there unchanged."""
    hashes = dict(sources.select("path", "source_id").iter_rows())
    wanted: dict[str, list[str]] = {}
    for file, cell in steps.select("source_file", "source_cell").iter_rows():
        if file and cell:
            wanted.setdefault(file, []).append(cell)
    now: dict[tuple[str, str], str] = {}
    for file, cells in wanted.items():
        path = Path(file)
        if path.is_file() and content_hash(path) == content_of(hashes.get(file, "")):
            now |= {(file, cell): text for cell, text in cell_texts(path, cells).items()}
    return [now.get(place) for place in steps.select("source_file", "source_cell").iter_rows()]
