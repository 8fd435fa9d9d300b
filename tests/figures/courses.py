"""What comes after the gaps, for tests: tracks, claims and waterfalls of short tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bcr.figures.claims.overlap import claims
from bcr.figures.course.tracks import tracks
from bcr.figures.waterfall import benefit_waterfalls
from bcr.portfolio import Thresholds
from bcr.schemas.records import Decisions, Observations
from tests.figures.tables import AS_OF, Row, cases, gaps_of, kpis, plans, table

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.schemas.course import Claims, Tracks, Waterfalls
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Cases, Kpis, Plans, PromisedBenefits


@dataclass(frozen=True)
class Told:
    """Everything that is told of some promises."""

    gaps: dy.DataFrame[Gaps]
    tracks: dy.DataFrame[Tracks]
    claims: dy.DataFrame[Claims]
    waterfalls: dy.DataFrame[Waterfalls]

    def track(self, number: int = 0) -> Row:
        return self.tracks.row(number, named=True)

    def parts(self, number: int = 0, basis: str = "benefits") -> Row:
        """The parts that are not zero."""
        rows = self.waterfalls.filter(self.waterfalls["basis"] == basis)
        row = rows.filter(rows["group"] == self.gaps["benefit_id"][number]).row(0, named=True)
        return {name: value for name, value in row.items() if isinstance(value, float) and value}


def told(  # noqa: PLR0913 - each table is an argument of its own
    promised: dy.DataFrame[PromisedBenefits],
    *,
    record: dy.DataFrame[Observations] | None = None,
    measures: dy.DataFrame[Kpis] | None = None,
    planned: dy.DataFrame[Plans] | None = None,
    approved: dy.DataFrame[Cases] | None = None,
    decided: list[Row] | None = None,
    as_of: dt.date = AS_OF,
) -> Told:
    """What is told of the promises, with empty tables where nothing is said."""
    tables: dict[str, Any] = {
        "cases": approved if approved is not None else cases(),
        "kpis": measures if measures is not None else kpis(),
        "observations": record if record is not None else table(Observations, []),
        "plans": planned if planned is not None else plans(),
    }
    gaps = gaps_of(
        promised,
        record=tables["observations"],
        measures=tables["kpis"],
        planned=tables["plans"],
        approved=tables["cases"],
        as_of=as_of,
    )
    decisions = table(Decisions, decided or [])
    ran = tracks(
        gaps, promised, **tables, decisions=decisions, as_of=as_of, thresholds=Thresholds()
    )
    claimed = claims(gaps, promised, as_of)
    return Told(gaps, ran, claimed, benefit_waterfalls(gaps, ran, claimed, as_of))
