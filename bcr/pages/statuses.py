"""What each status, verdict and class is called, and what it means, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bcr.model import BenefitClass, Evidence, LogicVerdict, Status, Verdict
from bcr.pages.page import Badge, KeyItem, Strip
from bcr.pages.words import count, listed, percent, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bcr.pages.dossier import Row
    from bcr.portfolio import Thresholds

#: From what went furthest to what nobody knows.
ORDER = (
    Status.EXCEEDED,
    Status.DELIVERED,
    Status.MOSTLY,
    Status.SHORT,
    Status.REVERSED,
    Status.NOT_MEASURED,
    Status.NOT_SCORABLE,
    Status.NOT_DUE,
)
REACHED = (Status.EXCEEDED, Status.DELIVERED)
FELL_SHORT = (Status.MOSTLY, Status.SHORT)
SCORED = (*REACHED, *FELL_SHORT, Status.REVERSED)

SHORT_NAMES: Mapping[Status, str] = {
    Status.EXCEEDED: "Reached in full",
    Status.DELIVERED: "Reached",
    Status.MOSTLY: "Mostly there",
    Status.SHORT: "Fell short",
    Status.REVERSED: "Moved the wrong way",
    Status.NOT_MEASURED: "Never measured",
    Status.NOT_SCORABLE: "Cannot be scored",
    Status.NOT_DUE: "Not due yet",
}

#: A disbenefit that came as expected is harm, and nothing was reached.
HARM_NAMES: Mapping[Status, str] = {
    Status.EXCEEDED: "Harm as expected, or more",
    Status.DELIVERED: "Harm about as expected",
    Status.MOSTLY: "Less harm than expected",
    Status.SHORT: "Less harm than expected",
    Status.REVERSED: "No harm: moved the other way",
}

CLASS_NAMES: Mapping[BenefitClass | None, str] = {
    BenefitClass.CASH_RELEASING: "Cash-releasing",
    BenefitClass.NON_CASH_RELEASING: "Non-cash-releasing",
    BenefitClass.COST_AVOIDANCE: "Cost avoidance",
    BenefitClass.INCOME: "Income",
    BenefitClass.DISBENEFIT: "Disbenefit",
    BenefitClass.QUANTIFIED: "Quantified, without money",
    BenefitClass.QUALITATIVE: "Qualitative",
    None: "Class not stated",
}

VERDICT_NAMES: Mapping[LogicVerdict, str] = {
    LogicVerdict.DELIVERS: "delivers",
    LogicVerdict.DELIVERS_IN_PART: "delivers in part",
    LogicVerdict.NOT_SHOWN: "not shown",
    LogicVerdict.BACKFIRES: "moves the wrong way",
    LogicVerdict.TOO_FEW: "too few cases",
}

TARGET_AND_CHANGE: Mapping[Verdict, str] = {
    Verdict.DELIVERED_CHANGE: "Mostly there or better, and real",
    Verdict.REACHED_NOT_SHOWN: "Mostly there or better, change not shown",
    Verdict.REAL_BUT_SHORT: "Real, and short of plan",
    Verdict.NO_CHANGE_SHOWN: "Short, and change not shown",
    Verdict.REVERSED: "Moved the wrong way",
    Verdict.UNPROVEN: "Not tested",
    Verdict.NOT_DUE: "Not due yet",
}

EVIDENCE_WORDS: Mapping[Evidence, str] = {
    Evidence.REAL: "The movement is real: more than noise and drift.",
    Evidence.WORSE: "The measure got worse by more than noise and drift.",
    Evidence.NOT_SHOWN: "The movement is not shown to be more than noise and drift.",
    Evidence.TOO_FEW_POINTS: "There are too few points to tell movement from noise.",
    Evidence.UNTESTED: "Whether the movement is more than noise and drift was not tested.",
}


def long_name(status: Status, limits: Thresholds) -> str:
    """The status with the numbers behind it."""
    full, most, some = (percent(x) for x in (limits.exceeded, limits.delivered, limits.mostly))
    numbers = {
        Status.EXCEEDED: f" ({full} of plan or more)",
        Status.DELIVERED: f" ({most} to {full} of plan)",
        Status.MOSTLY: f" ({some} to {most} of plan)",
        Status.SHORT: f" ({percent(0.0)} to {some} of plan)",
    }
    return SHORT_NAMES[status] + numbers.get(status, "")


def status_of(row: Row) -> Status:
    """The status of a row of gaps."""
    return Status(row["status"])


def is_harm(row: Row) -> bool:
    """Whether the row is a disbenefit: counted and shown, but never among what was reached."""
    return bool(row["class"] == BenefitClass.DISBENEFIT)


def badge(row: Row) -> Badge:
    """The status of a row of gaps as a label; harm has no colour of success or failure."""
    status = status_of(row)
    if is_harm(row) and status in HARM_NAMES:
        return Badge(Status.NOT_DUE, HARM_NAMES[status])
    return Badge(status, SHORT_NAMES[status])


def tally(rows: Iterable[Row]) -> Counter[Status]:
    """How many rows of gaps have each status, disbenefits left out."""
    return Counter(status_of(row) for row in rows if not is_harm(row))


def strip(statuses: Mapping[Status, int]) -> Strip:
    """Counts as a row of fields, with the words for those who cannot see them."""
    there = tuple((status, statuses[status]) for status in ORDER if statuses.get(status))
    return Strip(there, listed([f"{whole(n)} {SHORT_NAMES[s].lower()}" for s, n in there], most=8))


def status_key(statuses: Iterable[Status]) -> tuple[KeyItem, ...]:
    """What the colours of the statuses mean, for those that occur."""
    there = set(statuses)
    return tuple(KeyItem(s.value, SHORT_NAMES[s]) for s in ORDER if s in there)


def unknowns(statuses: Mapping[Status, int]) -> list[str]:
    """What nobody can say, one part of a sentence each; empty where everything is known."""
    unmeasured = statuses.get(Status.NOT_MEASURED, 0)
    unscored = statuses.get(Status.NOT_SCORABLE, 0)
    said = []
    if unmeasured:
        said.append(f"{whole(unmeasured)} {'was' if unmeasured == 1 else 'were'} never measured")
    if unscored:
        said.append(f"{whole(unscored)} cannot be scored")
    return said


def of_benefits(statuses: Iterable[Status], rows: Mapping[Status, int]) -> int:
    """How many benefits have one of these statuses."""
    return sum(rows.get(status, 0) for status in statuses)


def benefits(many: int) -> str:
    """So many benefits."""
    return count(many, "benefit")
