"""Every version of what is known under an id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.errors import UnknownIdError
from bcr.schemas.records import KEYS
from bcr.store import database, queries
from bcr.workflow.decisions import column_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bcr.store.database import Connection

#: Tables that are keyed by the id of each kind of thing.
_TABLES: Final = {
    "cases": ("cases", "costs"),
    "benefits": ("benefits", "plans"),
    "kpis": ("kpis",),
    "logics": ("logics",),
}


def history(store: Path, identifier: str) -> pl.DataFrame:
    """Give every version of every figure of a case, benefit, KPI or logic, oldest first.

    Of a case, the figures of its benefits that did not stay as they were first stated too.
    Raises: UnknownIdError, when nothing has the id.
    """
    from bcr.figures.history import changes_over_time

    with database.open_store(store, read_only=True) as connection:
        kinds = queries.everything_with_id(connection, identifier)
        if not kinds:
            raise UnknownIdError(
                f"Nothing has the id {identifier!r}.", "`bcr compare` lists the benefits and cases."
            )
        parts = [changes_over_time(*_told(connection, kinds, identifier))]
        if "cases" in kinds:
            parts += list(_benefits_of(connection, identifier))
    return pl.concat(parts)


def _benefits_of(connection: Connection, case_id: str) -> Iterator[pl.DataFrame]:
    from bcr.figures.history import changes_over_time

    benefits = queries.current(connection, "benefits").filter(pl.col("case_id") == case_id)
    for benefit_id in benefits["benefit_id"]:
        rows = changes_over_time(*_told(connection, ("benefits",), benefit_id))
        yield rows.filter((pl.len() > 1).over("table", "at", "field"))


def _told(
    connection: Connection, kinds: tuple[str, ...], identifier: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What files state of the id, and what was decided on it."""
    stated = pl.concat(
        queries.stated_values(connection, table, identifier)
        .with_columns(subject=pl.lit(identifier), table=pl.lit(table))
        .filter(~pl.col("field").is_in(KEYS[table]))
        for kind in kinds
        for table in _TABLES[kind]
    )
    case_id = stated.filter(pl.col("field") == "case_id")["value"].to_list()
    stages = queries.stages(connection, case_id[-1]) if case_id else {}
    stage = pl.Series([stages.get(number) for number in stated["import_no"]], dtype=pl.String)
    decisions = queries.decisions_on(connection, identifier)
    columns = [column_named(field) or field for field in decisions["field"]]
    return (
        stated.with_columns(stage=stage),
        decisions.with_columns(
            pl.Series("column", columns, pl.String), table=pl.lit(_TABLES[kinds[0]][0])
        ),
    )
