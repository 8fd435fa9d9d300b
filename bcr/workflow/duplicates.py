"""Benefits that two files may both speak of under different ids: named, never merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import CellRef, Problem, Severity, cell_of
from bcr.store import versions
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bcr.provenance import Reading
    from bcr.store.database import Connection

Row = dict[str, object]


def likely_duplicates(connection: Connection, reading: Reading) -> list[Problem]:
    """Give a notice for each benefit of a file that the store may have under another id.

    It has the title of one there, and its case, or its baseline and target, too. A title that
    several benefits of the file or of the store have is a common measure's, and tells nothing.
    """
    columns = reading.records.get("benefits", {})
    if reading.refused or not columns.get("benefit_id"):
        return []
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    ids = {row["benefit_id"] for row in rows}
    every = versions.benefit_versions(connection)
    latest = every.unique("benefit_id", keep="last", maintain_order=True)
    stored = (row for row in latest.iter_rows(named=True) if row["benefit_id"] not in ids)
    theirs = _by_title(stored)
    return [
        _notice(reading, row, theirs[title])
        for title, row in _by_title(rows).items()
        if title in theirs and _is_alike(row, theirs[title])
    ]


def _by_title(rows: Iterable[Row]) -> dict[str, Row]:
    """Give the benefits that no other has the title of."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if title := normal(str(row.get("title") or "")):
            found.setdefault(title, []).append(row)
    return {title: alike[0] for title, alike in found.items() if len(alike) == 1}


def _is_alike(row: Row, other: Row) -> bool:
    figures = [(row.get(name), other[name]) for name in ("baseline", "target")]
    same_figures = all(here is not None and here == there for here, there in figures)
    return same_figures or row["case_id"] == other["case_id"]


def _notice(reading: Reading, row: Row, other: Row) -> Problem:
    block = reading.blocks[int(str(row["block"]))]
    cell = cell_of(block.columns, "benefits.title", int(str(row["row"])))
    message = (
        f"{row['benefit_id']} may be the benefit {other['benefit_id']} of {other['source_file']}, "
        f"{other['source_cell']}: the title is the same, and so is {_shared(row, other)}. Both are "
        "kept; give them one id if they are one benefit."
    )
    where = CellRef(reading.path, block.sheet, cell)
    return Problem(where, str(row["title"]), message, "likely-duplicate", Severity.NOTICE)


def _shared(row: Row, other: Row) -> str:
    return "the case" if row["case_id"] == other["case_id"] else "the movement promised"
