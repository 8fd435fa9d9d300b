"""What must hold of every store, whatever was imported into it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

import duckdb

from bcr.schemas.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is wrong → who is concerned, as SQL over `records` (table, source_id, block, import_no),
#: a row for every record of every table.
_UNSOUND: Final = {
    "records of {} belong to no source": """
        SELECT DISTINCT "table" FROM records ANTI JOIN sources USING (source_id)""",
    "records of {} belong to no table of their source": """
        SELECT DISTINCT "table" FROM records SEMI JOIN sources USING (source_id)
        ANTI JOIN blocks USING (source_id, block)""",
    "records of {} carry another import than their source": """
        SELECT DISTINCT "table" FROM records JOIN sources USING (source_id)
        WHERE records.import_no <> sources.import_no""",
    "{} has not as many records as its import counted": """
        SELECT path FROM sources LEFT JOIN (
            SELECT source_id, count(*) AS found FROM records GROUP BY source_id
        ) USING (source_id) WHERE records <> coalesce(found, 0)""",
    "tables are noted of {}, which is no source": """
        SELECT DISTINCT source_id FROM blocks ANTI JOIN sources USING (source_id)""",
    "problems are noted of {}, which is no source": """
        SELECT DISTINCT source_id FROM problems ANTI JOIN sources USING (source_id)""",
    "import {} is missing": """
        SELECT number FROM range(1, (SELECT coalesce(max(import_no), 0) + 1 FROM sources))
        AS numbers(number) ANTI JOIN sources ON number = import_no""",
}


def unsound(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Give a sentence for each thing that bcr itself would never have stored."""
    records = reduce(duckdb.DuckDBPyRelation.union, (_placed(connection, t) for t in RECORDS))
    for sentence, query in _UNSOUND.items():
        found = records.query("records", f"{query} ORDER BY 1")
        for (concerned,) in found.fetchall() if found else ():
            yield sentence.format(concerned)


def _placed(connection: duckdb.DuckDBPyConnection, table: str) -> duckdb.DuckDBPyRelation:
    name = duckdb.ConstantExpression(table).alias("table")
    return connection.table(table).select(name, "source_id", "block", "import_no")
