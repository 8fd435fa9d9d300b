"""The planned path of a benefit, day by day as the figures take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from bcr.pages.dossier import Row


def planned_path(
    gap: Row, plans: Sequence[Row], kpi: Row, end: dt.date
) -> list[tuple[dt.date, float]]:
    """Corners of the path: baseline until the start, target from the due date on.

    Between them a straight line, until interim targets take over; each holds until the next.
    Empty where baseline, target or due date is missing: then no path was promised.
    """
    baseline, target, due = gap["baseline"], gap["target"], gap["due_on"]
    if baseline is None or target is None or due is None:
        return []
    start = gap["start_on"]
    if start is None or start >= due:
        return [(due, baseline), (due, target), (max(due, end), target)]
    corners = [(start, baseline)]
    for on, level in interim_levels(plans, kpi, baseline):
        if start < on < due:
            before = corners[-1][1] if len(corners) > 1 else _ramp(gap, on)
            corners += [(on, before), (on, level)]
    if len(corners) > 1:
        corners.append((due, corners[-1][1]))
    return [*corners, (due, target), (max(due, end), target)]


def interim_levels(
    plans: Iterable[Row], kpi: Row, baseline: float
) -> Iterator[tuple[dt.date, float]]:
    """Interim targets as levels; those of a cumulative KPI say what each period adds."""
    total = baseline
    for plan in plans:
        if plan["planned"] is None:
            continue
        total += plan["planned"]
        adds_up = kpi.get("aggregation") == Aggregation.CUMULATIVE
        yield plan["period_end"], total if adds_up else plan["planned"]


def _ramp(gap: Row, on: dt.date) -> float:
    """The straight line from baseline to target on one day."""
    part = (on - gap["start_on"]) / (gap["due_on"] - gap["start_on"])
    return float(gap["baseline"] + (gap["target"] - gap["baseline"]) * part)
