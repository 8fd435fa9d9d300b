"""Decisions as people wrote them, read as changes of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from bcr.figures.restatement.decided import DAYS, NUMBERS
from bcr.schemas.restated import Changes
from bcr.workbook.values.amounts import Unreadable, amount_in
from bcr.workbook.values.dates import date_in
from bcr.workbook.words.fields import normal, synonyms

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

Row: TypeAlias = dict[str, Any]
_BUDGET: Final = frozenset({"budget", "base budget", "annual budget", "cash limit"})
_KEPT: Final = (
    "decided_on", "reason", "decided_by", "import_no", "source_id", "block", "row", "col",
)  # fmt: skip


def changes_of(decisions: pl.DataFrame) -> dy.DataFrame[Changes]:
    """The decisions on a figure of a benefit, with what they changed it from and to.

    Shape: `decisions` has the columns of schemas.Decisions and `import_no`. Those on a field that
           is no figure, or whose new value cannot be read, have no row here: they are shown as
           they stand.
    """
    rows = [change for row in decisions.iter_rows(named=True) if (change := _change(row))]
    frame = pl.DataFrame(rows, schema=Changes.create_empty().schema, orient="row")
    return Changes.validate(frame)


def column_named(field: str | None) -> str | None:
    """The figure of a benefit that a decision names in its own words; None for any other.

    A column of benefits, or `budget`: what there is to spend on what the benefit is to save.

    >>> column_named("Due date"), column_named("Target"), column_named("Status")
    ('due_on', 'target', None)
    """
    if normal(field or "") in _BUDGET:
        return "budget"
    meant = synonyms()["benefits"].get(normal(field or ""), ())
    names = {name.partition(".")[2]: rank for name, rank in meant}
    figures = {name: rank for name, rank in names.items() if name in (*NUMBERS, *DAYS)}
    return min(figures, key=figures.__getitem__) if figures else None


def _change(row: Row) -> Row | None:
    column = column_named(row["field"])
    if column is None:
        return None
    old: float | dt.date | None
    new: float | dt.date | None
    if column in {*NUMBERS, "budget"}:
        kind, old, new = "number", _number(row["old"]), _number(row["new"])
    else:
        kind, old, new = "day", _day(row["old"]), _day(row["new"])
    if new is None:
        return None
    values = dict.fromkeys(("old_number", "new_number", "old_day", "new_day"))
    return (
        {"benefit_id": row["subject"], "column": column}
        | values
        | {f"old_{kind}": old, f"new_{kind}": new}
        | {name: row[name] for name in _KEPT}
    )


def _number(text: str | None) -> float | None:
    """The number in a text; a percentage in points, as levels in % are."""
    amount = amount_in(text or "")
    return None if isinstance(amount, Unreadable) or amount.duration else amount.number


def _day(text: str | None) -> dt.date | None:
    """The day in a text; of a month or year its last."""
    day = date_in(text or "", edge="end")
    return None if isinstance(day, Unreadable) else day
