"""The words every room shares: what a benefit can be, and what can be said of it."""

from __future__ import annotations

from enum import StrEnum


class BenefitClass(StrEnum):
    """Kinds of benefit whose money is never added together."""

    CASH_RELEASING = "cash_releasing"
    NON_CASH_RELEASING = "non_cash_releasing"
    COST_AVOIDANCE = "cost_avoidance"
    INCOME = "income"
    DISBENEFIT = "disbenefit"
    QUANTIFIED = "quantified"
    QUALITATIVE = "qualitative"


class Better(StrEnum):
    """Which way a measure should move."""

    HIGHER = "higher"
    LOWER = "lower"
    MAINTAIN = "maintain"


class TargetKind(StrEnum):
    """What the number in a target cell is."""

    #: The level to reach.
    LEVEL = "level"
    #: A difference to the baseline, in the unit of the measure.
    CHANGE = "change"
    #: A difference to the baseline as a ratio of it: 0.1 is ten percent up.
    PERCENT = "percent"


class Aggregation(StrEnum):
    """How the periods of a KPI become one figure for a window of time."""

    MEAN = "mean"
    SUM = "sum"
    LAST = "last"
    #: Mean weighted by each period's `weight` (its denominator).
    WEIGHTED = "weighted"
    #: Each period adds to the baseline: the figure is baseline + sum since the start.
    CUMULATIVE = "cumulative"


class Status(StrEnum):
    """How far a benefit got along its intended movement."""

    EXCEEDED = "exceeded"
    DELIVERED = "delivered"
    MOSTLY = "mostly"
    SHORT = "short"
    REVERSED = "reversed"
    NOT_DUE = "not_due"
    NOT_MEASURED = "not_measured"
    NOT_SCORABLE = "not_scorable"


class Evidence(StrEnum):
    """Whether the change is more than noise and drift; separate from the target."""

    REAL = "real"
    WORSE = "worse"
    NOT_SHOWN = "not_shown"
    TOO_FEW_POINTS = "too_few_points"
    UNTESTED = "untested"


class Verdict(StrEnum):
    """Target and change read together."""

    DELIVERED_CHANGE = "delivered_change"
    REACHED_NOT_SHOWN = "reached_not_shown"
    REAL_BUT_SHORT = "real_but_short"
    NO_CHANGE_SHOWN = "no_change_shown"
    REVERSED = "reversed"
    UNPROVEN = "unproven"
    NOT_DUE = "not_due"


class LogicVerdict(StrEnum):
    """What the cases behind an investment logic allow to be said of it."""

    DELIVERS = "delivers"
    DELIVERS_IN_PART = "delivers_in_part"
    NOT_SHOWN = "not_shown"
    BACKFIRES = "backfires"
    TOO_FEW = "too_few"


#: The logic of a benefit whose workbook names none.
UNCLASSIFIED = "unclassified"


class Basis(StrEnum):
    """Which version of a promise results are held against."""

    #: As first stated; where a full business case is on record, as first stated there.
    APPROVED = "approved"
    #: As stated last, decisions since then included.
    LATEST = "latest"


#: What the stage is called at which a case is approved, in small letters.
FULL_BUSINESS_CASE = ("fbc", "full business case", "full case", "final business case")


class Grouping(StrEnum):
    """What benefits can be put together by."""

    CASE = "case"
    LOGIC = "logic"
    DEPARTMENT = "department"
    OWNER = "owner"
    OBJECTIVE = "objective"


class LeagueBy(StrEnum):
    """What a league table ranks."""

    LOGIC = "logic"
    DEPARTMENT = "department"
    SPONSOR = "sponsor"
    SIZE = "size"
    #: Of approval, else of the first planned start.
    YEAR = "year"
    #: Of the business-case template that the case was written in.
    TEMPLATE = "template"


#: The parts of a waterfall in the order they are taken; all but the last two add up to what was
#: intended in full.
PARTS = (
    "not_due", "unknown", "late", "short", "faded", "claimed_twice", "anyway", "not_shown",
    "proven", "beyond", "wrong_way",
)  # fmt: skip
