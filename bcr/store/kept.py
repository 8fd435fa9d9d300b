"""Everything the store keeps of a portfolio, as finished frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcr.schemas.records import (
    Cases,
    Costs,
    Decisions,
    Deflators,
    Kpis,
    Logics,
    Observations,
    Owners,
    Plans,
)
from bcr.store import queries, versions

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

    from bcr.model import Basis
    from bcr.schemas.restated import BenefitVersions
    from bcr.store.database import Connection


@dataclass(frozen=True, slots=True)
class Kept:
    """The records of a portfolio on one basis, and what is known of where they come from."""

    cases: dy.DataFrame[Cases]
    kpis: dy.DataFrame[Kpis]
    observations: dy.DataFrame[Observations]
    plans: dy.DataFrame[Plans]
    costs: dy.DataFrame[Costs]
    deflators: dy.DataFrame[Deflators]
    logics: dy.DataFrame[Logics]
    owners: dy.DataFrame[Owners]
    decisions: dy.DataFrame[Decisions]
    #: In every version, oldest first; of cases, costs and decisions with their import_no.
    benefit_versions: dy.DataFrame[BenefitVersions]
    case_versions: pl.DataFrame
    cost_versions: pl.DataFrame
    decision_versions: pl.DataFrame
    #: Problems, Sources and Blocks.
    problems: pl.DataFrame
    sources: pl.DataFrame
    blocks: pl.DataFrame


def kept(connection: Connection, basis: Basis) -> Kept:
    """Give all that is kept, cases, plans and costs as they are on a basis.

    Raises: BcrError, when the store was changed so that a benefit belongs to no file.
    """
    return Kept(
        cases=Cases.cast(versions.on_basis(connection, "cases", basis)),
        kpis=Kpis.cast(queries.current(connection, "kpis")),
        observations=Observations.cast(queries.current(connection, "observations")),
        plans=Plans.cast(versions.on_basis(connection, "plans", basis)),
        costs=Costs.cast(versions.on_basis(connection, "costs", basis)),
        deflators=Deflators.cast(queries.current(connection, "deflators")),
        logics=Logics.cast(queries.current(connection, "logics")),
        owners=Owners.cast(queries.current(connection, "owners")),
        decisions=Decisions.cast(queries.current(connection, "decisions")),
        benefit_versions=versions.benefit_versions(connection),
        case_versions=versions.stated_rows(connection, "cases"),
        cost_versions=versions.stated_rows(connection, "costs"),
        decision_versions=versions.stated_rows(connection, "decisions"),
        problems=queries.problems(connection),
        sources=queries.sources(connection),
        blocks=queries.blocks(connection),
    )
