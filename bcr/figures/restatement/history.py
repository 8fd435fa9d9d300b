"""What was said of a thing, version by version."""

from __future__ import annotations

import polars as pl

from bcr.schemas.restated import History


def changes_over_time(stated: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """Each figure as first stated, then each time it changed or a decision was taken on it.

    Shape: a row a version of a figure, in the order of the figures and then of import; decisions
           on a figure follow what files state of it, in the order of time. A figure that is
           stated again as it was has no row of its own. Columns of `History`.
    """
    said = (
        stated.with_row_index("place")
        .with_columns(
            old=pl.col("value").shift(1).over("table", "at", "field", order_by="place"),
            place=pl.col("place").min().over("table", "at", "field"),
        )
        .filter(pl.col("value").ne_missing(pl.col("old")))
        .select(
            "subject", "table", "at", "field", "old", "place", "import_no", "stage", "holds",
            "source_file", "source_cell", new="value", kind=pl.lit("stated"),
        )
    )  # fmt: skip
    places = said.select("table", "field", "place").unique(["table", "field"], keep="first")
    decided = (
        decisions.sort("decided_on", "version", maintain_order=True)
        .join(places, left_on=("table", "column"), right_on=("table", "field"), how="left")
        .select(
            "subject", "table", "old", "new", "import_no", "decided_on", "decided_by", "reason",
            "source_file", "source_cell", "place", field="column", at=pl.lit(""),
            kind=pl.lit("decided"),
        )
    )  # fmt: skip
    rows = pl.concat([said, decided], how="diagonal_relaxed")
    ordered = rows.sort("place", "kind", descending=[False, True], nulls_last=True,
                        maintain_order=True)  # fmt: skip
    return History.validate(ordered.select(History.column_names()), cast=True)
