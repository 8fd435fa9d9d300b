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
from bcr.schemas.money import YearlyMoney
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
from bcr.schemas.restated import Changes

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from bcr.pages.logics.review import Review
    from bcr.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Courses:
    """What the records say of each benefit over time, where that was worked out elsewhere."""

    #: A row of Tracks a benefit.
    tracks: pl.DataFrame
    #: As `expected_paths` gives it.
    expected_paths: pl.DataFrame


@dataclass(frozen=True)
class Figured:
    """The finished frames of one portfolio, each as its schema says."""

    portfolio: Portfolio
    as_of: dt.date
    #: Gaps.
    gaps: pl.DataFrame
    #: Cases, PromisedBenefits, Kpis, Observations, Plans and Owners.
    cases: pl.DataFrame
    benefits: pl.DataFrame
    kpis: pl.DataFrame
    observations: pl.DataFrame
    plans: pl.DataFrame
    owners: pl.DataFrame
    #: Logics, as the workbooks define them; and with those that come with bcr.
    logics: pl.DataFrame
    known_logics: pl.DataFrame
    #: Problems, Sources and Blocks.
    problems: pl.DataFrame
    sources: pl.DataFrame
    blocks: pl.DataFrame
    #: Cases and Costs in every version, with import_no.
    case_versions: pl.DataFrame
    cost_versions: pl.DataFrame
    #: Costs as they count, and Deflators.
    costs: pl.DataFrame
    deflators: pl.DataFrame
    #: Decisions as stated, with their import_no; Changes; Restatements; and Elsewhere.
    decisions: pl.DataFrame
    changes: pl.DataFrame
    restatements: pl.DataFrame
    elsewhere: pl.DataFrame
    basis: Basis = Basis.APPROVED
    #: What looking through the cases gave; computed for reports only.
    review: Review | None = None
    #: None: worked out when asked for.
    courses: Courses | None = None

    @cached_property
    def league(self) -> pl.DataFrame:
        """The league table of logics."""
        from bcr.figures.logics.league import league

        return league(
            Gaps.cast(self.gaps),
            Logics.cast(self.known_logics),
            currency=self.portfolio.currency,
            thresholds=self.portfolio.thresholds,
        )

    @cached_property
    def case_shares(self) -> pl.DataFrame:
        """The share of each case for each logic, a row of CaseShares each."""
        from bcr.figures.logics.case_shares import case_shares

        return case_shares(Gaps.cast(self.gaps), self.portfolio.thresholds)

    @cached_property
    def money(self) -> pl.DataFrame:
        """Totals by class, as MoneyByClass."""
        from bcr.figures.money.worth import money_by_class

        return money_by_class(Gaps.cast(self.gaps))

    @cached_property
    def yearly(self) -> pl.DataFrame:
        """Costs and benefits of each case by year, as YearlyMoney."""
        from bcr.figures.money.yearly import yearly_money

        return yearly_money(
            Gaps.cast(self.gaps),
            benefits=PromisedBenefits.cast(self.benefits),
            cases=Cases.cast(self.cases),
            costs=Costs.cast(self.costs),
            plans=Plans.cast(self.plans),
            kpis=Kpis.cast(self.kpis),
            observations=Observations.cast(self.observations),
            deflators=Deflators.cast(self.deflators),
            as_of=self.as_of,
            portfolio=self.portfolio,
        )

    @cached_property
    def appraisals(self) -> pl.DataFrame:
        """Each case's net present value, ratio and payback, as Appraisals."""
        from bcr.figures.money.appraisal import appraisals

        rate = self.portfolio.appraisal.discount_rate
        yearly = YearlyMoney.cast(self.yearly)
        return appraisals(yearly, Gaps.cast(self.gaps), discount_rate=rate)

    @cached_property
    def ladder(self) -> pl.DataFrame:
        """From claimed to removed from a budget, as Ladder."""
        from bcr.figures.money.ladder import cashability

        benefits, changes = PromisedBenefits.cast(self.benefits), Changes.cast(self.changes)
        return cashability(Gaps.cast(self.gaps), benefits, changes, self.as_of)

    @cached_property
    def unit_values(self) -> pl.DataFrame:
        """What a unit of movement is worth, beside what was said of it, as UnitValues."""
        from bcr.figures.money.plausible import unit_values

        factor = self.portfolio.appraisal.unit_value_factor
        return unit_values(
            Gaps.cast(self.gaps), PromisedBenefits.cast(self.benefits), factor=factor
        )

    @cached_property
    def tracks(self) -> pl.DataFrame:
        """How each benefit's KPI ran since the start, a row of Tracks a benefit."""
        if self.courses:
            return self.courses.tracks
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
