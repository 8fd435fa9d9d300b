"""What figures are worked out from: the records of a portfolio as they count on one basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bcr.config import default_logics
from bcr.model import Basis
from bcr.schemas.records import Logics, Observations, PromisedBenefits
from bcr.store import database
from bcr.store.kept import kept
from bcr.workflow.decisions import changes_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    import dataframely as dy

    from bcr.figures.restatement.basis import Promises
    from bcr.portfolio import Portfolio
    from bcr.schemas.records import Kpis
    from bcr.schemas.restated import Changes
    from bcr.store.kept import Kept


@dataclass(frozen=True, slots=True)
class Stated:
    """The records that count: each benefit under the id of its KPI, in a stated currency."""

    of: Kept
    benefits: dy.DataFrame[PromisedBenefits]
    kpis: dy.DataFrame[Kpis]
    observations: dy.DataFrame[Observations]
    #: Those of the workbooks, then those that come with bcr.
    logics: dy.DataFrame[Logics]
    #: What was promised on each basis, and the decisions that changed it.
    each: Mapping[Basis, Promises]
    changes: dy.DataFrame[Changes]
    #: The day figures are for; None where nobody names one and the data has no date.
    as_of: dt.date | None


def stated(
    store: Path,
    portfolio: Portfolio,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
    observations: dy.DataFrame[Observations] | None = None,
) -> Stated:
    """Give the records of a portfolio on one basis.

    `observations`: those to take in place of the store's.
    """
    with database.open_store(store, read_only=True) as connection:
        of = kept(connection, basis)
    return stated_by(of, portfolio, as_of, basis, observations)


def stated_by(
    of: Kept,
    portfolio: Portfolio,
    as_of: dt.date | None,
    basis: Basis,
    observations: dy.DataFrame[Observations] | None = None,
) -> Stated:
    """Give them from what is kept on that basis."""
    from bcr.figures.as_of import last_date
    from bcr.figures.classifying.confirmed import with_confirmed
    from bcr.figures.crosswalk import under_confirmed_ids
    from bcr.figures.links import linked_to_kpis
    from bcr.figures.restatement.basis import promises_on

    changes = changes_of(of.decision_versions)
    each = {one: promises_on(one, of.benefit_versions, changes) for one in Basis}
    logics = _with_defaults(of.logics)
    promised = with_confirmed(each[basis].benefits, of.decisions, logics)
    recorded = of.observations if observations is None else observations
    kpis, recorded, promised = under_confirmed_ids(portfolio.crosswalk, of.kpis, recorded, promised)
    benefits = linked_to_kpis(_in_currency(promised, portfolio.currency), kpis, recorded)
    day = as_of or portfolio.as_of or last_date(benefits, recorded)
    return Stated(of, benefits, kpis, recorded, logics, each, changes, day)


def _in_currency(
    benefits: dy.DataFrame[PromisedBenefits], currency: str
) -> dy.DataFrame[PromisedBenefits]:
    """Give money without a stated currency that of its portfolio."""
    return PromisedBenefits.cast(benefits.with_columns(pl.col("currency").fill_null(currency)))


def _with_defaults(logics: dy.DataFrame[Logics]) -> dy.DataFrame[Logics]:
    """Add the logics that come with bcr, where the workbooks describe none of that code."""
    ours = pl.DataFrame(default_logics()).join(logics, on="logic", how="anti")
    return Logics.cast(pl.concat([logics, ours], how="diagonal"))
