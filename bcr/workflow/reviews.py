"""From the store to what people are to look through and decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.config import default_logics
from bcr.errors import UnknownIdError
from bcr.model import LeagueBy
from bcr.schemas.figures import Gaps
from bcr.schemas.logics import CaseShares, League
from bcr.schemas.records import (
    Cases,
    Decisions,
    Kpis,
    Logics,
    Owners,
    Plans,
    PromisedBenefits,
)

if TYPE_CHECKING:
    from pathlib import Path

    import dataframely as dy

    from bcr.pages.dossier import Dossier
    from bcr.pages.logics.review import Review

#: What the review sheet says in its column Field; the figures apply decisions about it.
_FIELD = "Logic"


def suggested(found: Dossier) -> pl.DataFrame:
    """Give a row for each benefit that names no logic, with what its words speak for."""
    from bcr.figures.classifying.suggestions import suggestions
    from bcr.model import UNCLASSIFIED

    named = suggestions(
        PromisedBenefits.cast(found.benefits),
        cases=Cases.cast(found.cases),
        kpis=Kpis.cast(found.kpis),
        logics=all_logics(found.logics),
    )
    best, second, third = (named.filter(pl.col("place") == place) for place in (1, 2, 3))
    unnamed = found.benefits.filter(pl.col("logic") == UNCLASSIFIED).sort("case_id", "benefit_id")
    return (
        unnamed.join(found.cases, on="case_id", how="left", suffix="_of_case")
        .join(best.drop("place", "logic"), on="benefit_id", how="left")
        .join(second.select("benefit_id", second="name"), on="benefit_id", how="left")
        .join(third.select("benefit_id", third="name"), on="benefit_id", how="left")
        .select(
            "benefit_id", "case_id", case_title="title_of_case", title="title",
            suggested="name", score="score", reason="reason", second="second", third="third",
        )
        .sort("case_id", "benefit_id")
    )  # fmt: skip


def review(found: Dossier) -> Review:
    """Give what looking through the cases finds: features, people, questions and the rest."""
    from bcr.figures.logics.funnel import funnel
    from bcr.figures.review.audits import audits
    from bcr.figures.review.chains import chain_links
    from bcr.figures.review.confidence import confidence, high_and_other
    from bcr.figures.review.continuity import continuity, with_and_without_change
    from bcr.figures.review.features import case_features
    from bcr.figures.review.framework import framework, origins_compared
    from bcr.figures.review.origins import case_origins
    from bcr.figures.review.questions import questions, recognition
    from bcr.pages.logics.review import Review
    from bcr.workflow.figures import league_by

    gaps, benefits = Gaps.cast(found.gaps), PromisedBenefits.cast(found.benefits)
    owners, logics = Owners.cast(found.owners), all_logics(found.logics)
    league, limits = League.cast(found.league), found.portfolio.thresholds
    features = case_features(
        benefits, gaps, plans=Plans.cast(found.plans), owners=owners, logics=logics,
        thresholds=limits,
    )  # fmt: skip
    lasting = continuity(
        benefits, owners=owners, decisions=Decisions.cast(found.decisions), as_of=found.as_of
    )
    return Review(
        framework=framework(gaps, features, limits),
        origins=origins_compared(gaps, case_origins(Cases.cast(found.cases), benefits), limits),
        people_left=with_and_without_change(gaps, lasting, limits),
        years=league_by(found, LeagueBy.YEAR),
        templates=league_by(found, LeagueBy.TEMPLATE),
        audits=audits(benefits, gaps, limits),
        confidence=confidence(
            benefits, gaps, currency=found.portfolio.currency, thresholds=limits
        ),
        confident=high_and_other(benefits, gaps, limits),
        continuity=lasting,
        chain=chain_links(
            gaps, cases=Cases.cast(found.cases), kpis=Kpis.cast(found.kpis), logics=logics,
            as_of=found.as_of, thresholds=limits,
        ),
        questions=questions(
            gaps, lasting, currency=found.portfolio.currency, thresholds=limits
        ),
        recognition=recognition(gaps, league, reached=limits.delivered),
        funnel=funnel(league, CaseShares.cast(found.case_shares)),
    )  # fmt: skip


def questions(found: Dossier, case: str | None) -> pl.DataFrame:
    """Give the questions that the gaps raise, of one case or of all.

    Raises: UnknownIdError, when there is no such case.
    """
    if case is not None and case not in found.case_rows:
        raise UnknownIdError(f"No case has the id {case!r}.", "`bcr compare --by case` lists them.")
    asked = review(found).questions
    return asked if case is None else asked.filter(pl.col("case_id") == case)


def write_review(found: Dossier, rows: pl.DataFrame, path: Path) -> None:
    """Write the suggestions as a workbook with drop-downs, to be confirmed and imported.

    Raises: BcrError, when the name is taken or cannot be written.
    """
    from bcr.workbook.template.review import write_review as write_workbook

    names = list(Logics.create_empty().columns)
    logics = (
        all_logics(found.logics)
        .unique("logic", keep="first", maintain_order=True)
        .sort("logic")
        .select(pl.col(name).fill_null("") for name in names if name in _DEFINED)
    )
    write_workbook(path, [_shown(row) for row in rows.iter_rows(named=True)], logics.to_dicts())


_DEFINED = frozenset(
    {"logic", "name", "problem", "response", "chain", "words", "lead_kpi", "end_kpi", "counter_kpi"}
)


def all_logics(logics: pl.DataFrame) -> dy.DataFrame[Logics]:
    """Give the logics of the workbooks, then those that come with bcr; a code may be in both."""
    ours = pl.DataFrame(default_logics()).with_columns(
        source_id=pl.lit("0" * 64), block=pl.lit(0, pl.Int32), row=pl.lit(1, pl.Int32)
    )
    return Logics.cast(pl.concat([logics, ours], how="diagonal"))


def _shown(row: dict[str, object]) -> dict[str, object]:
    return {
        "Benefit ID": row["benefit_id"],
        "Case title": row["case_title"] or row["case_id"],
        "Benefit title": row["title"],
        "Suggested": row["suggested"],
        "Score": row["score"],
        "Because": row["reason"],
        "Else": row["second"],
        "Or": row["third"],
        "Field": _FIELD,
    }
