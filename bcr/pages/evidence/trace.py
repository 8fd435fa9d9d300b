"""From a figure down to the cells it came from, one step a row."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.pages.evidence.steps import benefit_steps, case_steps, logic_steps, observed_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.pages.dossier import Dossier
    from bcr.pages.evidence.steps import Step

_COLUMNS: Final = {
    "depth": pl.UInt8, "figure": pl.String, "value": pl.String, "how": pl.String,
    "source_file": pl.String, "source_cell": pl.String,
}  # fmt: skip


def trace_steps(dossier: Dossier, identifier: str) -> pl.DataFrame | None:
    """The steps from the figures of a benefit, case, KPI or logic to cells; None for no such id.

    Shape:  one row a step, a figure before what it was computed from (`depth` one more).
    Units:  `value` is text, levels in the benefit's own unit.
    """
    ways = (_benefit_id, _case_id, _kpi_id, _logic_id)
    steps = next((list(found) for way in ways if (found := way(dossier, identifier))), None)
    return None if steps is None else pl.DataFrame(steps, schema=_COLUMNS, orient="row")


def ids_like(dossier: Dossier, identifier: str) -> list[str]:
    """The ids most like one that nothing has."""
    known = [
        *dossier.gaps["benefit_id"],
        *dossier.case_rows,
        *dossier.kpi_rows,
        *dossier.logic_names,
    ]
    by_small = {one.casefold(): one for one in reversed(known)}
    near = difflib.get_close_matches(identifier.casefold(), list(by_small), n=3, cutoff=0.6)
    return [by_small[one] for one in near]


def _benefit_id(dossier: Dossier, identifier: str) -> Iterator[Step] | None:
    gaps = dossier.gaps.filter(pl.col("benefit_id") == identifier).to_dicts()
    return benefit_steps(dossier, gaps[0], 0) if gaps else None


def _case_id(dossier: Dossier, identifier: str) -> Iterator[Step] | None:
    return case_steps(dossier, identifier) if identifier in dossier.case_rows else None


def _kpi_id(dossier: Dossier, identifier: str) -> Iterator[Step] | None:
    record = dossier.records.get(identifier)
    return None if record is None else observed_steps(dossier, record.to_dicts(), 0)


def _logic_id(dossier: Dossier, identifier: str) -> Iterator[Step] | None:
    league = dossier.league.filter(pl.col("logic") == identifier).to_dicts()
    return logic_steps(dossier, league[0]) if league else None
