"""The frames of one portfolio: its records and its figures, some computed when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bcr.figures.claims.overlap import claims
from bcr.figures.claims.side_effects import Surroundings, surroundings
from bcr.figures.course.tracks import tracks
from bcr.figures.waterfall import benefit_waterfalls
from bcr.model import Basis
from bcr.schemas.course import Claims, Tracks
from bcr.schemas.figures import Gaps
from bcr.schemas.records import (
    Cases,
    Decisions,
    Kpis,
    Logics,
    Observations,
    Plans,
    PromisedBenefits,
)

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from bcr.pages.logics.review import Review
    from bcr.portfolio import Portfolio


@dataclass(frozen=True)
class Figured:
    """The finished frames of one portfolio, each as its schema says."""

    portfolio: Portfolio
    as_of: dt.date
    #: Gaps, League, CaseShares and MoneyByClass.
    gaps: pl.DataFrame
    league: pl.DataFrame
    case_shares: pl.DataFrame
    money: pl.DataFrame
    #: Cases, PromisedBenefits, Kpis, Observations, Plans and Owners.
    cases: pl.DataFrame
    benefits: pl.DataFrame
    kpis: pl.DataFrame
    observations: pl.DataFrame
    plans: pl.DataFrame
    owners: pl.DataFrame
    #: Logics, as the workbooks define them.
    logics: pl.DataFrame
    #: Problems, Sources and Blocks.
    problems: pl.DataFrame
    sources: pl.DataFrame
    blocks: pl.DataFrame
    #: Cases and Costs in every version, with import_no.
    case_versions: pl.DataFrame
    cost_versions: pl.DataFrame
    #: Costs as they count, and Deflators; YearlyMoney, Appraisals, Ladder and UnitValues.
    costs: pl.DataFrame
    deflators: pl.DataFrame
    yearly: pl.DataFrame
    appraisals: pl.DataFrame
    ladder: pl.DataFrame
    unit_values: pl.DataFrame
    #: Decisions as stated, with their import_no; Restatements; and Elsewhere.
    decisions: pl.DataFrame
    restatements: pl.DataFrame
    elsewhere: pl.DataFrame
    basis: Basis = Basis.APPROVED
    #: What looking through the cases gave; computed for reports only.
    review: Review | None = None

    @cached_property
    def tracks(self) -> pl.DataFrame:
        """How each benefit's KPI ran since the start, a row of Tracks a benefit."""
        return tracks(
            Gaps.cast(self.gaps),
            PromisedBenefits.cast(self.benefits),
            cases=Cases.cast(self.cases),
            kpis=Kpis.cast(self.kpis),
            observations=Observations.cast(self.observations),
            plans=Plans.cast(self.plans),
            decisions=Decisions.cast(self.decisions),
            as_of=self.as_of,
            thresholds=self.portfolio.thresholds,
        )

    @cached_property
    def claims(self) -> pl.DataFrame:
        """Claims on KPIs that are claimed more than once."""
        benefits = PromisedBenefits.cast(self.benefits)
        return claims(Gaps.cast(self.gaps), benefits, self.as_of)

    @cached_property
    def surroundings(self) -> Surroundings:
        """Counter-KPIs, and other departments' KPIs that got worse."""
        return surroundings(
            Gaps.cast(self.gaps),
            cases=Cases.cast(self.cases),
            logics=Logics.cast(self.logics),
            kpis=Kpis.cast(self.kpis),
            observations=Observations.cast(self.observations),
            as_of=self.as_of,
        )

    @cached_property
    def waterfalls(self) -> pl.DataFrame:
        """Each benefit from intended in full to proven."""
        of = (Gaps.cast(self.gaps), Tracks.cast(self.tracks), Claims.cast(self.claims))
        return benefit_waterfalls(*of, self.as_of)
