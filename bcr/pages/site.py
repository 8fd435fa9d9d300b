"""All pages of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.locales import written_as
from bcr.pages.cases.benefits import benefits_page
from bcr.pages.cases.case import case_pages
from bcr.pages.cases.cases import cases_pages
from bcr.pages.cases.course import course_page
from bcr.pages.dossier import Dossier
from bcr.pages.evidence.methods import methods_page
from bcr.pages.evidence.problems import problems_page
from bcr.pages.evidence.sources import sources_page
from bcr.pages.gaps.overlap import overlap_page
from bcr.pages.logics.framework import framework_page
from bcr.pages.logics.logic import logic_page
from bcr.pages.logics.logics import logics
from bcr.pages.logics.questions import questions_page
from bcr.pages.money.money import money_page
from bcr.pages.money.restated import restated_page
from bcr.pages.scoreboard import scoreboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.pages.page import Page

__all__ = ["Dossier", "site_pages"]


def site_pages(dossier: Dossier) -> Iterator[Page]:
    """Every page of the site, one at a time: a large portfolio has thousands.

    Each is written as the portfolio's locale, whenever and by whomever it is asked for.
    """
    pages = _pages(dossier)
    while True:
        with written_as(dossier.portfolio.locale):
            page = next(pages, None)
        if page is None:
            return
        yield page


def _pages(dossier: Dossier) -> Iterator[Page]:
    yield scoreboard(dossier)
    yield logics(dossier)
    if dossier.review is not None:
        yield framework_page(dossier, dossier.review)
        yield questions_page(dossier, dossier.review)
    yield from cases_pages(dossier)
    yield benefits_page(dossier)
    yield course_page(dossier)
    yield overlap_page(dossier)
    yield money_page(dossier)
    yield restated_page(dossier)
    yield problems_page(dossier)
    yield methods_page(dossier)
    yield sources_page(dossier)
    yield from _logic_pages(dossier)
    for case_id in dossier.case_rows:
        yield from case_pages(dossier, case_id)


def _logic_pages(dossier: Dossier) -> Iterator[Page]:
    league = {row["logic"]: row for row in dossier.league.iter_rows(named=True)}
    cases: dict[str, list[dict[str, object]]] = {logic: [] for logic in dossier.logic_names}
    for row in dossier.case_shares.iter_rows(named=True):
        cases.setdefault(row["logic"], []).append(row)
    for logic in dossier.logic_names:
        yield logic_page(dossier, logic, cases[logic], league.get(logic))
