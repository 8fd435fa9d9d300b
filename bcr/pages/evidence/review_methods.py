"""How the review of the cases is computed, in plain words, for the methods page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.figures.logics.funnel import ALARM, WARN
from bcr.figures.review.resampling import DRAWS, SHUFFLES
from bcr.pages.page import Bullets, Section
from bcr.pages.words import percent, whole

if TYPE_CHECKING:
    from bcr.portfolio import Thresholds

_POOLING = """
Cases of a logic differ in truth as well as by the noise of their KPIs: random effects. The noise of
a case comes from the interval of the change its KPIs show; a case whose noise is not known counts
as noisy as the middle one that is. Noisier cases weigh less.

How far cases differ in truth is estimated by restricted likelihood; the interval of the mean is
{confidence}, by Hartung and Knapp with Student's t.

Few cases that happen to agree are not certain: the spread of a logic's cases is drawn towards what
is usual among logics, as far as logics are alike in it (Smyth 2004). How far they are is not
estimated but averaged over; and each logic's own spread has one case of the pooled one added, since
cases that work or do not often agree by chance.

Drawn towards all logics: the mean of a logic moved towards that of all of them, the more the less
is known of it (empirical Bayes). The table is ranked by its own lower quartile, not by this.

The limits of the funnel are {near} and {outer} about the mean of all scored cases, made wider where
logics differ by more than their cases do (Spiegelhalter 2005).
"""

_FRAMEWORK = """
A case has a feature when at least half of its benefits have it. Cases with it are set beside cases
without it, each case counting once, where both are three or more.

Each department stands beside all others, the twelve with the most cases at most; of two, the larger
beside the smaller. Templates are parted into later and earlier ones where that comes nearest to
halves. None of this looks at what was delivered. Departments and templates are adjusted among
themselves: what a case says is one question, where it comes from another.

The interval of the difference is {confidence}, by drawing cases with replacement {draws} times. The
p-value is the part of {dealings} random dealings of the feature that give a difference as large. It
is adjusted for the number of features compared (Benjamini and Hochberg): of what is named at most
{chance} is expected to be chance.

Features come together with logics, departments and years: a difference names no cause.

An auditor's seven questions are answered by the share of a case's benefits that give yes: baseline
stated and matching the record; scorable; a KPI named; a description or a value per unit; a data
source; a due date and an owner; mostly there or better.
"""

_LASTING = """
Someone left when their last day lies before the due date. A benefit has no owner on record when
every one has left, or when it names none and others do.

A benefit is placed on its logic's chain by its words, kind and unit. A link held where the mean
share of its benefits is mostly there or better; the first that is known not to have held broke
first.

Questions are ordered by the money intended at target, a year before other times.
"""

_NEXT = """
The next case's share is expected within the spread of cases about the mean, with Student's t, at
{confidence}.

An appraisal gives P20, P50 and P80: the share that a fifth, half and four fifths of like cases stay
below. Mean and spread of a logic with few cases are drawn towards those of all; a logic nobody has
tried has the mean of all, and the spread of logics and of cases. Net present value and
benefit–cost ratio stand as stated beside the same with the benefits at those shares and the costs
as stated; where history is silent on a benefit, they are not known.
"""


def review_methods(limits: Thresholds) -> tuple[Section, ...]:
    """The sections on pooling, the framework review, questions and the next case."""
    return (
        _section("Pooling cases", "pooling", _POOLING, limits),
        _section("What goes with delivery", "framework", _FRAMEWORK, limits),
        _section("What did not last, and questions", "lasting", _LASTING, limits),
        _section("The next case", "next-case", _NEXT, limits),
    )


def _section(title: str, anchor: str, text: str, limits: Thresholds) -> Section:
    """A section whose points are the paragraphs of a text."""
    told = text.format(
        confidence=percent(limits.confidence), chance=percent(1 - limits.confidence),
        near=percent(WARN), outer=percent(ALARM), draws=whole(DRAWS), dealings=whole(SHUFFLES),
    )  # fmt: skip
    points = tuple(" ".join(part.split()) for part in told.strip().split("\n\n"))
    return Section(title, anchor, (Bullets(points),))
