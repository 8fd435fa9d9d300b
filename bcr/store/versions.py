"""Every version of what files stated, and what was approved of it. Finished frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.errors import BcrError
from bcr.model import FULL_BUSINESS_CASE, Basis
from bcr.schemas.records import KEYS, RECORDS, Sourced
from bcr.schemas.restated import BenefitVersions
from bcr.store.places import places
from bcr.store.queries import MERGED, current, sources
from bcr.store.relations import columns_of, equals, finished, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    import dataframely as dy
    import duckdb

#: What is approved, of tables that also say what came.
_APPROVED: Final = {
    "cases": ("approved_cost", "price_base"),
    "plans": ("planned", "planned_money"),
    "costs": ("intended",),
}
_STATED: Final = {
    "version": pl.UInt32,
    "import_no": pl.Int32,
    "at": pl.String,
    "field": pl.String,
    "value": pl.String,
    "source_file": pl.String,
    "source_cell": pl.String,
}


def stated_rows(connection: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    """Every row of a table ever imported, oldest first, with its import_no."""
    columns = [*columns_of(table), pl.col("import_no")]
    return _in_order(finished(held(connection, table))).select(columns)


def benefit_versions(connection: duckdb.DuckDBPyConnection) -> dy.DataFrame[BenefitVersions]:
    """Every version of every benefit, oldest first, with file and cell of its target.

    The cell is that of the target, else of the title, else the row's first. A file states a
    benefit once: of two rows the first in reading order.

    Raises: BcrError, when the store was changed so that a benefit belongs to no file.
    """
    benefits = _first_in_reading_order(connection, "benefits")
    place_of = places(connection)
    where = benefits.select("source_id", "block", "row", "col").rows()
    if any((source_id, block) not in place_of for source_id, block, _, _ in where):
        raise BcrError("Benefits in the store belong to no file.", "`bcr audit` says more.")
    found = [place_of[source_id, block] for source_id, block, _, _ in where]
    names = ("benefits.target", "benefits.title")
    cells = [
        place.cell_of_first(names, row, col)
        for place, (_, _, row, col) in zip(found, where, strict=True)
    ]
    return BenefitVersions.validate(
        benefits.join(_stages(connection), on=("source_id", "case_id"), how="left").with_columns(
            pl.Series("source_file", [place.path for place in found], pl.String),
            pl.Series("source_cell", cells, pl.String),
        )
    )


def _first_in_reading_order(connection: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    """Of each key and import the row that counts, sorted by key and import."""
    rows = stated_rows(connection, table).unique(
        [*KEYS[table], "import_no"], keep="first", maintain_order=True
    )
    return rows.sort(*KEYS[table], "import_no", maintain_order=True)


def _stages(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The stage each file states for a case."""
    stated = stated_rows(connection, "cases").filter(pl.col("stage").is_not_null())
    return stated.unique(["source_id", "case_id"], keep="first", maintain_order=True).select(
        "source_id", "case_id", "stage"
    )


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the order of import, and within one of reading."""
    return rows.sort(
        "import_no", "block", "row", pl.col("col").str.len_chars(), "col",
        nulls_last=True, maintain_order=True,
    )  # fmt: skip


def on_basis(connection: duckdb.DuckDBPyConnection, table: str, basis: Basis) -> pl.DataFrame:
    """Cases, plans or costs as approved or as they stand now; columns and rows of `current`.

    Approved: what was planned or intended is the first that any file states of that period, with
    the place it stands in; of a case, its cost and price base, first of all as a full business
    case states them. What was spent is the last in either case.
    """
    now = current(connection, table)
    if basis == Basis.LATEST:
        return now
    if table == "cases":
        return _as_approved(connection, now)
    key, names, place = KEYS[table], _APPROVED[table], ("source_id", "block", "row", "col")
    stated = pl.col(names[0]).is_not_null()
    first = (
        stated_rows(connection, table)
        .group_by(key, maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in names),
            *(pl.col(name).filter(stated).first().alias(f"{name}_first") for name in place),
        )
    )
    joined = now.drop(names).join(first, on=key, how="left", maintain_order="left")
    there = pl.col("source_id_first").is_not_null()
    return joined.with_columns(
        pl.when(there).then(f"{name}_first").otherwise(name).alias(name) for name in place
    ).select(now.columns)


def _as_approved(connection: duckdb.DuckDBPyConnection, cases: pl.DataFrame) -> pl.DataFrame:
    """The cases with the cost and price base that were approved."""
    stage = pl.col("stage").str.strip_chars().str.to_lowercase()
    full = stage.is_in(FULL_BUSINESS_CASE).fill_null(value=False)
    names = _APPROVED["cases"]
    first = (
        stated_rows(connection, "cases")
        .sort(~full, "import_no", maintain_order=True)
        .group_by("case_id", maintain_order=True)
        .agg(pl.col(name).drop_nulls().first() for name in names)
    )
    joined = cases.drop(names).join(first, on="case_id", how="left", maintain_order="left")
    return joined.select(cases.columns)


def versions(connection: duckdb.DuckDBPyConnection, table: str, key_value: str) -> pl.DataFrame:
    """Every row ever imported whose key begins with `key_value`, oldest first.

    Columns: version (from 0), import_no, source_file, and those of the table's schema.
    """
    rows = finished(held(connection, table).filter(equals(KEYS[table][0], key_value)))
    paths = sources(connection).select("import_no", source_file="path")
    return (
        _in_order(rows)
        .join(paths, on="import_no", how="left", maintain_order="left")
        .select("import_no", "source_file", *columns_of(table))
        .with_row_index("version")
    )


def stated_values(
    connection: duckdb.DuckDBPyConnection, table: str, key_value: str
) -> pl.DataFrame:
    """Every value ever stated of one thing, oldest first, with the cell it stands in.

    Columns: version (as in `versions`), import_no, at (what else is in the key, such as a period;
    else empty), field, value (as text), source_file, source_cell (empty where the value was
    worked out and stands in no cell), holds (whether it is the value that `current` gives).
    """
    rows = versions(connection, table, key_value)
    place_of = places(connection)
    fields = [name for name in RECORDS[table].columns() if name not in Sourced.columns()]
    within = KEYS[table][1:]

    def stated() -> Iterator[tuple[object, ...]]:
        for row in rows.iter_rows(named=True):
            place = place_of[row["source_id"], row["block"]]
            at = ", ".join(str(row[name]) for name in within)
            for name in fields:
                if row[name] is not None:
                    cell = place.cell(f"{table}.{name}", row["row"], row["col"])
                    value = str(row[name])
                    yield row["version"], row["import_no"], at, name, value, place.path, cell

    values = pl.DataFrame(list(stated()), schema=_STATED, orient="row")
    if table in MERGED:
        return _marked(values, _latest(values, "at", "field").select("version", "field"))
    return _marked(values, _latest(rows, *KEYS[table]).select("version"))


def _latest(frame: pl.DataFrame, *key: str) -> pl.DataFrame:
    """Of each key the row of the latest import, and within an import the first."""
    by_age = frame.sort("import_no", "version", descending=[True, False])
    return by_age.unique(key, keep="first", maintain_order=True)


def _marked(values: pl.DataFrame, holding: pl.DataFrame) -> pl.DataFrame:
    holding = holding.with_columns(holds=pl.lit(value=True))
    joined = values.join(holding, on=holding.columns[:-1], how="left", maintain_order="left")
    return joined.with_columns(pl.col("holds").fill_null(value=False))


def decisions_on(connection: duckdb.DuckDBPyConnection, subject: str) -> pl.DataFrame:
    """Every decision on a case or benefit, with the cell of what it changed the figure to.

    Columns: those of schemas.Decisions, version, import_no, source_file and source_cell.
    """
    rows = versions(connection, "decisions", subject)
    place_of = places(connection)
    cells = [
        place_of[row["source_id"], row["block"]].cell("decisions.new", row["row"], row["col"])
        for row in rows.iter_rows(named=True)
    ]
    return rows.with_columns(pl.Series("source_cell", cells, pl.String))


def stages(connection: duckdb.DuckDBPyConnection, case_id: str) -> dict[int, str]:
    """The stage that each import states for a case, by its number."""
    rows = versions(connection, "cases", case_id).filter(pl.col("stage").is_not_null())
    return dict(rows.select("import_no", "stage").iter_rows())
