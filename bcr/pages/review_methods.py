"""How the review of the cases is computed, in plain words, for the methods page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.page import Bullets, Section
from bcr.pages.words import percent

if TYPE_CHECKING:
    from bcr.model import Thresholds


def review_methods(limits: Thresholds) -> tuple[Section, ...]:
    """The sections on pooling, the framework review, questions and the next case."""
    return (_pooling(limits), _framework(limits), _lasting(), _next(limits))


def _pooling(limits: Thresholds) -> Section:
    confidence = percent(limits.confidence)
    points = (
        (
            "Cases of a logic differ in truth as well as by the noise of their KPIs: random effects. "
            "The noise of a case comes from the interval of the change its KPIs show; a case whose "
            "noise is not known counts as noisy as the middle one that is. Noisier cases weigh less."
        ),
        (
            "How far cases differ in truth is estimated by restricted likelihood; the interval of the "
            f"mean is {confidence}, by Hartung and Knapp with Student's t."
        ),
        (
            "Few cases that happen to agree are not certain: the spread of a logic's cases is drawn "
            "towards what is usual among logics, as far as logics are alike in it (Smyth 2004)."
        ),
        (
            "Drawn towards all logics: the mean of a logic moved towards that of all of them, the more "
            "the less is known of it (empirical Bayes). The table is ranked by its own low end, not by "
            "this."
        ),
        (
            "The limits of the funnel are 95% and 99.8% about the mean of all scored cases, made wider "
            "where logics differ by more than their cases do (Spiegelhalter 2005)."
        ),
    )
    return Section("Pooling cases", "pooling", (Bullets(points),))


def _framework(limits: Thresholds) -> Section:
    points = (
        (
            "A case has a feature when at least half of its benefits have it. Cases with it are set "
            "beside cases without it, each case counting once, where both are three or more."
        ),
        (
            f"The interval of the difference is {percent(limits.confidence)}, by drawing cases with "
            "replacement 4,000 times. The p-value is the part of 9,999 random dealings of the feature "
            "that give a difference as large. It is adjusted for the number of features compared "
            "(Benjamini and Hochberg): of what is named at most "
            f"{percent(1 - limits.confidence)} is expected to be chance."
        ),
        "Features come together with logics, departments and years: a difference names no cause.",
        (
            "An auditor's seven questions are answered by the share of a case's benefits that give "
            "yes: baseline stated and matching the record; scorable; a KPI named; a description or a "
            "value per unit; a data source; a due date and an owner; mostly there or better."
        ),
    )
    return Section("What goes with delivery", "framework", (Bullets(points),))


def _lasting() -> Section:
    points = (
        (
            "Someone left when their last day lies before the due date. A benefit nobody owns is one "
            "whose every owner on record has left, or that names none."
        ),
        (
            "A benefit is placed on its logic's chain by its words, kind and unit. A link held where "
            "the mean share of its benefits is mostly there or better; the first that is known not to "
            "have held broke first."
        ),
        "Questions are ordered by the money intended at target, a year before other times.",
    )
    return Section("What did not last, and questions", "lasting", (Bullets(points),))


def _next(limits: Thresholds) -> Section:
    points = (
        (
            "The next case's share is expected within the spread of cases about the mean, with "
            f"Student's t, at {percent(limits.confidence)}."
        ),
        (
            "An appraisal gives P20, P50 and P80: the share that a fifth, half and four fifths of like "
            "cases stay below. Mean and spread of a logic with few cases are drawn towards those of "
            "all; a logic nobody has tried has the mean of all, and the spread of logics and of cases."
        ),
    )
    return Section("The next case", "next-case", (Bullets(points),))
