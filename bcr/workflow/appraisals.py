"""From a new case's workbook and the store to what history lets one expect of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from bcr.errors import BcrError
from bcr.schemas.figures import Gaps
from bcr.schemas.logics import CaseShares
from bcr.schemas.records import (
    Cases,
    Costs,
    Deflators,
    Kpis,
    Observations,
    Owners,
    Plans,
    PromisedBenefits,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy

    from bcr.pages.dossier import Dossier
    from bcr.schemas.money import Appraisals as Worth
    from bcr.schemas.review import Appraisals, CaseFeatures, ExpectedWorth
    from bcr.workbook.layouts.layout import Layout


@dataclass(frozen=True, slots=True)
class Appraised:
    """A new case's benefits, and its money, at what like cases came to."""

    benefits: pl.DataFrame
    money: pl.DataFrame


def appraise(found: Dossier, workbook: Path, layouts: Sequence[Layout]) -> Appraised:
    """Give the benefits and money of a workbook at P20, P50 and P80 of the cases in the store.

    Nothing of the workbook is stored. Cases of the same id are left out of the history, so that
    no case is appraised by itself.

    Raises: BcrError, when the workbook holds no benefit or the store no scored case.
    """
    from bcr.figures.classifying.suggestions import suggestions
    from bcr.figures.logics.case_shares import case_shares
    from bcr.figures.logics.reference import reference_classes
    from bcr.figures.review.appraisal import appraisal, references
    from bcr.figures.review.features import case_features
    from bcr.figures.review.framework import framework
    from bcr.workflow.reviews import all_logics

    new = _read(found, workbook, layouts)
    gaps, limits = _gaps(found, new), found.portfolio.thresholds
    history = Gaps.cast(found.gaps.filter(~pl.col("case_id").is_in(gaps["case_id"].implode())))
    logics = all_logics(pl.concat([found.logics, new.logics]))

    def featured(
        of: Dossier, benefits: pl.DataFrame, these: dy.DataFrame[Gaps]
    ) -> dy.DataFrame[CaseFeatures]:
        return case_features(
            PromisedBenefits.cast(benefits), these, plans=Plans.cast(of.plans),
            owners=Owners.cast(of.owners), logics=logics, thresholds=limits,
        )  # fmt: skip

    past = found.benefits.filter(pl.col("benefit_id").is_in(history["benefit_id"].implode()))
    named = references(
        gaps,
        suggestions(
            PromisedBenefits.cast(new.benefits), cases=Cases.cast(new.cases),
            kpis=Kpis.cast(pl.concat([found.kpis, new.kpis])), logics=logics,
        ),
    )  # fmt: skip
    shares = CaseShares.cast(case_shares(history, limits))
    classes = reference_classes(shares, named["reference"].drop_nulls(), limits)
    if classes.is_empty() and named["reference"].count():
        raise BcrError(
            "The store holds no scored case to compare with.",
            "Import the cases of the last years first: bcr import cases/.",
        )
    benefits = appraisal(
        gaps, reference=named, classes=classes,
        features=featured(new, new.benefits, gaps),
        framework=framework(history, featured(found, past, history), limits),
        history=history,
    )  # fmt: skip
    return Appraised(benefits, _money(found, new, gaps, benefits))


def _money(
    found: Dossier,
    new: Dossier,
    gaps: dy.DataFrame[Gaps],
    benefits: dy.DataFrame[Appraisals],
) -> dy.DataFrame[ExpectedWorth]:
    """Work out whether the case pays, as stated and with its benefits at P20, P50 and P80."""
    from bcr.figures.money.appraisal import appraisals
    from bcr.figures.money.yearly import yearly_money
    from bcr.figures.review.expected_worth import AT, at_share, expected_worth

    deflators = Deflators.cast(new.deflators if new.deflators.height else found.deflators)

    def worth(of: dy.DataFrame[Gaps], plans: dy.DataFrame[Plans]) -> dy.DataFrame[Worth]:
        yearly = yearly_money(
            of, benefits=PromisedBenefits.cast(new.benefits), cases=Cases.cast(new.cases),
            costs=Costs.cast(new.costs), plans=plans, kpis=Kpis.cast(new.kpis),
            observations=Observations.cast(new.observations), deflators=deflators,
            as_of=found.as_of, portfolio=found.portfolio,
        )  # fmt: skip
        rate = found.portfolio.appraisal.discount_rate
        return appraisals(yearly, of, discount_rate=rate)

    plans = Plans.cast(new.plans)
    adjusted = {at: worth(*at_share(gaps, plans, benefits, at)) for at in AT}
    return expected_worth(worth(gaps, plans), adjusted, benefits)


def write_page(found: Dossier, appraised: Appraised, output: Path) -> list[Path]:
    """Write the appraisal as a page of its own and give its files."""
    from bcr.locales import written_as
    from bcr.pages.logics.appraisal import appraisal_page
    from bcr.render.html import write_site

    with written_as(found.portfolio.locale):
        page = appraisal_page(found, appraised.benefits, appraised.money)
    return write_site([page], output)


def _read(found: Dossier, workbook: Path, layouts: Sequence[Layout]) -> Dossier:
    """Read the workbook as an import would, into a store that is gone afterwards."""
    from bcr.workflow.figures import dossier
    from bcr.workflow.workbooks import import_files

    with TemporaryDirectory() as folder:
        store = Path(folder) / "bcr.duckdb"
        (done,) = import_files(store, [workbook], layouts)
        if done.reading.refused:
            raise BcrError(f"{workbook.as_posix()}: {done.reading.refused}.")
        new = dossier(store, found.portfolio, found.as_of)
    if new.benefits.is_empty():
        tip = f"`bcr check {workbook.as_posix()}` says what it was understood as."
        raise BcrError(f"{workbook.as_posix()}: no benefit was found in it.", tip)
    return new


def _gaps(found: Dossier, new: Dossier) -> dy.DataFrame[Gaps]:
    """Compute the new case's gaps with the KPIs and records that the store has."""
    from bcr.figures.gaps import benefit_gaps
    from bcr.figures.links import linked_to_kpis

    kpis = Kpis.cast(pl.concat([found.kpis, new.kpis]).unique("kpi_id", maintain_order=True))
    key = ["kpi_id", "period_end"]
    record = pl.concat([found.observations, new.observations]).unique(key, maintain_order=True)
    observations = Observations.cast(record)
    return benefit_gaps(
        linked_to_kpis(PromisedBenefits.cast(new.benefits), kpis, observations),
        cases=Cases.cast(new.cases), kpis=kpis, observations=observations,
        plans=Plans.cast(new.plans), as_of=found.as_of, thresholds=found.portfolio.thresholds,
    )  # fmt: skip
