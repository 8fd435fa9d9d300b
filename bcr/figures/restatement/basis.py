"""Promises as they were approved, and as they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.restatement.decided import decided
from bcr.model import FULL_BUSINESS_CASE, Basis
from bcr.schemas.records import PromisedBenefits
from bcr.schemas.restated import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    import dataframely as dy

    from bcr.schemas.restated import BenefitVersions, Changes

#: What is stated together: the field that must be there, and those that come with it.
_TOGETHER: Final = {
    "target": ("target", "target_kind", "tolerance", "source_file", "source_cell"),
    "baseline": ("baseline", "baseline_on", "baseline_months"),
    "start_on": ("start_on",),
    "due_on": ("due_on",),
    "worth": ("money_per_year", "value_per_unit", "currency", "price_base"),
    "class": ("class",),
}
#: Levels mean something only in the unit they were stated in.
_IN_A_UNIT: Final = frozenset({"target", "baseline"})
_PLACE: Final = ("source_id", "block", "row", "col")


@dataclass(frozen=True, slots=True)
class Promises:
    """What each benefit promised, on one basis."""

    benefits: dy.DataFrame[PromisedBenefits]
    #: Fields that do not stand in the row that `benefits` names.
    elsewhere: dy.DataFrame[Elsewhere]


def promises_on(
    basis: Basis, versions: dy.DataFrame[BenefitVersions], changes: dy.DataFrame[Changes]
) -> Promises:
    """Each benefit as approved, or as it stands now.

    Shape:    one row a benefit, sorted by id.
    Approved: target, baseline, dates, money and class each as first stated, and as first stated
              by a full business case where there is one; a decision that a version has followed
              already is taken back. All else (owner, KPI, what is reported) is of the newest
              version that speaks in the unit of the approved target.
    Latest:   the newest version as a whole, and the decisions it has not followed yet.
    Source:   methods, section 9.
    """
    rows = versions.with_columns(worth=pl.coalesce("money_per_year", "value_per_unit"))
    rows = rows.with_row_index("v").sort("benefit_id", "import_no", "v")
    parts: list[pl.DataFrame] = []
    if basis == Basis.LATEST or rows["benefit_id"].is_unique().all():
        newest = _newest(rows)
    else:
        newest, parts = _approved(rows)
    base, places = decided(basis, newest, changes)
    ours = base.select(PromisedBenefits.column_names()).sort("benefit_id")
    elsewhere = pl.concat([*parts, places]).unique(["benefit_id", "column"], keep="last")
    return Promises(
        PromisedBenefits.validate(ours, cast=True),
        Elsewhere.validate(elsewhere.sort("benefit_id", "column")),
    )


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.unique("benefit_id", keep="last")


def _approved(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Each benefit with its parts as first stated, and where those parts stand."""
    by_stage = rows.sort(~_is_full_case(), "import_no", "v")
    target = _first(by_stage, "target").select("benefit_id", approved_unit="unit")
    rows = rows.join(target, on="benefit_id", how="left", maintain_order="left")
    base = _newest(rows.filter(_in_unit()))
    by_stage = by_stage.join(target, on="benefit_id", how="left", maintain_order="left")
    places = []
    for anchor, columns in _TOGETHER.items():
        stated = by_stage.filter(_in_unit()) if anchor in _IN_A_UNIT else by_stage
        first = _first(stated, anchor)
        base = _with(base, first, columns)
        places += list(_places(base, first, columns))
    return base, places


def _is_full_case() -> pl.Expr:
    stage = pl.col("stage").str.strip_chars().str.to_lowercase()
    return stage.is_in(FULL_BUSINESS_CASE).fill_null(value=False)


def _in_unit() -> pl.Expr:
    """Whether a version speaks in the unit of the approved target, as far as either is said."""
    one, other = (pl.col(n).str.strip_chars().str.to_lowercase() for n in ("unit", "approved_unit"))
    return (one == other).fill_null(value=True)


def _first(ordered: pl.DataFrame, anchor: str) -> pl.DataFrame:
    there = ordered.filter(pl.col(anchor).is_not_null())
    return there.unique("benefit_id", keep="first")


def _with(base: pl.DataFrame, first: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """The base rows with some columns of others; as they are where there is no other."""
    stated = first.select("benefit_id", *(pl.col(name).alias(f"{name}_first") for name in columns))
    joined = base.join(
        stated.with_columns(there=pl.lit(value=True)), on="benefit_id", how="left",
        maintain_order="left",
    )  # fmt: skip
    taken = (pl.when("there").then(f"{name}_first").otherwise(name).alias(name) for name in columns)
    return joined.with_columns(taken).select(base.columns)


def _places(
    base: pl.DataFrame, first: pl.DataFrame, columns: tuple[str, ...]
) -> Iterator[pl.DataFrame]:
    """Where those columns stand that come from another row than the base."""
    others = first.join(base.select("benefit_id", "v"), on=("benefit_id", "v"), how="anti")
    for name in columns:
        if name not in {"source_file", "source_cell"}:
            yield (
                others.filter(pl.col(name).is_not_null())
                .select(
                    "benefit_id",
                    *_PLACE,
                    column=pl.lit(name),
                    name=pl.lit(f"benefits.{name}"),
                )
                .select(Elsewhere.column_names())
            )
