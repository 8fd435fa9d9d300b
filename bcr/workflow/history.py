"""Every version of what is known under an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.errors import UnknownIdError
from bcr.store import database
from bcr.store.told import told
from bcr.workflow.decisions import column_named

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.store.told import Told


def history(store: Path, identifier: str) -> pl.DataFrame:
    """Give every version of every figure of a case, benefit, KPI or logic, oldest first.

    Of a case, the figures of its benefits that did not stay as they were first stated too.
    Raises: UnknownIdError, when nothing has the id.
    """
    with database.open_store(store, read_only=True) as connection:
        found = told(connection, identifier)
    if not found:
        raise UnknownIdError(
            f"Nothing has the id {identifier!r}.", "`bcr compare` lists the benefits and cases."
        )
    whole, *others = (_versions(one) for one in found)
    changed = (rows.filter((pl.len() > 1).over("table", "at", "field")) for rows in others)
    return pl.concat([whole, *changed])


def _versions(one: Told) -> pl.DataFrame:
    from bcr.figures.restatement.history import changes_over_time

    columns = [column_named(field) or field for field in one.decisions["field"]]
    decisions = one.decisions.with_columns(
        pl.Series("column", columns, pl.String), table=pl.lit(one.table)
    )
    return changes_over_time(one.stated, decisions)
