"""The nouns every room shares: where a value stands, what is wrong with it, which words hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl


class Severity(StrEnum):
    """How much a problem costs the reader."""

    #: The value, row or file could not be used.
    ERROR = "error"
    #: It was used, and something about it contradicts something else.
    WARNING = "warning"
    #: It was used; this says how it was understood.
    NOTICE = "notice"


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


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell of one file; `cell` is an address such as D14, or empty for the whole sheet."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Give the address as Excel users write it."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{self.file}, {place}" if place else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should mend or know: where, what was found, what to do."""

    where: CellRef
    #: What stands in the cell, as text; empty when the problem is about an absence.
    found: str
    #: What is wrong and what to do, in a sentence or two.
    message: str
    #: Stable name, such as target-not-a-number.
    rule: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give the problem as it is printed: place, finding, remedy."""
        found = f'\n    "{self.found}"' if self.found else ""
        return f"{self.where}{found}\n  {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Block:
    """A table or form found on a sheet, and which cell each of its fields comes from.

    A locator in `columns` is a column ("C": the record gives the row), a row ("7": the
    record gives the column) or a cell ("C7": a form).
    """

    sheet: str
    #: Such as A4:H30.
    range: str
    #: What its rows are: benefits, observations, ...
    holds: str
    rows: int
    columns: Mapping[str, str]
    #: Header text of each column that fed no field, with its locator.
    unmatched: Mapping[str, str] = field(default_factory=dict)
    #: Rows that are there but hold no record, with the reason: row number → reason.
    set_aside: Mapping[int, str] = field(default_factory=dict)
    #: Why it was understood so, one sentence a decision.
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file was understood to say: everything that goes into the store, or nothing."""

    #: Path as given, with forward slashes.
    path: str
    #: SHA-256 of the content, lower-case hex.
    source_id: str
    bytes: int
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: table → column → values; all columns of a table are equally long. Columns are those of
    #: `bcr.schemas.records.RECORDS` but `source_id`; columns that no cell fed may be left out.
    records: Mapping[str, Mapping[str, Sequence[object] | pl.Series]] = field(default_factory=dict)
    #: Why nothing of the file can be trusted; empty when it was read.
    refused: str = ""
    #: Digest of what the layout file says that it was read by; empty without one.
    layout: str = ""


def stored_id(content: str, layout: str) -> str:
    """Give the id of a source: by another layout, the same content says other things."""
    return f"{content}+{layout}" if layout else content


def content_of(source_id: str) -> str:
    """Give the SHA-256 of the content of a source, whose id names its layout too.

    >>> content_of(stored_id("9f86d081", "5feceb66")), content_of("9f86d081")
    ('9f86d081', '9f86d081')
    """
    return source_id.partition("+")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an audit found to be not what it was."""

    #: A path, a cell or a name.
    where: str
    #: What moved, in a few words.
    what: str
    #: As text; both empty where the words say it all.
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One question of an audit with its answer: it holds where there are no findings."""

    name: str
    #: What was looked at, such as 14 files.
    looked_at: str
    findings: tuple[Finding, ...] = ()
    #: What could not be asked; empty when all was.
    skipped: str = ""


#: Fields whose value stands where the record's period meets its row.
PERIOD_VALUES = frozenset(
    {
        "observations.value",
        "observations.weight",
        "plans.planned",
        "plans.planned_money",
        "costs.intended",
        "costs.actual",
    }
)


def cell_of(columns: Mapping[str, str], name: str, row: int, col: str | None = None) -> str:
    """Address of the cell that a field of a record came from; empty where no cell fed it.

    `columns`: the block's, `name`: such as benefits.target, `row` and `col`: the record's.

    >>> cell_of({"benefits.target": "H"}, "benefits.target", 12)
    'H12'
    >>> cell_of({"observations.period_end": "3"}, "observations.period_end", 12, "F")
    'F3'
    >>> cell_of({"benefits.target": "C7"}, "benefits.target", 5)
    'C7'
    >>> cell_of({}, "observations.value", 12, "F")
    'F12'
    """
    locator = columns.get(name, "")
    if col and name in PERIOD_VALUES and (not locator or locator.isalpha()):
        return f"{col}{row}"
    if locator.isalpha():
        return f"{locator}{row}"
    if locator.isdigit():
        return f"{col}{locator}" if col else ""
    return locator
