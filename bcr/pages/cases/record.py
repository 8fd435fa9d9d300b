"""The record of a benefit's KPI against what was promised of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bcr.charts.record import Level, Moment
from bcr.charts.record import record as drawn
from bcr.model import Better
from bcr.pages.cases.paging import MOST_LISTED
from bcr.pages.cases.series import as_read, without_it
from bcr.pages.page import Amount, Chart, Column, KeyItem, Table
from bcr.pages.sayings import CONFIDENCE
from bcr.pages.words import amount, count, day, exact, number, percent, short_day, whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    import polars as pl

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Words

KEY = KeyItem("record", "Record")
PLAN_KEY = KeyItem("plan", "Plan")
WINDOW_KEY = (
    KeyItem("actual", "Actual, over the shaded time"),
    KeyItem("planned", "Planned over the same time"),
)


def record_chart(dossier: Dossier, gap: Row) -> Chart | None:
    """The record against the plan; None where the KPI has no record to draw."""
    observed = dossier.records.get(gap["kpi_id"] or "")
    if observed is None:
        return None
    kpi = dossier.kpi_rows.get(gap["kpi_id"], {})
    promised = dossier.promised.get(gap["benefit_id"], {})
    months = promised.get("baseline_months") or dossier.portfolio.thresholds.window_months
    series, said = as_read(observed, gap, kpi, months=months, as_of=dossier.as_of)
    if series.is_empty():
        return None
    days: list[dt.date] = series["on"].to_list()
    end = max(days[-1], dossier.as_of)
    levels = list(_levels(gap, days[0], end))
    turns = dossier.planned_paths.get(gap["benefit_id"], [])
    path = dossier.expected_paths.get(gap["benefit_id"])
    without = None if path is None else without_it(observed, path, gap, kpi, months=months)
    transition = _transition(gap, dossier.case_rows[gap["case_id"]].get("go_live_on"))
    moments = list(_moments(gap, dossier.as_of, transition))
    name = f"{kpi.get('name') or gap['kpi_id']}{_unit(gap)}"
    return Chart(
        title=record_title(gap),
        subtitle=f"{name}; {said}",
        drawing=drawn(
            series,
            plan=[(turn["on"], turn["planned"]) for turn in turns],
            levels=levels,
            moments=moments,
            without=without,
            transition=transition,
        ),
        alternative=_alternative(name, series, levels, moments) + _beside(without),
        table=_table(series, without, name, said),
        key=tuple(_key({level.kind for level in levels}, without, transition, planned=bool(turns))),
    )


def _key(
    kinds: set[str],
    without: pl.DataFrame | None,
    transition: tuple[dt.date, dt.date] | None,
    *,
    planned: bool,
) -> Iterator[KeyItem]:
    """Only of what is drawn."""
    yield KEY
    if planned:
        yield PLAN_KEY
    yield from (item for item in WINDOW_KEY if item.swatch in kinds)
    if without is not None:
        yield KeyItem("without", f"Expected without it, with a {percent(CONFIDENCE)} band")
    if transition is not None:
        yield KeyItem("transition", "Transition, neither before nor after")


def _transition(gap: Row, live: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """From going live to the start, or from the start to going live where that was later."""
    start = gap["start_on"]
    if start is None or live is None or live == start:
        return None
    return min(live, start), max(live, start)


def record_title(gap: Row) -> str:
    """What the record says of the promise."""
    unit = gap["unit"]
    actual, planned = amount(gap["actual"], unit), amount(gap["planned_to_date"], unit)
    if gap["actual"] is None:
        return "What is on record says nothing of the time after the start"
    if gap["realised_share"] is None:
        return f"On record: {actual}"
    if gap["better"] == Better.MAINTAIN:
        return f"{actual} on record; it was to stay at {amount(gap['target'], unit)}"
    return f"{actual} on record against {planned} planned: {percent(gap['realised_share'])} of plan"


def _unit(gap: Row) -> str:
    return f", {gap['unit']}" if gap["unit"] else ""


def _levels(gap: Row, first: dt.date, end: dt.date) -> Iterator[Level]:
    """What is known of: promises as lines across, results over the time they speak of."""
    baseline, target, planned = gap["baseline"], gap["target"], gap["planned_to_date"]
    begin, until = gap["actual_from"], gap["actual_to"]
    if baseline is not None:
        yield Level("baseline", f"Baseline {_tag(gap, baseline)}", baseline, first, end)
    if target is not None and target != baseline:
        yield Level("target", f"Target {_tag(gap, target)}", target, first, end)
    if begin is None or until is None:
        return
    if planned is not None and not _is_one_of(planned, target, baseline):
        yield Level("planned", f"Planned {_tag(gap, planned)}", planned, begin, until)
    for kind, name, field in (
        ("actual", "Actual", "actual"),
        ("expected", "Without it", "expected_without"),
    ):
        if gap[field] is not None:
            yield Level(kind, f"{name} {_tag(gap, gap[field])}", gap[field], begin, until)


def _is_one_of(value: float, *levels: float | None) -> bool:
    """Whether a level is one that already has its line, but for the noise of arithmetic."""
    return any(level is not None and math.isclose(value, level) for level in levels)


def _tag(gap: Row, value: float) -> str:
    """The value with its unit where that is short."""
    written = amount(value, gap["unit"])
    return written if len(written) <= len(number(value)) + 2 else number(value)


def _moments(
    gap: Row, as_of: dt.date, transition: tuple[dt.date, dt.date] | None
) -> Iterator[Moment]:
    start = gap["start_on"]
    live = next((day for day in transition or () if day != start), None)
    for name, on in (("Live", live), ("Start", start), ("Due", gap["due_on"]), ("As of", as_of)):
        if on is not None:
            yield Moment(f"{name} {short_day(on)}", on)


def _alternative(
    name: str, series: pl.DataFrame, levels: Sequence[Level], moments: Sequence[Moment]
) -> str:
    days: list[dt.date] = series["on"].to_list()
    values: list[float] = series["value"].to_list()
    marks = ", ".join([*(level.label for level in levels), *(each.label for each in moments)])
    return (
        f"Line of {name}: {count(len(values), 'point')} from {day(days[0])} to {day(days[-1])}, "
        f"between {number(min(values))} and {number(max(values))}, "
        f"first {number(values[0])}, last {number(values[-1])}. Marked: {marks}."
    )


def _beside(without: pl.DataFrame | None) -> str:
    """The course without the investment in words, where there is one."""
    if without is None:
        return ""
    ends = [number(end) for end in without.select("low", "high").row(-1)]
    return f" On {day(without['on'][-1])} it was to be between {' and '.join(ends)} without it."


def _table(series: pl.DataFrame, without: pl.DataFrame | None, name: str, said: str) -> Table:
    columns = [Column("Period to"), Column("Value", number=True)]
    points = series
    if without is not None:
        named = ("Expected without it", "Its band, from", "to")
        columns += [Column(each, number=True) for each in named]
        points = series.join(without, on="on", how="left", maintain_order="left")
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (day(on), *(Amount("" if value is None else exact(value), value) for value in values))
        for on, *values in points.iter_rows()
    )
    left_out = len(rows) - MOST_LISTED
    note: Words = (
        f"{whole(left_out)} earlier points are in the source file." if left_out > 0 else ""
    )
    return Table(f"{name}; {said}", tuple(columns), rows[-MOST_LISTED:], note)
