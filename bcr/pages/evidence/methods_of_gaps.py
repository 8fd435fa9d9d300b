"""How a gap is taken apart, claims divided, and a KPI followed since the start; in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.figures.claims.side_effects import FALSE_SHARE
from bcr.pages.gaps.waterfall import WORDS
from bcr.pages.page import Bullets, Column, Paragraph, Section, Table
from bcr.pages.sayings import CONFIDENCE
from bcr.pages.words import percent, sentence

if TYPE_CHECKING:
    from bcr.portfolio import Thresholds

_RULES = {
    "not_due": "the part that the plan has for later than the time that was measured",
    "unknown": "the part due of a benefit without an actual, or that cannot be scored",
    "late": (
        "of what is missing, the part that the plan would not have for now had it begun when the "
        "benefit did: by a decision on record, by the case's go-live, else by the KPI's own record"
    ),
    "short": "of what is missing still, what no twelve months on record reached",
    "faded": "what a year on record reached, and the actual has no more",
    "claimed_twice": "of what happened, the part that belongs to other claims on the same KPI",
    "anyway": (
        "of the rest, what even the better end of the model's {confidence} interval does not "
        "explain; all of it where the KPI changed for the worse. Nothing before the due date, and "
        "nothing where the real start was a later one than the model looked at"
    ),
    "not_shown": (
        "of the rest, what is not shown to be real, what could not be tested, what lies between "
        "the model's estimate and the better end of its interval, what is left of a change that "
        "was lost again, and what two investments that started in one quarter have in common"
    ),
    "proven": "the rest: a real change, up to the model's estimate of it",
    "beyond": "movement past what was planned by now; it makes up for no shortfall elsewhere",
    "wrong_way": "movement away from the target; it is not taken off what others brought",
}


def waterfall_method(limits: Thresholds) -> Section:
    """The parts of a waterfall, in the order they are taken."""
    rows = tuple(
        (sentence(WORDS[name])[:-1], rule.format(confidence=percent(CONFIDENCE)))
        for name, rule in _RULES.items()
    )
    table = Table(
        "Parts, in the order they are taken", (Column("Part"), Column("What it is")), rows
    )
    before = (
        "Each step takes from what the one before left over, so the parts down to proven add up "
        "to what was intended, for one benefit as for all. Benefits count one each; money is "
        f"added within its class only. Reached means {percent(limits.mostly)} of the movement."
    )
    return Section("Where the gap came from", "waterfall", (Paragraph(before), table))


def overlap_method() -> Section:
    """How one movement is divided among its claims, and what is looked at beside it."""
    points = (
        (
            "Claims on one KPI that have begun and overlap share one movement. Stated shares hold "
            f"where they add up to {percent(1.0)} at most; else the movement is divided in "
            "proportion to what each intended by now."
        ),
        (
            "Two cases that started on one KPI within a quarter cannot be told apart: neither is "
            "credited alone."
        ),
        (
            "Counter-KPIs are tested like any KPI, at the start of the cases of their logic. So "
            "are KPIs of other departments that no benefit claims about that time; of those shown "
            f"as worse, at most {percent(FALSE_SHARE)} are expected to be so by chance."
        ),
        "Worse after a start is not shown to come from it.",
    )
    return Section("Claims on the same KPI", "overlap", (Bullets(points),))


def course_method(limits: Thresholds) -> Section:
    """What is said of the time since the start."""
    points = (
        (
            f"Whole years are compared, so that seasons cancel. Reached: {percent(limits.mostly)} "
            "or more of the movement in full in any twelve months since the start. Reached, then "
            "lost: now below it, by a quarter of the movement or more and by more than three "
            "standard errors. What was there for some months only is not found."
        ),
        (
            "A start that slipped is read from decisions and go-live dates; else from the record, "
            "where the KPI stood still for three months or more and then moved. In simulations at "
            f"most {percent(0.06)} of benefits that began on time, slowly or never were called "
            "late."
        ),
        (
            "Where a KPI is heading: a line through the last year since the start, up to the "
            f"quarter before the due date. The {percent(CONFIDENCE)} interval held the truth at "
            f"least {percent(0.85)} of the time in simulations, and {percent(0.71)} to "
            f"{percent(0.8)} where a rise levelled off only later."
        ),
    )
    return Section("Since the start", "course", (Bullets(points),))
