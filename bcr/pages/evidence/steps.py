"""What each figure was computed from: steps from a benefit, case or logic down to cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from bcr.model import PARTS
from bcr.pages.words import count
from bcr.provenance import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.pages.dossier import Dossier

Row: TypeAlias = dict[str, Any]
#: depth, figure, value, how, source file, source cell.
Step: TypeAlias = tuple[int, str, str, str, str, str]

_STATED: Final = (
    "unit", "better", "tolerance", "value_per_unit", "money_per_year", "reported_money", "share",
    "weight", "logic", "class", "owner",
)  # fmt: skip


def _said(value: object) -> str:
    if value is None:
        return "not known"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def benefit_steps(dossier: Dossier, gap: Row, depth: int) -> Iterator[Step]:
    """A benefit's share, then each of its parts."""
    promise = dossier.promised[gap["benefit_id"]]
    baseline, planned, actual = (gap[n] for n in ("baseline", "planned_to_date", "actual"))
    how = (
        f"({_said(actual)} − {_said(baseline)}) ÷ ({_said(planned)} − {_said(baseline)}), at "
        f"{dossier.as_of}"
        if gap["realised_share"] is not None
        else gap["reason"]
    )
    name = f"realised share of {gap['benefit_id']}"
    yield depth, name, _said(gap["realised_share"]), how, "", ""
    yield depth + 1, "status", gap["status"], gap["reason"], "", ""
    yield depth + 1, "verdict", gap["verdict"], f"evidence of change: {gap['evidence']}", "", ""
    yield _stated(dossier, promise, "baseline", depth + 1)
    yield from _target(dossier, promise, gap, depth + 1)
    yield from _planned(dossier, promise, gap, depth + 1)
    yield from _actual(dossier, promise, gap, depth + 1)
    yield from _since(dossier, gap, depth + 1)
    yield from _money(gap, depth + 1)
    for column in _STATED:
        if promise[column] is not None:
            yield _stated(dossier, promise, column, depth + 1)


def _stated(dossier: Dossier, row: Row, column: str, depth: int, table: str = "benefits") -> Step:
    """A value as a workbook states it, with its cell."""
    there, name = dossier.place_of(row, f"{table}.{column}")
    block = dossier.block_rows[there["source_id"], there["block"]]
    cell = cell_of(block["columns"], name, there["row"], there["col"])
    place = f"{block['sheet']}!{cell}" if cell else ""
    stated = "as decided" if name.startswith("decisions.") else "as stated"
    how = stated if cell else "no cell: worked out on reading, or absent"
    file = dossier.paths[there["source_id"]] if cell else ""
    return depth, column.replace("_", " "), _said(row[column]), how, file, place


def _target(dossier: Dossier, promise: Row, gap: Row, depth: int) -> Iterator[Step]:
    level, kind = gap["target"], promise["target_kind"]
    if kind == "level":
        yield _stated(dossier, promise, "target", depth)
        return
    rule = "baseline + change" if kind == "change" else "baseline × (1 + percent)"
    yield depth, "target", _said(level), rule, "", ""
    yield _stated(dossier, promise, "target", depth + 1)


def _planned(dossier: Dossier, promise: Row, gap: Row, depth: int) -> Iterator[Step]:
    rules = {
        "interim": "the case's own interim targets",
        "ramp": "a straight line from the baseline at the start to the target when due",
        "due": "the due date has passed: the whole target",
        "undated": "no dates: the whole target is taken as due",
    }
    rule = rules.get(gap["planned_by"] or "", "no plan could be made")
    yield depth, "planned to date", _said(gap["planned_to_date"]), rule, "", ""
    for column in ("start_on", "due_on"):
        yield _stated(dossier, promise, column, depth + 1)
    if gap["planned_by"] == "interim":
        for plan in dossier.plans_of.get(gap["benefit_id"], []):
            step = _stated(dossier, plan, "planned", depth + 1, "plans")
            yield step[0], f"interim target for {plan['period_end']}", *step[2:]


