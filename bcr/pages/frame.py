"""What stands around every page: navigation, warning, and the terms the figures are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.model import Basis
from bcr.pages.page import Frame
from bcr.pages.words import day, percent

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier
    from bcr.portfolio import Thresholds

NAVIGATION = (
    ("Scoreboard", "index.html"),
    ("Investment logics", "logics.html"),
    ("What goes with delivery", "framework.html"),
    ("Questions", "questions.html"),
    ("Cases", "cases.html"),
    ("Benefits", "benefits.html"),
    ("Since the start", "course.html"),
    ("Overlap", "overlap.html"),
    ("Money", "money.html"),
    ("Restated", "restated.html"),
    ("Data quality", "problems.html"),
    ("Methods", "methods.html"),
    ("Sources", "sources.html"),
)
BASES = {Basis.APPROVED: "Promises as approved", Basis.LATEST: "Promises as restated last"}
#: Pages that need a review.
REVIEWED = frozenset({"framework.html", "questions.html"})
ILLUSTRATIVE = (
    "Illustrative: the figures on this page are made up to show how a report reads. "
    "They describe no real organisation."
)


def frame(dossier: Dossier) -> Frame:
    """The same for every page of a site."""
    return Frame(
        site=dossier.portfolio.title,
        navigation=tuple(
            item for item in NAVIGATION if dossier.review is not None or item[1] not in REVIEWED
        ),
        footer=(*terms(dossier), *threshold_words(dossier.portfolio.thresholds)),
        warning=ILLUSTRATIVE if dossier.portfolio.illustrative else "",
        locale=dossier.portfolio.locale,
    )


def terms(dossier: Dossier) -> tuple[str, ...]:
    """As-of date, basis and currency."""
    return (
        f"As of {day(dossier.as_of)}",
        BASES[dossier.basis],
        (
            f"Money in {dossier.portfolio.currency}, a year unless the measure is an amount, "
            "in prices as stated"
        ),
    )


def threshold_words(limits: Thresholds) -> tuple[str, ...]:
    """The thresholds that most readings depend on; the methods page has them all."""
    return (
        f"In full: {percent(limits.exceeded)} of the movement planned by now or more",
        f"Reached: {percent(limits.delivered)} or more",
        f"Mostly there: {percent(limits.mostly)} or more",
        f"Intervals: {percent(limits.confidence)}",
    )
