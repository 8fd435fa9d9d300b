"""Tables of figures with only what matters stated, everything else null."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import polars as pl

if TYPE_CHECKING:
    import dataframely as dy

    from tests.figures.tables import Row

S = TypeVar("S", bound="dy.Schema")


def stated(schema: type[S], *rows: Row) -> dy.DataFrame[S]:
    """The rows in the columns of the schema, unchecked."""
    return schema.cast(pl.DataFrame(rows, schema=schema.create_empty().schema))