def _actual(dossier: Dossier, promise: Row, gap: Row, depth: int) -> Iterator[Step]:
    if gap["actual_kind"] == "reported":
        yield depth, "actual", _said(gap["actual"]), "as the workbook reports it", "", ""
        yield _stated(dossier, promise, "reported_actual", depth + 1)
        yield _stated(dossier, promise, "reported_on", depth + 1)
    elif gap["actual_kind"] == "measured":
        aggregation = dossier.kpi_rows.get(gap["kpi_id"], {}).get("aggregation") or "mean"
        how = (
            f"{aggregation} of {gap['actual_periods']} periods of {gap['kpi_id']}, "
            f"{gap['actual_from']} to {gap['actual_to']}"
        )
        yield depth, "actual", _said(gap["actual"]), how, "", ""
        inside = dossier.records[gap["kpi_id"]].filter(
            (pl.col("period_start") >= gap["actual_from"])
            & (pl.col("period_end") <= gap["actual_to"])
        )
        yield from observed_steps(dossier, inside.to_dicts(), depth + 1)
    else:
        yield depth, "actual", "not known", gap["reason"], "", ""


def _since(dossier: Dossier, gap: Row, depth: int) -> Iterator[Step]:
    """How the KPI ran since the start, what else claims it, and the parts of the gap."""
    track = dossier.track_rows[gap["benefit_id"]]
    if gap["baseline_off"] is not None:
        how = (
            f"({_said(gap['recorded_baseline'])} on record − {_said(gap['baseline'])} stated) ÷ "
            "intended movement"
        )
        yield depth, "baseline off the record", _said(gap["baseline_off"]), how, "", ""
    if track["lasting"]:
        how = f"best twelve months to {track['best_to']}: {_said(track['best_share'])} of all, "
        how += f"last twelve: {_said(track['last_share'])}"
        yield depth, "lasting", track["lasting"], how, "", ""
    if track["late_months"]:
        months = count(track["late_months"], "month")
        how = f"by the {_LATE_BY[track['late_by']]}; planned by now had the plan begun then: "
        yield depth, "late", months, how + _said(track["planned_if_late"]), "", ""
    if track["heading"] is not None:
        ends = f"{_said(track['heading_low'])} to {_said(track['heading_high'])}"
        how = f"90% interval {ends}, in the quarter to {gap['due_on']}, if it goes on as it has"
        yield depth, "heading for", _said(track["heading"]), how, "", ""
    if claim := dossier.claim_rows.get(gap["benefit_id"]):
        how = f"of the movement of {claim['kpi_id']}, which other benefits claim too"
        yield depth, "attributed share", _said(claim["attributed_share"]), how, "", ""
    for part in dossier.waterfall_rows.get(gap["benefit_id"], []):
        yield from _parts(part, depth)


def _parts(waterfall: Row, depth: int) -> Iterator[Step]:
    """The parts of one waterfall, those that are nothing left out."""
    what = _whole(waterfall)
    there = {name: waterfall[name] for name in PARTS if waterfall[name]}
    how = " + ".join(name.replace("_", " ") for name in there if name in PARTS[:9])
    yield depth, f"waterfall of {what}", _said(waterfall["intended"]), how, "", ""
    for name, value in there.items():
        yield depth + 1, f"part: {name.replace('_', ' ')}", _said(value), "", "", ""


def _whole(waterfall: Row) -> str:
    """What the parts of a waterfall are parts of."""
    many = count(waterfall["benefits"], "benefit")
    if waterfall["basis"] == "money":
        kind = f"{waterfall['class'] or 'unclassed'} {waterfall['currency'] or 'money'}"
        return f"{kind} a {waterfall['money_per']}, {many}"
    return "the movement in full" if waterfall["benefits"] == 1 else f"{many}, each as one"


_LATE_BY: Final = {
    "decision": "decisions on record",
    "go_live": "go-live date of its case",
    "record": "record of its KPI, which stood still until then",
}


def observed_steps(dossier: Dossier, rows: list[Row], depth: int) -> Iterator[Step]:
    """The periods of a KPI's record, each with its cell."""
    for row in rows:
        step = _stated(dossier, row, "value", depth, "observations")
        yield depth, f"{row['kpi_id']} to {row['period_end']}", *step[2:]


