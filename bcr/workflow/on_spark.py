"""The figures of a portfolio whose records lie as Parquet where a Spark cluster reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcr.model import Basis
from bcr.schemas.figures import Gaps
from bcr.workflow.figures import dossier_of, the_day
from bcr.workflow.stated import stated

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from bcr.pages.dossier import Dossier
    from bcr.portfolio import Portfolio
    from bcr.spark.session import Session


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Spark cluster, and the folder of observations and plans that it reads."""

    master: str
    records: str


def dossier_on_spark(  # noqa: PLR0913 - as a dossier, and where it is worked out
    cluster: Cluster,
    store: Path,
    portfolio: Portfolio,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
    *,
    whole: bool,
) -> Dossier:
    """Give a portfolio's figures; those that hang on one KPI's record come from the cluster.

    The store has the cases, benefits and decisions; observations and plans are the cluster's.
    `whole`: the record is brought here too, for what hangs on it: courses, money by year, pages.
    Otherwise the dossier has the last period of each KPI only, which is enough to compare and rank.
    Raises: BcrError, when there is no Spark, no records, or no date.
    """
    from bcr.spark.session import spark_session

    with spark_session(cluster.master) as session:
        return dossier_in(
            session, cluster.records, store, portfolio, as_of=as_of, basis=basis, whole=whole
        )


def dossier_in(  # noqa: PLR0913 - as above
    session: Session,
    folder: str,
    store: Path,
    portfolio: Portfolio,
    *,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
    whole: bool,
) -> Dossier:
    """Give them from a session that is open, and the records in a folder."""
    from bcr.pages.figured import Courses
    from bcr.spark.engine import figures_on_spark, number_of_parts
    from bcr.spark.figured import Asked
    from bcr.spark.parts import Promised
    from bcr.spark.records import every_period, last_periods, recorded

    records = recorded(session, folder, basis.value)
    last, periods = last_periods(records)
    here = every_period(records) if whole else last
    said = stated(store, portfolio, as_of, basis, here)
    of = said.of
    found = figures_on_spark(
        session,
        Promised(said.benefits, of.cases, said.kpis, of.decisions, of.decision_versions),
        records,
        Asked(the_day(said), portfolio, courses=whole),
        parts=number_of_parts(session, periods),
    )
    courses = Courses(found["tracks"], found["expected_paths"]) if whole else None
    gaps = Gaps.cast(found["gaps"])
    return dossier_of(said, gaps, portfolio, basis, courses)
