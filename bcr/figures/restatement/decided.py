"""Decisions that changed a promise: taken back for what was approved, followed for what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from bcr.model import Basis
from bcr.schemas.restated import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    import dataframely as dy

    from bcr.schemas.restated import Changes

Row: TypeAlias = dict[str, Any]

NUMBERS: Final = ("target", "baseline", "tolerance", "money_per_year", "value_per_unit")
DAYS: Final = ("start_on", "due_on", "baseline_on")
_CLOSE: Final = 1e-9


def decided(
    basis: Basis, benefits: pl.DataFrame, changes: dy.DataFrame[Changes]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The benefits with the decisions taken back or followed, and where those figures stand.

    Shape:    `benefits` has `import_no` and the columns of `Benefits`; the same rows come back,
              and a row of `Elsewhere` for each figure that was changed.
    Approved: the last decision first, each one that led to the figure that stands there gives
              way to the figure before it.
    Latest:   the first decision first, each one that starts from the figure that stands there,
              or is younger than the version, is followed.
    """
    named = benefits.filter(pl.col("benefit_id").is_in(changes["benefit_id"].implode()))
    rows = {row["benefit_id"]: row for row in named.iter_rows(named=True)}
    found: dict[tuple[str, str], tuple[object, Row, str]] = {}
    for change in _in_turn(basis, changes):
        row, column = rows.get(change["benefit_id"]), change["column"]
        if row is None or column not in (*NUMBERS, *DAYS):
            continue
        kind = "number" if column in NUMBERS else "day"
        old, new = change[f"old_{kind}"], change[f"new_{kind}"]
        if basis == Basis.APPROVED and old is not None and _same(row[column], new):
            row[column], side = old, "old"
        elif basis == Basis.LATEST and new is not None and _follows(row, column, old, change):
            row[column], side = new, "new"
        else:
            continue
        found[change["benefit_id"], column] = (row[column], change, side)
    for column in dict.fromkeys(column for _, column in found):
        benefits = _with_column(benefits, column, found)
    places = [_place(*key, change, side) for key, (_, change, side) in found.items()]
    return benefits, pl.DataFrame(places, schema=Elsewhere.create_empty().schema, orient="row")


def _in_turn(basis: Basis, changes: dy.DataFrame[Changes]) -> Iterator[Row]:
    late = basis == Basis.APPROVED
    ordered = changes.sort("decided_on", "import_no", "row", descending=late, nulls_last=late)
    return ordered.iter_rows(named=True)


def _follows(row: Row, column: str, old: object, change: Row) -> bool:
    """Whether a decision starts from the figure that stands there, or came in after it.

    One that starts from a hundredth or the hundredfold speaks of ratios where the benefit speaks
    of percent, or the other way round.
    """
    if old is None or _same(row[column], old):
        return True
    if isinstance(old, float) and any(_same((row[column] or 0.0) * n, old) for n in (0.01, 100.0)):
        return False
    return bool(change["import_no"] > row["import_no"])


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _CLOSE * max(abs(one), abs(other))
    return one is not None and one == other


def _with_column(
    benefits: pl.DataFrame, column: str, found: dict[tuple[str, str], tuple[object, Row, str]]
) -> pl.DataFrame:
    values = {key: value for (key, name), (value, _, _) in found.items() if name == column}
    changed = pl.DataFrame(
        {"benefit_id": list(values), "decided": pl.Series(list(values.values()))},
        schema_overrides={"decided": benefits.schema[column]},
    )
    joined = benefits.join(changed, on="benefit_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("decided", column).alias(column)).drop("decided")


def _place(benefit_id: str, column: str, change: Row, side: str) -> tuple[object, ...]:
    where = (change[name] for name in ("source_id", "block", "row", "col"))
    return (benefit_id, column, f"decisions.{side}", *where)