def _money(gap: Row, depth: int) -> Iterator[Step]:
    rules = {
        "money_at_target": _AT_TARGET.get(gap["money_per"] or "", "when the target is reached"),
        "intended_money": "of it, planned by now",
        "realised_money": "as reported, else money at target × movement ÷ intended movement",
        "gap_money": "realised − intended",
    }
    for column, rule in rules.items():
        if gap[column] is not None:
            value = f"{gap['currency'] or ''} {gap[column]:,.2f}".strip()
            yield depth, column.replace("_", " "), value, rule, "", ""


_AT_TARGET: Final = {
    "year": "money a year when the target is reached",
    "target": "the movement itself is money, over whatever period the target is for",
}


def case_steps(dossier: Dossier, case_id: str) -> Iterator[Step]:
    """What is said of a case, its shares, what it is worth, and each of its benefits."""
    case = dossier.case_rows[case_id]
    yield 0, f"case {case_id}", case.get("title") or "", "", "", ""
    for column, value in case.items():
        if value is not None and column in _CASE_COLUMNS:
            yield _stated(dossier, case, column, 1, "cases")
    for share in dossier.case_shares.filter(pl.col("case_id") == case_id).to_dicts():
        how = (
            f"mean of {share['measured']} of {share['due']} due benefits, by {share['weighted_by']}"
        )
        yield 1, f"share for {share['logic']}", _said(share["realised_share"]), how, "", ""
    yield from _appraised(dossier, case_id)
    for waterfall in dossier.case_waterfalls.get(case_id, []):
        yield from _parts(waterfall, 1)
    for gap in dossier.gaps_by_case.get(case_id, []):
        yield from benefit_steps(dossier, gap, 1)


def _appraised(dossier: Dossier, case_id: str) -> Iterator[Step]:
    """Net present values, the costs they count, and the indices that put them into real terms."""
    rows = dossier.appraisals_of.get(case_id, [])
    for row in rows:
        name = f"net present value, {row['class'] or 'no class'}, {row['line']}"
        how = row["reason"] or (
            f"benefits {row['benefits_value']:,.2f} − costs {row['costs']:,.2f}, at "
            f"{row['discount_rate']:.1%} a year from the year to {row['base_year']}"
        )
        value = "not known" if row["npv"] is None else f"{row['currency']} {row['npv']:,.2f}"
        yield 1, name, value, how, "", ""
    for cost in dossier.costs_of.get(case_id, []):
        spent = dossier.spent_in.get((case_id, cost["period_end"], cost["kind"]), cost)
        for column, stated in (("intended", cost), ("actual", spent)):
            step = _stated(dossier, stated, column, 2, "costs")
            yield step[0], f"{column} cost to {cost['period_end']}, {cost['kind']}", *step[2:]
    for index in dossier.deflators.to_dicts() if rows else ():
        step = _stated(dossier, index, "deflator", 2, "deflators")
        yield step[0], f"deflator of the year to {index['period_end']}", *step[2:]


_CASE_COLUMNS: Final = frozenset(
    {"department", "sponsor", "stage", "approved_on", "go_live_on", "closed_on", "objective",
     "template_year", "price_base", "approved_cost", "actual_cost", "status"}
)  # fmt: skip


def logic_steps(dossier: Dossier, league: Row) -> Iterator[Step]:
    """The mean of a logic, the cases it is over, and their benefits."""
    logic = league["logic"]
    how = f"mean of {league['scored_cases']} scored cases"
    yield 0, f"realised share of {logic}", _said(league["realised_share"]), how, "", ""
    for waterfall in dossier.logic_waterfalls.get(logic, []):
        yield from _parts(waterfall, 1)
    for share in dossier.case_shares.filter(pl.col("logic") == logic).to_dicts():
        how = (
            f"mean of {share['measured']} of {share['due']} due benefits, by {share['weighted_by']}"
        )
        yield 1, f"share of case {share['case_id']}", _said(share["realised_share"]), how, "", ""
        for gap in dossier.gaps_by_logic.get(logic, []):
            if gap["case_id"] == share["case_id"]:
                yield (2, f"realised share of {gap['benefit_id']}", _said(gap["realised_share"]),
                       gap["status"], gap["source_file"], gap["source_cell"])  # fmt: skip
