"""What `bcr check` found as rows, a file a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bcr.model import Reading

_TABLE = pl.Struct(
    {"sheet": pl.String, "range": pl.String, "holds": pl.String, "rows": pl.Int64,
     "columns": pl.List(pl.Struct({"field": pl.String, "cells": pl.String})),
     "unmatched": pl.List(pl.Struct({"header": pl.String, "cells": pl.String})),
     "set_aside": pl.List(pl.Struct({"row": pl.Int64, "reason": pl.String})),
     "reasons": pl.List(pl.String)}
)  # fmt: skip
_PROBLEM = pl.Struct(
    dict.fromkeys(("sheet", "cell", "found", "message", "rule", "severity"), pl.String)
)

_CHECKED: Final[dict[str, pl.DataType]] = {
    "file": pl.String(),
    "status": pl.String(),
    "tables": pl.List(_TABLE),
    "problems": pl.List(_PROBLEM),
}


def checked_rows(readings: Iterable[Reading]) -> pl.DataFrame:
    """Give file, status (read, problems or refused), tables and problems of each file."""
    rows = [
        {
            "file": reading.path,
            "status": _status(reading),
            "tables": [
                {
                    "sheet": block.sheet,
                    "range": block.range,
                    "holds": block.holds,
                    "rows": block.rows,
                    "columns": [{"field": f, "cells": c} for f, c in block.columns.items()],
                    "unmatched": [{"header": h, "cells": c} for h, c in block.unmatched.items()],
                    "set_aside": [{"row": r, "reason": w} for r, w in block.set_aside.items()],
                    "reasons": list(block.reasons),
                }
                for block in reading.blocks
            ],
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
        for reading in readings
    ]
    return pl.DataFrame(rows, schema=_CHECKED)


def _status(reading: Reading) -> str:
    if reading.refused:
        return "refused"
    return "problems" if any(p.severity == "error" for p in reading.problems) else "read"
