"""Short tables for the tests of figures: say what matters, and the rest is filled in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from bcr.figures.gaps import benefit_gaps
from bcr.portfolio import Thresholds
from bcr.schemas.records import (
    Cases,
    Decisions,
    Kpis,
    Logics,
    Observations,
    Plans,
    PromisedBenefits,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy

    from bcr.schemas.figures import Gaps

Row = dict[str, Any]
S = TypeVar("S", bound="dy.Schema")

AS_OF = dt.date(2024, 12, 31)
_PLACE: Row = {"source_id": "0" * 64, "block": 0, "row": 1}


def table(schema: type[S], rows: Sequence[Row], *, valid: bool = True) -> dy.DataFrame[S]:
    """The rows as a table of the schema, each with a place; unchecked if not `valid`."""
    if not rows:
        return schema.create_empty()
    frame = pl.DataFrame([{**_PLACE, **row} for row in rows], schema=schema.create_empty().schema)
    return schema.validate(frame) if valid else schema.cast(frame)


def benefits(*rows: Row, valid: bool = True) -> dy.DataFrame[PromisedBenefits]:
    """Promises, each from 15 to 5 unless it says otherwise."""
    usual: Row = {
        "case_id": "case",
        "logic": "automation",
        "baseline": 15.0,
        "target": 5.0,
        "target_kind": "level",
        "source_file": "cases.xlsx",
        "source_cell": "Benefits!H2",
    }
    full = [{"benefit_id": f"benefit {n}", **usual, **row} for n, row in enumerate(rows)]
    return table(PromisedBenefits, full, valid=valid)


def kpis(*rows: Row) -> dy.DataFrame[Kpis]:
    return table(Kpis, rows)


def cases(*rows: Row) -> dy.DataFrame[Cases]:
    return table(Cases, rows)


def logics(*rows: Row) -> dy.DataFrame[Logics]:
    return table(Logics, rows)


def plans(*rows: Row, valid: bool = True) -> dy.DataFrame[Plans]:
    full = [{"benefit_id": "benefit 0", **row} for row in rows]
    return table(Plans, full, valid=valid)


def monthly(
    values: Sequence[float | None],
    *,
    first: dt.date,
    kpi_id: str = "kpi",
    weights: Sequence[float | None] | None = None,
    months: int = 1,
) -> dy.DataFrame[Observations]:
    """A KPI's record from `first` on, a period each `months` months; a None has no row.

    Unchecked, so that values that are no numbers can be tried.
    """
    starts = [_later(first, n * months) for n in range(len(values) + 1)]
    rows: list[Row] = [
        {
            "kpi_id": kpi_id,
            "period_start": starts[n],
            "period_end": starts[n + 1] - dt.timedelta(days=1),
            "value": value,
            "weight": weights[n] if weights else None,
        }
        for n, value in enumerate(values)
        if value is not None
    ]
    return table(Observations, rows, valid=False)


def gaps_of(  # noqa: PLR0913 - each table is an argument of its own
    promised: dy.DataFrame[PromisedBenefits],
    *,
    record: dy.DataFrame[Observations] | None = None,
    measures: dy.DataFrame[Kpis] | None = None,
    planned: dy.DataFrame[Plans] | None = None,
    approved: dy.DataFrame[Cases] | None = None,
    decided: dy.DataFrame[Decisions] | None = None,
    as_of: dt.date = AS_OF,
    thresholds: Thresholds | None = None,
) -> dy.DataFrame[Gaps]:
    """The gaps, with empty tables where nothing is said."""
    return benefit_gaps(
        promised,
        cases=approved if approved is not None else cases(),
        kpis=measures if measures is not None else kpis(),
        observations=record if record is not None else table(Observations, []),
        plans=planned if planned is not None else plans(),
        as_of=as_of,
        thresholds=thresholds or Thresholds(),
        decisions=decided,
    )


def gap_of(promise: Row, **tables: Any) -> Row:  # noqa: ANN401 - handed on to gaps_of
    """The gap of a single promise, as a dict."""
    return gaps_of(benefits(promise), **tables).row(0, named=True)


def _later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
