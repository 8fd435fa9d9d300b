"""Every figure of a benefit, with the cell it was read from or how it was computed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bcr.model import TargetKind
from bcr.pages.cases.since import since_lines
from bcr.pages.page import Amount, Column, Table, Web
from bcr.pages.places import place, span
from bcr.pages.words import UNKNOWN, amount, count, day, money, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Inline, Words

    Place: TypeAlias = tuple[Inline, ...]
    Line: TypeAlias = tuple[str, Words, Place]

COLUMNS = (Column("What"), Column("Figure"), Column("Where it comes from"))
PLANNED_BY = {
    "interim": "the case's own interim target",
    "ramp": "a straight line from start to due date",
    "due": "the target, since the due date has passed",
    "undated": "the target, since no due date is stated",
}


def figure_table(dossier: Dossier, gap: Row, promised: Row) -> Table:
    """What was promised, what happened and what it is worth, one figure a row."""

    def cell(name: str) -> Place:
        return place(dossier, promised, f"benefits.{name}") if promised else ()

    lines = (
        *_promise(gap, promised, cell),
        *_result(dossier, gap, cell),
        *since_lines(dossier, gap),
        *_worth(gap, cell),
        *_accountability(gap, promised, cell),
    )
    rows = tuple((what, figure, source) for what, figure, source in lines)
    return Table("Figures and where they come from", COLUMNS, rows)


def _promise(gap: Row, promised: Row, cell: Callable[[str], Place]) -> Iterator[Line]:
    unit = gap["unit"]
    yield "Baseline", _level(gap, "baseline"), cell("baseline")
    stated = promised.get("target")
    kind = promised.get("target_kind")
    how = ""
    if kind == TargetKind.CHANGE and stated is not None:
        how = f", stated as a change of {amount(stated, unit)}"
    elif kind == TargetKind.PERCENT and stated is not None:
        how = f", stated as a change of {percent(stated)}"
    yield "Target", (_level(gap, "target"), how), cell("target")
    yield "Start", day(gap["start_on"]), cell("start_on")
    yield "Due", day(gap["due_on"]), cell("due_on")


def _result(dossier: Dossier, gap: Row, cell: Callable[[str], Place]) -> Iterator[Line]:
    planned = PLANNED_BY.get(gap["planned_by"] or "", "")
    if gap["actual_kind"] == "measured" and planned:
        planned = f"over the same periods as the actual; at the last of them {planned}"
    yield "Planned by now", _level(gap, "planned_to_date"), _sourced(planned)
    source = cell("reported_actual") if gap["actual_kind"] == "reported" else _record(dossier, gap)
    yield "Actual", _actual(gap), source
    if gap["recorded_baseline"] is not None:
        note = "the KPI's own record before the start"
        if gap["share_from_record"] is not None:
            note += f"; from there the share of plan is {percent(gap['share_from_record'])}"
        yield "Baseline on record", _level(gap, "recorded_baseline"), _sourced(note)
    share = Amount(percent(gap["realised_share"]), gap["realised_share"])
    formula = "(actual − baseline) ÷ (planned by now − baseline)"
    yield "Share of plan", share, _sourced(formula if gap["realised_share"] is not None else "")


def _worth(gap: Row, cell: Callable[[str], Place]) -> Iterator[Line]:
    """Money, for benefits that have any."""
    code = gap["currency"]
    at_target = cell("money_per_year") or cell("value_per_unit") or cell("target")
    moved = _sourced("money at target × part of the movement that happened")
    for name, field, source in (
        ("Money at target", "money_at_target", at_target),
        ("Money planned by now", "intended_money", _sourced("of money at target")),
        ("Money realised", "realised_money", cell("reported_money") or moved),
        ("Gap, money", "gap_money", _sourced("realised − planned by now")),
    ):
        if gap["money_at_target"] is None and gap[field] is None:
            continue
        known = source if gap[field] is not None else ()
        yield name, Amount(money(gap[field], code), gap[field]), known


def _accountability(gap: Row, promised: Row, cell: Callable[[str], Place]) -> Iterator[Line]:
    yield "Owner", gap["owner"] or UNKNOWN, cell("owner")
    for name, field in (
        ("Data source named", "data_source"),
        ("Touchpoint", "touchpoint"),
        ("Confidence stated", "confidence"),
        ("Status in the workbook", "stated_status"),
    ):
        if promised.get(field):
            yield name, _linked(promised[field]), cell(field)


def _linked(text: str) -> Words:
    """An address as a link, anything else as it is."""
    return Web(text) if re.fullmatch(r"https?://[^\s<>\"']+", text) else text


def _actual(gap: Row) -> Words:
    level = _level(gap, "actual")
    if gap["actual"] is None:
        return level
    if gap["actual_kind"] == "reported":
        return (level, f", reported {day(gap['actual_to'])}" if gap["actual_to"] else ", reported")
    if gap["actual_from"] is None or gap["actual_to"] is None:
        return (level, ", measured")
    periods = count(gap["actual_periods"] or 0, "period")
    return (
        level,
        f", measured over {periods}, {day(gap['actual_from'])} to {day(gap['actual_to'])}",
    )


def _record(dossier: Dossier, gap: Row) -> Place:
    """Cells of the observations the actual was computed from."""
    observed = dossier.records.get(gap["kpi_id"] or "")
    if observed is None or gap["actual_from"] is None or gap["actual_to"] is None:
        return ()
    used = observed.filter(
        (observed["period_start"] >= gap["actual_from"])
        & (observed["period_end"] <= gap["actual_to"])
    )
    if used.is_empty():
        return ()
    first, last = used.row(0, named=True), used.row(-1, named=True)
    return span(dossier, first, last, "observations.value")


def _level(gap: Row, field: str) -> Amount:
    return Amount(amount(gap[field], gap["unit"]), gap[field])


def _sourced(text: str) -> Place:
    return (text,) if text else ()
