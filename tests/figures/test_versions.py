"""What was said of a thing, version by version: whole rows."""

from __future__ import annotations

import datetime as dt

import polars as pl

from bcr.figures.restatement.history import changes_over_time

PAY, LATE = dt.date(2024, 1, 1), dt.date(2024, 5, 1)
STATED = [
    ("benefits", "", "target", "5", 1, "OBC", False, "a.xlsx", "B!D2"),
    ("benefits", "", "target", "5", 2, "FBC", False, "b.xlsx", "B!D2"),
    ("benefits", "", "target", "8", 3, None, True, "c.xlsx", "B!D3"),
    ("benefits", "", "owner", "Ann", 1, "OBC", False, "a.xlsx", "B!E2"),
    ("benefits", "", "owner", None, 3, None, True, "c.xlsx", "B!E3"),
    ("plans", "2024-03-31", "planned", "7", 1, "OBC", True, "a.xlsx", "P!B2"),
    ("plans", "2025-03-31", "planned", "6", 1, "OBC", True, "a.xlsx", "P!B3"),
    ("plans", "2024-03-31", "planned", "4", 3, None, True, "c.xlsx", "P!B2"),
]
DECIDED = [
    ("benefits", "target", "5", "9", 3, LATE, "Board", "Late", "c.xlsx", "D!A3", 2),
    ("benefits", "target", "8", "5", 3, PAY, "Board", "Pay", "c.xlsx", "D!A2", 1),
    ("benefits", "scope", None, "less", 3, None, None, None, "c.xlsx", "D!A4", 3),
]


def test_each_figure_is_told_as_first_stated_then_as_it_changed_then_as_was_decided() -> None:
    """Stated again is no change; decisions follow their figure by day, those on none come last."""
    where = ["source_file", "source_cell"]
    stated = pl.DataFrame(
        STATED, orient="row",
        schema=["table", "at", "field", "value", "import_no", "stage", "holds", *where],
    ).with_columns(subject=pl.lit("queue"))  # fmt: skip
    decided = pl.DataFrame(
        DECIDED, orient="row",
        schema=["table", "column", "old", "new", "import_no", "decided_on", "decided_by", "reason",
                *where, "version"],
    ).with_columns(subject=pl.lit("queue"))  # fmt: skip
    nobody = (None, None, None)
    plan = ("queue", "plans", "2024-03-31", "planned")
    target, owner = (("queue", "benefits", "", field) for field in ("target", "owner"))
    assert changes_over_time(stated, decided).rows() == [
        (*target, None, "5", "stated", *nobody, "OBC", 1, False, "a.xlsx", "B!D2"),
        (*target, "5", "8", "stated", *nobody, None, 3, True, "c.xlsx", "B!D3"),
        (*target, "8", "5", "decided", PAY, "Board", "Pay", None, 3, None, "c.xlsx", "D!A2"),
        (*target, "5", "9", "decided", LATE, "Board", "Late", None, 3, None, "c.xlsx", "D!A3"),
        (*owner, None, "Ann", "stated", *nobody, "OBC", 1, False, "a.xlsx", "B!E2"),
        (*owner, "Ann", None, "stated", *nobody, None, 3, True, "c.xlsx", "B!E3"),
        (*plan, None, "7", "stated", *nobody, "OBC", 1, True, "a.xlsx", "P!B2"),
        (*plan, "7", "4", "stated", *nobody, None, 3, True, "c.xlsx", "P!B2"),
        ("queue", "plans", "2025-03-31", "planned", None, "6", "stated", *nobody, "OBC", 1, True,
         "a.xlsx", "P!B3"),
        ("queue", "benefits", "", "scope", None, "less", "decided", *nobody, None, 3, None,
         "c.xlsx", "D!A4"),
    ]  # fmt: skip
