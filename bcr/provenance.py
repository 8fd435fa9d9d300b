"""What was read from which cell, and what is wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import PurePath

    import polars as pl


#: What is left out; no proxy of a dictionary can be sent from process to process.
_NONE: Final[Mapping[Any, Any]] = {}


class Severity(StrEnum):
    """How much a problem costs the reader."""

    #: The value, row or file could not be used.
    ERROR = "error"
    #: It was used, and something about it contradicts something else.
    WARNING = "warning"
    #: It was used; this says how it was understood.
    NOTICE = "notice"


class CellRef(NamedTuple):
    """One cell of one file; `cell` is an address such as D14, or empty for the whole sheet."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Give the address as Excel users write it."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{self.file}, {place}" if place else self.file


class Problem(NamedTuple):
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


class Block(NamedTuple):
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
    unmatched: Mapping[str, str] = _NONE
    #: Rows that are there but hold no record, with the reason: row number → reason.
    set_aside: Mapping[int, str] = _NONE
    #: Why it was understood so, one sentence a decision.
    reasons: tuple[str, ...] = ()


class Reading(NamedTuple):
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
    records: Mapping[str, Mapping[str, Sequence[object] | pl.Series]] = _NONE
    #: Why nothing of the file can be trusted; empty when it was read.
    refused: str = ""
    #: Digest of what the layout file says that it was read by; empty without one.
    layout: str = ""

    @property
    def values(self) -> int:
        """How many values the records have; every record of a table has all its columns."""
        tables = self.records.values()
        return sum(len(columns) * len(columns.get("block", ())) for columns in tables)


def path_as_text(path: PurePath) -> str:
    r"""Give a path as it is told and stored; bytes of a name that are no text are question marks.

    >>> from pathlib import PurePosixPath
    >>> path_as_text(PurePosixPath("2024/a.xlsx")), path_as_text(PurePosixPath("caf\udce9.xlsx"))
    ('2024/a.xlsx', 'caf?.xlsx')
    """
    return path.as_posix().encode(errors="replace").decode()


def stored_id(content: str, layout: str) -> str:
    """Give the id of a source: by another layout, the same content says other things."""
    return f"{content}+{layout}" if layout else content


def content_of(source_id: str) -> str:
    """Give the SHA-256 of the content of a source, whose id names its layout too.

    >>> content_of(stored_id("9f86d081", "5feceb66")), content_of("9f86d081")
    ('9f86d081', '9f86d081')
    """
    return source_id.partition("+")[0]


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
