"""What `bcr check` found as rows, a file a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from bcr.provenance import Block, Reading

Row = dict[str, object]

#: A locator's letters and row; a column has no row, a row no letters.
_LOCATOR: Final = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a column, row or cell was taken for."""

    #: A column (C), a row (7) or a cell (C7).
    cells: str
    #: As table.column; empty where it is kept as an extra.
    field: str
    #: Of what feeds no field; empty where the reason quotes it.
    header: str
    #: Empty where none was given.
    reason: str


def decisions(block: Block) -> list[Decision]:
    """Give what each column of a table was taken for and why, from left to right."""
    about: dict[str, list[str]] = {}
    for reason in block.reasons:
        about.setdefault(reason.partition(" ")[0], []).append(reason)
    found = [
        Decision(cells, field, "", _reason(about.get(cells, []), cells, field))
        for field, cells in block.columns.items()
    ]
    found += [
        Decision(cells, "", header, _reason(about.get(cells, []), cells, ""))
        for header, cells in block.unmatched.items()
    ]
    return sorted(found, key=lambda one: (_place(one.cells), one.field))


def other_reasons(block: Block) -> list[str]:
    """Give the reasons that are about no single column."""
    about = tuple(f"{one.cells} " for one in decisions(block))
    return [reason for reason in block.reasons if not reason.startswith(about)]


def _reason(own: Sequence[str], cells: str, field: str) -> str:
    """Give the sentence of a column's own, without what is said of it anyway."""
    said = next((one for one in own if field and field in one), own[0] if own else "")
    return said.removeprefix(f"{cells} ").removeprefix(f"is {field}: ")


@lru_cache(maxsize=1024)
def _place(cells: str) -> tuple[int, str, int]:
    match = _LOCATOR.match(cells)
    letters, digits = match.groups() if match else ("", "")
    return len(letters), letters, int(digits or 0)


def checked_rows(readings: Iterable[Reading]) -> Iterator[Row]:
    """Give file, status (read, problems or refused), tables and problems of each file."""
    for reading in readings:
        yield {
            "file": reading.path,
            "status": _status(reading),
            "tables": list(map(_table, reading.blocks)),
            "problems": [
                {
                    "sheet": problem.where.sheet,
                    "cell": problem.where.cell,
                    "found": problem.found,
                    "message": problem.message,
                    "rule": problem.rule,
                    "severity": problem.severity.value,
                }
                for problem in reading.problems
            ],
        }


def checked_frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Give such rows as a frame, with every column there even where no file has anything in it."""
    import polars as pl

    column = pl.Struct(dict.fromkeys(("field", "cells", "reason"), pl.String))
    unmatched = pl.Struct(dict.fromkeys(("header", "cells", "reason"), pl.String))
    set_aside = pl.Struct({"row": pl.Int64, "reason": pl.String})
    table = pl.Struct(
        {"sheet": pl.String, "range": pl.String, "holds": pl.String, "rows": pl.Int64,
         "columns": pl.List(column), "unmatched": pl.List(unmatched),
         "set_aside": pl.List(set_aside), "reasons": pl.List(pl.String)}
    )  # fmt: skip
    problem = pl.Struct(
        dict.fromkeys(("sheet", "cell", "found", "message", "rule", "severity"), pl.String)
    )
    return pl.DataFrame(
        rows,
        schema={
            "file": pl.String,
            "status": pl.String,
            "tables": pl.List(table),
            "problems": pl.List(problem),
        },
    )


def _table(block: Block) -> Row:
    decided = decisions(block)
    return {
        "sheet": block.sheet,
        "range": block.range,
        "holds": block.holds,
        "rows": block.rows,
        "columns": [
            {"field": one.field, "cells": one.cells, "reason": one.reason}
            for one in decided
            if one.field
        ],
        "unmatched": [
            {"header": one.header, "cells": one.cells, "reason": one.reason}
            for one in decided
            if not one.field
        ],
        "set_aside": [{"row": r, "reason": w} for r, w in block.set_aside.items()],
        "reasons": list(block.reasons),
    }


def _status(reading: Reading) -> str:
    if reading.refused:
        return "refused"
    return "problems" if any(p.severity == "error" for p in reading.problems) else "read"
