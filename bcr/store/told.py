"""All that files ever said of one thing: each stated value, and each decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.schemas.records import KEYS
from bcr.store import queries, versions

if TYPE_CHECKING:
    import duckdb

#: Tables that are keyed by the id of each kind of thing.
_TABLES: Final = {
    "cases": ("cases", "costs"),
    "benefits": ("benefits", "plans"),
    "kpis": ("kpis",),
    "logics": ("logics",),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one case, benefit, KPI or logic."""

    #: Its own table.
    table: str
    #: As `versions.stated_values`, with subject, table and stage; ids left out.
    stated: pl.DataFrame
    #: As `versions.decisions_on`.
    decisions: pl.DataFrame


def told(connection: duckdb.DuckDBPyConnection, identifier: str) -> list[Told]:
    """What was said of an id; where it is a case, of each of its benefits after it.

    Nothing has the id: an empty list.
    """
    kinds = queries.everything_with_id(connection, identifier)
    if not kinds:
        return []
    found = [_of_one(connection, kinds, identifier)]
    if "cases" in kinds:
        benefits = queries.current(connection, "benefits").filter(pl.col("case_id") == identifier)
        ids = benefits["benefit_id"]
        found += [_of_one(connection, ("benefits",), one) for one in ids]
    return found


def _of_one(connection: duckdb.DuckDBPyConnection, kinds: tuple[str, ...], identifier: str) -> Told:
    stated = pl.concat(
        versions.stated_values(connection, table, identifier)
        .with_columns(subject=pl.lit(identifier), table=pl.lit(table))
        .filter(~pl.col("field").is_in(KEYS[table]))
        for kind in kinds
        for table in _TABLES[kind]
    )
    case_ids = stated.filter(pl.col("field") == "case_id")["value"].to_list()
    case_id = identifier if kinds[0] == "cases" else next(reversed(case_ids), "")
    stages = versions.stages(connection, case_id)
    stage = pl.Series([stages.get(number) for number in stated["import_no"]], dtype=pl.String)
    decisions = versions.decisions_on(connection, identifier)
    return Told(_TABLES[kinds[0]][0], stated.with_columns(stage=stage), decisions)
